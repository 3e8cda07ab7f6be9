#include "api/uploads/store_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "api/base_url.h"
#include "api/uploads/body_view.h"
#include "api/uploads/file_name.h"
#include "api/uploads/multipart.h"
#include "assets/ingest.h"
#include "base/file.h"
#include "base/ids.h"
#include "base/log.h"

namespace kirin::api::uploads {
namespace {

using Form = std::vector<FormPart>;

constexpr const char* kField = "file";
constexpr int kFullDiskRetrySeconds = 60;
// For a server that keeps uploads for ever: as long as a signed link can be asked to hold.
constexpr std::chrono::hours kForEver{24 * 36'500};

ApiError wrong_file(int code, const char* type, std::string message) {
  return {code, type, std::move(message), kField, {}, {}};
}

ApiError quota_reached(const ApiContext& context) {
  return wrong_file(41302, "upload_quota_reached",
                    fmt::format("upload quota reached: {} bytes of files may be stored at a time; "
                                "they expire",
                                context.options.upload_quota_bytes));
}

// A disk without room is told apart from one that fails.
ApiError from_disk(const Error& error, const net::Request& request) {
  if (error.code != ErrorCode::resource_exhausted) {
    return from_backend(error, request);
  }
  log::error("upload not stored", {{"request_id", request.request_id}, {"why", error.describe()}});
  return {50302, "disk_full",           "the server's disk has no room for this file",
          {},    kFullDiskRetrySeconds, {}};
}

std::variant<Form, ApiError> read_form(const net::Request& request, std::string_view body) {
  const auto boundary = boundary_of(request.headers.get("Content-Type"));
  if (!boundary) {
    return boundary.error().code == ErrorCode::unimplemented
               ? ApiError{41501, "unsupported_media_type", boundary.error().message, {}, {}, {}}
               : malformed(boundary.error().message);
  }
  auto form = parse_multipart(body, *boundary);
  if (!form) {
    return malformed("multipart/form-data: " + form.error().message);
  }
  return *std::move(form);
}

// The one part named "file", within the limits.
std::variant<FormPart, ApiError> file_of(const ApiContext& context, const Form& form) {
  const auto is_file = [](const FormPart& part) { return part.name == kField; };
  const auto found = std::find_if(form.begin(), form.end(), is_file);
  if (found == form.end()) {
    return wrong_file(40002, "missing_parameter", "the form has no part named file");
  }
  if (std::count_if(form.begin(), form.end(), is_file) > 1) {
    return wrong_file(40003, "invalid_parameter", "file: one file a request is due");
  }
  if (found->content.empty()) {
    return wrong_file(40003, "invalid_parameter", "file: it is empty");
  }
  if (found->content.size() > context.options.upload_max_bytes) {
    return wrong_file(
        41301, "body_too_large",
        fmt::format("file: it is larger than {} bytes", context.options.upload_max_bytes));
  }
  return *found;
}

struct Kind {
  const char* content_type;
  const char* extension;
};

// By content: what the sender says of a file is not looked at.
Kind kind_of(int fd) {
  constexpr assets::ImageLimits kAnyImage{std::numeric_limits<std::uint64_t>::max(), 0, 0};
  const auto header = assets::check_image(fd, kAnyImage);
  if (!header) {
    return {"application/octet-stream", ".bin"};
  }
  return header->format == media::ImageFormat::png ? Kind{"image/png", ".png"}
                                                   : Kind{"image/jpeg", ".jpg"};
}

tasks::Upload upload_of(const ApiContext& context, const Call& call, const FormPart& part,
                        const Kind& kind) {
  const auto lifetime = context.options.upload_lifetime;
  tasks::Upload upload;
  upload.id = new_id("u_");
  upload.owner_id = call.key->owner_id;
  upload.file_name = safe_file_name(part.file_name, kind.extension);
  upload.asset_key = fmt::format("uploads/{}/{}", upload.id, upload.file_name);
  upload.content_type = kind.content_type;
  upload.size_bytes = part.content.size();
  upload.created_at = call.now;
  upload.expires_at = call.now + (lifetime.count() > 0 ? lifetime : kForEver);
  return upload;
}

JsonObject answer_of(const ApiContext& context, const Call& call, const tasks::Upload& upload) {
  const std::string url = base_url(context.options.public_url, call.request) +
                          context.signed_urls.sign(upload.asset_key, upload.expires_at);
  const auto expires_at =
      std::chrono::ceil<std::chrono::seconds>(upload.expires_at.time_since_epoch());
  return {{"status", {{"code", 200}, {"message", "ok"}}},
          {"data",
           {{"url", url},
            {"file_name", upload.file_name},
            {"content_type", upload.content_type},
            {"file_size", upload.size_bytes},
            {"expires_at", expires_at.count()}}},
          {"url", url}};
}

// Looked up before a byte is written; the store decides when the row is.
std::optional<ApiError> check_quota(const ApiContext& context, const Call& call,
                                    std::uint64_t size_bytes) {
  const std::uint64_t quota = context.options.upload_quota_bytes;
  if (quota == 0) {
    return std::nullopt;
  }
  const auto stored = context.retention.uploaded_bytes(call.key->owner_id);
  if (!stored) {
    return from_backend(stored.error(), call.request);
  }
  return *stored + size_bytes > quota ? std::optional{quota_reached(context)} : std::nullopt;
}

std::optional<ApiError> record(const ApiContext& context, const Call& call,
                               const tasks::Upload& upload) {
  const auto added = context.retention.add_upload(upload, context.options.upload_quota_bytes);
  if (added) {
    return std::nullopt;
  }
  (void)context.assets.remove(upload.asset_key);
  return added.error().code == ErrorCode::resource_exhausted &&
                 context.options.upload_quota_bytes > 0
             ? quota_reached(context)
             : from_backend(added.error(), call.request);
}

Reply store_part(const ApiContext& context, const Call& call, const FormPart& part) {
  if (auto refusal = check_quota(context, call, part.content.size())) {
    return *std::move(refusal);
  }
  auto file = anonymous_file(context.options.spool_directory);
  const auto written = file ? write_all(file->get(), part.content) : Result<void>{file.error()};
  if (!written) {
    return from_disk(written.error(), call.request);
  }
  const tasks::Upload upload = upload_of(context, call, part, kind_of(file->get()));
  const auto stored =
      context.assets.put(upload.asset_key, file->get(), upload.content_type, call.now);
  if (!stored) {
    return from_disk(stored.error(), call.request);
  }
  if (auto error = record(context, call, upload)) {
    return *std::move(error);
  }
  log::info("file uploaded", {{"upload_id", upload.id},
                              {"owner_id", upload.owner_id},
                              {"bytes", upload.size_bytes},
                              {"request_id", call.request.request_id}});
  return json_response(200, answer_of(context, call, upload));
}

}  // namespace

Reply store_file(const ApiContext& context, Call& call) {
  const auto body = BodyView::of(call.request.body);
  if (!body) {
    return from_backend(body.error(), call.request);
  }
  auto form = read_form(call.request, body->text());
  if (auto* error = std::get_if<ApiError>(&form)) {
    return std::move(*error);
  }
  auto file = file_of(context, std::get<Form>(form));
  if (auto* error = std::get_if<ApiError>(&file)) {
    return std::move(*error);
  }
  return store_part(context, call, std::get<FormPart>(file));
}

}  // namespace kirin::api::uploads
