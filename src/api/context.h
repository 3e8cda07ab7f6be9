/// \file
/// What every API handler works with. The program builds it once; handlers only read it.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "assets/asset_store.h"
#include "assets/signed_urls.h"
#include "base/result.h"
#include "catalog/catalog.h"
#include "tasks/delivery_log.h"
#include "tasks/open_store.h"
#include "tasks/task_watch.h"

namespace kirin::api {

namespace generation {
class StatusCache;
}

/// How `error.code` of a failed task is typed (API.md C1): `automatic` is text, and a number for
/// the Go SDK.
enum class ErrorCodeType { automatic, text, number };

struct ApiOptions {
  std::string public_url;  ///< without a trailing slash; empty: taken from the request's Host
  std::filesystem::path spool_directory;
  std::chrono::seconds url_lifetime{86'400};  ///< of a result's link; each poll signs anew
  bool refuse_unknown_parameters = false;
  ErrorCodeType error_code_type = ErrorCodeType::automatic;
  int max_attempts = 3;

  bool models_need_key = false;  ///< model discovery is readable by anybody otherwise
  bool queue_takes_webhooks = true;
  std::int64_t requests_per_minute = 0;  ///< of a key that has no limit of its own; 0: any number
  std::int64_t max_concurrent = 0;       ///< tasks of such a key that have not ended; 0: any number
  std::int64_t max_queued = 0;           ///< tasks of everybody that wait; 0: any number

  std::chrono::milliseconds sync_wait{900'000};  ///< for a synchronous call's task
  std::chrono::milliseconds keepalive{15'000};   ///< between comments on an idle stream

  std::uint64_t upload_max_bytes = std::uint64_t{100} << 20;
  std::uint64_t upload_quota_bytes = 0;  ///< of an owner; 0: no limit
  std::chrono::seconds upload_lifetime{7 * 86'400};

  std::chrono::milliseconds secret_overlap{7 * 86'400'000LL};  ///< of a callback secret replaced
  std::chrono::milliseconds test_pause{6'000};                 ///< between test callbacks
};

/// A voice as callers choose it.
struct VoiceCard {
  std::string id;
  std::string name;
  std::string description;
  std::vector<std::string> languages;  ///< BCP 47; the first is its own
  std::string gender;                  ///< "female", "male", "none"
  std::string age;                     ///< "child", "young", "adult", "old"
  bool is_external = false;            ///< of the operator's own
};

/// The voices of this server, and how to hear one.
struct Voices {
  std::vector<VoiceCard> cards;
  /// A WAV file in which the voice of that id speaks. May take a second and more; not from two
  /// threads at once.
  std::function<Result<std::string>(const std::string& id)> speak_sample;
  std::string version;  ///< changes where samples would
};

struct ApiContext {
  const catalog::Catalog& catalog;
  tasks::TaskStore& tasks;
  tasks::KeyStore& keys;
  tasks::UsageLedger& usage;
  tasks::AccountStore& accounts;
  tasks::IdempotencyStore& answers;
  tasks::RetentionStore& retention;
  tasks::DeliveryLog& deliveries;
  tasks::TaskWatch& watch;
  assets::AssetStore& assets;
  const assets::SignedUrls& signed_urls;
  ApiOptions options;
  /// Whether a callback may go to that URL; the message is for the caller.
  std::function<Result<void>(std::string_view url)> check_callback_url;
  /// A task was accepted or a callback became due: somebody may start on it.
  std::function<void()> on_task_created;
  /// The server is about to end: no new tasks.
  std::function<bool()> is_draining;
  /// The disk is so full that new work might end in half files: no new tasks.
  std::function<bool()> is_disk_nearly_full;
  /// Where answers to status polls are kept; null: nowhere.
  generation::StatusCache* statuses = nullptr;
  Voices voices = {};
};

}  // namespace kirin::api
