/// \file
/// Samples of voices, made when they are first asked for and kept with the server's files.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <string>

#include "api/context.h"
#include "base/result.h"

namespace kirin::api::voices {

/// Thread-safe. One sample is made at a time, each once: whatever callers ask for, the work is
/// bounded by the number of voices.
class Samples {
 public:
  explicit Samples(const ApiContext& context) : context_(context) {}

  /// The WAV file of a voice there is. unavailable where it cannot speak (told for a minute without
  /// another try), or where another sample takes long.
  Result<assets::OpenAsset> open(const std::string& voice_id, TimePoint now);

 private:
  Result<assets::OpenAsset> make(const std::string& voice_id, const std::string& key,
                                 TimePoint now);

  const ApiContext& context_;
  std::timed_mutex making_;
  std::map<std::string, TimePoint> failed_at_;  ///< guarded by making_
};

}  // namespace kirin::api::voices
