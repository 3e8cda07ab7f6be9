#include <fmt/format.h>

#include <charconv>
#include <stdexcept>

#include "catalog/contract_model.h"
#include "catalog/request.h"

namespace kirin::catalog {
namespace {

// Fractions are kept as their shortest exact decimal text: the JSON parser may be off in the last
// bit of a number (it multiplies by powers of ten), and a request must come back as it went in.
std::string exact(double value) { return fmt::format("{}", value); }

// The readers below throw what Boost.JSON throws at a wrong shape; request_from_json catches it.
double exact_number(const Json& json) {
  const std::string_view text = json.as_string();
  double value = 0;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (ec != std::errc{} || end != text.data() + text.size()) {
    throw std::invalid_argument{fmt::format("\"{}\" is not a number", text)};
  }
  return value;
}

std::string text(const Json& json) { return std::string{json.as_string()}; }

JsonArray to_array(const std::vector<std::string>& texts) {
  return JsonArray(texts.begin(), texts.end());
}

JsonArray to_array(const std::vector<ImageInput>& images) {
  JsonArray result;
  for (const ImageInput& image : images) {
    result.emplace_back(image.source);
  }
  return result;
}

JsonArray to_array(const std::vector<BrushInput>& brushes) {
  JsonArray result;
  for (const BrushInput& brush : brushes) {
    JsonArray trajectory;
    for (const TrajectoryPoint& point : brush.trajectory) {
      trajectory.push_back(JsonArray{exact(point.x), exact(point.y)});
    }
    result.push_back(JsonObject{{"mask", brush.mask.source}, {"trajectory", trajectory}});
  }
  return result;
}

void put(JsonObject& object, std::string_view name, const std::optional<ImageInput>& image) {
  if (image) {
    object[name] = image->source;
  }
}

void put(JsonObject& object, std::string_view name, const std::optional<std::string>& value) {
  if (value) {
    object[name] = *value;
  }
}

std::vector<std::string> texts(const Json& json) {
  std::vector<std::string> result;
  for (const Json& item : json.as_array()) {
    result.push_back(text(item));
  }
  return result;
}

std::vector<ImageInput> images(const Json& json) {
  std::vector<ImageInput> result;
  for (const Json& item : json.as_array()) {
    result.push_back({text(item)});
  }
  return result;
}

std::vector<BrushInput> brushes(const Json& json) {
  std::vector<BrushInput> result;
  for (const Json& item : json.as_array()) {
    BrushInput brush{{text(item.at("mask"))}, {}};
    for (const Json& point : item.at("trajectory").as_array()) {
      brush.trajectory.push_back({exact_number(point.at(0)), exact_number(point.at(1))});
    }
    result.push_back(std::move(brush));
  }
  return result;
}

std::optional<std::string> optional_text(const JsonObject& object, std::string_view name) {
  const Json* json = object.if_contains(name);
  return json == nullptr ? std::nullopt : std::optional{text(*json)};
}

std::optional<ImageInput> optional_image(const JsonObject& object, std::string_view name) {
  auto source = optional_text(object, name);
  return source ? std::optional{ImageInput{*std::move(source)}} : std::nullopt;
}

Mode mode(const Json& json) {
  const auto result = mode_from_string(json.as_string());
  if (!result) {
    throw std::invalid_argument{fmt::format("\"{}\" is not a mode", text(json))};
  }
  return *result;
}

GenerationRequest read_request(const JsonObject& object) {
  GenerationRequest request;
  request.model = text(object.at("model"));
  request.requested_model = text(object.at("requested_model"));
  request.prompt = text(object.at("prompt"));
  request.negative_prompt = text(object.at("negative_prompt"));
  request.mode = mode(object.at("mode"));
  request.duration_seconds = object.at("duration_seconds").to_number<int>();
  request.aspect_ratio = text(object.at("aspect_ratio"));
  request.sound = object.at("sound").as_bool();
  request.voice_ids = texts(object.at("voice_ids"));
  request.cfg_scale = exact_number(object.at("cfg_scale"));
  request.watermark = object.at("watermark").as_bool();
  request.image = optional_image(object, "image");
  request.image_tail = optional_image(object, "image_tail");
  request.image_list = images(object.at("image_list"));
  request.static_mask = optional_image(object, "static_mask");
  request.dynamic_masks = brushes(object.at("dynamic_masks"));
  request.callback_url = optional_text(object, "callback_url");
  request.external_task_id = optional_text(object, "external_task_id");
  if (const Json* seed = object.if_contains("seed")) {
    request.seed = seed->to_number<std::uint64_t>();
  }
  request.warnings = texts(object.at("warnings"));
  return request;
}

}  // namespace

JsonObject to_json(const GenerationRequest& request) {
  JsonObject object{
      {"model", request.model},
      {"requested_model", request.requested_model},
      {"prompt", request.prompt},
      {"negative_prompt", request.negative_prompt},
      {"mode", to_string(request.mode)},
      {"duration_seconds", request.duration_seconds},
      {"aspect_ratio", request.aspect_ratio},
      {"sound", request.sound},
      {"voice_ids", to_array(request.voice_ids)},
      {"cfg_scale", exact(request.cfg_scale)},
      {"watermark", request.watermark},
      {"image_list", to_array(request.image_list)},
      {"dynamic_masks", to_array(request.dynamic_masks)},
      {"warnings", to_array(request.warnings)},
  };
  put(object, "image", request.image);
  put(object, "image_tail", request.image_tail);
  put(object, "static_mask", request.static_mask);
  put(object, "callback_url", request.callback_url);
  put(object, "external_task_id", request.external_task_id);
  if (request.seed) {
    object["seed"] = *request.seed;
  }
  return object;
}

Result<GenerationRequest> request_from_json(const Json& json) {
  try {
    return read_request(json.as_object());
  } catch (const std::exception& wrong) {
    return Error{ErrorCode::data_loss,
                 fmt::format("a stored request does not read back: {}", wrong.what())};
  }
}

}  // namespace kirin::catalog
