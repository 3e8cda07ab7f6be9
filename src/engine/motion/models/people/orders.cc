// What the words of an order say of hair, hats and clothes.
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

Hat hat_of(std::string_view id) {
  constexpr std::array<std::pair<std::string_view, Hat>, 11> kHats{{{"cap", Hat::cap},
                                                                    {"crown", Hat::crown},
                                                                    {"helmet", Hat::helmet},
                                                                    {"beanie", Hat::beanie},
                                                                    {"straw_hat", Hat::straw},
                                                                    {"cowboy_hat", Hat::cowboy},
                                                                    {"top_hat", Hat::top_hat},
                                                                    {"beret", Hat::beret},
                                                                    {"headscarf", Hat::headscarf},
                                                                    {"hood", Hat::hood},
                                                                    {"veil", Hat::veil}}};
  for (const auto& [name, hat] : kHats) {
    if (id == name) {
      return hat;
    }
  }
  return Hat::none;
}

/// A hat of which only the word is known.
Hat hat_for(const Look& look, const story::Part& part, std::optional<Light> colour) {
  if (has(part.traits, "straw") || (colour && length(*colour - from_srgb(0xE4D96F)) < 0.2F)) {
    return Hat::straw;
  }
  if (has(part.traits, "sharp") || has(part.traits, "magical")) {
    return Hat::wizard;
  }
  if (look.clothes.hat != Hat::none) {
    return look.clothes.hat;
  }
  return look.is_child ? Hat::cap : look.is_female ? Hat::straw : Hat::fedora;
}

Light usual_colour(Hat hat) {
  switch (hat) {
    case Hat::crown:
      return from_srgb(0xF0B429);
    case Hat::straw:
      return from_srgb(0xE0BE76);
    case Hat::veil:
      return {0.78F, 0.78F, 0.77F};
    case Hat::helmet:
      return from_srgb(0xC8302A);
    case Hat::fedora:
      return from_srgb(0x54442F);
    default:
      return from_srgb(0x2E4A78);
  }
}

bool put_on_extra(Look& look, const story::Part& part, std::optional<Light> colour) {
  Clothes& c = look.clothes;
  const std::string_view id = part.id;
  if (id == "hat" || hat_of(id) != Hat::none) {
    const bool has_its_own = c.has_costume && c.hat != Hat::none && id != "crown";
    if (!has_its_own) {
      c.hat = id != "hat" ? hat_of(id) : hat_for(look, part, colour);
    }
    c.hat_surface = c.hat == Hat::helmet ? world::Surface::plastic : c.hat_surface;
    c.hat_colour = colour.value_or(has_its_own ? c.hat_colour : usual_colour(c.hat));
  } else if (id == "cloak" || id == "cape") {
    c.cape = colour.value_or(from_srgb(0x9C2B2B));
  } else if (id == "scarf") {
    c.scarf = colour.value_or(from_srgb(0xC8402F));
  } else if (id == "boots" || id == "shoes" || id == "sneakers" || id == "sandals") {
    c.footwear = id == "boots"     ? Footwear::boot
                 : id == "sandals" ? Footwear::sandal
                                   : Footwear::shoe;
    c.shoes = colour.value_or(c.shoes);
  } else if (id == "gloves") {
    c.gloves = colour.value_or(from_srgb(0x7A2E2A));
  } else if (id == "glasses") {
    c.glasses = colour.value_or(Light{0.02F, 0.02F, 0.02F});
  } else if (id == "sunglasses") {
    c.sunglasses = colour.value_or(Light{0.012F, 0.012F, 0.015F});
  } else if (id == "backpack" || id == "bag") {
    c.backpack = colour.value_or(from_srgb(0x2F6B74));
  } else if (id == "apron") {
    c.apron = colour.value_or(Light{0.80F, 0.80F, 0.78F});
  } else if (id == "wings") {
    c.wings = colour.value_or(Light{0.86F, 0.86F, 0.88F});
  } else if (id == "mask") {
    c.mask = colour.value_or(Light{0.75F, 0.80F, 0.84F});
  } else if (id == "goggles") {
    c.goggles = colour.value_or(from_srgb(0xE2C23A));
  } else if (id == "armour") {
    c.armour = colour.value_or(Light{0.42F, 0.44F, 0.47F});
    c.top = c.bottom = *c.armour;
    c.top_surface = c.bottom_surface = world::Surface::metal;
    c.sleeve = 1;
  } else if (id == "tie") {
    c.tie = colour.value_or(from_srgb(0x9C2B2B));
  } else if (id == "belt" || id == "sash") {
    c.belt = colour.value_or(from_srgb(0x2A2018));
  } else {
    return false;
  }
  return true;
}

void style_hair(Look& look, const story::Part& part, std::optional<Light> colour) {
  look.hair = colour.value_or(look.hair);
  constexpr std::array<std::pair<std::string_view, HairStyle>, 9> kStyles{
      {{"bald", HairStyle::bald},
       {"short", HairStyle::crop},
       {"straight", HairStyle::straight},
       {"curly", HairStyle::curly},
       {"wavy", HairStyle::curly},
       {"ponytail", HairStyle::ponytail},
       {"braids", HairStyle::braids},
       {"braided", HairStyle::braids},
       {"bun", HairStyle::bun}}};
  for (const auto& [trait, style] : kStyles) {
    if (part.id == trait || has(part.traits, trait)) {
      look.style = style;
      look.is_old = look.is_old && style != HairStyle::bald;
    }
  }
  if (has(part.traits, "afro")) {
    look.style = HairStyle::afro;
  }
  if ((has(part.traits, "short") || has(part.traits, "short_trait")) && look.is_female) {
    look.style = HairStyle::bob;
  }
  if (has(part.traits, "long")) {
    look.hair_length = 0.95F;
    const bool hangs = look.style == HairStyle::straight || look.style == HairStyle::ponytail ||
                       look.style == HairStyle::braids || look.style == HairStyle::curly;
    look.style = hangs ? look.style : HairStyle::straight;
  }
}

/// What a garment of no given colour is made of.
Light natural_colour(const Look& look, std::string_view id) {
  if (id == "jeans") {
    return from_srgb(0x3A5A86);
  }
  if (id == "suit" || id == "tuxedo") {
    return from_srgb(0x2B3140);
  }
  if (id == "trousers" || id == "pants" || id == "shorts" || id == "skirt") {
    return look.clothes.bottom;
  }
  return look.clothes.top;
}

}  // namespace

void colour_main(Clothes& c, Light colour) {
  const bool is_of_one_cloth = length(c.top - c.bottom) < 1e-4F;
  c.top = colour;
  if ((c.skirt > 0 && !c.skirt_is_open) || is_of_one_cloth) {
    c.bottom = colour;
  }
}

void obey(Look& look, const story::Part& part) {
  std::optional<Light> colour;
  if (part.colour) {
    colour = from_srgb(part.colour->srgb);
  }
  if (part.id == "hair" || part.id == "ponytail" || part.id == "braids" || part.id == "bun") {
    style_hair(look, part, colour);
  } else if (part.id == "beard") {
    look.beard = has(part.traits, "long") ? 0.75F : 0.15F;
    look.has_moustache = true;
    look.hair = colour.value_or(look.hair);
  } else if (part.id == "moustache") {
    look.has_moustache = true;
    look.hair = colour.value_or(look.hair);
  } else if (part.id == "eyes") {
    look.eyes = colour.value_or(look.eyes);
  } else if (part.id == "lips") {
    look.lips = colour.value_or(from_srgb(0xB8243A));
  } else if (part.id == "skin" || part.id == "face") {
    look.skin = colour.value_or(look.skin);
  } else if (!part.id.empty() && part.id == look.clothes.garment) {
    colour_main(look.clothes, colour.value_or(look.clothes.top));
  } else if (!put_on(look, part.id, colour.value_or(natural_colour(look, part.id)),
                     has(part.traits, "long"))) {
    put_on_extra(look, part, colour);
  }
}

}  // namespace kirin::engine::motion::models::person
