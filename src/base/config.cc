#include "base/config.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/config_file.h"
#include "base/text.h"

namespace kirin {
namespace {

constexpr std::string_view kPrefix = "KIRIN_";
constexpr std::string_view kSectionMark = "__";
constexpr std::string_view kMask = "********";

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

bool names_a_setting(std::string_view variable) {
  return variable.starts_with(kPrefix) && variable.find(kSectionMark) != std::string_view::npos;
}

std::string key_of(std::string_view variable) {
  return replaced(to_lower(variable.substr(kPrefix.size())), kSectionMark, ".");
}

// The section of a key, "server" of "server.listen", and the rest of it.
std::pair<std::string, std::string> split_key(const std::string& key) {
  const auto dot = key.rfind('.');
  if (dot == std::string::npos) {
    return {"", key};
  }
  return {key.substr(0, dot), key.substr(dot + 1)};
}

std::string toml_value(const Setting& setting, const std::string& value) {
  switch (setting.type) {
    case SettingType::boolean:
      return *parse_boolean(value) ? "true" : "false";
    case SettingType::integer:
      return fmt::format("{}", *parse_integer(value));
    case SettingType::number:
      return fmt::format("{}", *parse_number(value));
    case SettingType::string:
    case SettingType::duration:
    case SettingType::size:
      return toml_quoted(value);
  }
  return value;
}

// What is wrong with the settings so far, a line for each.
class Problems {
 public:
  explicit Problems(std::span<const Setting> settings) {
    for (const Setting& setting : settings) {
      keys_.push_back(setting.key);
    }
  }

  void unknown(std::string_view place, const std::string& key, bool from_environment) {
    const auto shown = [&](const std::string& name) {
      return from_environment ? environment_name(name) : name;
    };
    std::string line = from_environment ? fmt::format("{}: there is no such setting", place)
                                        : fmt::format("{}: unknown key \"{}\"", place, key);
    const bool is_section = std::ranges::any_of(
        keys_, [&](const std::string& known) { return known.starts_with(key + "."); });
    if (is_section) {
      line += ", which is a section";
    } else if (const auto nearest = nearest_word(key, keys_)) {
      line += fmt::format("; did you mean \"{}\"?", shown(*nearest));
    }
    lines_.push_back(std::move(line));
  }

  void unfit(std::string_view place, const Setting& setting, std::string_view found,
             std::string_view allowed) {
    lines_.push_back(fmt::format(
        "{}: {} is {}, but {} is due", place, setting.key,
        setting.is_secret ? "of the wrong kind (a secret, not shown)" : found, allowed));
  }

  Result<void> verdict() const {
    if (lines_.empty()) {
      return {};
    }
    return Error{ErrorCode::invalid_argument, fmt::format("{}", fmt::join(lines_, "\n"))};
  }

 private:
  std::vector<std::string> keys_;
  std::vector<std::string> lines_;
};

// What a value of the wrong TOML type should have been: the setting's own words, by a value that
// fits none.
std::string allowed_for(const Setting& setting) {
  const auto status = check_value(setting, "\n");
  return status ? "a string" : status.error().message;
}

}  // namespace

std::string environment_name(std::string_view key) {
  std::string name{kPrefix};
  for (const char c : key) {
    if (c == '.') {
      name += kSectionMark;
    } else {
      name += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
  }
  return name;
}

Result<Config> Config::load(std::span<const Setting> settings,
                            const std::optional<std::filesystem::path>& file,
                            const Values& environment, const Values& flags) {
  Config config;
  for (const Setting& setting : settings) {
    EXPECTS(check_value(setting, setting.default_value));
    EXPECTS(config.index_.emplace(setting.key, config.entries_.size()).second);
    config.entries_.push_back({setting, setting.default_value, "default"});
  }

  Problems problems{settings};
  const auto find = [&](const std::string& key) -> Entry* {
    const auto at = config.index_.find(key);
    return at == config.index_.end() ? nullptr : &config.entries_[at->second];
  };
  const auto set = [&](Entry& known, const std::string& value, std::string_view place,
                       std::string source) {
    if (const auto status = check_value(known.setting, value); !status) {
      problems.unfit(place, known.setting, toml_quoted(value), status.error().message);
      return;
    }
    known.value = value;
    known.source = std::move(source);
  };

  if (file) {
    ASSIGN_OR_RETURN(const auto values, read_config_file(*file, settings));
    for (const FileValue& value : values) {
      Entry* const known = find(value.key);
      if (known == nullptr) {
        problems.unknown(value.place, value.key, false);
      } else if (!value.found.empty()) {
        problems.unfit(value.place, known->setting, value.found, allowed_for(known->setting));
      } else {
        set(*known, value.text, value.place, "file");
      }
    }
  }
  for (const auto& [name, value] : environment) {
    if (!names_a_setting(name)) {
      continue;
    }
    const std::string key = key_of(name);
    Entry* const known = find(key);
    if (known == nullptr || environment_name(key) != name) {
      problems.unknown(name, key, true);
    } else {
      set(*known, value, name, "environment");
    }
  }
  for (const auto& [key, value] : flags) {
    if (Entry* const known = find(key)) {
      set(*known, value, "command line", "flag");
    } else {
      problems.unknown("command line", key, false);
    }
  }
  RETURN_IF_ERROR(problems.verdict());
  return config;
}

const Config::Entry& Config::entry(std::string_view key) const {
  const auto at = index_.find(key);
  EXPECTS(at != index_.end());
  return entries_[at->second];
}

const std::string& Config::value_of(std::string_view key, SettingType type) const {
  const Entry& found = entry(key);
  EXPECTS(found.setting.type == type);
  return found.value;
}

std::string Config::text(std::string_view key) const { return entry(key).value; }

std::int64_t Config::integer(std::string_view key) const {
  return *parse_integer(value_of(key, SettingType::integer));
}

double Config::number(std::string_view key) const {
  return *parse_number(value_of(key, SettingType::number));
}

bool Config::boolean(std::string_view key) const {
  return *parse_boolean(value_of(key, SettingType::boolean));
}

std::chrono::milliseconds Config::duration(std::string_view key) const {
  return *parse_duration(value_of(key, SettingType::duration));
}

std::uint64_t Config::size_bytes(std::string_view key) const {
  return *parse_size(value_of(key, SettingType::size));
}

std::string Config::source(std::string_view key) const { return entry(key).source; }

std::string Config::print() const {
  // TOML wants all of a section in one place, and what belongs to none before the first.
  std::vector<std::string> sections{""};
  for (const Entry& each : entries_) {
    const std::string section = split_key(each.setting.key).first;
    if (std::ranges::find(sections, section) == sections.end()) {
      sections.push_back(section);
    }
  }
  std::string out;
  for (const std::string& section : sections) {
    if (!section.empty()) {
      out += fmt::format("{}[{}]\n", out.empty() ? "" : "\n", section);
    }
    for (const Entry& each : entries_) {
      const auto [home, name] = split_key(each.setting.key);
      if (home != section) {
        continue;
      }
      const bool masked = each.setting.is_secret && !each.value.empty();
      out += fmt::format("# {} ({})\n{} = {}\n", each.setting.description, each.source, name,
                         masked ? toml_quoted(kMask) : toml_value(each.setting, each.value));
    }
  }
  return out;
}

}  // namespace kirin
