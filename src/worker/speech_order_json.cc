#include "worker/speech_order_json.h"

#include <fmt/format.h>

#include <stdexcept>

namespace kirin::worker {
namespace {

using sound::SpeechEngine;

SpeechEngine engine_from(std::string_view name) {
  for (const SpeechEngine engine :
       {SpeechEngine::espeak, SpeechEngine::festival, SpeechEngine::external}) {
    if (name == sound::to_string(engine)) {
      return engine;
    }
  }
  throw std::invalid_argument("no such engine");
}

}  // namespace

JsonObject speak_event(const sound::SpeechOrder& order) {
  return {{"event", "speak"},           {"engine", sound::to_string(order.engine)},
          {"text", order.text},         {"voice", order.voice},
          {"language", order.language}, {"pitch", order.pitch},
          {"speed", order.speed}};
}

Result<sound::SpeechOrder> order_from_event(const JsonObject& event) {
  sound::SpeechOrder order;
  try {
    order.engine = engine_from(event.at("engine").as_string());
    order.text = std::string{event.at("text").as_string()};
    order.voice = std::string{event.at("voice").as_string()};
    order.language = std::string{event.at("language").as_string()};
    order.pitch = event.at("pitch").to_number<int>();
    order.speed = event.at("speed").to_number<double>();
  } catch (const std::exception& problem) {
    return Error{ErrorCode::invalid_argument, fmt::format("an order: {}", problem.what())};
  }
  RETURN_IF_ERROR(sound::check_order(order));
  return order;
}

}  // namespace kirin::worker
