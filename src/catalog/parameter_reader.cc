#include "catalog/parameter_reader.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "base/text.h"
#include "catalog/scalar_reader.h"
#include "catalog/source_shape.h"

namespace kirin::catalog {
namespace {

// A request can hold thousands of names we do not know; the caller learns of the first ones.
constexpr std::size_t kMaxUnknownNamed = 16;
// A longer unknown name is nobody's typing mistake, and comparing it costs time.
constexpr std::size_t kMaxComparedBytes = 64;

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\x7f'; }

std::string range_text(std::size_t least, std::size_t most, std::string_view unit) {
  return least > 0 ? fmt::format("{} to {} {}", least, most, unit)
                   : fmt::format("at most {} {}", most, unit);
}

class Reader {
 public:
  Reader(const CheckOptions& options, ReadParameters& result)
      : options_(options), result_(result) {}

  // The fields of one object whose place in the request is `place` ("" or "dynamic_masks[0].").
  JsonObject fields(const std::vector<ParameterSpec>& specs, const JsonObject& given,
                    const std::string& place) {
    JsonObject values;
    for (const ParameterSpec& spec : specs) {
      const Json* raw = given.if_contains(spec.name);
      const std::string path = place + spec.name;
      const std::size_t before = result_.violations.size();
      std::optional<Json> value;
      if (raw != nullptr && !raw->is_null()) {
        value = read(spec, *raw, path);
      }
      const bool broken = result_.violations.size() > before;
      if (broken && place.empty()) {
        result_.broken.insert(spec.name);
      }
      if (!value && !broken && !spec.default_value.is_null()) {
        value = canonical_default(spec);
      }
      if (!value && !broken && spec.required) {
        add(ViolationKind::missing, path, missing_text(spec));
      }
      if (value) {
        values.emplace(spec.name, *std::move(value));
      }
    }
    report_unknown(specs, given, place);
    return values;
  }

  void report_rest_of_unknown() {
    if (unknown_ > kMaxUnknownNamed && !options_.refuse_unknown_parameters) {
      result_.warnings.push_back(
          fmt::format("{} more unknown parameters were ignored", unknown_ - kMaxUnknownNamed));
    }
  }

 private:
  void add(ViolationKind kind, const std::string& path, std::string_view message) {
    result_.violations.push_back({kind, path, fmt::format("{} {}", path, message)});
  }
  std::nullopt_t refuse(const std::string& path, std::string_view message) {
    add(ViolationKind::invalid_value, path, message);
    return std::nullopt;
  }

  static std::string missing_text(const ParameterSpec& spec) {
    if (spec.type == ValueType::array) {
      return fmt::format("is required: {}", range_text(std::max<std::size_t>(spec.min_items, 1),
                                                       spec.max_items, "items"));
    }
    return "is required";
  }

  static Json canonical_default(const ParameterSpec& spec) {
    return spec.type == ValueType::number ? Json(spec.default_value.to_number<double>())
                                          : spec.default_value;
  }

  // The canonical value; nothing where it is not given after all, or broken and reported.
  std::optional<Json> read(const ParameterSpec& spec, const Json& raw, const std::string& path) {
    const bool is_image = spec.type == ValueType::string && spec.format == TextFormat::image;
    const bool spilled = raw.is_string() && options_.is_spilled(raw.get_string());
    if (spilled && !is_image && spec.bare.empty()) {
      return refuse(path, "is longer than any value it takes");
    }
    switch (spec.type) {
      case ValueType::string:
        return read_string(spec, raw, path);
      case ValueType::number:
        return read_number(spec, raw, path);
      case ValueType::integer:
        return read_integer(spec, raw, path);
      case ValueType::boolean:
        return read_boolean(raw, path);
      case ValueType::object:
        return read_object(spec, raw, path);
      case ValueType::array:
        return read_array(spec, raw, path);
    }
    return std::nullopt;
  }

  std::optional<Json> read_string(const ParameterSpec& spec, const Json& raw,
                                  const std::string& path) {
    const auto text = text_of(raw);
    if (!text) {
      return refuse(path, fmt::format("must be a text, not {}", shown(raw)));
    }
    const auto length = count_code_points(*text);
    if (!length || text->find('\0') != std::string::npos) {
      return refuse(path, "must be valid UTF-8 without the character U+0000");
    }
    switch (spec.format) {
      case TextFormat::choice:
        return read_choice(spec, *text, path);
      case TextFormat::image:
        return read_image(*text, path);
      case TextFormat::text:
      case TextFormat::url:
      case TextFormat::identifier:
        break;
    }
    if (trimmed(*text).empty()) {
      return blank(spec, path);
    }
    if (*length < spec.min_length || *length > spec.max_length) {
      return refuse(
          path, fmt::format("must have {}, not {}",
                            range_text(spec.min_length, spec.max_length, "characters"), *length));
    }
    const bool is_known =
        spec.known.empty() || spec.choices.empty() || std::ranges::count(spec.choices, *text) > 0;
    if (!is_known) {
      return refuse(path, fmt::format("must be one of the known {} ({}), not {}", spec.known,
                                      fmt::join(spec.choices, ", "), shown(*text)));
    }
    return checked_format(spec.format, *text, path);
  }

  std::optional<Json> blank(const ParameterSpec& spec, const std::string& path) {
    if (spec.min_length > 0 && !spec.required) {
      return refuse(path, fmt::format("must have {} that are not only white space, or be left out",
                                      range_text(spec.min_length, spec.max_length, "characters")));
    }
    return std::nullopt;
  }

  std::optional<Json> checked_format(TextFormat format, const std::string& text,
                                     const std::string& path) {
    if (format == TextFormat::url && !is_web_address(text)) {
      return refuse(path, fmt::format("must be an http or https URL, not {}", shown(text)));
    }
    const bool tidy = trimmed(text).size() == text.size() && std::ranges::none_of(text, is_control);
    if (format == TextFormat::identifier && !tidy) {
      return refuse(path, "must have no control characters, and no white space at either end");
    }
    return Json(text);
  }

  // "5.0" and "05" choose "5", as 5.0 does.
  std::optional<Json> read_choice(const ParameterSpec& spec, const std::string& text,
                                  const std::string& path) {
    const auto number = number_of(Json(text));
    const std::string canonical = number ? *text_of(Json(*number)) : text;
    for (const std::string& option : spec.choices) {
      if (option == text || option == canonical) {
        return Json(option);
      }
    }
    return refuse(path,
                  fmt::format("must be {}, not {}", fmt::join(spec.choices, " or "), shown(text)));
  }

  std::optional<Json> read_image(const std::string& raw, const std::string& path) {
    const std::string_view text = trimmed(raw);
    if (text.empty()) {
      return std::nullopt;
    }
    if (options_.is_spilled(text) || is_web_address(text) ||
        (!begins_as_web_address(text) && is_base64(text))) {
      return Json(text);
    }
    add(ViolationKind::bad_image, path,
        begins_as_web_address(text)
            ? fmt::format("must be a valid URL of at most {} bytes", kMaxUrlBytes)
            : "must be an http(s) URL or the base64 of a JPEG or PNG file");
    return std::nullopt;
  }

  std::optional<Json> read_number(const ParameterSpec& spec, const Json& raw,
                                  const std::string& path) {
    const auto number = number_of(raw);
    if (!number || *number < spec.minimum || *number > spec.maximum) {
      return refuse(path, fmt::format("must be a number from {} to {}, not {}", spec.minimum,
                                      spec.maximum, shown(raw)));
    }
    return Json(*number);
  }

  std::optional<Json> read_integer(const ParameterSpec& spec, const Json& raw,
                                   const std::string& path) {
    const auto integer = integer_of(raw);
    if (!integer || *integer < spec.min_integer || *integer > spec.max_integer) {
      return refuse(path, fmt::format("must be an integer from {} to {}, not {}", spec.min_integer,
                                      spec.max_integer, shown(raw)));
    }
    return Json(*integer);
  }

  std::optional<Json> read_boolean(const Json& raw, const std::string& path) {
    const auto flag = boolean_of(raw);
    return flag ? std::optional<Json>{Json(*flag)}
                : refuse(path, fmt::format("must be true or false, not {}", shown(raw)));
  }

  std::optional<Json> read_object(const ParameterSpec& spec, const Json& raw,
                                  const std::string& path) {
    const std::optional<Json> form = object_form(spec, raw);
    if (!form) {
      return refuse(path, fmt::format("must be an object, not {}", shown(raw)));
    }
    if (form->is_null()) {
      return std::nullopt;
    }
    return Json(fields(spec.children, form->get_object(), path + "."));
  }

  // The object that `raw` stands for; null where it stands for none; nothing where it is no form of
  // an object.
  std::optional<Json> object_form(const ParameterSpec& spec, const Json& raw) {
    if (raw.is_null() || raw.is_object()) {
      return raw;
    }
    if (raw.is_array()) {
      const JsonArray& items = raw.get_array();
      if (items.empty()) {
        return Json(nullptr);
      }
      return items.size() == 1 && items[0].is_object() ? std::optional{items[0]} : std::nullopt;
    }
    if (raw.is_string() && !options_.is_spilled(raw.get_string())) {
      const std::string_view text = trimmed(raw.get_string());
      if (text.empty()) {
        return Json(nullptr);
      }
      if (text.front() == '{' || text.front() == '[') {
        const auto parsed = parse_json(text);
        const bool nested = parsed && (parsed->is_object() || parsed->is_array());
        return nested ? object_form(spec, *parsed) : std::nullopt;
      }
    }
    return spec.bare.empty() ? std::nullopt : std::optional<Json>{JsonObject{{spec.bare, raw}}};
  }

  std::optional<Json> read_array(const ParameterSpec& spec, const Json& raw,
                                 const std::string& path) {
    if (!raw.is_array()) {
      const bool is_blank = raw.is_string() && trimmed(raw.get_string()).empty();
      return is_blank ? std::nullopt
                      : refuse(path, fmt::format("must be an array, not {}", shown(raw)));
    }
    const JsonArray& items = raw.get_array();
    if (items.empty()) {
      return std::nullopt;
    }
    if (items.size() < spec.min_items || items.size() > spec.max_items) {
      return refuse(path,
                    fmt::format("must have {}, not {}",
                                range_text(spec.min_items, spec.max_items, "items"), items.size()));
    }
    JsonArray values;
    for (std::size_t i = 0; i < items.size(); ++i) {
      const std::string item_path = fmt::format("{}[{}]", path, i);
      const std::optional<Json> item = read_object(spec, items[i], item_path);
      if (item) {
        values.push_back(*item);
      } else if (items[i].is_null() || stands_for_nothing(spec, items[i])) {
        add(ViolationKind::missing, item_path, "is empty");
      }
    }
    return Json(std::move(values));
  }

  bool stands_for_nothing(const ParameterSpec& spec, const Json& raw) {
    const auto form = object_form(spec, raw);
    return form && form->is_null();
  }

  void report_unknown(const std::vector<ParameterSpec>& specs, const JsonObject& given,
                      const std::string& place) {
    std::vector<std::string> names;
    for (const ParameterSpec& spec : specs) {
      names.push_back(spec.name);
    }
    for (const auto& member : given) {
      const bool known = find_parameter(specs, member.key()) != nullptr ||
                         (place.empty() && member.key() == kModelParameter);
      if (!known && !member.value().is_null() && unknown_++ < kMaxUnknownNamed) {
        report_unknown(names, member.key(), place);
      }
    }
  }

  void report_unknown(const std::vector<std::string>& names, std::string_view name,
                      const std::string& place) {
    const auto nearest =
        name.size() <= kMaxComparedBytes ? nearest_word(name, names) : std::nullopt;
    const std::string hint = nearest ? fmt::format("; did you mean {}{}?", place, *nearest) : "";
    const std::string sentence =
        fmt::format("{} is not a parameter of this model", shown(place + std::string{name}));
    if (options_.refuse_unknown_parameters) {
      result_.violations.push_back(
          {ViolationKind::invalid_value, place + std::string{name}, sentence + hint});
    } else {
      result_.warnings.push_back(sentence + " and was ignored" + hint);
    }
  }

  const CheckOptions& options_;
  ReadParameters& result_;
  std::size_t unknown_ = 0;
};

}  // namespace

ReadParameters read_parameters(const std::vector<ParameterSpec>& specs,
                               const JsonObject& parameters, const CheckOptions& options) {
  ReadParameters result;
  Reader reader{options, result};
  result.values = reader.fields(specs, parameters, "");
  reader.report_rest_of_unknown();
  return result;
}

}  // namespace kirin::catalog
