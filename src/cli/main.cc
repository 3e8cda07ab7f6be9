#include <CLI/CLI.hpp>
#include <cstdlib>
#include <iostream>

#include "base/log.h"
#include "base/setting.h"
#include "cli/commands.h"
#include "cli/completion.h"
#include "cli/exit_status.h"
#include "cli/weights.h"
#include "worker/generator.h"
#include "worker/studio.h"

namespace {

using namespace kirin::cli;  // NOLINT(google-build-using-namespace): main is made of them

constexpr const char* kDescription = "Kirin: a self-hosted video-generation server.";
constexpr const char* kFooter = R"(
Examples:
  kirin serve                                   serve on 127.0.0.1:8080, data in ./kirin-data
  KEY=$(kirin keys create)                      make an API key
  kirin run kirin_v2_6_t2v --param prompt="A red kite over a beach" -o kite.mp4
  kirin run kirin_v1_i2v --param image=@cat.jpg --param prompt="slow zoom in" -o cat.mp4
  kirin render request.json -o clip.mp4         the same without a server
  kirin weights inspect /weights/Wan2.1-T2V-1.3B  what open weights are, and what they lack
  kirin doctor                                  what is missing, and what to do

Configuration: kirin.toml in the current folder or --config FILE; every key also as environment variable
KIRIN_SECTION__KEY (KIRIN_SERVER__LISTEN=0.0.0.0:8080). 'kirin config --print' shows all keys and values.

Exit status: 0 done, 1 the task or a check failed, 2 wrong usage, configuration or request,
3 server, store or disk unreachable, 130 interrupted.)";

int generate_confined(const std::vector<std::string>& arguments) {
  const auto& limits = arguments;
  kirin::worker::ConfinementLimits confinement;
  const auto memory = kirin::parse_integer(limits.at(0));
  const auto cpu = kirin::parse_integer(limits.at(1));
  const auto file = kirin::parse_integer(limits.at(2));
  if (!memory || !cpu || !file) {
    return kExitUsage;
  }
  confinement.memory_bytes = static_cast<std::uint64_t>(*memory);
  confinement.cpu_time = std::chrono::seconds{*cpu};
  confinement.file_bytes = static_cast<std::uint64_t>(*file);
  const bool has_engine = arguments.size() == 5;
  return kirin::worker::confined_generator_main(confinement, has_engine ? arguments[3] : "",
                                                has_engine ? arguments[4] : "");
}

// Where settings may come from on the command line: a file, "--set key=value", and the common ones
// by name.
class ConfigFlags {
 public:
  explicit ConfigFlags(CLI::App& app) {
    app.add_option("-c,--config", file_,
                   "Configuration file (default: kirin.toml where there is one)");
    app.add_option("--set", sets_, "Override a setting: --set section.key=value");
    add(app, "--data-dir", "storage.data_dir", "Folder for everything that is kept");
  }

  void add(CLI::App& app, const char* flag, const char* key, const char* description) {
    app.add_option_function<std::string>(
        flag, [this, key](const std::string& value) { named_[key] = value; }, description);
  }

  ConfigSource source() const {
    ConfigSource source;
    if (!file_.empty()) {
      source.file = file_;
    }
    for (const std::string& set : sets_) {
      const auto equals = set.find('=');
      if (equals == std::string::npos) {
        throw CLI::ValidationError("--set", "'" + set + "' is not of the form section.key=value");
      }
      source.flags[set.substr(0, equals)] = set.substr(equals + 1);
    }
    for (const auto& [key, value] : named_) {
      source.flags[key] = value;
    }
    return source;
  }

 private:
  std::string file_;
  std::vector<std::string> sets_;
  std::map<std::string, std::string> named_;
};

// The loaded configuration's log settings, before anything is logged. Errors are reported by the
// command itself.
void configure_log(const ConfigSource& source) {
  const auto config = source.load();
  if (!config) {
    return;
  }
  const auto level = kirin::log::parse_level(config->text("log.level"));
  const auto format = kirin::log::parse_format(config->text("log.format"));
  if (level && format) {
    kirin::log::configure(*level, *format);
  }
}

std::string environment_or(const char* name, const char* otherwise) {
  const char* value = std::getenv(name);
  return value != nullptr ? value : otherwise;
}

class CommandLine {
 public:
  CommandLine() : app_(kDescription, "kirin") {
    app_.require_subcommand(1);
    app_.set_version_flag("--version", "kirin " KIRIN_VERSION);
    app_.footer(kFooter);
    app_.fallthrough(false);
    add_serve();
    add_worker();
    add_keys();
    add_accounts();
    add_render();
    add_run();
    add_information();
    add_golden();
    add_weights_commands(app_,
                         [this](std::function<int()> action) { action_ = std::move(action); });
    add_generator();
  }

  int run(int argc, char** argv) {
    try {
      app_.parse(argc, argv);
      return action_();
    } catch (const CLI::ParseError& error) {
      const int status = app_.exit(error);
      return status == 0 ? kExitOk : kExitUsage;
    }
  }

 private:
  ConfigFlags& config_flags(CLI::App& command) {
    flags_.push_back(std::make_unique<ConfigFlags>(command));
    return *flags_.back();
  }

  template <typename Action>
  void on(CLI::App& command, Action action) {
    command.callback([this, action] { action_ = action; });
  }

  void add_serve() {
    CLI::App& command = *app_.add_subcommand("serve", "Answer the API and run the workers");
    ConfigFlags& flags = config_flags(command);
    flags.add(command, "--listen", "server.listen", "Address and port");
    flags.add(command, "--public-url", "server.public_url", "How clients reach this server");
    flags.add(command, "--workers", "workers.count", "Local worker processes");
    on(command, [&flags] {
      configure_log(flags.source());
      return serve(flags.source());
    });
  }

  void add_worker() {
    CLI::App& command =
        *app_.add_subcommand("worker", "Generate for the tasks of a store, without an API");
    ConfigFlags& flags = config_flags(command);
    command.add_option("--id", worker_.id, "Name of this worker (default: a new one)");
    command.add_flag("--supervised", worker_.supervised, "Standard input is the supervisor's pipe")
        ->group("");
    on(command, [this, &flags] {
      configure_log(flags.source());
      return work(flags.source(), worker_);
    });
  }

  using KeyAction = int (*)(const ConfigSource&, const KeyArguments&);

  CLI::App& key_command(CLI::App& parent, const char* name, const char* description,
                        KeyAction action) {
    CLI::App& command = *parent.add_subcommand(name, description);
    ConfigFlags& flags = config_flags(command);
    on(command, [this, &flags, action] { return action(flags.source(), keys_); });
    return command;
  }

  void add_key_limits(CLI::App& command) {
    command.add_option("--name", keys_.name, "A note to recognise it by");
    command.add_option("--expires", keys_.expires_in,
                       "After how long from now it ends, such as 90d, or never");
    command
        .add_option("--scope", keys_.scopes,
                    "What it may do: generate, read, upload, account, callbacks, admin; repeat as "
                    "needed (default: all but admin)")
        ->delimiter(',');
    command
        .add_option("--model", keys_.models,
                    "A model it may use; repeat as needed; all: every one (the default)")
        ->delimiter(',');
    command.add_option("--budget", keys_.budget,
                       "What its tasks may cost in all, in USD, such as 12.50, or none");
    command.add_option("--requests-per-minute", keys_.requests_per_minute,
                       "A number, none, or default (what the server's configuration says)");
    command.add_option("--max-concurrent", keys_.max_concurrent,
                       "Tasks that have not ended: a number, none, or default");
  }

  void add_keys() {
    CLI::App& command = *app_.add_subcommand("keys", "Make, list, change and revoke API keys");
    command.require_subcommand(1);
    CLI::App& create = key_command(command, "create", "Make a key; it is printed once", create_key);
    create.add_option("--owner", keys_.owner, "Whose tasks the key sees (default: default)");
    add_key_limits(create);
    CLI::App& list =
        key_command(command, "list", "Show all keys, without their secrets", list_keys);
    list.add_option("--owner", keys_.owner, "Only those of this owner");
    list.add_flag("--json", keys_.as_json, "Print JSON");
    CLI::App& show = key_command(command, "show", "Show one key, without its secret", show_key);
    show.add_option("key", keys_.key, "Its id, key_...")->required();
    show.add_flag("--json", keys_.as_json, "Print JSON");
    CLI::App& update = key_command(
        command, "update", "Change a key while it is in use; what is not given stays", update_key);
    update.add_option("key", keys_.key, "Its id, key_...")->required();
    add_key_limits(update);
    CLI::App& revoke = key_command(command, "revoke", "Make a key useless, at once", revoke_key);
    revoke.add_option("key", keys_.key, "Its id or the beginning of the key")->required();
  }

  using AccountAction = int (*)(const ConfigSource&, const AccountArguments&);

  CLI::App& account_command(CLI::App& parent, const char* name, const char* description,
                            AccountAction action) {
    CLI::App& command = *parent.add_subcommand(name, description);
    ConfigFlags& flags = config_flags(command);
    command.add_flag("--json", accounts_.as_json, "Print JSON");
    on(command, [this, &flags, action] { return action(flags.source(), accounts_); });
    return command;
  }

  void add_accounts() {
    CLI::App& command = *app_.add_subcommand(
        "accounts", "Show, credit and cap what owners may spend; money is decimal US dollars");
    command.require_subcommand(1);
    account_command(command, "list", "Show all accounts; other owners are unlimited",
                    list_accounts);
    CLI::App& show = account_command(command, "show", "Show an owner's account", show_account);
    show.add_option("owner", accounts_.owner, "The owner, as of its keys")->required();
    CLI::App& credit = account_command(command, "credit",
                                       "Add to a balance; the first credit makes a prepaid account",
                                       credit_account);
    credit.add_option("owner", accounts_.owner, "The owner, as of its keys")->required();
    credit.add_option("amount", accounts_.amount, "Such as 128.50; -- -5 takes 5 back")->required();
    credit.add_option("--note", accounts_.note, "Why, for the list of entries");
    CLI::App& set =
        account_command(command, "set", "Change how an owner pays and how much", set_account);
    set.add_option("owner", accounts_.owner, "The owner, as of its keys")->required();
    set.add_option("--mode", accounts_.mode, "How the owner pays")
        ->check(CLI::IsMember({"prepaid", "unlimited"}));
    set.add_option("--credit-limit", accounts_.credit_limit,
                   "How far below zero the balance may go");
    set.add_option("--monthly-cap", accounts_.monthly_cap,
                   "What a calendar month (UTC) may cost, or none");
    CLI::App& entries = account_command(
        command, "entries", "Show credits, holds and charges, newest first", list_account_entries);
    entries.add_option("owner", accounts_.owner, "The owner, as of its keys")->required();
    entries.add_option("--limit", accounts_.limit, "How many")
        ->check(CLI::Range(1, 100'000))
        ->capture_default_str();
  }

  void add_render() {
    CLI::App& command =
        *app_.add_subcommand("render", "Make one clip from a request file, without a server");
    ConfigFlags& flags = config_flags(command);
    command
        .add_option("request", render_.request_path,
                    "A create body as JSON; pictures may be \"@file.jpg\"; - reads standard input")
        ->required();
    CLI::Option& output =
        *command.add_option("-o,--output", render_.output_path, "Where the MP4 goes");
    command
        .add_option("--watermarked", render_.watermarked_path,
                    "Where the watermarked MP4 goes, if the request asks for one")
        ->needs(&output);
    command.add_option("--debug-sheet", render_.debug_sheet_path,
                       "Where a PNG goes that shows what was seen in the pictures (depth, regions, "
                       "horizon, faces) and how sure that is; without -o, no clip is made");
    command
        .add_flag("--explain{text}", render_.explain,
                  "Print what is understood of the prompt (place, time, weather, who does what, "
                  "camera), as text or with --explain=json as JSON; without -o, no clip is made")
        ->check(CLI::IsMember({"text", "json"}));
    on(command, [this, &flags] { return render(flags.source(), render_); });
  }

  void add_run() {
    CLI::App& command = *app_.add_subcommand(
        "run", "Submit one task to a server, follow it, and download the result");
    run_.server = environment_or("KIRIN_URL", "http://127.0.0.1:8080");
    run_.api_key = environment_or("KIRIN_API_KEY", "");
    command.add_option("model", run_.model, "The model, such as kirin_v2_6_t2v")->required();
    command.add_option("-p,--param", run_.parameters,
                       "name=value, name=@picture.jpg or name:=JSON; repeat as needed");
    command.add_option("-o,--output", run_.output_path,
                       "Where the MP4 goes (default: only its link is printed)");
    command.add_option("--server", run_.server, "The server (or KIRIN_URL)")->capture_default_str();
    command.add_option("--key", run_.api_key, "The API key (or KIRIN_API_KEY)");
    command.add_flag("-q,--quiet", run_.quiet, "No progress bar");
    on(command, [this] { return kirin::cli::run(run_); });
  }

  void add_information() {
    CLI::App& models = *app_.add_subcommand("models", "List the models, or show one");
    models.add_option("id", model_, "The model to show");
    models.add_flag("--json", as_json_, "Print the contract");
    on(models, [this] { return list_models(model_, as_json_); });
    CLI::App& check = *app_.add_subcommand("doctor", "Check this machine and say what to do");
    ConfigFlags& check_flags = config_flags(check);
    on(check, [&check_flags] { return doctor(check_flags.source()); });
    CLI::App& config =
        *app_.add_subcommand("config", "Show the effective configuration, secrets masked");
    ConfigFlags& flags = config_flags(config);
    config.add_flag("--print", print_, "Print it (the default)");
    on(config, [&flags] { return print_config(flags.source()); });
    CLI::App& completion =
        *app_.add_subcommand("completion", "Print a completion script for your shell");
    completion.add_option("shell", shell_, "bash, zsh or fish")
        ->required()
        ->check(CLI::IsMember({"bash", "zsh", "fish"}));
    on(completion, [this] { return print_completion(app_, shell_); });
  }

  void add_golden() {
    CLI::App& command = *app_.add_subcommand(
        "golden", "Compare the wan engine with reference tensors, case by case");
    command
        .add_option("directory", golden_.directory,
                    "A folder with case.json, or one that holds such folders")
        ->required()
        ->check(CLI::ExistingDirectory);
    command.add_flag("--json", golden_.as_json, "Print the comparison as JSON");
    on(command, [this] { return check_golden(golden_); });
  }

  void add_generator() {
    CLI::App& command = *app_.add_subcommand(
        "generate-confined", "Make one clip in a confined process (started by a worker)");
    command.group("");
    command
        .add_option(
            "limits", limits_,
            "Memory in bytes, CPU time in seconds, file size in bytes; engine and its options")
        ->expected(3, 5)
        ->required();
    on(command, [this] { return generate_confined(limits_); });
  }

  CLI::App app_;
  std::function<int()> action_;
  std::vector<std::unique_ptr<ConfigFlags>> flags_;
  WorkerArguments worker_;
  KeyArguments keys_;
  AccountArguments accounts_;
  RenderArguments render_;
  RunArguments run_;
  GoldenArguments golden_;
  std::string model_;
  bool as_json_ = false;
  bool print_ = true;
  std::string shell_;
  std::vector<std::string> limits_;
};

}  // namespace

int main(int argc, char** argv) {
  // The words of another program follow, which are no options of ours.
  if (argc > 1 && std::string_view{argv[1]} == kirin::worker::kSpeakConfined) {
    return kirin::worker::speak_confined_main({argv + 2, argv + argc});
  }
  return CommandLine{}.run(argc, argv);
}
