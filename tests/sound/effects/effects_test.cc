#include "sound/effects/effects.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "sound/effects/stage.h"
#include "sound/mix/loudness.h"
#include "sound/spectrum.h"
#include "sound/tones.h"

namespace kirin::sound {
namespace {

using ::testing::AllOf;
using ::testing::Ge;
using ::testing::Gt;
using ::testing::Le;
using ::testing::Lt;

std::vector<float> bed_of(std::string_view name, double seconds = 6, std::uint64_t seed = 7) {
  return mono_of(effect_bed(*find_effect(name), static_cast<std::size_t>(seconds * 48000),
                            Random(seed, name)));
}

// One strike, 0.5 s after the beginning.
std::vector<float> strike_of(std::string_view name, std::uint64_t seed = 7, int index = 0) {
  Channel channel(5 * 48000);
  Random random(seed);
  find_effect(name)->strike(channel, {.at = 24000, .index = index, .source = seed}, random);
  return channel;
}

std::vector<float> flow_of(std::string_view name, float speed = 0) {
  Channel channel(5 * 48000);
  find_effect(name)->flow(channel, {.speed = speed, .shared = Random(3), .own = Random(5)});
  return channel;
}

TEST(Effects, EachHasANameOfItsOwnAndOneWayToBeMade) {
  std::set<std::string_view> names;
  for (const Effect& effect : effects()) {
    EXPECT_TRUE(names.insert(effect.name).second) << effect.name;
    EXPECT_TRUE(effect.flow != nullptr || effect.strike != nullptr) << effect.name;
    EXPECT_FALSE(effect.description.empty()) << effect.name;
    EXPECT_GT(effect.rhythm.least_pause, 0) << effect.name;
    EXPECT_LE(effect.rhythm.least_pause, effect.rhythm.most_pause) << effect.name;
    EXPECT_EQ(find_effect(effect.name), &effect);
  }
  EXPECT_EQ(find_effect("vuvuzela"), nullptr);
}

TEST(Effects, KnowsFamilies) {
  EXPECT_EQ(family_of("footsteps_snow"), "footsteps");
  EXPECT_EQ(family_of("bicycle_bell"), "bicycle_bell");
  EXPECT_EQ(family_of("dog"), "dog");
}

TEST(Effects, EachIsHeardFiniteStereoAndTheSameForASeed) {
  for (const Effect& effect : effects()) {
    const std::size_t length = 5 * kSampleRate / 2;
    const Stereo sound = effect_bed(effect, length, Random(7, effect.name));
    EXPECT_NEAR(loudest_moment(sound), kEffectLufs + effect.level_db, 0.01) << effect.name;
    bool differs = false;
    for (std::size_t i = 0; i < sound.length(); ++i) {
      ASSERT_TRUE(std::isfinite(sound.left[i]) && std::isfinite(sound.right[i])) << effect.name;
      differs = differs || sound.left[i] != sound.right[i];
    }
    EXPECT_TRUE(differs) << effect.name;
    EXPECT_EQ(effect_bed(effect, length, Random(7, effect.name)).left, sound.left) << effect.name;
    EXPECT_NE(effect_bed(effect, length, Random(8, effect.name)).left, sound.left) << effect.name;
  }
}

TEST(Effects, BearAnyLength) {
  for (const Effect& effect : effects()) {
    for (const std::size_t length : {0, 1, 100, 4801}) {
      EXPECT_EQ(effect_bed(effect, length, Random(3, effect.name)).length(), length) << effect.name;
    }
  }
}

TEST(Effects, AStrikeIsThereWithinTenMilliseconds) {
  for (const Effect& effect : effects()) {
    if (effect.strike == nullptr) {
      continue;
    }
    for (const int index : {0, 1, 2, 3}) {
      const auto sound = strike_of(effect.name, 11, index);
      float highest = 0;
      for (const float sample : sound) {
        highest = std::max(highest, std::abs(sample));
      }
      for (std::size_t i = 0; i < 24000; ++i) {
        ASSERT_EQ(sound[i], 0) << effect.name << " is heard before it strikes";
      }
      float early = 0;
      for (std::size_t i = 24000; i < 24480; ++i) {
        early = std::max(early, std::abs(sound[i]));
      }
      EXPECT_GT(early, 0.08F * highest) << effect.name << " comes late";
    }
  }
}

TEST(Effects, NoneHasAConstantOffset) {
  for (const Effect& effect : effects()) {
    const auto sound = bed_of(effect.name, 2.5);
    double mean = 0;
    for (const float sample : sound) {
      mean += static_cast<double>(sample) / static_cast<double>(sound.size());
    }
    EXPECT_LT(std::abs(mean), 0.06 * rms(sound)) << effect.name;
  }
}

// What is known of the sounds of the world, in numbers.
TEST(EffectFacts, ADogBarksInShortBurstsOfSomeHundredHertz) {
  for (const std::uint64_t seed : {1, 2, 3, 4, 5}) {
    const auto bark = strike_of("dog", seed);
    EXPECT_THAT(pitch_hz(stretch(bark, 0.54, 0.62), 150, 1200), AllOf(Ge(290), Le(720))) << seed;
    EXPECT_GT(rms(stretch(bark, 0.52, 0.65)), 20 * rms(stretch(bark, 0.85, 1.2)));
  }
}

TEST(EffectFacts, ACatGlidesUpAndDownForMostOfASecond) {
  const auto miaow = strike_of("cat");
  const double begin = pitch_hz(stretch(miaow, 0.51, 0.58), 300, 1200);
  const double middle = pitch_hz(stretch(miaow, 0.7, 0.78), 300, 1200);
  EXPECT_GT(middle, 1.1 * begin);
  EXPECT_GT(rms(stretch(miaow, 0.9, 1)), 0.2 * rms(stretch(miaow, 0.7, 0.8)));
}

TEST(EffectFacts, TheLargeCallLowerThanTheSmall) {
  const double cow = pitch_hz(stretch(strike_of("cow"), 1.2, 1.4), 50, 1000);
  const double sheep = pitch_hz(stretch(strike_of("sheep"), 0.7, 0.85), 100, 1000);
  const double gull = pitch_hz(stretch(strike_of("seagull"), 0.56, 0.7), 400, 3000);
  EXPECT_THAT(cow, AllOf(Gt(90), Lt(180)));
  EXPECT_THAT(sheep, AllOf(Gt(180), Lt(340)));
  EXPECT_GT(gull, 900);
  EXPECT_LT(centroid_hz(strike_of("lion")), centroid_hz(strike_of("elephant")));
}

TEST(EffectFacts, ASheepAndAHorseTremble) {
  EXPECT_GT(beating(stretch(strike_of("sheep"), 0.55, 1.2), 9), 0.2);
  EXPECT_GT(beating(stretch(strike_of("horse"), 0.6, 1.6), 11.5), 0.15);
  EXPECT_LT(beating(stretch(strike_of("cow"), 0.6, 1.6), 9), 0.1);
}

TEST(EffectFacts, AnOwlHootsLowAndPure) {
  const auto owl = strike_of("owl");
  EXPECT_THAT(strongest_hz(owl, 100, 4000), AllOf(Ge(300), Le(400)));
  EXPECT_GT(share_between(owl, 280, 420), 0.9);
}

TEST(EffectFacts, AWolfHoldsItsNote) {
  const auto howl = strike_of("wolf");
  EXPECT_THAT(strongest_hz(stretch(howl, 1.2, 2.4), 100, 4000), AllOf(Ge(440), Le(640)));
  EXPECT_GT(rms(stretch(howl, 2.4, 2.6)), 0.2 * rms(stretch(howl, 1.4, 1.6)));
}

TEST(EffectFacts, CricketsChirpAtFourToFiveKilohertz) {
  const auto crickets = bed_of("crickets");
  EXPECT_THAT(strongest_hz(crickets, 100, 12000), AllOf(Ge(3700), Le(5200)));
  EXPECT_GT(share_between(crickets, 3600, 5400), 0.9);
}

TEST(EffectFacts, BeesBuzzWithThePitchOfTheirWings) {
  for (const float speed : {0.0F, 1.0F}) {
    EXPECT_THAT(pitch_hz(stretch(flow_of("bees", speed), 1, 2), 100, 600), AllOf(Ge(190), Le(260)));
  }
  EXPECT_LT(centroid_hz(bed_of("bees")), 1500);
  EXPECT_LT(centroid_hz(bed_of("bees")), 0.5 * centroid_hz(bed_of("drone")));
}

TEST(EffectFacts, AGooseCallsHigherThanADuckAndAHenShorter) {
  const auto goose = strike_of("goose");
  EXPECT_THAT(pitch_hz(stretch(goose, 0.63, 0.72), 200, 1000), AllOf(Ge(400), Le(560)));
  EXPECT_LT(rms(stretch(strike_of("hen"), 0.59, 0.6)),
            0.2 * rms(stretch(strike_of("hen"), 0.5, 0.56)));
}

TEST(EffectFacts, HoovesThudOnTurfAndRingOnStone) {
  EXPECT_LT(centroid_hz(strike_of("hooves_grass")), 0.5 * centroid_hz(strike_of("hooves")));
}

TEST(EffectFacts, SongbirdsSingAboveTwoKilohertz) {
  EXPECT_GT(share_between(bed_of("birds"), 1500, 9000), 0.97);
}

TEST(EffectFacts, AHeartBeatsTwiceAndAboutSixtySevenTimesAMinute) {
  const auto found = onsets(bed_of("heartbeat"), 0.01, 0.15);
  ASSERT_GE(found.size(), 6U);
  std::vector<double> gaps;
  for (std::size_t i = 0; i + 1 < found.size(); ++i) {
    gaps.push_back(found[i + 1] - found[i]);
  }
  for (std::size_t i = 0; i + 1 < gaps.size(); ++i) {
    EXPECT_NEAR(gaps[i] + gaps[i + 1], 0.9, 0.05);  // lub to lub
    EXPECT_TRUE(std::abs(gaps[i] - 0.3) < 0.04 || std::abs(gaps[i] - 0.6) < 0.05) << gaps[i];
  }
  EXPECT_LT(centroid_hz(bed_of("heartbeat")), 150);
}

TEST(EffectFacts, AClockTicksEveryHalfSecond) {
  const auto found = onsets(bed_of("clock"));
  ASSERT_GE(found.size(), 9U);
  for (std::size_t i = 0; i + 1 < found.size(); ++i) {
    EXPECT_NEAR(found[i + 1] - found[i], 0.5, 0.02);
  }
}

TEST(EffectFacts, AHelicopterChopsElevenTimesASecond) {
  const auto sound = bed_of("helicopter");
  double best = 0;
  double best_hz = 0;
  for (double hz = 6; hz < 20; hz += 0.1) {
    if (beating(sound, hz) > best) {
      best = beating(sound, hz);
      best_hz = hz;
    }
  }
  EXPECT_THAT(best_hz, AllOf(Ge(10.4), Le(12.6)));
  EXPECT_GT(best, 0.4);
}

TEST(EffectFacts, AnEngineFiresFasterWhereItDrives) {
  const auto idle = flow_of("engine", 0);
  const auto drive = flow_of("engine", 1);
  EXPECT_NEAR(pitch_hz(stretch(idle, 1, 2), 15, 60), 27, 4);
  EXPECT_NEAR(pitch_hz(stretch(drive, 1, 2), 60, 150), 97, 12);
}

TEST(EffectFacts, ASirenWails) {
  const auto siren = flow_of("siren");
  std::vector<double> pitches;
  for (double at = 0.2; at < 4.6; at += 0.2) {
    pitches.push_back(pitch_hz(stretch(siren, at, at + 0.03), 400, 2000));
  }
  EXPECT_LT(std::ranges::min(pitches), 750);
  EXPECT_GT(std::ranges::max(pitches), 1250);
}

TEST(EffectFacts, ABellHasAMinorThird) {
  // Its prime, tierce and nominal: 1, 1.2, 2 (Rossing).
  const auto bell = strike_of("bell");
  const double nominal = strongest_hz(stretch(bell, 0.6, 2), 480, 900);
  const auto part = stretch(bell, 0.6, 3);
  const double around = nominal / 2;
  EXPECT_NEAR(strongest_hz(part, around * 1.12, around * 1.28) / around, 1.2, 0.03);
  EXPECT_GT(rms(stretch(bell, 3, 3.5)), 0.02 * rms(stretch(bell, 0.5, 1))) << "it rings on";
}

TEST(EffectFacts, ABubbleRingsAsMinnaertFound) {
  Channel water(48000);
  add_bubble(water, 0, 0.003F, 0, 1);  // f · r = 3.26 m/s
  EXPECT_NEAR(strongest_hz(water, 100, 8000), 3.26 / 0.003, 12);
}

TEST(EffectFacts, AVesselsNoteRisesAsItFills) {
  const auto pour = flow_of("pour");
  EXPECT_GT(centroid_hz(stretch(pour, 3.8, 4.8)), 1.15 * centroid_hz(stretch(pour, 0.2, 1.2)));
}

TEST(EffectFacts, RainHissesAndWaterfallsRoar) {
  EXPECT_GT(centroid_hz(bed_of("rain")), 3500);
  EXPECT_LT(centroid_hz(bed_of("waterfall")), 1500);
  EXPECT_LT(centroid_hz(bed_of("underwater")), 500);
}

TEST(EffectFacts, BreakersSwellOverSeconds) {
  const auto levels = envelope(bed_of("surf", 12), 0.25);
  EXPECT_GT(std::ranges::max(levels), 2.5 * std::ranges::min(levels));
  const auto rain = envelope(bed_of("rain", 12), 0.25);
  EXPECT_LT(std::ranges::max(rain), 1.6 * std::ranges::min(rain));
}

TEST(EffectFacts, ThunderRollsOn) {
  const auto thunder = strike_of("thunder");
  EXPECT_GT(rms(stretch(thunder, 2, 3)), 0.08 * rms(stretch(thunder, 0.5, 1)));
  EXPECT_GT(share_between(thunder, 20, 400), 0.85);
}

TEST(EffectFacts, AnExplosionDullsAsItDies) {
  const auto blast = strike_of("explosion");
  EXPECT_GT(centroid_hz(stretch(blast, 0.5, 0.55)), 2 * centroid_hz(stretch(blast, 1, 1.4)));
}

TEST(EffectFacts, GroundsSoundLikeThemselves) {
  const double wood = centroid_hz(strike_of("footsteps_wood"));
  const double sand = centroid_hz(strike_of("footsteps_sand"));
  const double gravel = centroid_hz(strike_of("footsteps_gravel"));
  EXPECT_LT(wood, 400);
  EXPECT_GT(gravel, 1.5 * sand);
  // Snow and gravel crunch on after the foot is down; a shoe on stone is over.
  const auto tail = [](std::string_view name) {
    const auto step = strike_of(name);
    return rms(stretch(step, 0.6, 0.7)) / rms(stretch(step, 0.5, 0.55));
  };
  EXPECT_GT(tail("footsteps_snow"), 0.25);
  EXPECT_GT(tail("footsteps_gravel"), 0.25);
  EXPECT_LT(tail("footsteps"), 0.25);
}

// What a listener tells sounds apart by, roughly: where the energy lies, how steady each band is,
// how the whole beats (McDermott and Simoncelli, "Sound texture perception via statistics of the
// auditory periphery", 2011).
std::vector<double> features_of(std::string_view name) {
  std::vector<float> sound = bed_of(name, 4, 3);
  const double level = rms(sound);
  std::vector<double> features;
  for (float low = 60; low < 12000; low *= 2) {
    const auto part = band(sound, low, low * 2);
    const auto levels = envelope(part, 0.02);
    double mean = 0;
    double square = 0;
    for (const double x : levels) {
      mean += x / static_cast<double>(levels.size());
      square += x * x / static_cast<double>(levels.size());
    }
    features.push_back(std::max(-45.0, 20 * std::log10(rms(part) / level + 1e-9)) / 6);
    const double spread = mean > 0 ? std::sqrt(std::max(0.0, square - mean * mean)) / mean : 0;
    features.push_back(1.5 * std::log2(1 + spread));
  }
  // Whether it has a pitch, and whether that moves.
  std::vector<double> brightness;
  for (double at = 0; at < 3.9; at += 0.1) {
    const auto moment = stretch(sound, at, at + 0.1);
    if (rms(moment) > 0.2 * level) {
      brightness.push_back(std::log2(centroid_hz(moment)));
    }
  }
  double mean = 0;
  for (const double x : brightness) {
    mean += x / static_cast<double>(brightness.size());
  }
  double spread = 0;
  for (const double x : brightness) {
    spread += (x - mean) * (x - mean) / static_cast<double>(brightness.size());
  }
  features.push_back(2 * std::sqrt(spread));
  const auto power = power_spectrum(sound);
  double logarithms = 0;
  double sum = 0;
  for (std::size_t k = 10; k < 2000; ++k) {
    logarithms += std::log(power[k] + 1e-12) / 1990;
    sum += power[k] / 1990;
  }
  features.push_back(-0.3 * std::log(std::exp(logarithms) / sum));  // flatness
  for (const double hz : {0.4, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0}) {
    double most = 0;
    for (double f = hz * 0.7; f < hz * 1.4; f += hz * 0.05) {
      most = std::max(most, beating(sound, f));
    }
    features.push_back(2 * most);
  }
  return features;
}

TEST(EffectFacts, EachSoundsUnlikeTheOthers) {
  std::vector<std::pair<std::string_view, std::vector<double>>> all;
  for (const Effect& effect : effects()) {
    all.emplace_back(effect.name, features_of(effect.name));
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t k = i + 1; k < all.size(); ++k) {
      double sum = 0;
      for (std::size_t f = 0; f < all[i].second.size(); ++f) {
        const double away = all[i].second[f] - all[k].second[f];
        sum += away * away;
      }
      EXPECT_GT(std::sqrt(sum), 1.8) << all[i].first << " and " << all[k].first;
    }
  }
}

}  // namespace
}  // namespace kirin::sound
