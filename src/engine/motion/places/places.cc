#include "engine/motion/places/places.h"

#include <array>

#include "engine/motion/places/setting.h"
#include "engine/motion/places/snow_cover.h"
#include "engine/motion/places/weather.h"

namespace kirin::engine::motion::places {
namespace {

std::array<std::span<const Setting>, 9> settings() {
  return {fields(), woods(), shores(), heights(),    drylands(),
          beyond(), rooms(), towns(),  settlements()};
}

const Setting* find_setting(std::string_view id) {
  for (const std::span<const Setting> family : settings()) {
    for (const Setting& setting : family) {
      if (setting.id == id) {
        return &setting;
      }
    }
  }
  return nullptr;
}

}  // namespace

Place build_place(const story::SceneDescription& scene, float aspect, std::uint64_t seed,
                  world::World& world) {
  Site site{.scene = scene,
            .aspect = aspect,
            .seed = mixed(seed ^ hash_of(scene.setting)),
            .day = daylight_of(scene, aspect, seed),
            .land = land_colours_of(scene),
            .world = world};
  const Setting* setting = find_setting(scene.setting);
  if (setting == nullptr) {
    setting = find_setting("abstract");
  }
  setting->build(site);
  for (const std::string& neighbour : scene.beside) {
    const Setting* other = find_setting(neighbour);
    if (other != nullptr && other->beside != nullptr && other != setting) {
      other->beside(site);
    }
  }
  const bool is_open = !site.is_indoors && site.day.sky.backdrop == world::Backdrop::sky;
  if (is_open && site.land.snow_cover > 0.3F) {
    lay_snow(world, site.land.snow, site.land.snow_cover);
    site.place.snow_cover = site.land.snow_cover;
    site.place.snow = site.land.snow;
  }
  if (!site.is_indoors) {
    add_weather(site);
  } else if (site.window_z) {
    add_weather_outside(site, *site.window_z);
  }
  world.sky = site.day.sky;
  world.light = site.day.light;
  world.fog = site.day.fog;
  world.look = site.day.look;
  world.wind = site.day.wind;
  return site.place;
}

std::vector<std::string_view> place_ids() {
  std::vector<std::string_view> ids;
  for (const std::span<const Setting> family : settings()) {
    for (const Setting& setting : family) {
      ids.push_back(setting.id);
    }
  }
  return ids;
}

}  // namespace kirin::engine::motion::places
