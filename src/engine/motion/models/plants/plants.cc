#include "engine/motion/models/plants/plants.h"

#include <array>

#include "engine/motion/models/library.h"
#include "engine/motion/models/plants/shelves.h"

namespace kirin::engine::motion::models {
namespace {

struct FarShelf {
  std::string_view kind;
  world::ModelPtr (*build)(const ModelOrder& order);
};

constexpr std::array kShelves = {
    Shelf{"tree", build_tree},
    Shelf{"oak", build_tree},
    Shelf{"maple", build_tree},
    Shelf{"birch", build_tree},
    Shelf{"willow", build_tree},
    Shelf{"apple_tree", build_tree},
    Shelf{"cherry_tree", build_tree},
    Shelf{"acacia", build_tree},
    Shelf{"jungle_tree", build_tree},
    Shelf{"dead_tree", build_tree},
    Shelf{"bush", build_tree},
    Shelf{"shrub", build_tree},
    Shelf{"pine", build_conifer},
    Shelf{"fir", build_conifer},
    Shelf{"palm", build_palm},
    Shelf{"bamboo", build_bamboo},
    Shelf{"fern", build_fern},
    Shelf{"flower", build_flower},
    Shelf{"rose", build_flower},
    Shelf{"tulip", build_flower},
    Shelf{"sunflower", build_flower},
    Shelf{"daisy", build_flower},
    Shelf{"poppy", build_flower},
    Shelf{"lily", build_flower},
    Shelf{"orchid", build_flower},
    Shelf{"dandelion", build_flower},
    Shelf{"grass", build_grass},
    Shelf{"savanna_grass", build_grass},
    Shelf{"reed", build_grass},
    Shelf{"wheat", build_grass},
    Shelf{"lavender", build_grass},
    Shelf{"clover", build_grass},
    Shelf{"cactus", build_cactus},
    Shelf{"mushroom", build_mushroom},
    Shelf{"hedge", build_hedge},
    Shelf{"vine", build_vine},
    Shelf{"ivy", build_vine},
    Shelf{"leaf", build_single_leaf},
    Shelf{"seaweed", build_water_plant},
    Shelf{"coral", build_water_plant},
    Shelf{"water_lily", build_water_plant},
    Shelf{"lotus", build_water_plant},
};

constexpr std::array kFarShelves = {
    FarShelf{"tree", build_far_tree},        FarShelf{"oak", build_far_tree},
    FarShelf{"maple", build_far_tree},       FarShelf{"birch", build_far_tree},
    FarShelf{"willow", build_far_tree},      FarShelf{"apple_tree", build_far_tree},
    FarShelf{"cherry_tree", build_far_tree}, FarShelf{"acacia", build_far_tree},
    FarShelf{"jungle_tree", build_far_tree}, FarShelf{"dead_tree", build_far_tree},
    FarShelf{"bush", build_far_tree},        FarShelf{"shrub", build_far_tree},
    FarShelf{"pine", build_far_conifer},     FarShelf{"fir", build_far_conifer},
    FarShelf{"palm", build_far_palm},        FarShelf{"bamboo", build_far_bamboo},
    FarShelf{"grass", build_far_grass},      FarShelf{"savanna_grass", build_far_grass},
    FarShelf{"reed", build_far_grass},       FarShelf{"wheat", build_far_grass},
    FarShelf{"lavender", build_far_grass},   FarShelf{"fern", build_far_fern},
    FarShelf{"flower", build_far_flower},    FarShelf{"rose", build_far_flower},
    FarShelf{"tulip", build_far_flower},     FarShelf{"sunflower", build_far_flower},
    FarShelf{"daisy", build_far_flower},     FarShelf{"poppy", build_far_flower},
    FarShelf{"lily", build_far_flower},      FarShelf{"orchid", build_far_flower},
    FarShelf{"dandelion", build_far_flower},
};

}  // namespace

std::span<const Shelf> plants() { return kShelves; }

world::ModelPtr far_plant(const ModelOrder& order) {
  for (const FarShelf& shelf : kFarShelves) {
    if (shelf.kind == order.kind) {
      return shelf.build(order);
    }
  }
  return nullptr;
}

}  // namespace kirin::engine::motion::models
