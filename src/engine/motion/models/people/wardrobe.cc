#include "engine/motion/models/people/wardrobe.h"

#include <algorithm>
#include <array>

namespace kirin::engine::motion::models::person {
namespace {

using world::from_srgb;
using world::Light;

constexpr std::array<std::uint32_t, 14> kTops{0xD9523B, 0xE2A32E, 0x1F7F86, 0x2C4A78, 0x35744F,
                                              0x80406F, 0x5C9FCB, 0xCF6D86, 0xEADFC8, 0xA9483A,
                                              0x7FB396, 0x8C7FB8, 0xC9C4BC, 0x3D6E9E};
constexpr std::array<std::uint32_t, 7> kBottoms{0x3A5A86, 0x2B3A55, 0x3B3C42, 0x9C8560,
                                                0x54442F, 0x4A5A4C, 0x2F4A6E};
constexpr std::array<std::uint32_t, 5> kShoes{0x33261E, 0xE6E2DA, 0x22242A, 0x7A4A2A, 0x8E2F2A};

template <std::size_t N>
Light pick(Dice& dice, const std::array<std::uint32_t, N>& hex) {
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
    if (c.skirt > 0 && !c.skirt_is_open) {
      c.skirt = 0;
      c.belt.reset();
    }
  } else if (id == "shorts") {
    c.bottom = colour;
    c.trousers = 0.42F;
    c.skirt = 0;
    c.belt.reset();
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

}  // namespace

bool put_on(Look& look, std::string_view id, Light colour, bool is_long) {
  const bool is_worn =
      put_on_top(look.clothes, id, colour) || put_on_lower(look, id, colour, is_long);
  look.clothes.has_stripes = look.clothes.has_stripes && !is_worn;
  return is_worn;
}

void dress_for_the_day(Look& look, const ModelOrder& order, Dice& dice) {
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
  if (dice.below(7) == 0) {
    c.glasses = Light{0.03F, 0.02F, 0.015F};
  }
  if (look.is_female && choice < 3) {
    put_on_lower(look, choice == 0 ? "skirt" : "dress", choice == 0 ? bottom : top, false);
    return;
  }
  switch (choice) {
    case 0:
      c.has_stripes = look.is_child;
      c.stripes = {0.85F, 0.83F, 0.78F};
      break;
    case 1:
    case 5: {
      // Over a shirt of another colour.
      c.top = pick(dice, kTops);
      put_on_top(c, look.is_child ? "hoodie" : "jacket", top);
      break;
    }
    case 2:
      put_on_top(c, "hoodie", top);
      break;
    case 3:
      put_on_top(c, "shirt", top);
      break;
    default:
      put_on_top(c, "sweater", top);
      break;
  }
  const bool is_warm = order.season == "summer" || (look.is_child && dice.below(3) == 0);
  if (is_warm) {
    put_on_top(c, "t_shirt", top);
    c.thickness = 0.006F;
    c.has_buttons = false;
    put_on_lower(look, "shorts", bottom, false);
  } else if (choice == 3 && !look.is_child) {
    c.belt = from_srgb(0x3A2818);
  }
}

void dress(Look& look, const ModelOrder& order, Dice& dice) {
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
    } else if (trait == "barefoot") {
      look.clothes.footwear = Footwear::bare;
    } else if (trait == "masked") {
      look.clothes.mask = Light{0.02F, 0.02F, 0.025F};
    } else if (trait == "armed" && !look.clothes.has_costume) {
      obey(look, {.id = "armour", .colour = {}, .traits = {}});
    }
  }
  for (const story::Part& part : order.parts) {
    obey(look, part);
  }
  const bool is_striped = std::any_of(order.traits.begin(), order.traits.end(), [](const auto& t) {
    return t == "striped" || t == "checked";
  });
  if (is_striped) {
    look.clothes.has_stripes = true;
    look.clothes.stripes = {0.85F, 0.83F, 0.78F};
  }
}

}  // namespace kirin::engine::motion::models::person
