/// \file
/// What a person looks like and wears: the words of an order, and what a seed adds to them.
#pragma once

#include <optional>
#include <string_view>

#include "engine/motion/models/models.h"
#include "engine/motion/models/people/body_plan.h"

namespace kirin::engine::motion::models::person {

enum class HairStyle { bald, crop, swept, bob, straight, curly, afro, bun, ponytail, braids, tuft };
enum class Hat {
  none,
  cap,
  beanie,
  straw,
  wizard,
  crown,
  chef,
  police,
  fire,
  pirate,
  cowboy,
  santa,
  top_hat,
  beret,
  helmet,
  mortar_board,
  headscarf,
  clown,
  nurse,
  elf,
  knight,
  space,
  veil,
  hood,
  fedora
};
enum class Footwear { bare, shoe, boot, sandal };
enum class Collar { crew, shirt, lapels, roll, scarf, hood, crossed, ruff };
enum class Mood { calm, happy, sad, angry };

/// Lengths of clothes are fractions of the limb they cover.
struct Clothes {
  world::Light top{0.5F, 0.5F, 0.5F};
  world::Light bottom{0.2F, 0.2F, 0.3F};
  world::Light shoes{0.1F, 0.1F, 0.1F};
  world::Light accent{0.8F, 0.8F, 0.8F};  ///< shirt under a jacket, sash, tie, buttons
  world::Surface top_surface = world::Surface::cloth;
  world::Surface bottom_surface = world::Surface::cloth;
  bool has_top = true;
  float sleeve = 0.32F;          ///< 0 none … 1 to the wrist
  float sleeve_flare = 0;        ///< metres that its end is wider, per metre of height
  float trousers = 1;            ///< 0 none … 1 to the ankle
  float trouser_width = 0.010F;  ///< looseness per metre of height
  float skirt = 0;               ///< from waist (0) to ground (1)
  float skirt_flare = 0.5F;      ///< hem radius over hip radius, less 1
  bool skirt_is_open = false;    ///< a coat's
  float thickness = 0.006F;      ///< of the top, per metre of height
  Collar collar = Collar::crew;
  Footwear footwear = Footwear::shoe;
  Hat hat = Hat::none;
  world::Light hat_colour{0.3F, 0.3F, 0.3F};
  std::optional<world::Light> tie, belt, apron, cape, scarf, gloves, backpack, glasses, sunglasses,
      sash, mask, wings, bib, vest, badge, armour, tabard, fur_collar, fur_trim, life_support,
      goggles, bands;
  bool eye_patch = false;
  bool halo = false;
  bool has_costume = false;       ///< of a profession or a tale
  std::string_view garment = {};  ///< what the words call the costume's main piece
  world::Surface hat_surface = world::Surface::cloth;
  bool has_buttons = false;
  bool has_stripes = false;
  world::Light stripes{0.9F, 0.9F, 0.9F};
};

struct Look {
  Figure figure;
  bool is_female = false;
  bool is_child = false;
  bool is_baby = false;
  bool is_old = false;
  Mood mood = Mood::calm;
  world::Light skin{0.7F, 0.45F, 0.32F};
  world::Light hair{0.08F, 0.05F, 0.03F};
  world::Light eyes{0.15F, 0.09F, 0.05F};
  HairStyle style = HairStyle::crop;
  float hair_length = 0.5F;    ///< [0, 1] of the styles that hang
  std::optional<float> beard;  ///< its length in heads
  bool has_moustache = false;
  bool has_red_nose = false;
  bool has_pointed_ears = false;
  std::optional<world::Light> lips;
  Clothes clothes;
};

/// Reads the order. What it leaves open is drawn from its seed and kind.
Look look_of(const ModelOrder& order);

}  // namespace kirin::engine::motion::models::person
