#include "net/message.h"

#include <algorithm>

namespace kirin::net {

void Headers::set(std::string_view name, std::string value) {
  const auto same_name = [name](const auto& field) {
    return equal_ignoring_case(field.first, name);
  };
  std::erase_if(fields_, same_name);
  fields_.emplace_back(std::string{name}, std::move(value));
}

std::string_view Headers::get(std::string_view name) const {
  for (const auto& [field_name, value] : fields_) {
    if (equal_ignoring_case(field_name, name)) {
      return value;
    }
  }
  return {};
}

std::uint64_t body_size_bytes(const Response& response) {
  if (const auto* text = std::get_if<std::string>(&response.body)) {
    return text->size();
  }
  if (const auto* file = std::get_if<FileBody>(&response.body)) {
    return file->size_bytes;
  }
  std::uint64_t total = 0;
  if (const auto* parts = std::get_if<PiecewiseBody>(&response.body)) {
    for (const auto& piece : parts->pieces) {
      total += piece.text.size() + piece.size_bytes;
    }
  }
  return total;
}

}  // namespace kirin::net
