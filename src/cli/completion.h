/// \file
/// Shell completion, made from the command line's own description.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace kirin::cli {

/// Prints a script for "bash", "zsh" or "fish". Returns the exit status.
int print_completion(const CLI::App& app, const std::string& shell);

}  // namespace kirin::cli
