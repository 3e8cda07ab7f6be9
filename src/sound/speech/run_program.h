/// \file
/// A program that reads text and writes sound.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace kirin::sound {

struct ProgramCall {
  std::vector<std::string> words;  ///< the program, with its path or to be found in PATH, and more
  std::string_view input = {};     ///< what it reads from its standard input
  std::chrono::milliseconds deadline{20'000};
  std::size_t most_bytes = std::size_t{32} << 20;  ///< of its output
  bool inherits_environment = false;               ///< else: a plain PATH and a UTF-8 locale
};

struct ProgramOutput {
  std::string out;
  std::string err;  ///< its first 64 KiB
};

/// Runs it to its end, in a process group that does not outlive the call or the caller's thread.
/// unavailable: it is missing, ended badly (with the end of what it complained), or said more than
/// it may; deadline_exceeded; canceled.
Result<ProgramOutput> run_program(const ProgramCall& call, const std::stop_token& stop);

/// Where `name` is in /usr/local/bin, /usr/bin or /bin.
std::optional<std::string> find_program(std::string_view name);

}  // namespace kirin::sound
