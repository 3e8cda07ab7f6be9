#include "base/config_file.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <sstream>

#include "base/file.h"

namespace kirin {
namespace {

std::string described(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::string:
      return fmt::format("the string {}", toml_quoted(node.as_string()->get()));
    case toml::node_type::integer:
      return fmt::format("the integer {}", node.as_integer()->get());
    case toml::node_type::floating_point:
      return fmt::format("the number {}", node.as_floating_point()->get());
    case toml::node_type::boolean:
      return fmt::format("the boolean {}", node.as_boolean()->get());
    case toml::node_type::array:
      return "an array";
    case toml::node_type::table:
      return "a section";
    default:
      return "a date or time";
  }
}

// The node as the environment would write it, or nothing where its TOML type is not the setting's.
std::optional<std::string> text_for(SettingType type, const toml::node& node) {
  using enum SettingType;
  const bool takes_string = type == string || type == duration || type == size;
  const bool takes_integer = type == integer || type == number || type == size;
  if (takes_string && node.is_string()) {
    return node.as_string()->get();
  }
  if (takes_integer && node.is_integer()) {
    return fmt::format("{}", node.as_integer()->get());
  }
  if (type == number && node.is_floating_point()) {
    return fmt::format("{}", node.as_floating_point()->get());
  }
  if (type == boolean && node.is_boolean()) {
    return node.as_boolean()->get() ? "true" : "false";
  }
  return std::nullopt;
}

class Flattener {
 public:
  Flattener(std::string file, std::span<const Setting> settings)
      : file_(std::move(file)), settings_(settings) {}

  void add(const toml::table& table, const std::string& prefix) {
    for (const auto& [name, node] : table) {
      const std::string key = prefix + std::string{name.str()};
      const auto setting = std::ranges::find(settings_, key, &Setting::key);
      if (node.is_table() && setting == settings_.end() && !is_unknown_and_empty(node, key)) {
        add(*node.as_table(), key + ".");
        continue;
      }
      FileValue value{.key = key, .text = {}, .found = {}, .place = {}};
      value.place = fmt::format("{}:{}", file_, node.source().begin.line);
      const auto text = setting == settings_.end() ? std::nullopt : text_for(setting->type, node);
      value.text = text.value_or("");
      value.found = text ? "" : described(node);
      values_.emplace_back(node.source().begin.line, std::move(value));
    }
  }

  std::vector<FileValue> in_order() && {
    std::ranges::stable_sort(values_, {}, &std::pair<toml::source_index, FileValue>::first);
    std::vector<FileValue> values;
    for (auto& [line, value] : values_) {
      values.push_back(std::move(value));
    }
    return values;
  }

 private:
  // A heading without values below it would otherwise go unnoticed.
  bool is_unknown_and_empty(const toml::node& node, const std::string& key) const {
    return node.as_table()->empty() && std::ranges::none_of(settings_, [&](const Setting& setting) {
             return setting.key.starts_with(key + ".");
           });
  }

  std::string file_;
  std::span<const Setting> settings_;
  std::vector<std::pair<toml::source_index, FileValue>> values_;
};

}  // namespace

Result<std::vector<FileValue>> read_config_file(const std::filesystem::path& path,
                                                std::span<const Setting> settings) {
  ASSIGN_OR_RETURN(const std::string text, read_file(path));
  Flattener flattener{path.string(), settings};
  try {
    flattener.add(toml::parse(text, path.string()), "");
  } catch (const toml::parse_error& error) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("{}:{}:{}: {}", path.string(), error.source().begin.line,
                             error.source().begin.column, error.description())};
  }
  return std::move(flattener).in_order();
}

std::string toml_quoted(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    const auto code = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (code < 0x20 || code == 0x7f) {
      quoted += fmt::format("\\u{:04X}", code);
    } else {
      quoted += c;
    }
  }
  return quoted + '"';
}

}  // namespace kirin
