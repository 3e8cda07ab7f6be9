#include "worker/ticket.h"

#include <fmt/format.h>

#include <array>
#include <stdexcept>
#include <utility>

#include "sound/speech/voices.h"

namespace kirin::worker {
namespace {

constexpr std::array<std::pair<InputRole, std::string_view>, 5> kRoleNames{{
    {InputRole::first_frame, "first_frame"},
    {InputRole::last_frame, "last_frame"},
    {InputRole::reference, "reference"},
    {InputRole::static_mask, "static_mask"},
    {InputRole::brush, "brush"},
}};

// Limits far above any contract: they only keep a damaged ticket from asking for the moon.
constexpr int kMaxSide = 8192;
constexpr int kMaxFps = 120;
constexpr int kMaxFrames = 120 * 60;

std::string_view name_of(InputRole role) {
  for (const auto& [candidate, name] : kRoleNames) {
    if (candidate == role) {
      return name;
    }
  }
  return "first_frame";
}

InputRole role_of(std::string_view name) {
  for (const auto& [role, candidate] : kRoleNames) {
    if (candidate == name) {
      return role;
    }
  }
  throw std::invalid_argument(fmt::format("unknown input role '{}'", name));
}

JsonArray points_to_json(const std::vector<engine::Point>& points) {
  JsonArray array;
  for (const engine::Point& point : points) {
    array.push_back({point.x, point.y});
  }
  return array;
}

std::vector<engine::Point> points_from_json(const JsonArray& array) {
  std::vector<engine::Point> points;
  for (const Json& point : array) {
    points.push_back(
        {point.as_array().at(0).to_number<double>(), point.as_array().at(1).to_number<double>()});
  }
  return points;
}

JsonObject clip_to_json(const media::ClipSpec& clip) {
  JsonObject tags;
  for (const auto& [name, value] : clip.tags) {
    tags[name] = value;
  }
  return {{"width", clip.size.width}, {"height", clip.size.height},
          {"fps", clip.fps},          {"frame_count", clip.frame_count},
          {"crf", clip.crf},          {"preset", clip.preset},
          {"threads", clip.threads},  {"has_audio", clip.has_audio},
          {"tags", std::move(tags)}};
}

std::string text_of(const JsonObject& object, std::string_view key) {
  return std::string{object.at(key).as_string()};
}

int number_within(const JsonObject& object, std::string_view key, int low, int high) {
  const int value = object.at(key).to_number<int>();
  if (value < low || value > high) {
    throw std::invalid_argument(
        fmt::format("{} is {}, outside {} to {}", std::string{key}, value, low, high));
  }
  return value;
}

media::ClipSpec clip_from_json(const JsonObject& object) {
  media::ClipSpec clip;
  clip.size = {number_within(object, "width", 2, kMaxSide),
               number_within(object, "height", 2, kMaxSide)};
  clip.fps = number_within(object, "fps", 1, kMaxFps);
  clip.frame_count = number_within(object, "frame_count", 1, kMaxFrames);
  clip.crf = number_within(object, "crf", 0, 51);
  clip.preset = text_of(object, "preset");
  clip.threads = number_within(object, "threads", 1, 256);
  clip.has_audio = object.at("has_audio").as_bool();
  for (const auto& [name, value] : object.at("tags").as_object()) {
    clip.tags.emplace(name, value.as_string());
  }
  return clip;
}

JsonObject voice_to_json(const sound::ExternalVoice& voice) {
  return {{"id", voice.id},
          {"name", voice.name},
          {"language", voice.language},
          {"gender", sound::to_string(voice.gender)},
          {"age", sound::to_string(voice.age)}};
}

sound::ExternalVoice voice_from_json(const JsonObject& object) {
  const auto gender = sound::gender_from_string(object.at("gender").as_string());
  const auto age = sound::age_from_string(object.at("age").as_string());
  if (!gender || !age) {
    throw std::invalid_argument("a voice of unknown gender or age");
  }
  return {text_of(object, "id"), text_of(object, "name"), text_of(object, "language"), *gender,
          *age};
}

Ticket read(const JsonObject& object) {
  Ticket ticket;
  ticket.task_id = text_of(object, "task_id");
  ticket.engine = text_of(object, "engine");
  ticket.model = text_of(object, "model");
  ticket.prompt = text_of(object, "prompt");
  ticket.negative_prompt = text_of(object, "negative_prompt");
  ticket.clip = clip_from_json(object.at("clip").as_object());
  ticket.quality = object.at("professional").as_bool() ? engine::Quality::professional
                                                       : engine::Quality::standard;
  ticket.prompt_strength = object.at("prompt_strength").to_number<double>();
  ticket.seed = object.at("seed").to_number<std::uint64_t>();
  ticket.watermark = object.at("watermark").as_bool();
  ticket.debug_sheet = object.at("debug_sheet").as_bool();
  ticket.voice_sample = text_of(object, "voice_sample");
  for (const Json& voice : object.at("voice_ids").as_array()) {
    ticket.voice_ids.emplace_back(voice.as_string());
  }
  for (const Json& voice : object.at("external_voices").as_array()) {
    ticket.external_voices.push_back(voice_from_json(voice.as_object()));
  }
  for (const Json& input : object.at("inputs").as_array()) {
    ticket.inputs.push_back({role_of(input.at("role").as_string()),
                             points_from_json(input.at("trajectory").as_array())});
  }
  ticket.threads = number_within(object, "threads", 1, 256);
  return ticket;
}

}  // namespace

JsonObject to_json(const Ticket& ticket) {
  JsonArray inputs;
  for (const TicketInput& input : ticket.inputs) {
    inputs.push_back(
        {{"role", name_of(input.role)}, {"trajectory", points_to_json(input.trajectory)}});
  }
  JsonArray voices(ticket.voice_ids.begin(), ticket.voice_ids.end());
  JsonArray external_voices;
  for (const sound::ExternalVoice& voice : ticket.external_voices) {
    external_voices.push_back(voice_to_json(voice));
  }
  return {{"task_id", ticket.task_id},
          {"engine", ticket.engine},
          {"model", ticket.model},
          {"prompt", ticket.prompt},
          {"negative_prompt", ticket.negative_prompt},
          {"clip", clip_to_json(ticket.clip)},
          {"professional", ticket.quality == engine::Quality::professional},
          {"prompt_strength", ticket.prompt_strength},
          {"seed", ticket.seed},
          {"watermark", ticket.watermark},
          {"debug_sheet", ticket.debug_sheet},
          {"voice_sample", ticket.voice_sample},
          {"voice_ids", std::move(voices)},
          {"external_voices", std::move(external_voices)},
          {"inputs", std::move(inputs)},
          {"threads", ticket.threads}};
}

Result<Ticket> ticket_from_json(const Json& json) {
  // Boost.JSON's checked accessors throw; every one of their complaints means the same here.
  try {
    return read(json.as_object());
  } catch (const std::exception& problem) {
    return Error{ErrorCode::invalid_argument, fmt::format("ticket: {}", problem.what())};
  }
}

}  // namespace kirin::worker
