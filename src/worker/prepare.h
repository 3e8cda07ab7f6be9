/// \file
/// From an accepted request to a ticket the generator can work on: inputs brought here, measured,
/// and sizes decided.
#pragma once

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

struct PrepareOptions {
  std::string engine = "motion";
  std::string x264_preset = "veryfast";
  int threads = 1;
  std::vector<sound::ExternalVoice> external_voices = {};
};

struct PreparedClip {
  Ticket ticket;
  std::vector<UniqueFd> inputs;  ///< the picture files, in the order of the ticket's inputs
};

using PrepareOutcome = std::variant<PreparedClip, GenerationFailure>;

/// Stages every input of `request` and writes its ticket. `request.seed` must be set. Failures
/// carry the cause of API.md §1.5.4: transfer where a URL could not be fetched, rejected where a
/// picture or mask breaks a rule.
PrepareOutcome prepare_clip(const std::string& task_id, const catalog::GenerationRequest& request,
                            const catalog::Contract& contract, const InputSources& sources,
                            const PrepareOptions& options, TimePoint now);

}  // namespace kirin::worker
