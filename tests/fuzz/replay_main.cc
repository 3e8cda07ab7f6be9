// A driver for fuzz targets where libFuzzer is not built in: replays the corpus, then seeded
// mutations of it.
//
//   kirin_fuzz_NAME [--runs N] [--seconds S] [--seed K] [--max-bytes B] FILE_OR_FOLDER...
//
// The same seed and corpus give the same inputs on every machine. An input that crashes, or takes
// over ten seconds, is left as crash-input in the working folder: minimise it and add it to the
// corpus.
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <random>
#include <string_view>
#include <vector>

#include "base/file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

// Sanitizers end the process by abort, so that the input is kept for their findings too.
extern "C" const char* __asan_default_options() { return "abort_on_error=1:handle_abort=0"; }
extern "C" const char* __ubsan_default_options() { return "abort_on_error=1:print_stacktrace=1"; }

namespace {

using Input = std::vector<std::uint8_t>;
using Clock = std::chrono::steady_clock;

constexpr unsigned kSecondsPerInput = 10;

// A sanitizer reports a bad access in its own handler, and then aborts.
#ifdef KIRIN_SANITIZED
constexpr std::array kFatalSignals = {SIGABRT, SIGALRM};
#else
constexpr std::array kFatalSignals = {SIGABRT, SIGALRM, SIGSEGV, SIGBUS, SIGFPE, SIGILL};
#endif

struct Options {
  std::uint64_t runs = 1000;
  std::uint64_t seconds = 4;
  std::uint64_t seed = 1;
  std::uint64_t max_bytes = 65536;
  std::vector<std::filesystem::path> paths;
};

// What the signal handler saves: it may call nothing but write.
volatile const std::uint8_t* current_data = nullptr;
volatile std::size_t current_size = 0;

extern "C" void on_fatal_signal(int signal) {
  const int fd = ::open("crash-input", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  (void)!::write(fd, const_cast<const std::uint8_t*>(current_data), current_size);
  constexpr std::string_view kMessage = "the input is in crash-input\n";
  (void)!::write(STDERR_FILENO, kMessage.data(), kMessage.size());
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

void run(const Input& input) {
  // The address sanitizer sees a read past the end only where the allocation ends there too.
  const Input exact(input.begin(), input.end());
  current_data = exact.data();
  current_size = exact.size();
  ::alarm(kSecondsPerInput);
  LLVMFuzzerTestOneInput(exact.data(), exact.size());
  ::alarm(0);
}

class Mutator {
 public:
  Mutator(std::vector<Input> corpus, const Options& options)
      : corpus_(std::move(corpus)), random_(options.seed), max_bytes_(options.max_bytes) {}

  Input next() {
    Input input = corpus_[below(corpus_.size())];
    const std::uint64_t changes = 1 + below(6);
    for (std::uint64_t i = 0; i < changes; ++i) {
      change(input);
    }
    input.resize(std::min<std::size_t>(input.size(), max_bytes_));
    return input;
  }

 private:
  // In [0, limit). std::uniform_int_distribution differs from library to library; a remainder does
  // not.
  std::uint64_t below(std::uint64_t limit) { return limit == 0 ? 0 : random_() % limit; }
  std::uint8_t byte() { return static_cast<std::uint8_t>(random_()); }

  void change(Input& input) {
    const std::size_t at = below(input.size());
    const auto place = input.begin() + static_cast<std::ptrdiff_t>(at);
    const std::size_t count = std::min<std::size_t>(1 + below(8), input.size() - at);
    const auto end = place + static_cast<std::ptrdiff_t>(count);
    if (input.empty()) {
      input.push_back(byte());
      return;
    }
    switch (below(8)) {
      case 0:
        *place ^= static_cast<std::uint8_t>(1U << below(8));
        break;
      case 1:
        *place = byte();
        break;
      case 2:
        write_telling_number(input, at);
        break;
      case 3:
        input.erase(place, end);
        break;
      case 4:
        input.insert(place, count, byte());
        break;
      case 5:
        input.resize(at);
        break;
      case 6: {
        const Input piece(place, end);
        input.insert(input.begin() + static_cast<std::ptrdiff_t>(below(input.size())),
                     piece.begin(), piece.end());
        break;
      }
      default:
        splice(input, at);
        break;
    }
  }

  // A number that lengths and counts go wrong at, either byte order, 1 to 4 bytes.
  void write_telling_number(Input& input, std::size_t at) {
    constexpr std::array<std::uint32_t, 10> kNumbers = {
        0, 1, 2, 7, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF};
    const std::uint32_t number = kNumbers[below(kNumbers.size())];
    const std::size_t width = 1 + below(4);
    const bool is_big_endian = below(2) == 0;
    for (std::size_t i = 0; i < width && at + i < input.size(); ++i) {
      const std::size_t shift = 8 * (is_big_endian ? width - 1 - i : i);
      input[at + i] = static_cast<std::uint8_t>(number >> shift);
    }
  }

  // This input up to `at`, then another from somewhere on.
  void splice(Input& input, std::size_t at) {
    const Input& other = corpus_[below(corpus_.size())];
    input.resize(at);
    const auto from = static_cast<std::ptrdiff_t>(below(other.size()));
    input.insert(input.end(), other.begin() + from, other.end());
  }

  std::vector<Input> corpus_;
  std::mt19937_64 random_;
  std::uint64_t max_bytes_;
};

bool parse_number(std::string_view text, std::uint64_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size();
}

bool parse_options(int argc, char** argv, Options& options) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    std::uint64_t* number = word == "--runs"        ? &options.runs
                            : word == "--seconds"   ? &options.seconds
                            : word == "--seed"      ? &options.seed
                            : word == "--max-bytes" ? &options.max_bytes
                                                    : nullptr;
    if (number == nullptr) {
      options.paths.emplace_back(word);
    } else if (++i == argc || !parse_number(argv[i], *number)) {
      return false;
    }
  }
  return !options.paths.empty();
}

// All files, in an order that does not depend on the file system.
std::vector<std::filesystem::path> files_of(const Options& options) {
  std::vector<std::filesystem::path> files;
  for (const auto& path : options.paths) {
    if (!std::filesystem::is_directory(path)) {
      files.push_back(path);
      continue;
    }
    for (const auto& entry : std::filesystem::directory_iterator{path}) {
      files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  if (!parse_options(argc, argv, options)) {
    fmt::print(stderr, "usage: {} [--runs N] [--seconds S] [--seed K] [--max-bytes B] PATH...\n",
               argv[0]);
    return 2;
  }
  for (const int signal : kFatalSignals) {
    std::signal(signal, &on_fatal_signal);
  }
  std::vector<Input> corpus;
  for (const auto& path : files_of(options)) {
    const auto content = kirin::read_file(path);
    if (!content) {
      fmt::print(stderr, "{}\n", content.error().describe());
      return 2;
    }
    corpus.emplace_back(content->begin(), content->end());
    run(corpus.back());
  }
  if (corpus.empty()) {
    fmt::print(stderr, "the corpus is empty\n");
    return 2;
  }
  const std::size_t replayed = corpus.size();
  Mutator mutator{std::move(corpus), options};
  const auto deadline = Clock::now() + std::chrono::seconds{options.seconds};
  std::uint64_t done = 0;
  for (; done < options.runs && Clock::now() < deadline; ++done) {
    run(mutator.next());
  }
  fmt::print("{} files replayed, {} mutations survived\n", replayed, done);
  return 0;
}
