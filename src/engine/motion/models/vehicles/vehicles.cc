#include <array>

#include "engine/motion/models/library.h"
#include "engine/motion/models/vehicles/aircraft.h"
#include "engine/motion/models/vehicles/cars.h"
#include "engine/motion/models/vehicles/cycles.h"
#include "engine/motion/models/vehicles/rail.h"
#include "engine/motion/models/vehicles/trucks.h"
#include "engine/motion/models/vehicles/vessels.h"

namespace kirin::engine::motion::models {

std::span<const Shelf> vehicles() {
  static constexpr std::array kShelf = std::to_array<Shelf>({
      {"car", build_car},
      {"traffic", build_car},
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
      {"truck", build_truck},
      {"fire_engine", build_fire_engine},
      {"tractor", build_tractor},
      {"excavator", build_excavator},
      {"tank", build_tank},
      {"bicycle", build_bicycle},
      {"motorcycle", build_motorcycle},
      {"scooter", build_scooter},
      {"skateboard", build_skateboard},
      {"sled", build_sled},
      {"carriage", build_carriage},
      {"plane", build_plane},
      {"biplane", build_biplane},
      {"helicopter", build_helicopter},
      {"hot_air_balloon", build_hot_air_balloon},
      {"airship", build_airship},
      {"drone", build_drone},
      {"parachute", build_parachute},
      {"rocket", build_rocket},
      {"spaceship", build_spaceship},
      {"ufo", build_ufo},
      {"space_station", build_space_station},
      {"satellite", build_satellite},
  });
  return kShelf;
}

}  // namespace kirin::engine::motion::models
