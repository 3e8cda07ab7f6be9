#include "engine/motion/models/people/look.h"

#include <algorithm>
#include <array>

#include "engine/motion/models/people/wardrobe.h"

namespace kirin::engine::motion::models::person {
namespace {

using world::from_srgb;
using world::Light;

bool has(const std::vector<std::string>& traits, std::string_view trait) {
  return std::find(traits.begin(), traits.end(), trait) != traits.end();
}

template <std::size_t N>
Light pick(Dice& dice, const std::array<std::uint32_t, N>& hex) {
  return from_srgb(hex[static_cast<std::size_t>(dice.below(static_cast<int>(N)))]);
}

constexpr std::array<std::uint32_t, 8> kSkins{0xF4CDB0, 0xEDBB98, 0xE3AA82, 0xD6976B,
                                              0xBE7F55, 0x9F6541, 0x7F4C30, 0x61381F};
constexpr std::array<std::uint32_t, 7> kHairs{0x1D1512, 0x2B1D14, 0x452C1B, 0x65401F,
                                              0x8F5E2D, 0xC79A55, 0x8E3E1C};
constexpr std::array<std::uint32_t, 5> kEyes{0x4A2C17, 0x5E3A1C, 0x2F5E74, 0x3E6B46, 0x6B5A34};

Figure man() { return {.height = 1.78F, .heads = 5.5F, .limbs = 0.95F}; }
Figure woman() {
  return {.height = 1.67F,
          .heads = 5.25F,
          .legs = 0.515F,
          .shoulders = 0.101F,
          .chest = 0.076F,
          .waist = 0.061F,
          .pelvis = 0.086F,
          .limbs = 0.88F,
          .bust = 0.030F};
}
Figure child(float height) {
  return {.height = height,
          .heads = 4.4F,
          .legs = 0.435F,
          .shoulders = 0.106F,
          .chest = 0.086F,
          .waist = 0.080F,
          .pelvis = 0.082F,
          .limbs = 1.08F,
          .neck = 0.20F};
}
Figure baby() {
  return {.height = 0.78F,
          .heads = 3.1F,
          .legs = 0.335F,
          .shoulders = 0.128F,
          .chest = 0.112F,
          .waist = 0.116F,
          .pelvis = 0.118F,
          .limbs = 1.50F,
          .neck = 0.10F};
}

enum class Build { man, woman, boy, girl, baby };

Build build_of(const ModelOrder& order, Dice& dice) {
  const std::string& k = order.kind;
  for (const auto* kind : {"woman", "old_woman", "queen", "princess", "nurse", "witch", "mermaid",
                           "dancer", "fairy", "bride", "angel", "geisha"}) {
    if (k == kind) {
      return Build::woman;
    }
  }
  if (k == "girl" || k == "boy" || k == "baby") {
    return k == "girl" ? Build::girl : k == "boy" ? Build::boy : Build::baby;
  }
  if (k == "child") {
    return dice.below(2) == 0 ? Build::boy : Build::girl;
  }
  if (has(order.traits, "female")) {
    return Build::woman;
  }
  constexpr std::array<std::string_view, 21> kEither{
      "person",  "people",   "crowd",  "couple", "singer", "doctor",    "elf",
      "teacher", "musician", "artist", "waiter", "actor",  "athlete",   "cyclist",
      "skier",   "surfer",   "diver",  "hiker",  "vendor", "astronaut", "policeman"};
  if (k == "children" || k == "family") {
    const int one = dice.below(k == "family" ? 4 : 2);
    return one == 0 ? Build::boy : one == 1 ? Build::girl : one == 2 ? Build::woman : Build::man;
  }
  if (std::find(kEither.begin(), kEither.end(), k) != kEither.end()) {
    const bool wears_dress = std::any_of(order.parts.begin(), order.parts.end(), [](const auto& p) {
      return p.id == "dress" || p.id == "skirt";
    });
    return wears_dress || (!has(order.traits, "male") && dice.below(2) == 0) ? Build::woman
                                                                             : Build::man;
  }
  return Build::man;
}

Figure figure_of(Build build) {
  switch (build) {
    case Build::man:
      return man();
    case Build::woman:
      return woman();
    case Build::boy:
      return child(1.27F);
    case Build::girl:
      return child(1.24F);
    case Build::baby:
      return baby();
  }
  return man();
}

void shape(Figure& f, const std::vector<std::string>& traits) {
  if (has(traits, "tall")) {
    f.height *= 1.10F;
    f.heads *= 1.06F;
  }
  if (has(traits, "short")) {
    f.height *= 0.87F;
    f.heads *= 0.93F;
    f.legs -= 0.015F;
  }
  if (has(traits, "fat") || has(traits, "chubby")) {
    f.waist *= 1.42F;
    f.chest *= 1.16F;
    f.pelvis *= 1.16F;
    f.limbs *= 1.20F;
    f.belly = 0.045F * f.height;
  }
  if (has(traits, "thin") || has(traits, "slim") || has(traits, "skinny")) {
    f.waist *= 0.86F;
    f.chest *= 0.91F;
    f.pelvis *= 0.93F;
    f.limbs *= 0.84F;
  }
  if (has(traits, "muscular") || has(traits, "strong") || has(traits, "brave")) {
    f.shoulders *= 1.15F;
    f.chest *= 1.22F;
    f.limbs *= 1.22F;
    f.waist *= 1.03F;
  }
}

Mood mood_of(const std::vector<std::string>& traits) {
  if (has(traits, "happy") || has(traits, "smiling") || has(traits, "joyful")) {
    return Mood::happy;
  }
  if (has(traits, "sad") || has(traits, "scared") || has(traits, "lonely") ||
      has(traits, "crying")) {
    return Mood::sad;
  }
  return has(traits, "angry") || has(traits, "evil") ? Mood::angry : Mood::calm;
}

void choose_hair(Look& look, Build build, Dice& dice) {
  constexpr std::array<HairStyle, 8> kWomen{
      HairStyle::straight, HairStyle::bob, HairStyle::straight, HairStyle::curly,
      HairStyle::straight, HairStyle::bun, HairStyle::ponytail, HairStyle::curly};
  constexpr std::array<HairStyle, 5> kGirls{HairStyle::ponytail, HairStyle::braids, HairStyle::bob,
                                            HairStyle::curly, HairStyle::straight};
  constexpr std::array<HairStyle, 5> kMen{HairStyle::crop, HairStyle::swept, HairStyle::crop,
                                          HairStyle::swept, HairStyle::curly};
  switch (build) {
    case Build::man:
    case Build::boy:
      look.style = kMen[static_cast<std::size_t>(dice.below(5))];
      break;
    case Build::woman:
      look.style = kWomen[static_cast<std::size_t>(dice.below(8))];
      look.hair_length = dice.between(0.40F, 0.80F);
      break;
    case Build::girl:
      look.style = kGirls[static_cast<std::size_t>(dice.below(5))];
      look.hair_length = 0.35F;
      break;
    case Build::baby:
      look.style = HairStyle::tuft;
      break;
  }
}

void grow_old(Look& look, Build build, Dice& dice) {
  look.is_old = true;
  look.hair = from_srgb(dice.below(2) == 0 ? 0xE4E2DE : 0xBDBBB8);
  look.figure.stoop = 0.6F;
  look.figure.height *= 0.96F;
  look.figure.waist *= 1.12F;
  if (build == Build::woman) {
    look.style = HairStyle::bun;
    look.lips.reset();
  } else {
    look.style = dice.below(2) == 0 ? HairStyle::bald : HairStyle::crop;
    if (dice.below(2) == 0) {
      look.beard = 0.12F;
      look.has_moustache = true;
    } else {
      look.has_moustache = dice.below(2) == 0;
    }
  }
}

}  // namespace

Look look_of(const ModelOrder& order) {
  Dice dice(hash_of(order.kind) ^ mixed(order.seed));
  Look look;
  const Build build = build_of(order, dice);
  look.figure = figure_of(build);
  look.is_female = build == Build::woman || build == Build::girl;
  look.is_child = build == Build::boy || build == Build::girl || build == Build::baby;
  look.is_baby = build == Build::baby;
  look.figure.height *= dice.between(0.975F, 1.025F);
  look.mood = mood_of(order.traits);
  look.skin = pick(dice, kSkins);
  look.hair = pick(dice, kHairs);
  const bool is_dark = look.skin.x < 0.45F;
  if (is_dark) {
    look.hair = from_srgb(0x1D1512);
  }
  look.eyes = is_dark ? from_srgb(0x4A2C17) : pick(dice, kEyes);
  if (build == Build::woman) {
    look.lips = look.skin * Light{0.95F, 0.50F, 0.50F};
  }
  choose_hair(look, build, dice);
  if (has(order.traits, "old") || has(order.traits, "elderly") || order.kind == "old_man" ||
      order.kind == "old_woman") {
    grow_old(look, build, dice);
  } else if (order.kind == "wizard" || order.kind == "santa") {
    look.is_old = true;
  } else if (build == Build::man && dice.below(4) == 0) {
    look.beard = 0.03F;
    look.has_moustache = true;
  }
  shape(look.figure, order.traits);
  dress(look, order, dice);
  return look;
}

}  // namespace kirin::engine::motion::models::person
