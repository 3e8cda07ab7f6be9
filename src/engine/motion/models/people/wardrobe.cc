#include "engine/motion/models/people/wardrobe.h"

#include <algorithm>
#include <array>

namespace kirin::engine::motion::models::person {
namespace {

using world::from_srgb;
using world::Light;

bool has(const std::vector<std::string>& traits, std::string_view trait) {
  return std::find(traits.begin(), traits.end(), trait) != traits.end();
}

constexpr std::array<std::uint32_t, 14> kTops{0xD9523B, 0xE2A32E, 0x1F7F86, 0x2C4A78, 0x35744F,
                                              0x80406F, 0x5C9FCB, 0xCF6D86, 0xEADFC8, 0xA9483A,
                                              0x7FB396, 0x8C7FB8, 0xC9C4BC, 0x3D6E9E};
constexpr std::array<std::uint32_t, 7> kBottoms{0x3A5A86, 0x2B3A55, 0x3B3C42, 0x9C8560,
                                                0x54442F, 0x4A5A4C, 0x2F4A6E};
constexpr std::array<std::uint32_t, 5> kShoes{0x33261E, 0xE6E2DA, 0x22242A, 0x7A4A2A, 0x8E2F2A};

template <std::size_t N>
Light pick(scene::Dice& dice, const std::array<std::uint32_t, N>& hex) {
  return from_srgb(hex[static_cast<std::size_t>(dice.below(static_cast<int>(N)))]);
}

void skirt(Clothes& c, Light colour, float length, float flare) {
  c.skirt = length;
  c.skirt_flare = flare;
  c.bottom = colour;
  c.trousers = 0;
}

void coat(Clothes& c, Light colour, float length) {
  c.accent = c.top;
  c.top = colour;
  c.sleeve = 1;
  c.thickness = 0.013F;
  c.skirt = length;
  c.skirt_flare = 0.22F;
  c.skirt_is_open = true;
  c.collar = Collar::lapels;
  c.has_buttons = true;
}

/// Clothes of the upper body; false where `id` is none.
bool put_on_top(Clothes& c, std::string_view id, Light colour) {
  if (id == "t_shirt" || id == "top" || id == "blouse" || id == "clothes" || id == "uniform") {
    c.top = colour;
    c.sleeve = id == "uniform" || id == "blouse" ? 1.0F : 0.32F;
    c.collar = id == "uniform" ? Collar::shirt : Collar::crew;
    if (id == "uniform") {
      c.bottom = colour * 0.8F;
      c.belt = from_srgb(0x2A2018);
    }
  } else if (id == "shirt") {
    c.top = colour;
    c.sleeve = 1;
    c.collar = Collar::shirt;
    c.has_buttons = true;
  } else if (id == "sweater" || id == "pullover") {
    c.top = colour;
    c.sleeve = 1;
    c.thickness = 0.012F;
    c.collar = Collar::roll;
  } else if (id == "hoodie") {
    c.top = colour;
    c.sleeve = 1;
    c.thickness = 0.012F;
    c.collar = Collar::hood;
  } else if (id == "jacket") {
    c.accent = c.top;
    c.top = colour;
    c.sleeve = 1;
    c.thickness = 0.012F;
    c.collar = Collar::lapels;
    c.has_buttons = true;
  } else if (id == "suit" || id == "tuxedo") {
    c.top = c.bottom = colour;
    c.accent = {0.86F, 0.86F, 0.86F};
    c.sleeve = 1;
    c.trousers = 1;
    c.collar = Collar::lapels;
    c.tie = from_srgb(0x9C2B2B);
    c.has_buttons = true;
    c.shoes = from_srgb(0x1A1614);
  } else if (id == "coat" || id == "raincoat" || id == "overcoat") {
    coat(c, colour, 0.42F);
  } else {
    return false;
  }
  return true;
}

/// Clothes of the whole figure and of the legs; false where `id` is none.
bool put_on_lower(Look& look, std::string_view id, Light colour, bool is_long) {
  Clothes& c = look.clothes;
  if (id == "dress" || id == "gown") {
    c.top = colour;
    skirt(c, colour,
          is_long || id == "gown" ? 0.90F
          : look.is_child         ? 0.42F
                                  : 0.50F,
          is_long || id == "gown" ? 0.9F : 0.55F);
    c.sleeve = 0.25F;
    c.collar = Collar::crew;
    c.belt = colour * 0.55F;
  } else if (id == "skirt") {
    skirt(c, colour, is_long ? 0.85F : 0.40F, 0.5F);
  } else if (id == "robe") {
    c.top = colour;
    skirt(c, colour, 0.93F, 0.45F);
    c.sleeve = 1;
    c.sleeve_flare = 0.03F;
    c.collar = Collar::crossed;
    c.sash = colour * 0.45F;
  } else if (id == "kimono") {
    c.top = colour;
    skirt(c, colour, 0.92F, 0.10F);
    c.sleeve = 0.92F;
    c.sleeve_flare = 0.04F;
    c.collar = Collar::crossed;
    c.sash = from_srgb(0xC9A23F);
    c.footwear = Footwear::sandal;
  } else if (id == "trousers" || id == "jeans" || id == "pants" || id == "leggings") {
    c.bottom = colour;
    c.trousers = 1;
    c.skirt = c.skirt_is_open ? c.skirt : 0;
  } else if (id == "shorts") {
    c.bottom = colour;
    c.trousers = 0.42F;
    c.skirt = 0;
  } else if (id == "swimsuit") {
    c.top = c.bottom = colour;
    c.sleeve = 0;
    c.thickness = 0.002F;
    c.trousers = look.is_female ? 0.0F : 0.36F;
    c.has_top = look.is_female;
    c.skirt = 0;
    c.footwear = Footwear::bare;
  } else {
    return false;
  }
  return true;
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

/// The colour of the whole is that of its main garment.
void colour_main(Clothes& c, Light colour) {
  const bool is_of_one_cloth = length(c.top - c.bottom) < 1e-4F;
  c.top = colour;
  if ((c.skirt > 0 && !c.skirt_is_open) || is_of_one_cloth) {
    c.bottom = colour;
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

}  // namespace

bool put_on(Look& look, std::string_view id, Light colour, bool is_long) {
  const bool is_worn =
      put_on_top(look.clothes, id, colour) || put_on_lower(look, id, colour, is_long);
  look.clothes.has_stripes = look.clothes.has_stripes && !is_worn;
  return is_worn;
}

void dress_for_the_day(Look& look, const ModelOrder& order, scene::Dice& dice) {
  Clothes& c = look.clothes;
  const Light top = pick(dice, kTops);
  const Light bottom = pick(dice, kBottoms);
  c.shoes = pick(dice, kShoes);
  c.bottom = bottom;
  put_on_top(c, "t_shirt", top);
  if (look.is_baby) {
    c.top = c.bottom = top;
    c.sleeve = 1;
    c.trouser_width = 0.02F;
    c.shoes = top * 0.85F;
    c.has_buttons = true;
    return;
  }
  const int choice = dice.below(6);
  if (order.season == "winter") {
    put_on_top(c, choice < 3 && !look.is_child ? "coat" : "sweater", top);
    c.scarf = pick(dice, kTops);
    c.hat = Hat::beanie;
    c.hat_colour = *c.scarf;
    c.footwear = Footwear::boot;
    c.gloves = *c.scarf * 0.8F;
    return;
  }
  if (look.is_old) {
    put_on_top(c, look.is_female ? "sweater" : choice < 3 ? "jacket" : "sweater", top * 0.75F);
    if (look.is_female) {
      skirt(c, bottom, 0.62F, 0.32F);
    }
    if (choice % 2 == 0) {
      c.glasses = Light{0.03F, 0.02F, 0.015F};
    }
    return;
  }
  if (look.is_female && choice < 3) {
    put_on_lower(look, choice == 0 ? "skirt" : "dress", choice == 0 ? bottom : top, false);
    c.trousers = 0;
  } else if (choice == 3) {
    put_on_top(c, "shirt", top);
  } else if (choice == 4) {
    put_on_top(c, look.is_child ? "hoodie" : "sweater", top);
  } else if (look.is_child && choice == 5) {
    put_on_lower(look, "shorts", bottom, false);
    c.has_stripes = true;
    c.stripes = {0.85F, 0.83F, 0.78F};
  }
}

void dress(Look& look, const ModelOrder& order, scene::Dice& dice) {
  dress_for_the_day(look, order, dice);
  dress_for_a_part(look, order.kind);
  if (order.colour) {
    colour_main(look.clothes, *order.colour);
  }
  for (const std::string& trait : order.traits) {
    if (trait == "bald") {
      look.style = HairStyle::bald;
    } else if (trait == "bearded") {
      look.beard = 0.15F;
      look.has_moustache = true;
    }
  }
  for (const story::Part& part : order.parts) {
    obey(look, part);
  }
}

}  // namespace kirin::engine::motion::models::person
