#include "assets/disk/facts.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/xattr.h>

#include <array>
#include <cerrno>
#include <optional>

#include "assets/asset_key.h"
#include "assets/disk/copy.h"
#include "base/json.h"

namespace kirin::assets {
namespace {

constexpr const char* kAttribute = "user.kirin.facts";

Result<struct stat> status_of(int fd) {
  struct stat status {};
  if (::fstat(fd, &status) != 0) {
    return system_error("fstat", errno);
  }
  return status;
}

std::int64_t nanoseconds(const timespec& time) {
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

JsonObject document_of(const AssetFacts& facts) {
  return {{"size_bytes", facts.size_bytes},
          {"sha256", facts.sha256},
          {"content_type", facts.content_type},
          {"created_at", to_millis(facts.created_at)}};
}

// The file that a sidecar speaks of.
JsonObject identity_of(const struct stat& status) {
  return {{"inode", std::uint64_t{status.st_ino}},
          {"size_bytes", std::int64_t{status.st_size}},
          {"changed_at", nanoseconds(status.st_mtim)}};
}

// The facts written down, or nothing where they are damaged or not of a file of this size.
std::optional<AssetFacts> parsed_facts(const Json& document, std::string_view key,
                                       std::uint64_t size_bytes) {
  const auto* object = document.if_object();
  const auto* sha256 = object != nullptr ? object->if_contains("sha256") : nullptr;
  const auto* type = object != nullptr ? object->if_contains("content_type") : nullptr;
  const auto* created = object != nullptr ? object->if_contains("created_at") : nullptr;
  const auto* size = object != nullptr ? object->if_contains("size_bytes") : nullptr;
  if (sha256 == nullptr || !sha256->is_string() || sha256->get_string().size() != 64 ||
      type == nullptr || !type->is_string() || created == nullptr || !created->is_int64() ||
      size == nullptr || !size->is_int64() ||
      static_cast<std::uint64_t>(size->get_int64()) != size_bytes) {
    return std::nullopt;
  }
  return AssetFacts{.key = std::string{key},
                    .size_bytes = size_bytes,
                    .sha256 = std::string{sha256->get_string()},
                    .content_type = std::string{type->get_string()},
                    .created_at = from_millis(created->get_int64())};
}

std::optional<Json> attached(int fd) {
  std::array<char, 4096> buffer{};
  const ssize_t size = ::fgetxattr(fd, kAttribute, buffer.data(), buffer.size());
  if (size <= 0) {
    return std::nullopt;
  }
  auto document = parse_json({buffer.data(), static_cast<std::size_t>(size)});
  return document ? std::optional{*std::move(document)} : std::nullopt;
}

}  // namespace

Result<bool> attach_facts(int fd, const AssetFacts& facts) {
  const std::string text = boost::json::serialize(document_of(facts));
  if (::fsetxattr(fd, kAttribute, text.data(), text.size(), 0) == 0) {
    return true;
  }
  if (errno == ENOTSUP || errno == ENOSYS) {
    return false;
  }
  return system_error("setting an extended attribute", errno);
}

Result<std::string> sidecar_of(int fd, const AssetFacts& facts) {
  ASSIGN_OR_RETURN(const struct stat status, status_of(fd));
  return boost::json::serialize(
      JsonObject{{"file", identity_of(status)}, {"facts", document_of(facts)}});
}

Result<AssetFacts> facts_of(int fd, std::string_view key, std::string_view sidecar) {
  ASSIGN_OR_RETURN(const struct stat status, status_of(fd));
  const auto size_bytes = static_cast<std::uint64_t>(status.st_size);
  if (const auto document = attached(fd)) {
    if (auto facts = parsed_facts(*document, key, size_bytes)) {
      return *std::move(facts);
    }
  }
  std::optional<AssetFacts> noted;
  if (const auto document = parse_json(sidecar); document && document->is_object()) {
    const auto* file = document->get_object().if_contains("file");
    const auto* facts = document->get_object().if_contains("facts");
    if (file != nullptr && facts != nullptr) {
      noted = parsed_facts(*facts, key, size_bytes);
      const Json identity = identity_of(status);
      if (noted && boost::json::serialize(*file) == boost::json::serialize(identity)) {
        return *std::move(noted);
      }
    }
  }
  ASSIGN_OR_RETURN(const Copied content, hash_of(fd));
  if (noted && noted->sha256 == content.sha256) {
    return *std::move(noted);
  }
  return AssetFacts{.key = std::string{key},
                    .size_bytes = content.size_bytes,
                    .sha256 = content.sha256,
                    .content_type = content_type_of(key),
                    .created_at = from_millis(nanoseconds(status.st_mtim) / 1'000'000)};
}

}  // namespace kirin::assets
