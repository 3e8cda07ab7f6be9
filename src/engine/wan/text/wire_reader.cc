#include "engine/wan/text/wire_reader.h"

#include <bit>
#include <optional>

namespace kirin::wan {
namespace {

Error broken(const char* what) { return {ErrorCode::data_loss, what}; }

std::optional<std::uint64_t> take_varint(std::string_view& rest) {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64 && !rest.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(rest.front());
    rest.remove_prefix(1);
    value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
    if ((byte & 0x80U) == 0) {
      return value;
    }
  }
  return std::nullopt;
}

std::optional<std::uint64_t> take_fixed(std::string_view& rest, std::size_t bytes) {
  if (rest.size() < bytes) {
    return std::nullopt;
  }
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < bytes; ++i) {
    value |= static_cast<std::uint64_t>(static_cast<unsigned char>(rest[i])) << (8 * i);
  }
  rest.remove_prefix(bytes);
  return value;
}

}  // namespace

float WireField::as_float() const {
  return std::bit_cast<float>(static_cast<std::uint32_t>(integer));
}

Result<void> read_message(std::string_view message,
                          const std::function<Result<void>(const WireField&)>& see) {
  while (!message.empty()) {
    const auto tag = take_varint(message);
    if (!tag || (*tag >> 3U) == 0 || (*tag >> 3U) > 0x1FFFFFFFU) {
      return broken("a field's tag is cut off or no tag");
    }
    WireField field;
    field.number = static_cast<std::uint32_t>(*tag >> 3U);
    std::optional<std::uint64_t> value;
    switch (*tag & 7U) {
      case 0:
        value = take_varint(message);
        break;
      case 1:
        value = take_fixed(message, 8);
        break;
      case 2:
        value = take_varint(message);
        if (value && *value > message.size()) {
          value.reset();
        } else if (value) {
          field.is_bytes = true;
          field.bytes = message.substr(0, *value);
          message.remove_prefix(*value);
        }
        break;
      case 5:
        value = take_fixed(message, 4);
        break;
      default:
        return broken("a field of a kind that no model has");
    }
    if (!value) {
      return broken("a field is cut off");
    }
    field.integer = *value;
    RETURN_IF_ERROR(see(field));
  }
  return {};
}

}  // namespace kirin::wan
