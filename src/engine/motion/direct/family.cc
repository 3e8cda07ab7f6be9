#include "engine/motion/direct/family.h"

#include <algorithm>
#include <array>
#include <span>

#include "engine/motion/models/library.h"

namespace kirin::engine::motion::direct {
namespace {

bool holds(std::span<const models::Shelf> shelves, std::string_view kind) {
  return std::ranges::any_of(shelves, [&](const auto& shelf) { return shelf.kind == kind; });
}

Family family_of(std::string_view kind) {
  constexpr std::array<std::string_view, 12> kCelestial = {
      "planet", "earth", "saturn", "mars",       "moon",   "sun",
      "star",   "comet", "galaxy", "black_hole", "meteor", "asteroid"};
  if (std::ranges::find(kCelestial, kind) != kCelestial.end()) {
    return Family::celestial;
  }
  if (holds(models::people(), kind)) {
    return Family::person;
  }
  if (holds(models::animals(), kind)) {
    return Family::animal;
  }
  if (holds(models::vehicles(), kind)) {
    return Family::vehicle;
  }
  if (holds(models::plants(), kind)) {
    return Family::plant;
  }
  return holds(models::buildings(), kind) ? Family::building : Family::object;
}

/// What is not as its family is.
struct Exception {
  std::string_view kind;
  Domain domain;
  std::string_view habit;
  float share;
};

constexpr auto kExceptions = std::to_array<Exception>({
    {"plane", Domain::air, "fly", 0.22F},
    {"helicopter", Domain::air, "fly", 0.26F},
    {"drone", Domain::air, "hover", 0.2F},
    {"rocket", Domain::air, "rise", 0.45F},
    {"spaceship", Domain::air, "fly", 0.25F},
    {"space_station", Domain::air, "float", 0.35F},
    {"satellite", Domain::air, "float", 0.35F},
    {"ufo", Domain::air, "hover", 0.22F},
    {"hot_air_balloon", Domain::air, "float", 0.42F},
    {"airship", Domain::air, "fly", 0.26F},
    {"kite", Domain::air, "fly", 0.2F},
    {"balloon", Domain::air, "float", 0.25F},
    {"sky_lantern", Domain::air, "rise", 0.2F},
    {"paper_plane", Domain::air, "fly", 0.12F},
    {"bubble", Domain::air, "rise", 0.15F},
    {"feather", Domain::air, "fall", 0.2F},
    {"firework", Domain::air, "rise", 0.2F},
    {"boat", Domain::water, "float", 0.24F},
    {"sailboat", Domain::water, "sail", 0.42F},
    {"ship", Domain::water, "sail", 0.3F},
    {"yacht", Domain::water, "sail", 0.3F},
    {"raft", Domain::water, "float", 0.22F},
    {"canoe", Domain::water, "float", 0.22F},
    {"submarine", Domain::water, "sail", 0.3F},
    {"paper_boat", Domain::water, "float", 0.25F},
    {"train", Domain::rail, "drive", 0.3F},
    {"steam_train", Domain::rail, "drive", 0.3F},
    {"fast_train", Domain::rail, "drive", 0.3F},
    {"tram", Domain::rail, "drive", 0.34F},
    {"campfire", Domain::ground, "burn", 0.34F},
    {"candle", Domain::ground, "burn", 0.36F},
    {"duck", Domain::water, "swim", 0.26F},
    {"swan", Domain::water, "swim", 0.32F},
    {"goose", Domain::water, "swim", 0.28F},
    {"lotus", Domain::water, "", 0.3F},
    {"water_lily", Domain::water, "", 0.25F},
});

Nature usual(Family family, const world::Model& model) {
  using world::Rig;
  switch (family) {
    case Family::person:
      return {family, Domain::ground, "", 0.44F};
    case Family::animal: {
      if (model.rig == Rig::fish || (model.rig == Rig::other && model.flies)) {
        return {family, Domain::water, "swim", 0.26F};
      }
      const bool is_aloft = model.flies || model.rig == Rig::insect;
      return is_aloft ? Nature{family, Domain::air, "fly", 0.18F}
                      : Nature{family, Domain::ground, "", 0.36F};
    }
    case Family::vehicle:
      return {family, Domain::road, "drive", 0.27F};
    case Family::plant:
      return {family, Domain::ground, "", 0.55F};
    case Family::building:
      return {family, Domain::ground, "", 0.58F};
    case Family::celestial:
      return {family, Domain::air, "spin", 0.34F};
    case Family::object:
      break;
  }
  return {family, Domain::ground, "", 0.34F};
}

}  // namespace

Nature nature_of(std::string_view kind, const world::Model& model) {
  Nature nature = usual(family_of(kind), model);
  for (const Exception& exception : kExceptions) {
    if (exception.kind == kind) {
      nature.domain = exception.domain;
      nature.habit = exception.habit;
      nature.share = exception.share;
    }
  }
  return nature;
}

bool is_scenery(const Nature& nature) {
  return nature.family == Family::building || nature.family == Family::plant;
}

}  // namespace kirin::engine::motion::direct
