# kirin_fuzz(NAME SOURCE file USES room... LIBRARIES target... [RUNS mutations] [SECONDS limit] [MAX_BYTES size])
#
# One fuzz target: `file` defines LLVMFuzzerTestOneInput for a parser of strangers' bytes. The program is kirin_fuzz_NAME; its
# corpus, tests/fuzz/corpus/NAME/, holds one small file for each thing the parser knows and every input that ever broke it.
#
# Two ways to build it:
# - always, with any compiler: our own driver (tests/fuzz/replay_main.cc) replays the corpus and then RUNS seeded mutations of it, at
#   most SECONDS long. ctest runs it as fuzz.NAME, label "fuzz"; in the asan preset it is a real check.
# - `cmake --preset fuzz && cmake --build --preset fuzz` (clang): libFuzzer with the address and undefined-behaviour sanitizers. Then
#   build/fuzz/bin/kirin_fuzz_NAME -max_total_time=3600 found/ tests/fuzz/corpus/NAME/
#
# The target kirin_fuzzers builds them all.
option(KIRIN_FUZZER "Build the fuzz targets with libFuzzer (clang only)" OFF)
if(KIRIN_FUZZER AND NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  message(FATAL_ERROR "KIRIN_FUZZER needs clang: use the preset 'fuzz'")
endif()

add_custom_target(kirin_fuzzers)

function(kirin_fuzz name)
  cmake_parse_arguments(fuzz "" "SOURCE;RUNS;SECONDS;MAX_BYTES" "USES;LIBRARIES" ${ARGN})
  foreach(default IN ITEMS RUNS=3000 SECONDS=4 MAX_BYTES=65536)
    string(REPLACE "=" ";" pair ${default})
    list(GET pair 0 key)
    if(NOT fuzz_${key})
      list(GET pair 1 fuzz_${key})
    endif()
  endforeach()
  set(used)
  foreach(room IN LISTS fuzz_USES)
    list(APPEND used kirin_${room})
  endforeach()
  set(target kirin_fuzz_${name})
  set(corpus ${CMAKE_CURRENT_SOURCE_DIR}/corpus/${name})

  add_executable(${target} ${fuzz_SOURCE})
  target_link_libraries(${target} PRIVATE kirin_flags ${used} ${fuzz_LIBRARIES})
  add_dependencies(kirin_fuzzers ${target})
  if(KIRIN_FUZZER)
    target_link_options(${target} PRIVATE -fsanitize=fuzzer)
    # What it finds on the way goes to the first folder, not among the sources.
    set(found ${CMAKE_CURRENT_BINARY_DIR}/found/${name})
    file(MAKE_DIRECTORY ${found})
    set(command ${target} -runs=${fuzz_RUNS} -max_total_time=${fuzz_SECONDS} -seed=1 -max_len=${fuzz_MAX_BYTES}
        -timeout=10 -artifact_prefix=${found}/ ${found} ${corpus})
  else()
    target_sources(${target} PRIVATE ${PROJECT_SOURCE_DIR}/tests/fuzz/replay_main.cc)
    set(command ${target} --runs ${fuzz_RUNS} --seconds ${fuzz_SECONDS} --max-bytes ${fuzz_MAX_BYTES} ${corpus})
  endif()
  add_test(NAME fuzz.${name} COMMAND ${command})
  set_tests_properties(fuzz.${name} PROPERTIES LABELS fuzz TIMEOUT 120)
endfunction()
