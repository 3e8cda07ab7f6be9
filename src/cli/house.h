/// \file
/// Builds the objects of one installation from its configuration and holds them in the order that
/// keeps references valid.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "assets/asset_store.h"
#include "assets/signed_urls.h"
#include "base/config.h"
#include "catalog/catalog.h"
#include "fetch/fetcher.h"
#include "sound/speech/external_voices.h"
#include "sound/speech/recorder.h"
#include "tasks/open_store.h"
#include "worker/studio.h"
#include "worker/worker.h"

namespace kirin::cli {

/// What `sound.speech` says of voices of one's own.
struct SpeechSettings {
  std::vector<sound::ExternalVoice> voices;
  worker::StudioOptions studio;
};
/// invalid_argument names the setting that is wrong.
Result<SpeechSettings> speech_settings(const Config& config);

/// Stores, links and fetcher of one installation. Several processes may hold a house over the same
/// data.
struct House {
  catalog::Catalog catalog{{}};  ///< with the voices that this installation knows
  std::string data_dir;          ///< absolute
  std::string scratch_dir;       ///< for temporary files, in data_dir
  tasks::Stores stores;
  std::unique_ptr<assets::AssetStore> assets;
  std::unique_ptr<assets::SignedUrls> signed_urls;
  std::unique_ptr<fetch::Fetcher> fetcher;
  std::unique_ptr<sound::Recorder> studio;            ///< records what is spoken by others
  std::vector<sound::ExternalVoice> external_voices;  ///< of `sound.speech.voices`

  /// Makes data_dir and the signing key where they are missing.
  static Result<std::unique_ptr<House>> open(const Config& config);
};

/// `server.public_url` without trailing slashes.
std::string public_url(const Config& config);

struct WorkerPlan {
  int count = 1;
  int threads = 1;
};
/// `workers.count` and `workers.threads`, "auto" and 0 replaced by what fits the machine;
/// invalid_argument names what is allowed.
Result<WorkerPlan> plan_workers(const Config& config);

/// The options of one worker process.
Result<worker::WorkerOptions> worker_options(const Config& config, const House& house,
                                             std::string worker_id);
/// How confined processes are started, by workers and for samples of voices.
worker::GeneratorOptions generator_options(const Config& config, const House& house);
/// What that process works with.
worker::WorkerTools worker_tools(const Config& config, House& house);

}  // namespace kirin::cli
