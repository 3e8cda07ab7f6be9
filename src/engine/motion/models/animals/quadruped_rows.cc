// The proportions of four-legged animals. Heights are those of zoology books; heads are drawn
// larger and legs stouter than in nature, as toys have them.
#include <vector>

#include "engine/motion/models/animals/quadruped.h"

namespace kirin::engine::motion::models::fauna {

std::span<const QuadrupedRow> quadruped_rows() {
  static const std::vector<QuadrupedRow> kAll = [] {
    std::vector<QuadrupedRow> all;
    for (const std::span<const QuadrupedRow> family :
         {household_animals(), predators(), grazers(), climbers(), sprawlers(), fabled_animals()}) {
      all.insert(all.end(), family.begin(), family.end());
    }
    return all;
  }();
  return kAll;
}

}  // namespace kirin::engine::motion::models::fauna
