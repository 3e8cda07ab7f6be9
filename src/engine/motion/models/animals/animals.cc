#include <array>
#include <vector>

#include "engine/motion/dice.h"
#include "engine/motion/models/animals/bird.h"
#include "engine/motion/models/animals/fish.h"
#include "engine/motion/models/animals/quadruped.h"
#include "engine/motion/models/animals/small.h"
#include "engine/motion/models/library.h"

namespace kirin::engine::motion::models {
namespace {

/// Coats that are as natural as the one in the kind's row.
struct Coats {
  std::string_view kind;
  std::array<std::uint32_t, 4> colours;
};
constexpr std::array kCoats = {Coats{"dog", {0x4A3123, 0xEADFC9, 0x8A8580, 0x242122}},
                               Coats{"cat", {0x76716C, 0xEFEAE0, 0x242225, 0xB9875A}},
                               Coats{"horse", {0xC79F66, 0x4A2E1E, 0xD8D4CC, 0x2B2320}},
                               Coats{"rabbit", {0xF2EEE6, 0x8C8782, 0xD9C29A, 0x5E4A3A}},
                               Coats{"bird", {0xC8372D, 0xE3B52E, 0x6F9A3C, 0xB5793F}},
                               Coats{"parrot", {0x2E9A47, 0x2F6FD0, 0xE8B62A, 0x2E9A47}},
                               Coats{"chicken", {0xA8643A, 0xE9DCC6, 0x5A4030, 0xC98A4A}},
                               Coats{"fish", {0x2F7BD9, 0xE8543A, 0x8A4FC9, 0x2FB5A0}},
                               Coats{"koi", {0xF3A63A, 0xF8F4EC, 0xE8541C, 0xF8F4EC}},
                               Coats{"butterfly", {0x2F7BD9, 0xF0D23A, 0xD94F8A, 0xE9E6DC}},
                               Coats{"dragonfly", {0xC8372D, 0x3FA34A, 0x2F6FD0, 0x8A4FC9}},
                               Coats{"jellyfish", {0x6FA8E8, 0xB58AE0, 0xF0B27A, 0x7FD6C9}},
                               Coats{"starfish", {0xD9474A, 0x8A5AB5, 0xE3B24A, 0xD97A3C}},
                               Coats{"seahorse", {0xE86A4A, 0x8AB54A, 0xD98AC0, 0x5A9AC9}}};

/// The order with a natural coat chosen by its seed where it names none: half of a kind look like
/// their row, and seed 0 always does.
ModelOrder with_natural_coat(const ModelOrder& order) {
  ModelOrder own = order;
  if (order.colour || order.seed == 0) {
    return own;
  }
  const std::uint64_t roll = mixed(order.seed ^ hash_of(order.kind));
  for (const Coats& coats : kCoats) {
    if (coats.kind == order.kind && roll % 8 < coats.colours.size()) {
      own.colour = world::from_srgb(coats.colours[roll % 8]);
    }
  }
  return own;
}

/// Builds the row of `rows` that the order names.
template <auto rows, auto build>
world::ModelPtr from_row(const ModelOrder& order) {
  for (const auto& row : rows()) {
    if (row.kind == order.kind) {
      return build(row, with_natural_coat(order));
    }
  }
  return build_sculpture(order);
}

template <auto build>
world::ModelPtr varied(const ModelOrder& order) {
  return build(with_natural_coat(order));
}

/// Kinds that are another kind while it is young.
struct Young {
  std::string_view kind;
  std::string_view of;
};
constexpr std::array kYoung = {
    Young{"puppy", "dog"},  Young{"kitten", "cat"}, Young{"foal", "horse"}, Young{"calf", "cow"},
    Young{"lamb", "sheep"}, Young{"piglet", "pig"}, Young{"fawn", "deer"},  Young{"cub", "lion"}};

world::ModelPtr build_young(const ModelOrder& order) {
  for (const Young& young : kYoung) {
    if (young.kind != order.kind) {
      continue;
    }
    ModelOrder own = order;
    own.traits.emplace_back("young");
    for (const auto& row : fauna::quadruped_rows()) {
      if (row.kind == young.of) {
        return fauna::build_quadruped(row, own);
      }
    }
  }
  return build_sculpture(order);
}

std::vector<Shelf> shelves() {
  std::vector<Shelf> all;
  for (const auto& row : fauna::quadruped_rows()) {
    all.push_back({row.kind, from_row<fauna::quadruped_rows, fauna::build_quadruped>});
  }
  for (const Young& young : kYoung) {
    all.push_back({young.kind, build_young});
  }
  for (const auto& row : fauna::bird_rows()) {
    all.push_back({row.kind, from_row<fauna::bird_rows, fauna::build_bird>});
  }
  for (const auto& row : fauna::fish_rows()) {
    all.push_back({row.kind, from_row<fauna::fish_rows, fauna::build_fish>});
  }
  all.insert(all.end(), {{"butterfly", varied<fauna::build_butterfly>},
                         {"bee", fauna::build_bee},
                         {"dragonfly", varied<fauna::build_dragonfly>},
                         {"ladybird", fauna::build_beetle},
                         {"firefly", fauna::build_beetle},
                         {"ant", fauna::build_ant},
                         {"spider", fauna::build_spider},
                         {"crab", fauna::build_crab},
                         {"snail", fauna::build_snail},
                         {"snake", fauna::build_snake},
                         {"caterpillar", fauna::build_caterpillar},
                         {"octopus", fauna::build_octopus},
                         {"squid", fauna::build_octopus},
                         {"jellyfish", varied<fauna::build_jellyfish>},
                         {"starfish", varied<fauna::build_starfish>},
                         {"seahorse", varied<fauna::build_seahorse>},
                         {"ray", fauna::build_ray},
                         {"manta", fauna::build_ray}});
  return all;
}

}  // namespace

std::span<const Shelf> animals() {
  static const std::vector<Shelf> kShelves = shelves();
  return kShelves;
}

}  // namespace kirin::engine::motion::models
