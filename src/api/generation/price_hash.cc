#include "api/generation/price_hash.h"

#include <algorithm>
#include <array>
#include <map>
#include <span>

#include "base/file.h"
#include "base/hash.h"

namespace kirin::api::generation {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{64} << 10;

// Hashes JSON with keys in order. Each value begins with what it is and ends unmistakably, so that
// no two requests read the same.
class CanonicalHash {
 public:
  explicit CanonicalHash(const SpilledStrings& strings) : strings_(strings) {}

  Result<void> add(const Json& value) {
    if (value.is_object()) {
      return add_object(value.get_object());
    }
    if (value.is_array()) {
      return add_array(value.get_array());
    }
    if (value.is_string()) {
      return add_string(value.get_string());
    }
    hash_.update(boost::json::serialize(value) + ',');
    return {};
  }

  void add_text(std::string_view text) {
    begin_string(text.size());
    hash_.update(text);
  }

  std::string finish() { return to_hex(hash_.finish()); }

 private:
  Result<void> add_object(const JsonObject& object) {
    std::map<std::string_view, const Json*> sorted;
    for (const auto& member : object) {
      sorted.emplace(member.key(), &member.value());
    }
    hash_.update("{");
    for (const auto& [key, value] : sorted) {
      add_text(key);
      RETURN_IF_ERROR(add(*value));
    }
    hash_.update("}");
    return {};
  }

  Result<void> add_array(const JsonArray& array) {
    hash_.update("[");
    for (const Json& value : array) {
      RETURN_IF_ERROR(add(value));
    }
    hash_.update("]");
    return {};
  }

  Result<void> add_string(std::string_view text) {
    const auto slice = strings_.find(text);
    if (!slice) {
      add_text(text);
      return {};
    }
    begin_string(slice->size_bytes);
    std::array<std::byte, kPieceBytes> piece;
    for (std::uint64_t done = 0; done < slice->size_bytes;) {
      const auto size =
          static_cast<std::size_t>(std::min<std::uint64_t>(kPieceBytes, slice->size_bytes - done));
      const auto part = std::span{piece}.first(size);
      RETURN_IF_ERROR(read_exactly_at(strings_.fd(), part, slice->offset + done));
      hash_.update(part);
      done += size;
    }
    return {};
  }

  void begin_string(std::uint64_t size) { hash_.update('"' + std::to_string(size) + ':'); }

  const SpilledStrings& strings_;
  Sha256 hash_;
};

}  // namespace

Result<std::string> price_hash(std::string_view model, const JsonObject& parameters,
                               const SpilledStrings& strings) {
  CanonicalHash hash{strings};
  hash.add_text(model);
  RETURN_IF_ERROR(hash.add(parameters));
  return "v1:" + hash.finish();
}

}  // namespace kirin::api::generation
