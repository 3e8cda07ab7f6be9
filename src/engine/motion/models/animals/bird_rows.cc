// The proportions and the plumage of birds.
#include <vector>

#include "engine/motion/models/animals/bird.h"

namespace kirin::engine::motion::models::fauna {

std::span<const BirdRow> bird_rows() {
  static const std::vector<BirdRow> kAll = [] {
    std::vector<BirdRow> all;
    for (const std::span<const BirdRow> family : {land_birds(), water_birds()}) {
      all.insert(all.end(), family.begin(), family.end());
    }
    return all;
  }();
  return kAll;
}

}  // namespace kirin::engine::motion::models::fauna
