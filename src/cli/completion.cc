#include "cli/completion.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <vector>

#include "cli/exit_status.h"

namespace kirin::cli {
namespace {

struct Command {
  std::string path;   // "keys create"; empty for the program itself
  std::string words;  // what may follow: subcommands and options
  std::string description;
};

std::string words_of(const CLI::App& app) {
  std::vector<std::string> words;
  for (const CLI::App* sub : app.get_subcommands(
           [](const CLI::App* candidate) { return !candidate->get_group().empty(); })) {
    words.push_back(sub->get_name());
  }
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) {
      words.push_back("--" + name);
    }
  }
  return fmt::format("{}", fmt::join(words, " "));
}

void collect(const CLI::App& app, const std::string& path, std::vector<Command>& commands) {
  commands.push_back({path, words_of(app), app.get_description()});
  for (const CLI::App* sub : app.get_subcommands(
           [](const CLI::App* candidate) { return !candidate->get_group().empty(); })) {
    collect(*sub, path.empty() ? sub->get_name() : path + " " + sub->get_name(), commands);
  }
}

std::string bash_script(const std::vector<Command>& commands) {
  std::string cases;
  for (const Command& command : commands) {
    cases += fmt::format("    \"{}\") words=\"{}\" ;;\n", command.path, command.words);
  }
  return fmt::format(R"(_kirin() {{
  local current="${{COMP_WORDS[COMP_CWORD]}}" path="" word words=""
  for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
    [[ $word == -* ]] || path="${{path:+$path }}$word"
  done
  case "$path" in
{}  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  [[ ${{#COMPREPLY[@]}} -gt 0 ]] || COMPREPLY=($(compgen -f -- "$current"))
}}
complete -F _kirin kirin
)",
                     cases);
}

std::string fish_script(const std::vector<Command>& commands) {
  std::string script = "complete -c kirin -f\n";
  for (const Command& command : commands) {
    if (!command.path.empty() && command.path.find(' ') == std::string::npos) {
      script += fmt::format("complete -c kirin -n __fish_use_subcommand -a {} -d '{}'\n",
                            command.path, command.description);
    }
  }
  return script;
}

}  // namespace

int print_completion(const CLI::App& app, const std::string& shell) {
  std::vector<Command> commands;
  collect(app, "", commands);
  if (shell == "bash") {
    std::cout << bash_script(commands);
  } else if (shell == "zsh") {
    std::cout << "autoload -U +X bashcompinit && bashcompinit\n" << bash_script(commands);
  } else {
    std::cout << fish_script(commands);
  }
  return kExitOk;
}

}  // namespace kirin::cli
