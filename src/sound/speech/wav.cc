#include "sound/speech/wav.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

namespace kirin::sound {
namespace {

constexpr std::uint32_t kPcm = 1;
constexpr std::uint32_t kFloat = 3;
constexpr std::uint32_t kExtensible = 0xFFFE;
constexpr std::size_t kChunkHead = 8;

std::uint32_t little_endian(std::string_view bytes) {
  std::uint32_t value = 0;
  for (std::size_t i = bytes.size(); i > 0; --i) {
    value = (value << 8U) | static_cast<unsigned char>(bytes[i - 1]);
  }
  return value;
}

struct Form {
  std::uint32_t format = 0;
  std::uint32_t channels = 0;
  std::uint32_t sample_rate = 0;
  std::uint32_t bits = 0;
};

Error broken(std::string_view why) {
  return {ErrorCode::data_loss, fmt::format("a WAV file: {}", why)};
}

Result<Form> read_form(std::string_view chunk) {
  if (chunk.size() < 16) {
    return broken("its format chunk is short");
  }
  Form form{little_endian(chunk.substr(0, 2)), little_endian(chunk.substr(2, 2)),
            little_endian(chunk.substr(4, 4)), little_endian(chunk.substr(14, 2))};
  if (form.format == kExtensible && chunk.size() >= 26) {
    form.format = little_endian(chunk.substr(24, 2));
  }
  const bool is_integer = form.format == kPcm &&
                          (form.bits == 8 || form.bits == 16 || form.bits == 24 || form.bits == 32);
  if (!is_integer && !(form.format == kFloat && form.bits == 32)) {
    return broken(fmt::format("format {} with {} bits is none we read", form.format, form.bits));
  }
  if (form.channels < 1 || form.channels > 8 || form.sample_rate < 8000 ||
      form.sample_rate > 192000) {
    return broken(fmt::format("{} channels at {} Hz", form.channels, form.sample_rate));
  }
  return form;
}

float sample_of(std::string_view bytes, const Form& form) {
  const std::uint32_t word = little_endian(bytes);
  if (form.format == kFloat) {
    const auto value = std::bit_cast<float>(word);
    return std::isfinite(value) ? std::clamp(value, -1.0F, 1.0F) : 0.0F;
  }
  if (form.bits == 8) {  // the only unsigned one
    return (static_cast<float>(word) - 128.0F) / 128.0F;
  }
  // To the top of a signed word, which brings the sign with it.
  const auto whole = static_cast<std::int32_t>(word << (32 - form.bits));
  return static_cast<float>(static_cast<double>(whole) / 2147483648.0);
}

std::vector<float> mixed(std::string_view data, const Form& form) {
  const std::size_t width = form.bits / 8;
  const std::size_t frame = width * form.channels;
  std::vector<float> samples;
  samples.reserve(data.size() / frame);
  for (std::size_t at = 0; at + frame <= data.size(); at += frame) {
    float sum = 0;
    for (std::size_t channel = 0; channel < form.channels; ++channel) {
      sum += sample_of(data.substr(at + channel * width, width), form);
    }
    samples.push_back(sum / static_cast<float>(form.channels));
  }
  return samples;
}

void append(std::string& out, std::uint32_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) {
    out += static_cast<char>((value >> (8 * i)) & 0xFFU);
  }
}

}  // namespace

Result<WavSound> read_wav(std::string_view file) {
  if (file.size() < 12 || !file.starts_with("RIFF") || file.substr(8, 4) != "WAVE") {
    return broken("it does not begin as one");
  }
  Form form;
  for (std::size_t at = 12; at + kChunkHead <= file.size();) {
    const std::string_view name = file.substr(at, 4);
    const std::size_t asked = little_endian(file.substr(at + 4, 4));
    const std::string_view chunk = file.substr(at + kChunkHead, asked);
    if (name == "fmt ") {
      ASSIGN_OR_RETURN(form, read_form(chunk));
    } else if (name == "data") {
      if (form.channels == 0) {
        return broken("its samples come before their format");
      }
      return WavSound{mixed(chunk, form), static_cast<int>(form.sample_rate)};
    }
    at += kChunkHead + chunk.size() + (chunk.size() & 1U);
  }
  return broken("it has no samples");
}

std::string write_wav(std::span<const float> samples, int sample_rate) {
  const auto bytes = static_cast<std::uint32_t>(samples.size() * 2);
  const auto rate = static_cast<std::uint32_t>(sample_rate);
  std::string file = "RIFF";
  append(file, 36 + bytes, 4);
  file += "WAVEfmt ";
  append(file, 16, 4);
  append(file, kPcm, 2);
  append(file, 1, 2);
  append(file, rate, 4);
  append(file, rate * 2, 4);
  append(file, 2, 2);
  append(file, 16, 2);
  file += "data";
  append(file, bytes, 4);
  for (const float sample : samples) {
    const auto value = std::lround(std::clamp(sample, -1.0F, 1.0F) * 32767);
    append(file, static_cast<std::uint32_t>(value), 2);
  }
  return file;
}

}  // namespace kirin::sound
