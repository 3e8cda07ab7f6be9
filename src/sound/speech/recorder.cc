#include "sound/speech/recorder.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "base/text.h"
#include "sound/speech/languages.h"

namespace kirin::sound {
namespace {

constexpr std::size_t kMostCodePoints = 4000;  // 600 ideographs in pinyin
constexpr std::size_t kLongestName = 128;

bool is_name(std::string_view text) {
  return text.size() <= kLongestName && std::ranges::all_of(text, [](unsigned char c) {
           return std::isalnum(c) != 0 || c == '_' || c == '-' || c == '.' || c == ':';
         });
}

// What `speakable` leaves: nothing here can end a string of Scheme, or begin anything else.
bool is_plain(std::string_view text) {
  return std::ranges::all_of(text, [](unsigned char c) {
    return c < 0x80 &&
           (std::isalnum(c) != 0 ||
            std::string_view(" .,!?;:'-$").find(static_cast<char>(c)) != std::string_view::npos);
  });
}

bool has_control(std::string_view text) {
  return std::ranges::any_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7F; });
}

Error refused(std::string_view why) {
  return {ErrorCode::invalid_argument, fmt::format("an order for speech: {}", why)};
}

}  // namespace

std::string_view to_string(SpeechEngine engine) {
  switch (engine) {
    case SpeechEngine::flite:
      return "flite";
    case SpeechEngine::festival:
      return "festival";
    case SpeechEngine::espeak:
      return "espeak-ng";
    case SpeechEngine::external:
      return "the external voice";
  }
  return "flite";
}

Result<void> check_order(const SpeechOrder& order) {
  const auto length = count_code_points(order.text);
  if (!length || *length == 0 || *length > kMostCodePoints || has_control(order.text)) {
    return refused("its text is empty, too long, or no text");
  }
  if (!is_name(order.voice) || find_language(order.language) == nullptr) {
    return refused("its voice or language is none");
  }
  if (!(order.speed >= 0.25 && order.speed <= 4) || order.pitch < 0 || order.pitch > 99) {
    return refused("its speed or pitch is out of range");
  }
  if (order.engine == SpeechEngine::flite) {
    return refused("flite is no program");
  }
  if (order.engine == SpeechEngine::festival && !is_plain(order.text)) {
    return refused("festival reads plain letters only");
  }
  return {};
}

}  // namespace kirin::sound
