#include "api/voices/samples.h"

#include <fmt/format.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/log.h"

namespace kirin::api::voices {
namespace {

constexpr std::chrono::seconds kWaitForOthers{3};
constexpr std::chrono::seconds kRemembersFailure{60};
constexpr std::size_t kVersionDigits = 12;

Error silent(std::string_view voice_id) {
  return {ErrorCode::unavailable, fmt::format("voice {} cannot speak now", voice_id)};
}

}  // namespace

Result<assets::OpenAsset> Samples::open(const std::string& voice_id, TimePoint now) {
  const std::string version = sha256_hex(context_.voices.version).substr(0, kVersionDigits);
  const std::string key = fmt::format("voices/{}/{}.wav", version, voice_id);
  auto kept = context_.assets.open(key);
  if (kept || kept.error().code != ErrorCode::not_found) {
    return kept;
  }
  const std::unique_lock lock{making_, kWaitForOthers};
  if (!lock.owns_lock()) {
    return silent(voice_id);
  }
  kept = context_.assets.open(key);
  return kept ? std::move(kept) : make(voice_id, key, now);
}

Result<assets::OpenAsset> Samples::make(const std::string& voice_id, const std::string& key,
                                        TimePoint now) {
  const auto failed = failed_at_.find(voice_id);
  if (failed != failed_at_.end() && now < failed->second + kRemembersFailure) {
    return silent(voice_id);
  }
  const auto wav = context_.voices.speak_sample(voice_id);
  if (!wav) {
    failed_at_[voice_id] = now;
    log::warning("a voice cannot speak", {{"voice", voice_id}, {"why", wav.error().message}});
    return silent(voice_id);
  }
  ASSIGN_OR_RETURN(const UniqueFd file, anonymous_file(context_.options.spool_directory));
  RETURN_IF_ERROR(write_all(file.get(), *wav));
  RETURN_IF_ERROR(context_.assets.put(key, file.get(), "audio/wav", now));
  return context_.assets.open(key);
}

}  // namespace kirin::api::voices
