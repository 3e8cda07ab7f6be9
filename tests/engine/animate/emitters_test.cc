#include "engine/motion/animate/emitters.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "engine/motion/animate/particle_stream.h"

namespace kirin::engine::motion::animate {
namespace {

using world::Sprite;
using world::Vec3;

using Maker = world::SpriteSource (*)(Emission);

struct Source {
  std::string_view name;
  Maker make;
  bool is_burst;
};

constexpr std::array kSources = std::to_array<Source>({
    {"flame", flame, false},
    {"smoke", smoke, false},
    {"steam", steam, false},
    {"chimney_smoke", chimney_smoke, false},
    {"train_smoke", train_smoke, false},
    {"exhaust", exhaust, false},
    {"rocket_jet", rocket_jet, false},
    {"sparks", sparks, false},
    {"embers", embers, false},
    {"explosion", explosion, true},
    {"firework", firework, true},
    {"firework_burst", firework_burst, true},
    {"splash", splash, true},
    {"dust", dust, true},
    {"confetti", confetti, true},
    {"fountain", fountain, false},
    {"pour_stream", pour_stream, false},
    {"bubbles", bubbles, false},
    {"soap_bubbles", soap_bubbles, false},
    {"dust_trail", dust_trail, false},
    {"snow_spray", snow_spray, false},
    {"wake", wake, false},
    {"magic_sparkle", magic_sparkle, false},
    {"musical_shimmer", musical_shimmer, false},
});

std::vector<Sprite> shown(const world::SpriteSource& source, double seconds) {
  std::vector<Sprite> sprites;
  source(seconds, {0, 1, 5}, sprites);
  return sprites;
}

TEST(Emitters, ShowNothingBeforeTheyStartAndEndAfterTheyEnd) {
  for (const Source& source : kSources) {
    SCOPED_TRACE(source.name);
    const auto sprites = source.make({.start = 2, .end = 4});
    EXPECT_TRUE(shown(sprites, 1.99).empty());
    EXPECT_FALSE(shown(sprites, source.is_burst ? 2.2 : 3.5).empty());
    EXPECT_TRUE(shown(sprites, 14).empty());
  }
}

TEST(Emitters, AreFunctionsOfTimeAndSeed) {
  for (const Source& source : kSources) {
    SCOPED_TRACE(source.name);
    const auto once = source.make({.seed = 3});
    const auto again = source.make({.seed = 3});
    const double t = source.is_burst ? 0.3 : 1.3;
    const auto a = shown(once, t);
    shown(again, 0.2);
    const auto b = shown(again, t);
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
      ASSERT_EQ(a[i].at, b[i].at);
      ASSERT_EQ(a[i].opacity, b[i].opacity);
    }
    const auto other = shown(source.make({.seed = 4}), t);
    bool differs = other.size() != a.size();
    for (std::size_t i = 0; i < a.size() && !differs; ++i) {
      differs = !(other[i].at == a[i].at);
    }
    EXPECT_TRUE(differs);
  }
}

TEST(Emitters, SpritesAreSoundAndFew) {
  for (const Source& source : kSources) {
    SCOPED_TRACE(source.name);
    const auto sprites = source.make({});
    for (const double t : {0.05, 0.5, 1.2, 2.4, 4.0}) {
      const auto all = shown(sprites, t);
      EXPECT_LE(all.size(), 800U);
      for (const Sprite& sprite : all) {
        ASSERT_TRUE(std::isfinite(length(sprite.at) + length(sprite.streak)));
        ASSERT_GT(sprite.radius, 0);
        ASSERT_GT(sprite.opacity, 0);
        ASSERT_LE(sprite.opacity, 1);
        ASSERT_GE(std::min({sprite.colour.x, sprite.colour.y, sprite.colour.z}), 0);
      }
    }
  }
}

TEST(Emitters, MoveSmoothly) {
  // Between two moments a hundredth of a second apart, the cloud's middle hardly moves.
  for (const Source& source : kSources) {
    SCOPED_TRACE(source.name);
    const auto sprites = source.make({});
    const auto middle = [&](double t) {
      Vec3 sum{};
      float weight = 0;
      for (const Sprite& sprite : shown(sprites, t)) {
        sum += sprite.at * sprite.opacity;
        weight += sprite.opacity;
      }
      return weight > 0 ? sum * (1 / weight) : sum;
    };
    EXPECT_LT(length(middle(1.61) - middle(1.60)), 0.5F);
  }
}

TEST(Emitters, ThrownBodiesObeyTheirEquation) {
  // v' = −k v − g: the second derivative of the way, from differences.
  const Vec3 velocity{3, 5, -1};
  for (const float drag : {0.0F, 0.7F, 2.4F}) {
    constexpr float kStep = 0.02F;
    const auto at = [&](float t) { return thrown(velocity, 9.81F, drag, t); };
    EXPECT_NEAR(length(at(0)), 0, 1e-6F);
    const float t = 0.6F;
    const Vec3 speed = (at(t + kStep) - at(t - kStep)) * (0.5F / kStep);
    const Vec3 change = (at(t + kStep) - at(t) * 2 + at(t - kStep)) * (1 / (kStep * kStep));
    EXPECT_NEAR(change.y, -drag * speed.y - 9.81F, 0.08F);
    EXPECT_NEAR(change.x, -drag * speed.x, 0.05F);
  }
}

TEST(Emitters, FlamesAndSmokeRiseFromWhereTheyAre) {
  for (const Maker make : {flame, smoke, steam, embers}) {
    for (const Sprite& sprite : shown(make({.at = [](double) { return Vec3{4, 2, 1}; }}), 3)) {
      EXPECT_GT(sprite.at.y, 1.9F);
      EXPECT_LT(std::hypot(sprite.at.x - 4, sprite.at.z - 1), 1.5F);
    }
  }
}

TEST(Emitters, ATrainsSmokeStaysBehind) {
  const auto sprites = shown(train_smoke({.at =
                                              [](double t) {
                                                return Vec3{static_cast<float>(10 * t), 4, 0};
                                              }}),
                             3);
  float farthest = 0;
  for (const Sprite& sprite : sprites) {
    farthest = std::max(farthest, 30 - sprite.at.x);
  }
  EXPECT_GT(farthest, 15);
}

TEST(Emitters, WhatFallsStopsAtTheFloor) {
  for (const Maker make : {sparks, confetti, explosion, fountain, pour_stream}) {
    for (const double t : {0.3, 0.9, 2.5}) {
      for (const Sprite& sprite : shown(make({.at =
                                                  [](double) {
                                                    return Vec3{0, 0.5F, 0};
                                                  },
                                  .floor = 0}),
                                        t)) {
        EXPECT_GE(sprite.at.y, -1e-3F);
      }
    }
  }
}

TEST(Emitters, AFireworkBurstsWhereItsRocketEnds) {
  const auto sprites = shown(firework({.scale = 1, .seed = 2}), 1.6);
  ASSERT_GT(sprites.size(), 50U);
  Vec3 sum{};
  for (const Sprite& sprite : sprites) {
    sum += sprite.at * (1.0F / static_cast<float>(sprites.size()));
  }
  EXPECT_NEAR(sum.y, 22, 2.5F);
  EXPECT_NEAR(sum.x, 0, 1.5F);
}

}  // namespace
}  // namespace kirin::engine::motion::animate
