#include "api/files/operations.h"

#include "api/error.h"
#include "net/file_response.h"

namespace kirin::api::files {
namespace {

constexpr std::string_view kResults = "tasks/";
constexpr std::string_view kUploads = "uploads/";
constexpr std::string_view kInline = "inline";

ApiError bad_signature() {
  return {40304, "bad_signature", "this link is not valid: its signature does not fit", {}, {}, {}};
}

ApiError expired_link() {
  return {
      40304, "link_expired", "this link has expired; query the task again for a fresh one", {}, {},
      {}};
}

ApiError unknown_file() { return {40404, "unknown_file", "this file is not stored", {}, {}, {}}; }

ApiError gone() {
  return {41001, "gone", "this file was kept as long as the server keeps files, and is gone",
          {},    {},     {}};
}

std::string file_name(std::string_view key) { return std::string{key.substr(key.rfind('/') + 1)}; }

// Whether retention has removed the file: what its row says, whatever is on the disk.
Result<bool> is_removed(const ApiContext& context, std::string_view key) {
  Result<bool> removed = false;
  if (key.starts_with(kUploads)) {
    const auto upload = context.retention.find_upload(key);
    removed = upload ? Result<bool>{upload->removed_at.has_value()} : upload.error();
  } else if (key.starts_with(kResults)) {
    const std::string_view rest = key.substr(kResults.size());
    const auto task = context.tasks.find_any(rest.substr(0, rest.find('/')));
    removed = task ? Result<bool>{task->results_removed_at.has_value()} : task.error();
  }
  const bool is_unknown = !removed && removed.error().code == ErrorCode::not_found;
  return is_unknown ? Result<bool>{false} : removed;
}

// Why there is no file, for somebody who may know.
ApiError absence(const ApiContext& context, const Call& call, const std::string& key,
                 const ApiError& otherwise) {
  const auto removed = is_removed(context, key);
  if (!removed) {
    return from_backend(removed.error(), call.request);
  }
  return *removed ? gone() : otherwise;
}

// What a browser would show of a stranger's file could be a page that acts in this server's name.
bool is_shown(std::string_view content_type) {
  return content_type == "video/mp4" || content_type == "image/png" || content_type == "image/jpeg";
}

Reply send(const Call& call, const std::string& key, assets::OpenAsset asset) {
  const assets::AssetFacts& facts = asset.facts;
  const std::string name = file_name(key);
  net::Response response = net::file_response(
      call.request, {facts.size_bytes, facts.sha256, facts.content_type, facts.created_at, name},
      std::move(asset.fd));
  if (!is_shown(facts.content_type)) {
    response.headers.set("Content-Disposition",
                         "attachment" + net::content_disposition(name).substr(kInline.size()));
  }
  // A link is a capability: caches of its holder may keep the file, shared ones may not.
  response.headers.set("Cache-Control", "private, max-age=3600");
  response.headers.set("X-Content-Type-Options", "nosniff");
  return response;
}

Reply download(const ApiContext& context, Call& call) {
  const std::string& key = call.path("key");
  const auto permitted = context.signed_urls.verify(key, call.query.text("exp").value_or(""),
                                                    call.query.text("sig").value_or(""), call.now);
  const bool has_expired = !permitted && permitted.error().code == ErrorCode::deadline_exceeded;
  if (!permitted && !has_expired) {
    return bad_signature();
  }
  // An upload outlives its link while a task needs it, and the link with it.
  if (has_expired && !key.starts_with(kUploads)) {
    return absence(context, call, key, expired_link());
  }
  auto asset = context.assets.open(key);
  if (!asset) {
    return asset.error().code == ErrorCode::not_found ? absence(context, call, key, unknown_file())
                                                      : from_backend(asset.error(), call.request);
  }
  return send(call, key, *std::move(asset));
}

Operation download_operation() {
  const JsonObject binary{{"type", "string"}, {"format", "binary"}};
  Operation operation{
      .method = "GET",
      .pattern = "/files/{key...}",
      .id = "downloadFile",
      .tag = "Files",
      .summary = "Download a result or an upload",
      .description =
          "Tasks and uploads give whole links; they need no key. Ranges and conditions are "
          "honoured. 403 with code 40304 where the link has expired or was not made here, 410 with "
          "code 41001 where the file was removed because it was kept long enough."};
  operation.path = {{"key", "What the file is stored as.", {{"type", "string"}}, true}};
  operation.query = {{"exp", "When the link ends: seconds since 1970.", {{"type", "string"}}},
                     {"sig", "The link's signature.", {{"type", "string"}}}};
  operation.headers = {{"Range", "Parts of the file.", {{"type", "string"}}},
                       {"If-None-Match", "ETags that the caller has.", {{"type", "string"}}}};
  operation.answers = {{200, "The file.", "*/*", binary},
                       {206, "Parts of it.", "*/*", binary},
                       {304, "The caller has it.", "", {}},
                       {412, "It is another file than the caller expects.", "", {}},
                       {416, "It has no such part.", "", {}}};
  operation.errors = {403, 404, 410};
  return operation;
}

}  // namespace

void add_operations(OperationTable& table, const ApiContext& context) {
  table.add(download_operation(), [&context](Call& call) { return download(context, call); });
}

}  // namespace kirin::api::files
