# Shorthand for the scripts and presets. `make test` and `make demo` do all their own set-up.
.PHONY: demo test build serve bench format lint sanitize clean

demo:
	./scripts/demo
test:
	./scripts/test
build:
	./scripts/setup
	./scripts/build release
serve: build
	./build/release/bin/kirin serve
bench: build
	./bench/run
format:
	git ls-files '*.cc' '*.h' | xargs clang-format -i
lint:
	./tools/check
sanitize:
	./scripts/sanitize
clean:
	rm -rf build demo/out
