/// \file
/// From an accepted request to a ticket the generator can work on: inputs brought here, measured,
/// and sizes decided.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "assets/asset_store.h"
#include "assets/signed_urls.h"
#include "base/unique_fd.h"
#include "catalog/catalog.h"
#include "fetch/fetcher.h"
#include "worker/generator.h"
#include "worker/ticket.h"

namespace kirin::worker {

/// Where inputs come from. All must outlive the call.
struct InputSources {
  assets::AssetStore& assets;
  const fetch::Fetcher& fetcher;
  const assets::SignedUrls& signed_urls;
  std::string public_url;         ///< links of ours below it are read from the store, not fetched
  std::string scratch_directory;  ///< for what is fetched
};

/// Which engine makes a clip, and how.
struct EngineChoice {
  std::string name = "motion";
  JsonObject options = {};           ///< as engine::make_engine takes them
  std::uint64_t memory_bytes = 0;    ///< that it may use beside what it maps; 0: the usual limit
  std::chrono::seconds deadline{0};  ///< 0: the usual one
};
/// The choice for a request, or why there is none.
using EngineChooser = std::function<Result<EngineChoice>(const catalog::GenerationRequest&)>;

struct PrepareOptions {
  EngineChooser engine = [](const catalog::GenerationRequest&) { return EngineChoice(); };
  std::string x264_preset = "veryfast";
  int threads = 1;
  std::vector<sound::ExternalVoice> external_voices = {};
};

struct PreparedClip {
  Ticket ticket;
  std::vector<UniqueFd> inputs;  ///< the picture files, in the order of the ticket's inputs
  EngineChoice engine;
};

using PrepareOutcome = std::variant<PreparedClip, GenerationFailure>;

/// Stages every input of `request` and writes its ticket. `request.seed` must be set. Failures
/// carry the cause of API.md §1.5.4: transfer where a URL could not be fetched, rejected where a
/// picture or mask breaks a rule.
PrepareOutcome prepare_clip(const std::string& task_id, const catalog::GenerationRequest& request,
                            const catalog::Contract& contract, const InputSources& sources,
                            const PrepareOptions& options, TimePoint now);

}  // namespace kirin::worker
