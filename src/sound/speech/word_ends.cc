#include "sound/speech/word_ends.h"

#include <algorithm>
#include <cmath>

#include "sound/prompt_text.h"
#include "sound/stereo.h"

namespace kirin::sound {
namespace {

constexpr std::size_t kFrame = kSampleRate / 100;
constexpr std::ptrdiff_t kReachFrames = 7;
constexpr float kSilence = 0.018F;  // -35 dB under the loudest frame

bool is_syllable(char32_t code) {
  return (code >= 0x3041 && code <= 0x30FF) || (code >= 0x3400 && code <= 0x9FFF);
}

bool ends_clause(char32_t code) {
  return code < 0x80
             ? std::string_view(".,!?;:").find(static_cast<char>(code)) != std::string_view::npos
             : (code >= 0x3000 && code <= 0x3003) || (code >= 0xFF01 && code <= 0xFF1F);
}

// The letters of each word; at least one.
std::vector<double> letters_of_words(std::string_view text) {
  std::vector<double> words;
  double letters = 0;
  const auto end_word = [&] {
    if (letters > 0) {
      words.push_back(letters + 0.5);  // short words are longer than their letters tell
    }
    letters = 0;
  };
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint code = code_point_at(text, at).value_or(CodePoint{U' ', 1});
    at += code.length;
    if (code.value == U' ') {
      end_word();
    } else if (is_syllable(code.value)) {
      end_word();
      letters = 2;
      end_word();
    } else if (!ends_clause(code.value)) {
      letters += 1;
    }
  }
  end_word();
  return words;
}

std::vector<float> frame_levels(std::span<const float> samples) {
  std::vector<float> levels;
  for (std::size_t at = 0; at < samples.size(); at += kFrame) {
    float sum = 0;
    const auto frame = samples.subspan(at, std::min(kFrame, samples.size() - at));
    for (const float sample : frame) {
      sum += sample * sample;
    }
    levels.push_back(std::sqrt(sum / static_cast<float>(frame.size())));
  }
  return levels;
}

std::ptrdiff_t quietest_near(const std::vector<float>& levels, std::ptrdiff_t frame) {
  std::ptrdiff_t best = frame;
  for (std::ptrdiff_t i = frame - kReachFrames; i <= frame + kReachFrames; ++i) {
    if (i >= 0 && i < std::ssize(levels) &&
        levels[static_cast<std::size_t>(i)] < 0.8F * levels[static_cast<std::size_t>(best)]) {
      best = i;
    }
  }
  return best;
}

}  // namespace

std::vector<std::size_t> estimated_word_ends(std::span<const float> samples,
                                             std::string_view spoken) {
  const std::vector<double> words = letters_of_words(spoken);
  const std::vector<float> levels = frame_levels(samples);
  if (words.empty() || levels.empty()) {
    return {};
  }
  const float loudest = *std::ranges::max_element(levels);
  const auto is_heard = [&](float level) { return level > kSilence * loudest; };
  const auto heard = static_cast<double>(std::ranges::count_if(levels, is_heard));
  double total = 0;
  for (const double letters : words) {
    total += letters;
  }

  std::vector<std::size_t> ends;
  double told = 0;
  double passed = 0;
  std::ptrdiff_t frame = 0;
  std::size_t last = 0;
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    told += words[i];
    while (frame + 1 < std::ssize(levels) && passed < heard * told / total) {
      passed += is_heard(levels[static_cast<std::size_t>(frame)]) ? 1 : 0;
      ++frame;
    }
    const auto end = static_cast<std::size_t>(quietest_near(levels, frame)) * kFrame;
    last = std::clamp(end, last, samples.size());
    ends.push_back(last);
  }
  ends.push_back(samples.size());
  return ends;
}

}  // namespace kirin::sound
