#include <vector>

#include "engine/motion/models/library.h"
#include "engine/motion/models/objects/shelves.h"

namespace kirin::engine::motion::models {

std::span<const Shelf> objects() {
  static const std::vector<Shelf> kAll = [] {
    std::vector<Shelf> all;
    for (const std::span<const Shelf> shelf :
         {toys(), playthings(), household(), lights(), furniture(), instruments(), devices(),
          containers(), keepsakes(), tableware(), dishes(), meals(), fruit(), forms(),
          celestial_bodies()}) {
      all.insert(all.end(), shelf.begin(), shelf.end());
    }
    return all;
  }();
  return kAll;
}

}  // namespace kirin::engine::motion::models
