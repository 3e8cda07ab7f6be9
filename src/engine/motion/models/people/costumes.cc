// The dress of professions and of the figures of tales.
#include <array>

#include "engine/motion/models/people/wardrobe.h"

namespace kirin::engine::motion::models::person {
namespace {

using world::from_srgb;
using world::Light;
using world::Surface;

constexpr Light kWhite{0.78F, 0.78F, 0.77F};
constexpr Light kBlack{0.015F, 0.015F, 0.018F};

void wear_hat(Clothes& c, Hat hat, Light colour) {
  c.hat = hat;
  c.hat_colour = colour;
}

/// Top and legs of one cloth.
void overall(Clothes& c, Light colour, Light shoes, Footwear footwear) {
  c.top = c.bottom = colour;
  c.shoes = shoes;
  c.footwear = footwear;
  c.sleeve = 1;
  c.trousers = 1;
  c.skirt = 0;
  c.has_stripes = false;
  c.has_buttons = false;
  c.scarf.reset();
  c.collar = Collar::crew;
}

void chef(Look& look) {
  Clothes& c = look.clothes;
  overall(c, kWhite, kBlack, Footwear::shoe);
  c.bottom = from_srgb(0x3B3C42);
  c.has_buttons = true;
  c.collar = Collar::scarf;
  c.scarf = from_srgb(0xC83A2E);
  c.apron = Light{0.72F, 0.72F, 0.70F};
  wear_hat(c, Hat::chef, kWhite);
}

void farmer(Look& look) {
  Clothes& c = look.clothes;
  put_on(look, "shirt", from_srgb(0xB4432F), false);
  c.skirt = 0;
  c.trousers = 1;
  c.bottom = from_srgb(0x3A5A86);
  c.bib = c.bottom;
  c.footwear = Footwear::boot;
  c.shoes = from_srgb(0x5A3A22);
  wear_hat(c, Hat::straw, from_srgb(0xE0BE76));
}

void doctor(Look& look) {
  Clothes& c = look.clothes;
  c.top = from_srgb(0x5C9FCB);
  c.bottom = from_srgb(0x3A4A60);
  c.trousers = 1;
  c.skirt = 0;
  put_on(look, "coat", kWhite, false);
  c.garment = "coat";
}

void nurse(Look& look) {
  put_on(look, "dress", kWhite, false);
  look.clothes.belt = from_srgb(0x5C9FCB);
  wear_hat(look.clothes, Hat::nurse, kWhite);
}

void police(Look& look) {
  Clothes& c = look.clothes;
  const Light navy = from_srgb(0x1E2C52);
  overall(c, navy, kBlack, Footwear::shoe);
  c.has_buttons = true;
  c.collar = Collar::shirt;
  c.belt = kBlack;
  c.badge = from_srgb(0xE8BE4A);
  wear_hat(c, Hat::police, navy);
  c.garment = "uniform";
}

void firefighter(Look& look) {
  Clothes& c = look.clothes;
  overall(c, from_srgb(0xC98A2B), kBlack, Footwear::boot);
  c.thickness = 0.013F;
  c.trouser_width = 0.018F;
  c.bands = from_srgb(0xE8F04A);
  c.gloves = kBlack;
  wear_hat(c, Hat::fire, from_srgb(0xC8241E));
  c.garment = "uniform";
}

void wizard(Look& look) {
  Clothes& c = look.clothes;
  put_on(look, "robe", from_srgb(0x3A2F86), true);
  c.accent = from_srgb(0xE8BE4A);
  c.sash = from_srgb(0xE8BE4A);
  wear_hat(c, Hat::wizard, from_srgb(0x3A2F86));
  look.beard = 0.85F;
  look.has_moustache = true;
  look.hair = from_srgb(0xE4E2DE);
  look.style = HairStyle::straight;
  look.hair_length = 0.45F;
}

void witch(Look& look) {
  put_on(look, "dress", from_srgb(0x2A2233), true);
  look.clothes.sleeve = 1;
  look.clothes.sleeve_flare = 0.03F;
  look.clothes.belt = from_srgb(0xE8BE4A);
  wear_hat(look.clothes, Hat::wizard, from_srgb(0x2A2233));
  look.style = HairStyle::straight;
  look.hair_length = 0.6F;
}

void king(Look& look, bool is_queen) {
  Clothes& c = look.clothes;
  const Light royal = is_queen ? from_srgb(0x6A2F8E) : from_srgb(0xA3182E);
  put_on(look, is_queen ? "gown" : "robe", royal, true);
  c.garment = is_queen ? "gown" : "robe";
  c.accent = kWhite;
  c.sleeve = 1;
  c.sash = from_srgb(0xE8BE4A);
  c.belt.reset();
  c.cape = is_queen ? std::optional<Light>{} : from_srgb(0xA3182E);
  c.fur_collar = kWhite;
  wear_hat(c, Hat::crown, from_srgb(0xF0B429));
  if (is_queen) {
    look.style = HairStyle::straight;
    look.hair_length = 0.8F;
  } else if (!look.is_child) {
    look.beard = 0.22F;
    look.has_moustache = true;
  }
}

void ninja(Look& look) {
  Clothes& c = look.clothes;
  const Light night = from_srgb(0x24262E);
  overall(c, night, night, Footwear::boot);
  c.collar = Collar::crossed;
  c.accent = from_srgb(0x3A3D48);
  c.sash = from_srgb(0xA3182E);
  c.gloves = night;
  c.mask = night;
  wear_hat(c, Hat::hood, night);
  look.beard.reset();
  look.has_moustache = false;
  c.garment = "suit";
}

void samurai(Look& look) {
  Clothes& c = look.clothes;
  put_on(look, "robe", from_srgb(0x28386E), true);
  c.garment = "robe";
  c.skirt = 0.86F;
  c.skirt_flare = 0.42F;
  c.bottom = from_srgb(0x3B3C42);
  c.accent = kWhite;
  c.armour = from_srgb(0x7A2430);
  c.footwear = Footwear::sandal;
  look.style = HairStyle::bun;
  look.hair = from_srgb(0x17120F);
}

void pirate(Look& look) {
  Clothes& c = look.clothes;
  c.top = kWhite;
  c.bottom = from_srgb(0x3B3C42);
  put_on(look, "coat", from_srgb(0x8E1E2A), false);
  c.belt = from_srgb(0x2A1A10);
  c.footwear = Footwear::boot;
  c.shoes = from_srgb(0x2A1A10);
  c.eye_patch = true;
  wear_hat(c, Hat::pirate, kBlack);
  look.beard = 0.2F;
  look.has_moustache = true;
  c.garment = "coat";
}

void monk(Look& look) {
  Clothes& c = look.clothes;
  put_on(look, "robe", from_srgb(0xD9822B), true);
  c.accent = from_srgb(0x8E2F1E);
  c.sash = from_srgb(0x8E2F1E);
  c.footwear = Footwear::sandal;
  look.style = HairStyle::bald;
  look.is_old = false;
  look.beard.reset();
  look.has_moustache = false;
}

void singer(Look& look) {
  Clothes& c = look.clothes;
  if (look.is_female) {
    put_on(look, "dress", from_srgb(0xC81E5A), true);
    c.sleeve = 0;
  } else {
    put_on(look, "suit", from_srgb(0x2A2440), false);
    c.tie.reset();
  }
}

void cowboy(Look& look) {
  Clothes& c = look.clothes;
  put_on(look, "shirt", from_srgb(0xB4432F), false);
  c.bottom = from_srgb(0x3A5A86);
  c.trousers = 1;
  c.skirt = 0;
  c.vest = from_srgb(0x6E4424);
  c.belt = from_srgb(0x2A1A10);
  c.footwear = Footwear::boot;
  c.shoes = from_srgb(0x5A3418);
  c.scarf = from_srgb(0xC83A2E);
  wear_hat(c, Hat::cowboy, from_srgb(0x7A5230));
}

void clown(Look& look) {
  Clothes& c = look.clothes;
  overall(c, from_srgb(0xF2C53A), from_srgb(0xC8241E), Footwear::shoe);
  c.trouser_width = 0.03F;
  c.thickness = 0.016F;
  c.bottom = from_srgb(0x2E7BC8);
  c.has_buttons = true;
  c.collar = Collar::ruff;
  c.accent = kWhite;
  c.gloves = kWhite;
  wear_hat(c, Hat::clown, from_srgb(0x3FA34D));
  look.skin = look.skin * 0.3F + Light{0.55F, 0.53F, 0.50F};
  look.lips = from_srgb(0xC8241E);
  look.hair = from_srgb(0xD9421E);
  look.style = HairStyle::curly;
  look.has_red_nose = true;
  look.mood = look.mood == Mood::calm ? Mood::happy : look.mood;
}

void soldier(Look& look) {
  Clothes& c = look.clothes;
  overall(c, from_srgb(0x58633A), from_srgb(0x2A1F16), Footwear::boot);
  c.collar = Collar::shirt;
  c.belt = from_srgb(0x2A2418);
  wear_hat(c, Hat::helmet, from_srgb(0x4A5530));
}

void santa(Look& look) {
  Clothes& c = look.clothes;
  const Light red = from_srgb(0xC01E22);
  overall(c, red, kBlack, Footwear::boot);
  put_on(look, "coat", red, false);
  c.skirt = 0.28F;
  c.collar = Collar::crew;
  c.fur_collar = kWhite;
  c.fur_trim = kWhite;
  c.belt = kBlack;
  c.gloves = kBlack;
  wear_hat(c, Hat::santa, red);
  look.figure.belly = 0.05F * look.figure.height;
  look.figure.waist *= 1.25F;
  look.beard = 0.55F;
  look.has_moustache = true;
  look.hair = from_srgb(0xEDEBE7);
  look.style = HairStyle::crop;
  look.mood = Mood::happy;
  c.garment = "coat";
}

void superhero(Look& look) {
  Clothes& c = look.clothes;
  overall(c, from_srgb(0x2046A8), from_srgb(0xC01E22), Footwear::boot);
  c.thickness = 0.003F;
  c.trouser_width = 0.003F;
  c.belt = from_srgb(0xE8BE4A);
  c.cape = from_srgb(0xC01E22);
  c.badge = from_srgb(0xE8BE4A);
  c.gloves = from_srgb(0xC01E22);
  look.figure.shoulders *= 1.16F;
  look.figure.chest *= 1.16F;
  look.figure.limbs *= 1.12F;
  look.beard.reset();
  look.has_moustache = false;
  c.garment = "suit";
}

void angel(Look& look) {
  Clothes& c = look.clothes;
  put_on(look, "dress", kWhite, true);
  c.sleeve = 1;
  c.sleeve_flare = 0.035F;
  c.belt = from_srgb(0xE8BE4A);
  c.wings = Light{0.84F, 0.84F, 0.86F};
  c.halo = true;
  c.footwear = Footwear::bare;
  look.style = HairStyle::straight;
  look.hair_length = 0.7F;
}

void elf(Look& look) {
  Clothes& c = look.clothes;
  overall(c, from_srgb(0x2F7A43), from_srgb(0x6E4424), Footwear::boot);
  c.skirt = 0.2F;
  c.skirt_is_open = true;
  c.belt = from_srgb(0x6E4424);
  wear_hat(c, Hat::elf, from_srgb(0x2F7A43));
  look.has_pointed_ears = true;
  look.beard.reset();
  look.has_moustache = false;
}

void dancer(Look& look) {
  Clothes& c = look.clothes;
  const Light pink = from_srgb(0xE58FA8);
  put_on(look, "dress", pink, false);
  c.skirt = 0.30F;
  c.skirt_flare = 7.0F;
  c.sleeve = 0;
  c.footwear = Footwear::shoe;
  c.shoes = pink;
  c.thickness = 0.003F;
  look.style = HairStyle::bun;
  c.garment = "dress";
}

void knight(Look& look) {
  Clothes& c = look.clothes;
  const Light steel{0.42F, 0.44F, 0.47F};
  overall(c, steel, steel * 0.8F, Footwear::boot);
  c.top_surface = c.bottom_surface = Surface::metal;
  c.gloves = steel;
  c.thickness = 0.012F;
  c.trouser_width = 0.008F;
  c.armour = steel;
  c.belt = from_srgb(0x5A3418);
  c.tabard = from_srgb(0xA3182E);
  wear_hat(c, Hat::knight, steel);
  c.garment = "armour";
}

void astronaut(Look& look) {
  Clothes& c = look.clothes;
  overall(c, Light{0.70F, 0.70F, 0.71F}, Light{0.45F, 0.45F, 0.47F}, Footwear::boot);
  c.thickness = 0.026F;
  c.trouser_width = 0.028F;
  c.gloves = Light{0.55F, 0.55F, 0.57F};
  c.life_support = Light{0.60F, 0.60F, 0.62F};
  c.belt = from_srgb(0x3A3D44);
  wear_hat(c, Hat::space, Light{0.72F, 0.72F, 0.73F});
  c.garment = "suit";
}

void zombie(Look& look) {
  Clothes& c = look.clothes;
  put_on(look, "shirt", from_srgb(0x6B6A55), false);
  c.sleeve = 0.7F;
  c.bottom = from_srgb(0x3F4448);
  c.trousers = 0.8F;
  c.skirt = 0;
  look.skin = from_srgb(0x8FA878);
  look.lips.reset();
  look.mood = Mood::sad;
}

void swimmer(Look& look, Light colour) { put_on(look, "swimsuit", colour, false); }

void diver(Look& look) {
  Clothes& c = look.clothes;
  overall(c, kBlack * 1.6F, from_srgb(0xE2C23A), Footwear::shoe);
  c.thickness = 0.003F;
  c.trouser_width = 0.003F;
  c.life_support = from_srgb(0xE2B32E);
  c.goggles = from_srgb(0xE2C23A);
  c.garment = "suit";
}

void bride(Look& look) {
  put_on(look, "gown", kWhite, true);
  look.clothes.garment = "gown";
  look.clothes.belt.reset();
  wear_hat(look.clothes, Hat::veil, kWhite);
  look.style = HairStyle::bun;
}

void athlete(Look& look) {
  Clothes& c = look.clothes;
  put_on(look, "t_shirt", from_srgb(0xC8302A), false);
  put_on(look, "shorts", kWhite, false);
  c.shoes = kWhite;
}

void skier(Look& look) {
  Clothes& c = look.clothes;
  put_on(look, "jacket", from_srgb(0xC8302A), false);
  c.collar = Collar::roll;
  c.has_buttons = false;
  c.skirt = 0;
  c.trousers = 1;
  c.bottom = from_srgb(0x2B3A55);
  c.trouser_width = 0.018F;
  c.footwear = Footwear::boot;
  c.gloves = kBlack;
  c.goggles = from_srgb(0xE58A2E);
  wear_hat(c, Hat::beanie, from_srgb(0x2E5FB4));
}

void worker(Look& look) {
  Clothes& c = look.clothes;
  put_on(look, "shirt", from_srgb(0x7A8A96), false);
  c.trousers = 1;
  c.skirt = 0;
  c.bottom = from_srgb(0x2F4A6E);
  c.vest = from_srgb(0xE8822E);
  c.footwear = Footwear::boot;
  wear_hat(c, Hat::helmet, from_srgb(0xE8C22E));
  c.hat_surface = Surface::plastic;
}

}  // namespace

bool dress_for_a_part(Look& look, std::string_view kind) {
  struct Costume {
    std::string_view kind;
    void (*wear)(Look&);
  };
  constexpr std::array kCostumes{
      Costume{"chef", chef},
      Costume{"farmer", farmer},
      Costume{"doctor", doctor},
      Costume{"nurse", nurse},
      Costume{"policeman", police},
      Costume{"police_officer", police},
      Costume{"firefighter", firefighter},
      Costume{"wizard", wizard},
      Costume{"witch", witch},
      Costume{"king", [](Look& l) { king(l, false); }},
      Costume{"queen", [](Look& l) { king(l, true); }},
      Costume{"princess", [](Look& l) { king(l, true); }},
      Costume{"ninja", ninja},
      Costume{"samurai", samurai},
      Costume{"pirate", pirate},
      Costume{"monk", monk},
      Costume{"singer", singer},
      Costume{"cowboy", cowboy},
      Costume{"clown", clown},
      Costume{"soldier", soldier},
      Costume{"santa", santa},
      Costume{"superhero", superhero},
      Costume{"angel", angel},
      Costume{"fairy", angel},
      Costume{"elf", elf},
      Costume{"dancer", dancer},
      Costume{"knight", knight},
      Costume{"astronaut", astronaut},
      Costume{"zombie", zombie},
      Costume{"surfer", [](Look& l) { swimmer(l, from_srgb(0x2E6FB4)); }},
      Costume{"mermaid", [](Look& l) { swimmer(l, from_srgb(0x8E4FA8)); }},
      Costume{"diver", diver},
      Costume{"bride", bride},
      Costume{"groom", [](Look& l) { put_on(l, "suit", from_srgb(0x1E1E24), false); }},
      Costume{"waiter",
              [](Look& l) {
                put_on(l, "shirt", kWhite, false);
                l.clothes.vest = from_srgb(0x24242A);
                l.clothes.bottom = from_srgb(0x24242A);
                l.clothes.trousers = 1;
                l.clothes.skirt = 0;
                l.clothes.apron = from_srgb(0x24242A);
              }},
      Costume{"teacher",
              [](Look& l) {
                put_on(l, "sweater", l.clothes.top, false);
                l.clothes.glasses = Light{0.03F, 0.02F, 0.015F};
              }},
      Costume{"artist",
              [](Look& l) {
                l.clothes.apron = from_srgb(0xB8A888);
                wear_hat(l.clothes, Hat::beret, from_srgb(0xA3262E));
              }},
      Costume{"athlete", athlete},
      Costume{"cyclist",
              [](Look& l) {
                athlete(l);
                l.clothes.bottom = kBlack;
                wear_hat(l.clothes, Hat::helmet, from_srgb(0xE8C22E));
                l.clothes.hat_surface = Surface::plastic;
              }},
      Costume{"skier", skier},
      Costume{"hiker",
              [](Look& l) {
                put_on(l, "jacket", from_srgb(0xC8472E), false);
                l.clothes.skirt = 0;
                l.clothes.trousers = 1;
                l.clothes.backpack = from_srgb(0x6E5030);
                l.clothes.footwear = Footwear::boot;
              }},
      Costume{"fisherman",
              [](Look& l) {
                farmer(l);
                l.clothes.bib = from_srgb(0x4A5A3A);
                l.clothes.bottom = from_srgb(0x4A5A3A);
              }},
      Costume{"driver", [](Look& l) { put_on(l, "jacket", from_srgb(0x6E4A2E), false); }},
      Costume{"geisha",
              [](Look& l) {
                put_on(l, "kimono", from_srgb(0xC8242E), true);
                l.clothes.accent = kWhite;
                l.style = HairStyle::bun;
                l.hair = from_srgb(0x17120F);
                l.lips = from_srgb(0xC81E2E);
              }},
      Costume{"worker", worker},
      Costume{"vendor", [](Look& l) { l.clothes.apron = from_srgb(0x3F7A4A); }},
      Costume{"actor",
              [](Look& l) { put_on(l, l.is_female ? "gown" : "suit", from_srgb(0x5A2F6E), true); }},
      Costume{
          "musician",
          [](Look& l) { put_on(l, l.is_female ? "dress" : "suit", from_srgb(0x24242E), true); }},
  };
  for (const Costume& costume : kCostumes) {
    if (costume.kind == kind) {
      look.clothes.has_costume = true;
      look.clothes.has_stripes = false;
      look.clothes.belt.reset();
      look.clothes.glasses.reset();
      costume.wear(look);
      return true;
    }
  }
  return false;
}

}  // namespace kirin::engine::motion::models::person
