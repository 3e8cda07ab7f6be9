#include "engine/motion/ambient/ambient_vocabulary.h"

#include <vector>

namespace kirin::engine::motion {

std::span<const Phrase> ambient_vocabulary() {
  static const auto all = [] {
    std::vector<Phrase> phrases;
    for (const std::span<const Phrase> part : {ambient_things(), ambient_manners()}) {
      phrases.insert(phrases.end(), part.begin(), part.end());
    }
    return phrases;
  }();
  return all;
}

}  // namespace kirin::engine::motion
