#include "engine/motion/scene/scene_planner.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/motion/scene/dice.h"

namespace kirin::engine::motion::scene {
namespace {

bool is_tall(const ScenePlan& plan) { return plan.aspect < 0.9F; }

float horizon_of(const ScenePlan& plan) {
  const float tall = is_tall(plan) ? 0.05F : 0.0F;
  switch (plan.brief.setting) {
    case Setting::beach:
      return 0.56F + tall;
    case Setting::sea:
      return 0.55F + tall;
    case Setting::lake:
      return 0.60F + tall;
    case Setting::city:
      return 0.74F + 0.5F * tall;
    case Setting::mountains:
    case Setting::forest:
      return 0.66F + tall;
    case Setting::space:
    case Setting::underwater:
    case Setting::abstract:
      return 0.5F;
    default:
      return 0.62F + tall;
  }
}

/// Puts the sun or moon where the hour has it, away from the first subject.
void place_sun(ScenePlan& plan, Dice& dice) {
  const SceneBrief& brief = plan.brief;
  plan.is_moon = brief.hour == Hour::night;
  const float side = dice.unit() < 0.72F ? 1.0F : -1.0F;
  const float x = side * dice.between(0.14F, 0.24F) * plan.aspect;
  switch (brief.hour) {
    case Hour::dawn:
      plan.sun = {x, plan.horizon - dice.between(0.07F, 0.11F)};
      break;
    case Hour::dusk:
      plan.sun = {x, plan.horizon - dice.between(0.055F, 0.085F)};
      break;
    case Hour::day:
      plan.sun = {1.5F * x, 0.13F};
      break;
    case Hour::night:
      plan.sun = {1.2F * x, 0.18F};
      break;
  }
  const bool excluded = brief.excludes(plan.is_moon ? Light::moon : Light::sun);
  const bool hidden = brief.weather == Weather::rain || brief.weather == Weather::snow;
  const bool enclosed = brief.setting == Setting::underwater ||
                        brief.setting == Setting::abstract || brief.setting == Setting::space;
  const bool asked = brief.has(plan.is_moon ? Light::moon : Light::sun);
  plan.sun_shows = !excluded && !enclosed && (asked || !hidden);
}

float wind_of(const SceneBrief& brief) {
  float wind = brief.windy ? 0.85F : 0.35F;
  if (brief.weather == Weather::rain) {
    wind = std::max(wind, 0.6F);
  }
  return brief.weather == Weather::fog ? 0.15F : wind;
}

struct Habit {
  float size;  ///< units
  float y;     ///< feet, or the middle of what flies
  float depth;
  float speed;  ///< units per second, to where it faces
  float rise;   ///< units per second, upwards
  bool flies;
  std::uint32_t colour;
};

/// How a figure of that kind usually appears; y is where the setting's ground is for those on foot.
Habit habit_of(Figure kind, float ground) {
  switch (kind) {
    case Figure::person:
      return {0.17F, ground, 0.92F, 0.030F, 0, false, 0x3E5C86};
    case Figure::bird:
      return {0.085F, 0.24F, 0.5F, 0.045F, 0.006F, true, 0x2C2F38};
    case Figure::kite:
      return {0.15F, 0.36F, 0.8F, 0.014F, 0.042F, true, 0xD8281F};
    case Figure::boat:
      return {0.24F, ground, 0.6F, 0.018F, 0, false, 0xF2E6D2};
    case Figure::car:
      return {0.105F, ground, 0.95F, 0.11F, 0, false, 0xC23A2E};
    case Figure::tree:
      return {0.34F, ground, 0.88F, 0, 0, false, 0x3E7A3A};
    case Figure::house:
      return {0.20F, ground, 0.8F, 0, 0, false, 0xE6D8BE};
    case Figure::balloon:
      return {0.27F, 0.33F, 0.5F, 0.008F, 0.012F, true, 0xD8402E};
    case Figure::dog:
      return {0.105F, ground, 0.95F, 0.055F, 0, false, 0x9A6A3C};
    case Figure::cat:
      return {0.085F, ground, 0.95F, 0.032F, 0, false, 0x5A5A62};
    case Figure::horse:
      return {0.185F, ground, 0.92F, 0.050F, 0, false, 0x6A4028};
    case Figure::rocket:
      return {0.25F, 0.60F, 0.7F, 0.012F, 0.055F, true, 0xD8402E};
    case Figure::fish:
      return {0.060F, 0.46F, 0.8F, 0.045F, 0, true, 0xF08424};
    case Figure::flower:
      return {0.15F, ground, 1.0F, 0, 0, false, 0xE0507A};
    case Figure::butterfly:
      return {0.060F, 0.55F, 1.0F, 0.02F, 0.004F, true, 0xF0A030};
    case Figure::lantern:
      return {0.060F, 0.42F, 0.7F, 0.006F, 0.022F, true, 0xF5A23C};
  }
  return {0.1F, ground, 1, 0, 0, false, 0x808080};
}

/// Where those on foot stand in this setting.
float ground_of(const ScenePlan& plan) {
  switch (plan.brief.setting) {
    case Setting::beach:
      return 0.875F;
    case Setting::city:
      return 0.945F;
    case Setting::space:
      return 0.90F;
    case Setting::sea:
      return 0.80F;
    case Setting::mountains:
      return 0.955F;
    case Setting::lake:
      return 0.90F;
    default:
      return 0.88F;
  }
}

/// One figure of the subject's, `index` of `count`.
Actor make_actor(const ScenePlan& plan, const Subject& subject, const Habit& habit, int index,
                 Dice& dice) {
  const int count = subject.count;
  Actor actor;
  actor.kind = subject.kind;
  actor.salt = dice.next();
  actor.phase = dice.unit();
  actor.depth = habit.depth;
  // A narrow frame shows smaller figures; a crowd is smaller than one alone.
  const float narrow = std::clamp(0.55F + 0.28F * plan.aspect, 0.62F, 1.0F);
  const float crowd = count > 1 ? std::pow(static_cast<float>(count), -0.22F) : 1.12F;
  actor.size = habit.size * narrow * crowd * dice.between(0.92F, 1.08F);
  actor.colour = subject.colour.value_or(rgb(habit.colour));
  if (!subject.colour && count > 1 &&
      (subject.kind == Figure::person || subject.kind == Figure::balloon ||
       subject.kind == Figure::car || subject.kind == Figure::flower ||
       subject.kind == Figure::fish || subject.kind == Figure::butterfly)) {
    actor.colour = from_hsv(dice.unit(), dice.between(0.45F, 0.75F), dice.between(0.6F, 0.95F));
  }
  actor.facing = dice.unit() < 0.65F ? 1.0F : -1.0F;
  const float slot = count == 1
                         ? dice.between(-0.10F, 0.10F)
                         : (static_cast<float>(index) + 0.5F) / static_cast<float>(count) - 0.5F;
  const float jitter = count == 1 ? 0.0F : dice.between(-0.22F, 0.22F) / static_cast<float>(count);
  actor.at.x = (slot + jitter) * plan.aspect * 0.84F;
  actor.at.y = habit.y;
  if (habit.flies) {
    actor.at.y += count == 1 ? 0.0F : dice.between(-0.11F, 0.11F);
  } else {
    const float away = dice.unit();
    actor.at.y -= count == 1 ? 0.0F : 0.045F * away;
    actor.size *= count == 1 ? 1.0F : 1 - 0.22F * away;
  }
  return actor;
}

void set_in_motion(Actor& actor, const Habit& habit, const ScenePlan& plan) {
  // What crosses the frame starts back so that it is about in its place at half time.
  actor.velocity = {actor.facing * habit.speed * std::clamp(0.4F + 0.4F * plan.aspect, 0.5F, 1.1F),
                    -habit.rise};
  if (actor.kind != Figure::kite) {
    actor.at = actor.at - actor.velocity * (0.5F * plan.seconds);
  }
}

/// A person who stands by and holds the kite's string; placed so that the string runs across the
/// frame.
void join_kite(ScenePlan& plan, std::size_t kite_index, Dice& dice) {
  Actor& kite = plan.actors[kite_index];
  const float right = plan.sun.x >= 0 ? 1.0F : -1.0F;
  kite.facing = right;
  kite.at = {right * 0.085F * plan.aspect, is_tall(plan) ? 0.36F : 0.37F};
  kite.velocity = {right * 0.020F * plan.aspect * 5 / plan.seconds, -0.040F * 5 / plan.seconds};
  kite.size *= 1.05F;
  for (Actor& actor : plan.actors) {
    if (actor.kind == Figure::person && actor.holds < 0) {
      actor.holds = static_cast<int>(kite_index);
      actor.facing = right;
      actor.velocity = {0, 0};
      actor.at = {-right * dice.between(0.20F, 0.25F) * plan.aspect, ground_of(plan)};
      return;
    }
  }
}

/// Subjects that belong elsewhere keep to a place that looks meant.
Habit adapted(Habit habit, Figure kind, const ScenePlan& plan) {
  const Setting place = plan.brief.setting;
  const float h = plan.horizon;
  if (kind == Figure::boat) {
    habit.y = place == Setting::beach  ? h + 0.055F
              : place == Setting::sea  ? h + 0.15F
              : place == Setting::lake ? h + 0.12F
                                       : habit.y;
    habit.size *= place == Setting::beach ? 0.62F : 1;
  }
  if (place == Setting::space || place == Setting::underwater) {
    if (!habit.flies && kind != Figure::flower) {
      habit.y = 0.58F;
      habit.flies = true;
    }
    if (kind == Figure::fish) {
      habit.size *= 1.25F;
    }
  }
  if (kind == Figure::fish &&
      (place == Setting::sea || place == Setting::lake || place == Setting::beach)) {
    habit.y = h + 0.10F;
    habit.size *= 0.6F;
  }
  if (kind == Figure::tree) {
    habit.size *= place == Setting::beach ? 1.25F : 1;
    if (place == Setting::sea || place == Setting::city) {
      habit.size *= 0.8F;
    }
  }
  return habit;
}

void cast_actors(ScenePlan& plan, Dice& dice) {
  for (const Subject& subject : plan.brief.subjects) {
    const Habit habit = adapted(habit_of(subject.kind, ground_of(plan)), subject.kind, plan);
    for (int i = 0; i < subject.count; ++i) {
      Actor actor = make_actor(plan, subject, habit, i, dice);
      if (subject.kind == Figure::tree && !subject.colour) {
        actor.colour = plan.palette.foliage;
      }
      if (subject.kind == Figure::tree || subject.kind == Figure::house) {
        // Large things frame the picture instead of filling its middle.
        const float side = subject.kind == Figure::tree ? 1.0F : -1.0F;
        actor.at.x = subject.count == 1 ? side * 0.27F * plan.aspect : actor.at.x;
        actor.at.y -= 0.02F;
      }
      set_in_motion(actor, habit, plan);
      plan.actors.push_back(actor);
    }
  }
  for (std::size_t i = 0; i < plan.actors.size(); ++i) {
    if (plan.actors[i].kind == Figure::kite) {
      join_kite(plan, i, dice);
      break;
    }
  }
}

}  // namespace

ScenePlan plan_scene(const SceneBrief& brief, const CameraPlan& camera, std::uint64_t seed,
                     media::Size size, double seconds) {
  ScenePlan plan;
  plan.brief = brief;
  plan.camera = without_room(camera);  // the scene goes on beyond the frame
  plan.seed = mixed(seed ^ brief.words_hash);
  plan.aspect = static_cast<float>(size.width) / static_cast<float>(size.height);
  plan.seconds = static_cast<float>(seconds);
  plan.palette = palette_of(brief, plan.seed);
  plan.wind = wind_of(brief);
  plan.horizon = horizon_of(plan);
  Dice dice(plan.seed ^ 0x91A7U);
  place_sun(plan, dice);
  cast_actors(plan, dice);
  return plan;
}

View view_at(const ScenePlan& plan, media::Size size, float progress) {
  View view;
  view.width = static_cast<float>(size.width);
  view.height = static_cast<float>(size.height);
  view.horizon = plan.horizon;
  if (!plan.camera.is_from_prompt) {
    // A slow walk to the side and forwards, a little slower at both ends.
    const float p = 0.6F * progress + 0.4F * static_cast<float>(eased(progress));
    view.truck.x = 0.018F * (2 * p - 1) * std::min(plan.aspect, 1.0F);
    view.push = 0.05F * p;
    return view;
  }
  const CameraPose pose = at(plan.camera, progress);
  view.zoom = static_cast<float>(pose.zoom);
  view.pan = {static_cast<float>(pose.x) * plan.aspect, static_cast<float>(pose.y)};
  view.truck = {static_cast<float>(pose.truck_x) * plan.aspect, static_cast<float>(pose.truck_y)};
  view.push = std::clamp(static_cast<float>(pose.push), -0.5F, 0.5F);
  return view;
}

}  // namespace kirin::engine::motion::scene
