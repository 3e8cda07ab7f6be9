/// \file
/// What every API handler works with. The program builds it once; handlers only read it.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "assets/asset_store.h"
#include "assets/signed_urls.h"
#include "base/result.h"
#include "catalog/catalog.h"
#include "tasks/key_store.h"
#include "tasks/task_store.h"

namespace kirin::api {

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
};

struct ApiContext {
  const catalog::Catalog& catalog;
  tasks::TaskStore& tasks;
  tasks::KeyStore& keys;
  assets::AssetStore& assets;
  const assets::SignedUrls& signed_urls;
  ApiOptions options;
  /// Whether a callback may go to that URL; the message is for the caller.
  std::function<Result<void>(std::string_view url)> check_callback_url;
  /// A task was accepted: somebody may start on it.
  std::function<void()> on_task_created;
  /// The server is about to end: no new tasks.
  std::function<bool()> is_draining;
};

}  // namespace kirin::api
