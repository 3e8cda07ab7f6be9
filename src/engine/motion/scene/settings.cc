#include "engine/motion/scene/settings.h"

#include <algorithm>
#include <vector>

#include "engine/motion/scene/backdrop.h"
#include "engine/motion/scene/figures.h"
#include "engine/motion/scene/weather.h"

namespace kirin::engine::motion::scene {
namespace {

void paint_backdrop(Stage& stage) {
  switch (stage.plan.brief.setting) {
    case Setting::beach:
      return paint_beach(stage);
    case Setting::sea:
      return paint_sea(stage);
    case Setting::lake:
      return paint_lake(stage);
    case Setting::mountains:
      return paint_mountains(stage);
    case Setting::forest:
      return paint_forest(stage);
    case Setting::meadow:
      return paint_meadow(stage);
    case Setting::desert:
      return paint_desert(stage);
    case Setting::city:
      return paint_city(stage);
    case Setting::snowfield:
      return paint_snowfield(stage);
    case Setting::space:
      return paint_space(stage);
    case Setting::underwater:
      return paint_underwater(stage);
    case Setting::abstract:
      return paint_abstract(stage);
  }
}

/// What flies comes first, then what stands from far to near; kites last of the flyers, their
/// strings in front.
float order_of(const Actor& actor) {
  switch (actor.kind) {
    case Figure::kite:
      return 3;
    case Figure::bird:
    case Figure::balloon:
    case Figure::rocket:
    case Figure::lantern:
      return actor.depth - 2;
    case Figure::butterfly:
      return 4;
    case Figure::flower:
      return actor.at.y + 0.03F;
    default:
      return actor.at.y;
  }
}

void paint_actors(Stage& stage) {
  std::vector<const Actor*> order;
  for (const Actor& actor : stage.plan.actors) {
    order.push_back(&actor);
  }
  std::ranges::stable_sort(order, {}, [](const Actor* actor) { return order_of(*actor); });
  for (const Actor* actor : order) {
    draw_actor(stage, *actor);
  }
}

bool is_outdoors(Setting setting) {
  return setting != Setting::space && setting != Setting::underwater &&
         setting != Setting::abstract;
}

void paint_weather(Stage& stage) {
  const SceneBrief& brief = stage.plan.brief;
  switch (brief.weather) {
    case Weather::rain:
      return paint_rain(stage);
    case Weather::snow:
      return paint_snowfall(stage);
    default:
      break;
  }
  if (is_outdoors(brief.setting) && brief.season == Season::spring) {
    paint_falling_leaves(stage, rgb(0xF6B6CA));
  } else if (is_outdoors(brief.setting) && brief.season == Season::autumn) {
    paint_falling_leaves(stage, rgb(0xD8702A));
  }
}

}  // namespace

void paint_scene(Stage& stage) {
  const SceneBrief& brief = stage.plan.brief;
  paint_backdrop(stage);
  if (brief.weather == Weather::fog && is_outdoors(brief.setting)) {
    paint_fog(stage, 0.8F);
  }
  paint_actors(stage);
  paint_foreground(stage);
  paint_weather(stage);
}

}  // namespace kirin::engine::motion::scene
