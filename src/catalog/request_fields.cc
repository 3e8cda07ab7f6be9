#include "catalog/request_fields.h"

#include <algorithm>
#include <array>

#include "base/expects.h"

namespace kirin::catalog {
namespace {

std::string text(const Json& value) { return std::string{value.as_string()}; }

ImageInput image(const Json& value) { return {text(value)}; }

BrushInput brush(const Json& value) {
  BrushInput result{image(value.at("mask")), {}};
  for (const Json& point : value.at("trajectories").as_array()) {
    result.trajectory.push_back({point.at("x").as_double(), point.at("y").as_double()});
  }
  return result;
}

// The whole seconds of a duration; the loader has seen that every choice is a short text of digits.
int seconds(const Json& value) { return std::stoi(text(value)); }

Mode mode(const Json& value) {
  const auto result = mode_from_string(value.as_string());
  EXPECTS(result.has_value());
  return *result;
}

struct Field {
  std::string_view name;
  std::string_view signature;
  void (*fill)(GenerationRequest&, const Json&);
};

constexpr std::array kFields{
    Field{"prompt", "string/text", [](GenerationRequest& r, const Json& v) { r.prompt = text(v); }},
    Field{"negative_prompt", "string/text",
          [](GenerationRequest& r, const Json& v) { r.negative_prompt = text(v); }},
    Field{"mode", "string/choice", [](GenerationRequest& r, const Json& v) { r.mode = mode(v); }},
    Field{"duration", "string/choice",
          [](GenerationRequest& r, const Json& v) { r.duration_seconds = seconds(v); }},
    Field{"aspect_ratio", "string/choice",
          [](GenerationRequest& r, const Json& v) { r.aspect_ratio = text(v); }},
    Field{"sound", "string/choice",
          [](GenerationRequest& r, const Json& v) { r.sound = v.as_string() == "on"; }},
    Field{"voice_list", "array{voice_id:string/identifier}",
          [](GenerationRequest& r, const Json& v) {
            for (const Json& voice : v.as_array()) {
              r.voice_ids.push_back(text(voice.at("voice_id")));
            }
          }},
    Field{"cfg_scale", "number",
          [](GenerationRequest& r, const Json& v) { r.cfg_scale = v.as_double(); }},
    Field{"watermark_info", "object{enabled:boolean}",
          [](GenerationRequest& r, const Json& v) {
            const Json* enabled = v.as_object().if_contains("enabled");
            r.watermark = enabled != nullptr && enabled->as_bool();
          }},
    Field{"image", "string/image", [](GenerationRequest& r, const Json& v) { r.image = image(v); }},
    Field{"image_tail", "string/image",
          [](GenerationRequest& r, const Json& v) { r.image_tail = image(v); }},
    Field{"image_list", "array{image:string/image}",
          [](GenerationRequest& r, const Json& v) {
            for (const Json& item : v.as_array()) {
              r.image_list.push_back(image(item.at("image")));
            }
          }},
    Field{"static_mask", "string/image",
          [](GenerationRequest& r, const Json& v) { r.static_mask = image(v); }},
    Field{"dynamic_masks", "array{mask:string/image,trajectories:array{x:number,y:number}}",
          [](GenerationRequest& r, const Json& v) {
            for (const Json& item : v.as_array()) {
              r.dynamic_masks.push_back(brush(item));
            }
          }},
    Field{"callback_url", "string/url",
          [](GenerationRequest& r, const Json& v) { r.callback_url = text(v); }},
    Field{"external_task_id", "string/identifier",
          [](GenerationRequest& r, const Json& v) { r.external_task_id = text(v); }},
    Field{"seed", "integer",
          [](GenerationRequest& r, const Json& v) {
            r.seed = static_cast<std::uint64_t>(v.as_int64());
          }},
};

const Field* find_field(std::string_view name) {
  const auto found = std::ranges::find(kFields, name, &Field::name);
  return found == kFields.end() ? nullptr : &*found;
}

std::string_view to_string(ValueType type) {
  switch (type) {
    case ValueType::string:
      return "string";
    case ValueType::number:
      return "number";
    case ValueType::integer:
      return "integer";
    case ValueType::boolean:
      return "boolean";
    case ValueType::object:
      return "object";
    case ValueType::array:
      return "array";
  }
  return "";
}

std::string_view to_string(TextFormat format) {
  switch (format) {
    case TextFormat::text:
      return "text";
    case TextFormat::choice:
      return "choice";
    case TextFormat::image:
      return "image";
    case TextFormat::url:
      return "url";
    case TextFormat::identifier:
      return "identifier";
  }
  return "";
}

}  // namespace

std::string signature(const ParameterSpec& spec) {
  std::string result{to_string(spec.type)};
  if (spec.type == ValueType::string) {
    result += '/';
    result += to_string(spec.format);
  }
  if (spec.children.empty()) {
    return result;
  }
  char separator = '{';
  for (const ParameterSpec& child : spec.children) {
    result += separator + child.name + ':' + signature(child);
    separator = ',';
  }
  return result + '}';
}

std::string_view field_signature(std::string_view name) {
  const Field* field = find_field(name);
  return field == nullptr ? std::string_view{} : field->signature;
}

void fill_request(GenerationRequest& request, const JsonObject& values) {
  for (const auto& member : values) {
    const Field* field = find_field(member.key());
    EXPECTS(field != nullptr);
    field->fill(request, member.value());
  }
}

}  // namespace kirin::catalog
