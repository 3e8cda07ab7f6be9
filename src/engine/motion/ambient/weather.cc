#include "engine/motion/ambient/weather.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <span>

#include "engine/motion/ambient/splat.h"
#include "engine/motion/dice.h"

namespace kirin::engine::motion {
namespace {

constexpr float kTurn = 2 * std::numbers::pi_v<float>;
constexpr double kWeatherOnset = 1.2;   ///< seconds
constexpr float kExposure = 1.0F / 48;  ///< seconds: half a frame, as film has it

/// One moment of one kind of weather.
struct Moment {
  const WeatherLook& look;
  const Air& air;
  cv::Mat& frame;
  double seconds;  ///< since the given picture
  float presence;  ///< of the whole
  float unit;      ///< pixels a height

  int count(float per_square) const {
    return static_cast<int>(per_square * static_cast<float>(look.amount) * air.width());
  }
  /// How far the particle with that `chance` in [0, 1) has set in: one after another.
  float set_in(float chance) const {
    return std::clamp(presence * 1.5F - chance * 0.5F, 0.0F, 1.0F);
  }
  float wind() const { return static_cast<float>(look.wind); }
  /// What white becomes in the light of the picture.
  cv::Vec3f lit(cv::Vec3f colour, float own = 0.65F) const {
    const auto light = static_cast<float>(own + (1 - own) * std::min(1.0, look.brightness * 1.8));
    return colour * (0.9F * light) + look.ambient * 0.1F;
  }
};

/// One depth of a fall: how many to a square of a height, how far, how fast, how large.
struct Layer {
  float disparity;
  float per_square;
  float speed;   ///< heights per second
  float radius;  ///< heights
  float alpha;
  float softness;
};

/// The point that falls from `start` (turns of the air) for `seconds`, drifting by `slant` for each
/// height.
cv::Point2f fallen(const Moment& now, Dice& dice, float speed, float slant) {
  const double fall = dice.unit() + now.seconds * speed / now.air.height();
  const float way = wrapped(fall);
  return {(dice.unit() * now.air.width()) + slant * way * now.air.height(),
          (way - 0.5F) * now.air.height()};
}

float wave(const Moment& now, float hz, float phase) {
  return static_cast<float>(std::sin(kTurn * (hz * now.seconds + phase)));
}

void draw_snow(const Moment& now) {
  constexpr std::array<Layer, 5> kLayers = {{{0.05F, 1000, 0.06F, 0.0013F, 0.74F, 1},
                                             {0.25F, 480, 0.10F, 0.0020F, 0.8F, 1},
                                             {0.50F, 210, 0.16F, 0.0032F, 0.78F, 0.9F},
                                             {0.85F, 64, 0.26F, 0.0056F, 0.6F, 0.8F},
                                             {1.20F, 12, 0.42F, 0.0145F, 0.3F, 0.75F}}};
  const cv::Vec3f colour = now.lit({252, 253, 255});
  for (const Layer& layer : kLayers) {
    Dice dice(now.look.seed ^ static_cast<std::uint64_t>(layer.per_square));
    for (int i = 0; i < now.count(layer.per_square); ++i) {
      const float chance = dice.unit();
      const float own = dice.between(0.7F, 1.3F);
      const float phase = dice.unit();
      const float hz = dice.between(0.12F, 0.4F);
      const float speed = layer.speed * own * (1 + 0.3F * std::abs(now.wind()));
      cv::Point2f at = fallen(now, dice, speed, 0.75F * now.wind() * (0.7F + 0.6F * phase));
      at.x += 2.6F * layer.radius * wave(now, hz, phase) + 0.008F * wave(now, 0.37F * hz, chance);
      const Air::Seen seen = now.air.seen(at, layer.disparity);
      const float alpha = layer.alpha * now.set_in(chance) *
                          now.air.visible(seen.at, layer.disparity) * (0.7F + 0.3F * phase);
      mix_disc(now.frame, seen.at, layer.radius * own * now.unit * seen.scale, layer.softness,
               colour, alpha);
    }
  }
}

void draw_rain(const Moment& now) {
  constexpr std::array<Layer, 4> kLayers = {{{0.05F, 620, 1.3F, 0.0007F, 0.24F, 1},
                                             {0.35F, 380, 1.8F, 0.0009F, 0.33F, 1},
                                             {0.75F, 150, 2.4F, 0.0013F, 0.34F, 1},
                                             {1.20F, 32, 3.1F, 0.0023F, 0.24F, 1}}};
  const cv::Vec3f colour = now.lit({225, 232, 242}, 0.6F);
  const float slant = 0.16F * now.wind();
  for (const Layer& layer : kLayers) {
    Dice dice(now.look.seed ^ static_cast<std::uint64_t>(layer.per_square));
    for (int i = 0; i < now.count(layer.per_square); ++i) {
      const float chance = dice.unit();
      const float speed = layer.speed * dice.between(0.9F, 1.1F);
      const float strength = dice.between(0.5F, 1.2F);
      const cv::Point2f at = fallen(now, dice, speed, slant);
      const Air::Seen seen = now.air.seen(at, layer.disparity);
      const float length = speed * kExposure * now.unit * seen.scale;
      const float alpha =
          layer.alpha * strength * now.set_in(chance) * now.air.visible(seen.at, layer.disparity);
      mix_streak(now.frame, seen.at, seen.at - cv::Point2f(slant * length, length),
                 layer.radius * now.unit * seen.scale, colour, alpha);
    }
  }
}

void draw_dust(const Moment& now) {
  constexpr std::array<Layer, 3> kLayers = {{{0.3F, 130, 0.008F, 0.0013F, 0.6F, 1},
                                             {0.7F, 70, 0.014F, 0.0024F, 0.5F, 0.9F},
                                             {1.2F, 14, 0.022F, 0.0095F, 0.2F, 0.6F}}};
  const cv::Vec3f colour = now.lit({255, 240, 214}, 0.8F);
  for (const Layer& layer : kLayers) {
    Dice dice(now.look.seed ^ static_cast<std::uint64_t>(layer.per_square) ^ 0xD057U);
    for (int i = 0; i < now.count(layer.per_square); ++i) {
      const float chance = dice.unit();
      const float own = dice.between(0.6F, 1.4F);
      const float phase = dice.unit();
      const cv::Point2f home(dice.unit() * now.air.width(), dice.unit() * now.air.height());
      const auto drift = static_cast<float>(now.seconds) * layer.speed;
      const cv::Point2f at =
          home + cv::Point2f(drift * (0.4F + now.wind()), -0.5F * drift * (phase - 0.3F)) +
          0.012F * cv::Point2f(wave(now, 0.11F * own, phase), wave(now, 0.09F * own, chance));
      const Air::Seen seen = now.air.seen(at, layer.disparity);
      // Motes turn in the light.
      const float glint = 0.65F + 0.35F * wave(now, 0.3F * own, chance + phase);
      const float alpha =
          layer.alpha * glint * now.set_in(chance) * now.air.visible(seen.at, layer.disparity);
      mix_disc(now.frame, seen.at, layer.radius * own * now.unit * seen.scale, layer.softness,
               colour, alpha);
    }
  }
}

/// Leaves and petals: flat things that tumble.
void draw_tumbling(const Moment& now, std::span<const cv::Vec3f> colours, float per_square,
                   float size) {
  constexpr std::array<float, 3> kDisparities = {0.3F, 0.65F, 1.2F};
  for (const float disparity : kDisparities) {
    Dice dice(now.look.seed ^ static_cast<std::uint64_t>(1000 * disparity) ^ 0x7E7AU);
    const bool is_close = disparity > 1;
    for (int i = 0; i < now.count(per_square * (is_close ? 0.12F : 0.5F)); ++i) {
      const float chance = dice.unit();
      const float own = dice.between(0.75F, 1.25F);
      const float phase = dice.unit();
      const cv::Vec3f colour = now.lit(
          colours[static_cast<std::size_t>(dice.below(static_cast<int>(colours.size())))], 0.6F);
      const float speed = (0.07F + 0.11F * disparity) * own;
      cv::Point2f at = fallen(now, dice, speed, 0.5F * now.wind() + 0.3F * (phase - 0.5F));
      at.x += 0.035F * disparity * wave(now, 0.32F * own, phase);
      at.y += 0.012F * disparity * wave(now, 0.64F * own, phase + 0.25F);
      const Air::Seen seen = now.air.seen(at, disparity);
      const float radius =
          size * own * (0.45F + 0.75F * disparity) * now.unit * seen.scale * (is_close ? 1.5F : 1);
      const float turn = phase + 0.33F * own * static_cast<float>(now.seconds);
      const float flat = 0.22F + 0.5F * std::abs(std::cos(kTurn * turn * 0.8F));
      const float shade = 0.82F + 0.25F * std::abs(std::cos(kTurn * turn * 0.8F));
      mix_ellipse(
          now.frame, seen.at, {radius, radius * flat}, kTurn * turn, is_close ? 0.7F * radius : 1,
          colour * shade,
          (is_close ? 0.6F : 0.92F) * now.set_in(chance) * now.air.visible(seen.at, disparity));
    }
  }
}

void draw_petals(const Moment& now) {
  static const std::array<cv::Vec3f, 3> kColours = {
      cv::Vec3f(255, 214, 224), cv::Vec3f(250, 190, 206), cv::Vec3f(255, 238, 240)};
  draw_tumbling(now, kColours, 60, 0.0125F);
}

void draw_leaves(const Moment& now) {
  static const std::array<cv::Vec3f, 4> kColours = {cv::Vec3f(196, 110, 38),
                                                    cv::Vec3f(214, 152, 48), cv::Vec3f(158, 74, 34),
                                                    cv::Vec3f(178, 138, 62)};
  draw_tumbling(now, kColours, 40, 0.016F);
}

void draw_fireflies(const Moment& now) {
  Dice dice(now.look.seed ^ 0xF1FEU);
  for (int i = 0; i < now.count(24); ++i) {
    const float chance = dice.unit();
    const float phase = dice.unit();
    const float own = dice.between(0.6F, 1.4F);
    const float disparity = dice.between(0.15F, 0.9F);
    const cv::Point2f home(dice.unit() * now.air.width(),
                           (dice.between(-0.12F, 0.46F)) * now.air.height());
    const cv::Point2f at =
        home + 0.05F * cv::Point2f(wave(now, 0.13F * own, phase) + 0.5F * wave(now, 0.31F, chance),
                                   0.7F * wave(now, 0.17F * own, chance));
    const Air::Seen seen = now.air.seen(at, disparity);
    const float pulse = std::max(0.0F, wave(now, 0.3F * own, phase + chance));
    const float light = pulse * pulse * now.set_in(chance) * now.air.visible(seen.at, disparity);
    const float size = (0.5F + 0.8F * disparity) * now.unit * seen.scale;
    add_glow(now.frame, seen.at, 0.030F * size, cv::Vec3f(120, 132, 40) * light);
    add_glow(now.frame, seen.at, 0.0065F * size, cv::Vec3f(235, 245, 150) * light);
  }
}

void draw_embers(const Moment& now) {
  Dice dice(now.look.seed ^ 0xE3BEU);
  for (int i = 0; i < now.count(46); ++i) {
    const float chance = dice.unit();
    const float phase = dice.unit();
    const float own = dice.between(0.7F, 1.5F);
    const float disparity = dice.between(0.3F, 1.1F);
    const float life = wrapped(phase + now.seconds / (2.6 * own));
    const float column = dice.unit() * now.air.width();
    const float rise = 0.16F * own * 2.6F * life;
    const cv::Point2f at(
        column + 0.5F * now.wind() * rise + 0.02F * wave(now, 0.7F * own, chance) * life,
        (dice.between(0.05F, 0.5F)) * now.air.height() - rise);
    const Air::Seen seen = now.air.seen(at, disparity);
    const float fade =
        std::min(1.0F, 6 * life) * (1 - life) * (0.75F + 0.25F * wave(now, 3.1F * own, phase));
    const float light = fade * now.set_in(chance) * now.air.visible(seen.at, disparity);
    const float size = (0.5F + 0.6F * disparity) * own * now.unit * seen.scale;
    add_glow(now.frame, seen.at, 0.012F * size, cv::Vec3f(120, 44, 8) * light);
    add_glow(now.frame, seen.at, 0.0046F * size, cv::Vec3f(255, 190, 96) * light);
  }
}

void draw_bubbles(const Moment& now) {
  Dice dice(now.look.seed ^ 0xB0BBU);
  for (int i = 0; i < now.count(16); ++i) {
    const float chance = dice.unit();
    const float phase = dice.unit();
    const float own = dice.between(0.35F, 1.2F);
    const float disparity = 0.2F + 0.8F * own;
    const double rise = dice.unit() + now.seconds * (0.05F + 0.06F * own) / now.air.height();
    const cv::Point2f at(dice.unit() * now.air.width() + 0.012F * wave(now, 0.6F * own, phase) +
                             0.1F * now.wind() * wrapped(rise),
                         (0.5F - wrapped(rise)) * now.air.height());
    const Air::Seen seen = now.air.seen(at, disparity);
    const float alpha = now.set_in(chance) * now.air.visible(seen.at, disparity);
    const float radius = 0.016F * own * now.unit * seen.scale;
    const cv::Vec3f colour = now.lit({220, 240, 250}, 0.6F);
    mix_disc(now.frame, seen.at, radius, 0.25F, colour, 0.10F * alpha);
    // A rim of light, brighter where the sky is mirrored.
    for (int k = 0; k < 18; ++k) {
      const float angle = kTurn * static_cast<float>(k) / 18;
      const float bright = 0.14F + 0.16F * std::max(0.0F, -std::sin(angle + 0.6F));
      mix_disc(now.frame, seen.at + 0.92F * radius * cv::Point2f(std::cos(angle), std::sin(angle)),
               0.2F * radius, 1, colour, bright * alpha);
    }
    add_glow(now.frame, seen.at + cv::Point2f(-0.38F, -0.42F) * radius, 0.4F * radius,
             cv::Vec3f(210, 215, 220) * alpha);
  }
}

}  // namespace

void draw_weather(Weather kind, const WeatherLook& look, const Passage& passage, double t,
                  const Air& air, cv::Mat& frame) {
  const auto presence = static_cast<float>(passage.presence(t, kWeatherOnset));
  if (presence <= 0 || look.amount <= 0) {
    return;
  }
  // Fades hide both ends of a loop, so that weather always falls at its own pace.
  const double seconds = passage.is_arriving ? (t - 1) * passage.seconds : t * passage.seconds;
  const Moment now{look, air, frame, seconds, presence, static_cast<float>(frame.rows)};
  switch (kind) {
    case Weather::snow:
      return draw_snow(now);
    case Weather::rain:
      return draw_rain(now);
    case Weather::fog:
      return;
    case Weather::dust:
      return draw_dust(now);
    case Weather::petals:
      return draw_petals(now);
    case Weather::leaves:
      return draw_leaves(now);
    case Weather::fireflies:
      return draw_fireflies(now);
    case Weather::embers:
      return draw_embers(now);
    case Weather::bubbles:
      return draw_bubbles(now);
  }
}

}  // namespace kirin::engine::motion
