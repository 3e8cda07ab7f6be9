#include "catalog/shorthand.h"

#include <fmt/format.h>

#include <string>

#include "base/expects.h"
#include "base/file.h"

namespace kirin::catalog {
namespace {

constexpr std::string_view kImage = "iVBORw0KGgo=";

std::size_t count_after(std::string_view text, std::string_view prefix) {
  return std::stoul(std::string{text.substr(prefix.size())});
}

Json points(std::size_t count) {
  JsonArray result;
  for (std::size_t i = 0; i < count; ++i) {
    result.push_back(JsonObject{{"x", i}, {"y", static_cast<double>(i) / 2}});
  }
  return result;
}

std::string repeated(std::string_view text, std::size_t count) {
  std::string result;
  for (std::size_t i = 0; i < count; ++i) {
    result += text;
  }
  return result;
}

Json expanded_text(std::string_view text) {
  if (text.starts_with("$text:")) {
    return Json(repeated("ж", count_after(text, "$text:")));
  }
  if (text.starts_with("$url:")) {
    const std::string start = "https://example.org/";
    return Json(start + repeated("a", count_after(text, "$url:") - start.size()));
  }
  if (text.starts_with("$points:")) {
    return points(count_after(text, "$points:"));
  }
  if (text == "$spilled") {
    return Json(kSpilledToken);
  }
  if (text == "$bad_utf8") {
    return Json("\xff\xfe");
  }
  const auto image = text.find("$image");
  return image == std::string_view::npos
             ? Json(text)
             : Json(std::string{text}.replace(image, std::string_view{"$image"}.size(), kImage));
}

}  // namespace

Json expanded(const Json& json) {
  if (json.is_string()) {
    return expanded_text(json.get_string());
  }
  if (json.is_array()) {
    JsonArray result;
    for (const Json& item : json.get_array()) {
      result.push_back(expanded(item));
    }
    return result;
  }
  if (json.is_object()) {
    JsonObject result;
    for (const auto& member : json.get_object()) {
      result[member.key()] = expanded(member.value());
    }
    return result;
  }
  return json;
}

Json table(std::string_view name) {
  const auto text = read_file(fmt::format("{}/tests/catalog/{}", KIRIN_SOURCE_DIR, name));
  EXPECTS(text.has_value());
  return boost::json::parse(*text);
}

}  // namespace kirin::catalog
