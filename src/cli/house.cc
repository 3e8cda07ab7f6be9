#include "cli/house.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <thread>

#include "assets/open_store.h"
#include "base/file.h"
#include "base/ids.h"
#include "catalog/catalog.h"
#include "cli/engines.h"
#include "sound/sound.h"
#include "sound/speech/program_recorder.h"
#include "worker/studio.h"

namespace kirin::cli {
namespace {

constexpr int kSecretBytes = 32;
constexpr int kMaxWorkers = 256;

// All processes of an installation sign with one secret; the first one makes it.
Result<std::string> signing_secret(const std::filesystem::path& data_dir) {
  const std::filesystem::path path = data_dir / "signing.key";
  if (!std::filesystem::exists(path)) {
    RETURN_IF_ERROR(write_file_atomically(path, random_hex(kSecretBytes)));
  }
  ASSIGN_OR_RETURN(std::string secret, read_file(path));
  if (secret.size() < kSecretBytes) {
    return Error{ErrorCode::data_loss,
                 fmt::format("{} is damaged; remove it to make a new one (old links stop working)",
                             path.string())};
  }
  return secret;
}

tasks::TaskError lost_error(const tasks::Task& task) {
  const catalog::Contract* contract = catalog::Catalog::embedded().find(task.model);
  const std::string code =
      contract == nullptr ? "098" : contract->error_code(catalog::FailureCause::status);
  return {code, fmt::format("the worker was lost {} times", task.attempts)};
}

Result<void> make_directory(const std::filesystem::path& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error) {
    return Error{ErrorCode::permission_denied,
                 fmt::format("making the folder {}: {}", path.string(), error.message())};
  }
  return {};
}

Error wrong_setting(std::string_view key, const Error& error) {
  return {error.code, fmt::format("{}: {}", key, error.message)};
}

std::vector<std::string> known_voices(const std::vector<sound::ExternalVoice>& external) {
  std::vector<std::string> ids;
  for (const sound::Voice& voice : sound::voices()) {
    ids.emplace_back(voice.id);
  }
  for (const sound::ExternalVoice& voice : external) {
    if (std::ranges::find(ids, voice.id) == ids.end()) {
      ids.push_back(voice.id);
    }
  }
  return ids;
}

std::string or_default(std::string value, std::string otherwise) {
  return value.empty() ? otherwise : value;
}

}  // namespace

Result<SpeechSettings> speech_settings(const Config& config) {
  SpeechSettings settings;
  auto voices = sound::parse_external_voices(config.text("sound.speech.voices"));
  if (!voices) {
    return wrong_setting("sound.speech.voices", voices.error());
  }
  settings.voices = *std::move(voices);
  auto command = sound::split_words(config.text("sound.speech.command"));
  if (!command) {
    return wrong_setting("sound.speech.command", command.error());
  }
  settings.studio.command = *std::move(command);
  settings.studio.url = config.text("sound.speech.url");
  settings.studio.model = config.text("sound.speech.model");
  settings.studio.key = config.text("sound.speech.key");
  settings.studio.deadline = config.duration("sound.speech.timeout");
  return settings;
}

Result<std::unique_ptr<House>> House::open(const Config& config) {
  ASSIGN_OR_RETURN(SpeechSettings speech, speech_settings(config));
  auto house = std::make_unique<House>();
  house->catalog = catalog::Catalog::embedded_with({{"voices", known_voices(speech.voices)}});
  house->external_voices = std::move(speech.voices);
  const auto data_dir =
      std::filesystem::absolute(config.text("storage.data_dir")).lexically_normal();
  house->data_dir = data_dir.string();
  house->scratch_dir = (data_dir / "scratch").string();
  RETURN_IF_ERROR(make_directory(house->scratch_dir));
  const std::string store_url =
      or_default(config.text("store.url"), fmt::format("sqlite:{}/kirin.db", house->data_dir));
  tasks::StoreOptions options;
  options.lost_error = lost_error;
  ASSIGN_OR_RETURN(house->stores, tasks::open_stores(store_url, options));
  const std::string assets_url =
      or_default(config.text("assets.url"), fmt::format("file:{}/assets", house->data_dir));
  ASSIGN_OR_RETURN(house->assets, assets::open_asset_store(assets_url));
  ASSIGN_OR_RETURN(std::string secret, signing_secret(data_dir));
  house->signed_urls = std::make_unique<assets::SignedUrls>(std::move(secret));
  house->fetcher =
      std::make_unique<fetch::Fetcher>(fetch::FetchPolicy{config.boolean("net.allow_private")});
  house->studio = worker::open_studio(speech.studio);
  return house;
}

std::string public_url(const Config& config) {
  std::string url = config.text("server.public_url");
  while (url.ends_with('/')) {
    url.pop_back();
  }
  return url;
}

Result<WorkerPlan> plan_workers(const Config& config) {
  const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  int count = std::max(1, cores / 2);
  const std::string asked = config.text("workers.count");
  if (asked != "auto") {
    const auto number = parse_integer(asked);
    if (!number || *number < 0 || *number > kMaxWorkers) {
      return Error{
          ErrorCode::invalid_argument,
          fmt::format("workers.count is '{}'; allowed are auto and 0 to {}", asked, kMaxWorkers)};
    }
    count = static_cast<int>(*number);
  }
  const int threads = static_cast<int>(config.integer("workers.threads"));
  return WorkerPlan{count, threads > 0 ? threads : std::max(1, cores / std::max(1, count))};
}

worker::GeneratorOptions generator_options(const Config& config, const House& house) {
  worker::GeneratorOptions options;
  options.scratch_directory = house.scratch_dir;
  options.limits.memory_bytes = config.size_bytes("workers.memory");
  options.deadline =
      std::chrono::duration_cast<std::chrono::seconds>(config.duration("workers.deadline"));
  options.recorder = house.studio.get();
  return options;
}

Result<worker::WorkerOptions> worker_options(const Config& config, const House& house,
                                             std::string worker_id) {
  worker::WorkerOptions options;
  options.worker_id = std::move(worker_id);
  options.lease_length = config.duration("workers.lease");
  options.drain_grace =
      std::chrono::duration_cast<std::chrono::seconds>(config.duration("workers.drain_grace"));
  ASSIGN_OR_RETURN(options.prepare.engine, engine_chooser(config));
  options.prepare.x264_preset = config.text("encode.preset");
  ASSIGN_OR_RETURN(const WorkerPlan plan, plan_workers(config));
  options.prepare.threads = plan.threads;
  options.prepare.external_voices = house.external_voices;
  options.generator = generator_options(config, house);
  options.generator.limits.cpu_time =
      worker::cpu_time_for(options.generator.deadline, options.prepare.threads);
  return options;
}

worker::WorkerTools worker_tools(const Config& config, House& house) {
  return {*house.stores.tasks, house.catalog,
          worker::InputSources{*house.assets, *house.fetcher, *house.signed_urls,
                               public_url(config), house.scratch_dir}};
}

}  // namespace kirin::cli
