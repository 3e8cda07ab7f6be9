#include <vector>

#include "engine/motion/models/buildings/shelves.h"
#include "engine/motion/models/library.h"

namespace kirin::engine::motion::models {

std::span<const Shelf> buildings() {
  static const std::vector<Shelf> kAll = [] {
    std::vector<Shelf> all;
    for (const std::span<const Shelf> shelf :
         {homes(), town_buildings(), strongholds(), sacred_buildings(), landmarks(),
          street_furniture(), fairground()}) {
      all.insert(all.end(), shelf.begin(), shelf.end());
    }
    return all;
  }();
  return kAll;
}

}  // namespace kirin::engine::motion::models
