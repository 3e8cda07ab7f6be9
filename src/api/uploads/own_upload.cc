#include "api/uploads/own_upload.h"

#include <utility>

#include "assets/asset_key.h"
#include "net/target.h"

namespace kirin::api::uploads {
namespace {

using Found = std::variant<std::optional<OwnFile>, ApiError>;

constexpr std::string_view kFiles = "/files/";
constexpr std::string_view kUploads = "uploads/";
constexpr std::string_view kResults = "tasks/";

enum class Access { none, expired, granted };

struct Link {
  std::string key;
  std::string exp;
  std::string sig;
};

ApiError expired_error() {
  return {40005, "bad_image", "the file behind this link has expired; upload it again", {}, {}, {}};
}

std::optional<Link> parse_link(std::string_view base_url, std::string_view url) {
  if (base_url.empty() || !url.starts_with(base_url) ||
      !url.substr(base_url.size()).starts_with(kFiles)) {
    return std::nullopt;
  }
  url.remove_prefix(base_url.size());
  const auto target = net::parse_target(url.substr(0, url.find('#')));
  if (!target || !assets::check_key(target->path.substr(kFiles.size()))) {
    return std::nullopt;
  }
  const auto value = [&](std::string_view name) {
    const auto found = target->query.find(name);
    return found == target->query.end() ? std::string{} : found->second;
  };
  return Link{target->path.substr(kFiles.size()), value("exp"), value("sig")};
}

Access access_by(const ApiContext& context, const Link& link, TimePoint now) {
  const auto permitted = context.signed_urls.verify(link.key, link.exp, link.sig, now);
  if (permitted) {
    return Access::granted;
  }
  return permitted.error().code == ErrorCode::deadline_exceeded ? Access::expired : Access::none;
}

// What was signed once was that caller's to see, so it may be told that it has expired.
Found found_upload(const ApiContext& context, const Call& call, const Link& link, Access access) {
  const auto upload = context.retention.find_upload(link.key);
  if (!upload) {
    return upload.error().code == ErrorCode::not_found
               ? Found{std::optional<OwnFile>{}}
               : Found{from_backend(upload.error(), call.request)};
  }
  if (access == Access::none && upload->owner_id != call.key->owner_id) {
    return std::optional<OwnFile>{};
  }
  if (upload->removed_at || upload->expires_at <= call.now) {
    return expired_error();
  }
  return std::optional{OwnFile{link.key, true}};
}

Found found_result(const ApiContext& context, const Call& call, const Link& link, Access access) {
  const std::string_view rest = std::string_view{link.key}.substr(kResults.size());
  const auto task = context.tasks.find_any(rest.substr(0, rest.find('/')));
  if (!task) {
    return task.error().code == ErrorCode::not_found
               ? Found{std::optional<OwnFile>{}}
               : Found{from_backend(task.error(), call.request)};
  }
  const bool is_own = task->owner_id == call.key->owner_id;
  if (access == Access::none && !is_own) {
    return std::optional<OwnFile>{};
  }
  if (task->results_removed_at || (access == Access::expired && !is_own)) {
    return expired_error();
  }
  return std::optional{OwnFile{link.key, false}};
}

}  // namespace

Found own_file(const ApiContext& context, const Call& call, std::string_view base_url,
               std::string_view url) {
  const auto link = parse_link(base_url, url);
  if (!link) {
    return std::optional<OwnFile>{};
  }
  const Access access = access_by(context, *link, call.now);
  if (link->key.starts_with(kUploads)) {
    return found_upload(context, call, *link, access);
  }
  return link->key.starts_with(kResults) ? found_result(context, call, *link, access)
                                         : Found{std::optional<OwnFile>{}};
}

}  // namespace kirin::api::uploads
