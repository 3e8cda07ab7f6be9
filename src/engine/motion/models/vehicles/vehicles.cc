#include <array>

#include "engine/motion/models/library.h"
#include "engine/motion/models/vehicles/cars.h"
#include "engine/motion/models/vehicles/rail.h"
#include "engine/motion/models/vehicles/vessels.h"

namespace kirin::engine::motion::models {

std::span<const Shelf> vehicles() {
  static constexpr std::array kShelf = std::to_array<Shelf>({
      {"car", build_car},
      {"taxi", build_taxi},
      {"police_car", build_police_car},
      {"sports_car", build_sports_car},
      {"van", build_van},
      {"ambulance", build_ambulance},
      {"train", build_train},
      {"steam_train", build_steam_train},
      {"fast_train", build_fast_train},
      {"tram", build_tram},
      {"bus", build_bus},
      {"boat", build_boat},
      {"canoe", build_canoe},
      {"raft", build_raft},
      {"sailboat", build_sailboat},
      {"yacht", build_yacht},
      {"ship", build_ship},
      {"pirate_ship", build_pirate_ship},
      {"submarine", build_submarine},
  });
  return kShelf;
}

}  // namespace kirin::engine::motion::models
