#include <array>
#include <vector>

#include "engine/motion/models/animals/bird.h"
#include "engine/motion/models/animals/fish.h"
#include "engine/motion/models/animals/quadruped.h"
#include "engine/motion/models/animals/small.h"
#include "engine/motion/models/library.h"

namespace kirin::engine::motion::models {
namespace {

/// Builds the row of `rows` that the order names.
template <auto rows, auto build>
world::ModelPtr from_row(const ModelOrder& order) {
  for (const auto& row : rows()) {
    if (row.kind == order.kind) {
      return build(row, order);
    }
  }
  return build_sculpture(order);
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
  all.insert(all.end(), {{"butterfly", fauna::build_butterfly},
                         {"bee", fauna::build_bee},
                         {"dragonfly", fauna::build_dragonfly},
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
                         {"jellyfish", fauna::build_jellyfish},
                         {"starfish", fauna::build_starfish},
                         {"seahorse", fauna::build_seahorse},
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
