#include "sound/effects/effects.h"

#include <algorithm>
#include <vector>

#include "sound/effects/shelves.h"

namespace kirin::sound {

std::span<const Effect> effects() {
  static const std::vector<Effect> kEffects = [] {
    std::vector<Effect> all;
    for (const auto shelf :
         {air_effects, water_effects, blast_effects, people_effects, step_effects, animal_effects,
          insect_effects, bird_effects, vehicle_effects, thing_effects}) {
      std::ranges::copy(shelf(), std::back_inserter(all));
    }
    return all;
  }();
  return kEffects;
}

const Effect* find_effect(std::string_view name) {
  const auto found = std::ranges::find(effects(), name, &Effect::name);
  return found == effects().end() ? nullptr : &*found;
}

std::string_view family_of(std::string_view name) {
  const std::string_view stem = name.substr(0, name.find('_'));
  return find_effect(stem) != nullptr ? stem : name;
}

}  // namespace kirin::sound
