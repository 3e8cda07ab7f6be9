#include <fmt/format.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <future>
#include <iostream>
#include <iterator>

#include "api/context.h"
#include "api/generation/admission.h"
#include "api/generation/body.h"
#include "base/file.h"
#include "base/log.h"
#include "base/termination.h"
#include "cli/api_server.h"
#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/house.h"
#include "cli/local_images.h"
#include "cli/progress_bar.h"

namespace kirin::cli {
namespace {

constexpr std::chrono::milliseconds kPollInterval{150};
constexpr std::string_view kOwner = "render";

// A house of its own for one rendering, gone afterwards.
class TemporaryFolder {
 public:
  static Result<TemporaryFolder> make() {
    std::string path = (std::filesystem::temp_directory_path() / "kirin-render-XXXXXX").string();
    if (::mkdtemp(path.data()) == nullptr) {
      return system_error("making a temporary folder", errno);
    }
    return TemporaryFolder{path};
  }
  TemporaryFolder(TemporaryFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  TemporaryFolder& operator=(TemporaryFolder&&) = delete;
  ~TemporaryFolder() {
    if (!path_.empty()) {
      std::error_code ignored;
      std::filesystem::remove_all(path_, ignored);
    }
  }
  const std::string& path() const { return path_; }

 private:
  explicit TemporaryFolder(std::string path) : path_(std::move(path)) {}
  std::string path_;
};

Result<std::string> read_request(const std::string& path) {
  if (path == "-") {
    return std::string{std::istreambuf_iterator<char>{std::cin}, {}};
  }
  return read_file(path);
}

Result<SpilledJson> parse_request(const std::string& text, const std::string& scratch) {
  ASSIGN_OR_RETURN(const UniqueFd file, anonymous_file(scratch));
  RETURN_IF_ERROR(write_all(file.get(), text));
  return parse_json_file(file.get(), scratch);
}

// Writes the file to where the user wants it, whole or not at all.
Result<void> save(int fd, std::uint64_t size_bytes, const std::string& path) {
  const std::string neighbour = path + ".part";
  {
    ASSIGN_OR_RETURN(const UniqueFd out, create_file(neighbour));
    std::array<std::byte, std::size_t{1} << 16> piece{};
    for (std::uint64_t offset = 0; offset < size_bytes;) {
      const auto count = std::min<std::uint64_t>(piece.size(), size_bytes - offset);
      const std::span part{piece.data(), static_cast<std::size_t>(count)};
      RETURN_IF_ERROR(read_exactly_at(fd, part, offset));
      RETURN_IF_ERROR(write_all(out.get(), part));
      offset += count;
    }
  }
  std::error_code error;
  std::filesystem::permissions(neighbour, static_cast<std::filesystem::perms>(0644), error);
  std::filesystem::rename(neighbour, path, error);
  if (error) {
    return Error{ErrorCode::permission_denied,
                 fmt::format("writing {}: {}", path, error.message())};
  }
  return {};
}

Result<void> save(assets::AssetStore& assets, std::string_view key, const std::string& path) {
  ASSIGN_OR_RETURN(const assets::OpenAsset asset, assets.open(key));
  return save(asset.fd.get(), asset.facts.size_bytes, path);
}

void explain(const api::ApiError& error) {
  if (error.violations.size() < 2) {
    std::cerr << fmt::format("kirin render: {}\n", error.message);
    return;
  }
  std::cerr << "kirin render: the request breaks these rules:\n";
  for (const Json& violation : error.violations) {
    std::cerr << fmt::format("  {}: {}\n", std::string{violation.at("param").as_string()},
                             std::string{violation.at("message").as_string()});
  }
}

api::ApiOptions options_for_one(const Config& config, const House& house) {
  api::ApiOptions options;
  options.spool_directory = house.scratch_dir;
  options.refuse_unknown_parameters = config.boolean("limits.strict_parameters");
  options.max_attempts = 1;
  return options;
}

// Accepts the request as a server would, with callbacks to anywhere: nobody sends them.
std::variant<tasks::Task, api::ApiError> accept(const Config& config, House& house,
                                                api::generation::CreateBody body,
                                                const SpilledStrings& strings) {
  tasks::TaskWatch nobody{*house.stores.tasks, {}};
  api::ApiContext context = api_context(house, options_for_one(config, house), nobody);
  context.check_callback_url = [](std::string_view) { return Result<void>{}; };
  tasks::ApiKey key;
  key.owner_id = kOwner;
  key.id = kOwner;
  net::Request request;
  api::Call call{request};
  call.key = &key;
  call.now = Clock::now();
  return api::generation::admit(context, call, std::move(body), strings,
                                [](const tasks::NewTask&) { return JsonObject{}; });
}

// Works on the one task of the house and shows how it goes. The generator is started from the
// calling thread, which outlives it.
void make_clip(const worker::WorkerOptions& options, const Config& config, House& house,
               const tasks::Task& task, std::stop_token stop) {
  const worker::WorkerTools tools = worker_tools(config, house);
  ProgressBar bar{task.model, false};
  std::promise<void> done;
  auto watcher = std::async(std::launch::async, [&, finished = done.get_future()] {
    while (finished.wait_for(kPollInterval) != std::future_status::ready) {
      const auto current = house.stores.tasks->find_any(task.id);
      if (current) {
        bar.show(current->progress, current->phase);
      }
    }
  });
  worker::work_once(options, tools, std::move(stop));
  done.set_value();
  watcher.get();
  bar.finish("done");
}

int report(House& house, const tasks::Task& task, const RenderArguments& arguments) {
  if (task.status != tasks::TaskStatus::completed) {
    std::cerr << fmt::format("kirin render: {}\n",
                             task.error ? task.error->message : "interrupted");
    return task.error ? kExitFailure : kExitInterrupted;
  }
  const JsonObject& output = task.result.at("output").as_object();
  auto saved = save(*house.assets, output.at("key").as_string(), arguments.output_path);
  const Json* marked = output.if_contains("watermark_key");
  if (saved && marked != nullptr && !arguments.watermarked_path.empty()) {
    saved = save(*house.assets, marked->as_string(), arguments.watermarked_path);
  }
  if (!saved) {
    std::cerr << fmt::format("kirin render: {}\n", saved.error().message);
    return kExitUnavailable;
  }
  for (const JsonObject* holder : {&task.request, &task.result}) {
    const Json* warnings = holder->if_contains("warnings");
    for (const Json& warning : warnings != nullptr ? warnings->as_array() : JsonArray{}) {
      std::cerr << fmt::format("note: {}\n", std::string{warning.as_string()});
    }
  }
  std::cout << fmt::format("{}  {}  {} s\n", arguments.output_path,
                           std::string{output.at("size").as_string()},
                           std::string{output.at("duration").as_string()});
  return kExitOk;
}

// What the engine sees in the task's pictures, as a PNG file.
Result<void> save_debug_sheet(const worker::WorkerOptions& options, const Config& config,
                              House& house, const tasks::Task& task, const std::stop_token& stop,
                              const std::string& path) {
  const worker::WorkerTools tools = worker_tools(config, house);
  ASSIGN_OR_RETURN(const UniqueFd sheet, worker::draw_debug_sheet(options, tools, task, stop));
  ASSIGN_OR_RETURN(const std::uint64_t size_bytes, file_size_bytes(sheet.get()));
  return save(sheet.get(), size_bytes, path);
}

// What the task's engine makes of its words. They are the caller's own: no picture is opened.
Result<void> print_explanation(const worker::WorkerOptions& options, const tasks::Task& task,
                               std::string_view form) {
  ASSIGN_OR_RETURN(const engine::Explanation found, worker::explain_words(options, task));
  std::cout << (form == "json" ? boost::json::serialize(found.facts) + "\n" : found.text);
  return {};
}

int complain(const Error& error, int status) {
  std::cerr << fmt::format("kirin render: {}\n", error.message);
  return status;
}

}  // namespace

int render(const ConfigSource& source, const RenderArguments& arguments) {
  if (arguments.output_path.empty() && arguments.debug_sheet_path.empty() &&
      arguments.explain.empty()) {
    return complain({ErrorCode::invalid_argument,
                     "say what you want: --output, --debug-sheet, --explain, or several of them"},
                    kExitUsage);
  }
  auto signals = TerminationSignals::take_over();
  if (!signals) {
    return complain(signals.error(), kExitFailure);
  }
  ::signal(SIGPIPE, SIG_IGN);
  const auto folder = TemporaryFolder::make();
  if (!folder) {
    return complain(folder.error(), kExitUnavailable);
  }
  ConfigSource own = source;
  own.flags["storage.data_dir"] = folder->path();
  own.flags["store.url"] = "";
  own.flags["assets.url"] = "";
  const auto config = own.load();
  if (!config) {
    return complain(config.error(), kExitUsage);
  }
  log::configure(log::Level::error, log::Format::text);
  auto house = House::open(*config);
  if (!house) {
    return complain(house.error(), kExitUnavailable);
  }

  const auto text = read_request(arguments.request_path);
  if (!text) {
    return complain(text.error(), kExitUsage);
  }
  const auto base = arguments.request_path == "-"
                        ? std::filesystem::current_path()
                        : std::filesystem::absolute(arguments.request_path).parent_path();
  auto json = parse_request(*text, (*house)->scratch_dir);
  if (!json) {
    return complain(json.error(), kExitUsage);
  }
  const auto embedded = embed_local_images(json->document, base);
  if (!embedded) {
    return complain(embedded.error(), kExitUsage);
  }
  auto body = api::generation::read_create_body(json->document, {});
  if (const auto* error = std::get_if<api::ApiError>(&body)) {
    explain(*error);
    return kExitUsage;
  }
  const auto admitted = accept(
      *config, **house, std::get<api::generation::CreateBody>(std::move(body)), json->strings);
  if (const auto* error = std::get_if<api::ApiError>(&admitted)) {
    explain(*error);
    return kExitUsage;
  }
  const auto& accepted = std::get<tasks::Task>(admitted);
  auto options = worker_options(*config, **house, "render");
  if (!options) {
    return complain(options.error(), kExitUsage);
  }
  options->drain_grace = std::chrono::seconds{0};
  if (!arguments.explain.empty()) {
    const auto printed = print_explanation(*options, accepted, arguments.explain);
    if (!printed) {
      return complain(printed.error(), kExitFailure);
    }
  }
  if (!arguments.debug_sheet_path.empty()) {
    const auto saved = save_debug_sheet(*options, *config, **house, accepted, signals->token(),
                                        arguments.debug_sheet_path);
    if (!saved) {
      return signals->token().stop_requested() ? complain(saved.error(), kExitInterrupted)
                                               : complain(saved.error(), kExitFailure);
    }
    std::cout << fmt::format("{}\n", arguments.debug_sheet_path);
  }
  if (arguments.output_path.empty()) {
    return kExitOk;
  }
  make_clip(*options, *config, **house, accepted, signals->token());
  const auto task = (*house)->stores.tasks->find_any(accepted.id);
  return task ? report(**house, *task, arguments) : complain(task.error(), kExitUnavailable);
}

}  // namespace kirin::cli
