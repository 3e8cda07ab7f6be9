#include "catalog/field_reader.h"

#include <fmt/format.h>

#include "base/text.h"

namespace kirin::catalog {
namespace {

// A name as a step of a JSON pointer (RFC 6901, section 3).
std::string escaped(std::string_view name) {
  std::string result;
  for (const char c : name) {
    if (c == '~') {
      result += "~0";
    } else if (c == '/') {
      result += "~1";
    } else {
      result += c;
    }
  }
  return result;
}

}  // namespace

void FirstProblem::add(std::string_view place, std::string_view message) {
  if (!error_) {
    error_ = Error{ErrorCode::invalid_argument,
                   fmt::format("{}: {}", place.empty() ? "/" : place, message)};
  }
}

Result<void> FirstProblem::result() const {
  if (error_) {
    return *error_;
  }
  return {};
}

FieldReader::FieldReader(const Json& json, std::string place, FirstProblem& problem)
    : object_(json.if_object()), place_(std::move(place)), problem_(&problem) {
  if (object_ == nullptr) {
    problem_->add(place_, "must be an object");
  }
}

bool FieldReader::has(std::string_view name) const {
  return object_ != nullptr && object_->contains(name);
}

std::string FieldReader::place_of(std::string_view name) const {
  return fmt::format("{}/{}", place_, escaped(name));
}

void FieldReader::complain(std::string_view name, std::string_view message) {
  problem_->add(place_of(name), message);
}

const Json* FieldReader::find(std::string_view name, bool required) {
  known_.emplace(name);
  const Json* found = object_ == nullptr ? nullptr : object_->if_contains(name);
  if (found == nullptr && required) {
    complain(name, "is missing");
  }
  return found;
}

const Json* FieldReader::value(std::string_view name) { return find(name, false); }

std::string FieldReader::text(std::string_view name) {
  const Json* json = find(name, true);
  if (json == nullptr) {
    return {};
  }
  if (!json->is_string() || json->get_string().empty()) {
    complain(name, "must be a text that is not empty");
    return {};
  }
  return std::string{json->get_string()};
}

std::string FieldReader::optional_text(std::string_view name) {
  return find(name, false) == nullptr ? std::string{} : text(name);
}

double FieldReader::number(std::string_view name) {
  const Json* json = find(name, true);
  if (json == nullptr) {
    return 0;
  }
  boost::system::error_code ec;
  const double result = json->to_number<double>(ec);
  if (ec) {
    complain(name, "must be a number");
    return 0;
  }
  return result;
}

std::int64_t FieldReader::integer(std::string_view name) {
  const Json* json = find(name, true);
  if (json == nullptr) {
    return 0;
  }
  if (!json->is_int64()) {
    complain(name, "must be an integer");
    return 0;
  }
  return json->get_int64();
}

std::optional<std::int64_t> FieldReader::optional_integer(std::string_view name) {
  return find(name, false) == nullptr ? std::nullopt : std::optional{integer(name)};
}

bool FieldReader::flag(std::string_view name) {
  const Json* json = find(name, true);
  if (json == nullptr) {
    return false;
  }
  if (!json->is_bool()) {
    complain(name, "must be true or false");
    return false;
  }
  return json->get_bool();
}

std::optional<bool> FieldReader::optional_flag(std::string_view name) {
  return find(name, false) == nullptr ? std::nullopt : std::optional{flag(name)};
}

FieldReader FieldReader::object(std::string_view name) {
  static const Json kEmpty = JsonObject{};
  const Json* json = find(name, true);
  return {json == nullptr ? kEmpty : *json, place_of(name), *problem_};
}

std::vector<FieldReader> FieldReader::objects(std::string_view name, bool required) {
  const Json* json = find(name, required);
  std::vector<FieldReader> result;
  if (json == nullptr) {
    return result;
  }
  if (!json->is_array()) {
    complain(name, "must be an array");
    return result;
  }
  for (std::size_t i = 0; i < json->get_array().size(); ++i) {
    result.emplace_back(json->get_array()[i], fmt::format("{}/{}", place_of(name), i), *problem_);
  }
  return result;
}

std::vector<std::string> FieldReader::texts(std::string_view name) {
  const Json* json = find(name, false);
  std::vector<std::string> result;
  if (json == nullptr) {
    return result;
  }
  if (!json->is_array()) {
    complain(name, "must be an array of texts");
    return result;
  }
  for (const Json& item : json->get_array()) {
    if (!item.is_string()) {
      complain(name, "must be an array of texts");
      return {};
    }
    result.emplace_back(item.get_string());
  }
  return result;
}

std::vector<std::pair<std::string, FieldReader>> FieldReader::members() {
  std::vector<std::pair<std::string, FieldReader>> result;
  if (object_ == nullptr) {
    return result;
  }
  for (const auto& member : *object_) {
    known_.emplace(member.key());
    result.emplace_back(std::string{member.key()},
                        FieldReader{member.value(), place_of(member.key()), *problem_});
  }
  return result;
}

void FieldReader::expect_no_others() {
  if (object_ == nullptr) {
    return;
  }
  const std::vector<std::string> known{known_.begin(), known_.end()};
  for (const auto& member : *object_) {
    if (known_.contains(std::string_view{member.key()})) {
      continue;
    }
    const auto nearest = nearest_word(member.key(), known);
    complain(member.key(), nearest ? fmt::format("is not known here; did you mean {}?", *nearest)
                                   : "is not known here");
  }
}

}  // namespace kirin::catalog
