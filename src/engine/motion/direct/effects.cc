#include "engine/motion/direct/effects.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/motion/animate/emitters.h"
#include "engine/motion/animate/particle_stream.h"
#include "engine/motion/dice.h"
#include "engine/motion/direct/family.h"

namespace kirin::engine::motion::direct {
namespace {

using animate::Emission;
using world::Light;
using world::Vec3;

using Make = world::SpriteSource (*)(Emission);

constexpr double kWarmUp = 4;          // seconds that a steady source has been on at the start
constexpr std::size_t kOfOneKind = 3;  // actors of a subject that get effects
constexpr std::string_view kFeet = "(feet)";
constexpr std::string_view kMiddle = "(middle)";

enum class Who { any, on_road, runner, fish, without_flame };
enum class Terrain { any, dry, snow, deep_water };
enum class Size { natural, of_height };  // what a scale of 1 is: the emitter's own, or the actor's
enum class When {
  steady,   ///< as long as the act lasts, and before the clip where that is its first
  ignited,  ///< as long as the act lasts
  struck    ///< once, when the act strikes
};

/// Who gives off what. Empty names match all.
struct Effect {
  std::string_view kind = {};
  std::string_view action = {};
  std::string_view trait = {};
  std::string_view anchor = kMiddle;
  Make make = nullptr;
  float scale = 1;
  Size size = Size::natural;
  When when = When::steady;
  Who who = Who::any;
  Terrain terrain = Terrain::any;
  float least_speed = 0;       ///< metres per second
  Vec3 direction = {0, 1, 0};  ///< in the actor's frame
  Light colour = {1, 1, 1};
};

constexpr Vec3 kBack{0, 0.25F, -0.97F};
constexpr Vec3 kDown{0, -1, 0};

constexpr auto kEffects = std::to_array<Effect>({
    {.kind = "campfire", .anchor = "flame", .make = animate::flame, .scale = 0.8F},
    {.kind = "campfire", .anchor = "smoke", .make = animate::smoke, .scale = 0.8F},
    {.kind = "campfire", .anchor = "flame", .make = animate::embers, .scale = 1.3F},
    {.action = "burn",
     .anchor = kFeet,
     .make = animate::flame,
     .scale = 0.9F,
     .size = Size::of_height,
     .who = Who::without_flame},
    {.action = "burn", .make = animate::smoke, .size = Size::of_height, .who = Who::without_flame},
    {.trait = "burning",
     .make = animate::flame,
     .scale = 0.6F,
     .size = Size::of_height,
     .who = Who::without_flame},
    {.action = "explode",
     .make = animate::explosion,
     .scale = 0.9F,
     .size = Size::of_height,
     .when = When::struck},
    {.action = "explode",
     .anchor = kFeet,
     .make = animate::smoke,
     .scale = 1.2F,
     .size = Size::of_height,
     .when = When::struck},
    {.action = "crash", .make = animate::dust, .size = Size::of_height, .when = When::struck},

    {.action = "pour",
     .anchor = "spout",
     .make = animate::pour_stream,
     .scale = 0.6F,
     .direction = {0.8F, 0.2F, 0},
     .colour = {0.62F, 0.36F, 0.14F}},
    {.kind = "coffee",
     .anchor = "steam",
     .make = animate::steam,
     .scale = 1.8F,
     .colour = {1.5F, 1.5F, 1.5F}},
    {.kind = "tea",
     .anchor = "steam",
     .make = animate::steam,
     .scale = 1.8F,
     .colour = {1.5F, 1.5F, 1.5F}},
    {.kind = "noodles",
     .anchor = "steam",
     .make = animate::steam,
     .scale = 1.8F,
     .colour = {1.5F, 1.5F, 1.5F}},
    {.kind = "teapot",
     .anchor = "steam",
     .make = animate::steam,
     .scale = 1.8F,
     .colour = {1.5F, 1.5F, 1.5F}},
    {.trait = "hot",
     .anchor = "steam",
     .make = animate::steam,
     .scale = 1.8F,
     .colour = {1.5F, 1.5F, 1.5F}},
    {.kind = "fountain", .anchor = "water", .make = animate::fountain, .scale = 0.8F},

    {.kind = "rocket",
     .action = "rise",
     .anchor = "exhaust",
     .make = animate::rocket_jet,
     .scale = 2.6F,
     .when = When::ignited,
     .direction = kDown},
    {.kind = "rocket",
     .action = "take_off",
     .anchor = "exhaust",
     .make = animate::rocket_jet,
     .scale = 2.6F,
     .when = When::ignited,
     .direction = kDown},
    {.kind = "rocket",
     .action = "fly",
     .anchor = "exhaust",
     .make = animate::rocket_jet,
     .scale = 2.6F,
     .direction = kDown},
    {.kind = "steam_train",
     .anchor = "exhaust",
     .make = animate::train_smoke,
     .scale = 2.8F,
     .colour = {1.6F, 1.6F, 1.6F}},
    {.kind = "train",
     .trait = "old",
     .anchor = "exhaust",
     .make = animate::train_smoke,
     .scale = 2.8F,
     .colour = {1.6F, 1.6F, 1.6F}},
    {.anchor = "exhaust",
     .make = animate::exhaust,
     .scale = 0.9F,
     .who = Who::on_road,
     .least_speed = 0.3F,
     .direction = kBack},
    {.anchor = kFeet,
     .make = animate::dust_trail,
     .scale = 3.2F,
     .who = Who::on_road,
     .terrain = Terrain::dry,
     .least_speed = 1.5F,
     .direction = kBack,
     .colour = {1.35F, 1.3F, 1.25F}},
    {.anchor = kFeet,
     .make = animate::snow_spray,
     .who = Who::on_road,
     .terrain = Terrain::snow,
     .least_speed = 1.5F,
     .direction = kBack},
    {.anchor = kFeet,
     .make = animate::dust_trail,
     .scale = 0.7F,
     .who = Who::runner,
     .terrain = Terrain::dry,
     .least_speed = 2.2F,
     .direction = kBack},
    {.anchor = kFeet,
     .make = animate::snow_spray,
     .scale = 0.7F,
     .who = Who::runner,
     .terrain = Terrain::snow,
     .least_speed = 2.2F,
     .direction = kBack},

    {.anchor = "mouth", .make = animate::bubbles, .who = Who::fish, .terrain = Terrain::deep_water},
    {.kind = "diver", .anchor = "mouth", .make = animate::bubbles, .scale = 1.5F},
    {.kind = "wizard", .make = animate::magic_sparkle, .scale = 0.8F, .size = Size::of_height},
    {.kind = "fairy", .make = animate::magic_sparkle, .scale = 0.8F, .size = Size::of_height},
    {.trait = "magical", .make = animate::magic_sparkle, .size = Size::of_height},
    {.action = "glow",
     .make = animate::magic_sparkle,
     .size = Size::of_height,
     .who = Who::without_flame},
});

/// The light of what burns, at scale 1.
struct Burner {
  std::string_view kind;
  Light radiance;  ///< irradiance at 1 m
  float reach;     ///< metres
  float flicker;
  bool is_lit_by_night = false;  ///< and only then
};

constexpr Burner kBlaze{"", {5.0F, 2.1F, 0.55F}, 12, 0.35F};
constexpr auto kBurners = std::to_array<Burner>({
    {"campfire", {5.0F, 2.1F, 0.55F}, 12, 0.35F},
    {"candle", {0.32F, 0.17F, 0.06F}, 3.5F, 0.15F},
    {"lantern", {0.9F, 0.45F, 0.16F}, 5, 0.08F},
    {"sky_lantern", {0.9F, 0.45F, 0.16F}, 5, 0.12F},
    {"street_lamp", {32.0F, 21.0F, 10.0F}, 18, 0, true},
    {"lamp", {2.2F, 1.5F, 0.8F}, 6, 0, true},
    {"fireplace", {4.0F, 1.7F, 0.45F}, 9, 0.3F},
    {"christmas_tree", {1.6F, 1.1F, 0.5F}, 5, 0.05F, true},
    {"pumpkin_lantern", {0.9F, 0.4F, 0.1F}, 4, 0.15F, true},
});

bool is_of_kind(const story::Subject& subject, std::string_view kind) {
  return subject.kind == kind || subject.variety == kind || subject.family == kind;
}

bool has_trait(const story::Subject& subject, std::string_view trait) {
  return std::ranges::find(subject.traits, trait) != subject.traits.end();
}

bool is_who(Who who, const Actor& actor) {
  const world::Model& model = *actor.model;
  switch (who) {
    case Who::any:
      return true;
    case Who::on_road:
      return actor.carrier < 0 && nature_of(model.kind, model).domain == Domain::road;
    case Who::runner:
      return actor.carrier < 0 && !model.flies &&
             (model.rig == world::Rig::biped || model.rig == world::Rig::quadruped);
    case Who::fish:
      return model.rig == world::Rig::fish;
    case Who::without_flame:
      return model.find_anchor("flame") == nullptr;
  }
  return false;
}

bool is_snowy(const story::SceneDescription& scene) {
  return scene.setting == "snowfield" || scene.weather.snow > 0.3 ||
         std::ranges::find(scene.setting_traits, "covered_in_snow") != scene.setting_traits.end();
}

bool is_on(Terrain terrain, const story::SceneDescription& scene) {
  constexpr auto kDry =
      std::to_array<std::string_view>({"desert", "beach", "savanna", "canyon", "road", "farm"});
  switch (terrain) {
    case Terrain::any:
      return true;
    case Terrain::dry:
      return !is_snowy(scene) && scene.weather.rain < 0.1 &&
             std::ranges::find(kDry, scene.setting) != kDry.end();
    case Terrain::snow:
      return is_snowy(scene);
    case Terrain::deep_water:
      return scene.setting == "underwater";
  }
  return false;
}

Vec3 point_at(const Cast& cast, std::size_t index, std::string_view anchor, double seconds) {
  if (anchor == kFeet) {
    return state_at(cast, index, seconds).place.origin;
  }
  return anchor == kMiddle ? middle_at(cast, index, seconds)
                           : anchor_at(cast, index, anchor, seconds);
}

/// Where the point is, and before the clip begins: on the way that leads to its start.
animate::MovingPoint moving_point(const Cast& cast, std::size_t index, std::string_view anchor) {
  return [&cast, index, anchor](double seconds) {
    if (seconds >= 0) {
      return point_at(cast, index, anchor, seconds);
    }
    constexpr double kLook = 0.5;
    const Vec3 now = point_at(cast, index, anchor, 0);
    const Vec3 way = point_at(cast, index, anchor, kLook) - now;
    return now + way * static_cast<float>(seconds / kLook);
  };
}

/// What an actor does by itself or, in somebody's hand, with whoever holds it.
const std::vector<Act>& acts_with(const Cast& cast, const Actor& actor, std::string_view action) {
  const auto does = [&](const Act& act) { return act.action == action; };
  if (actor.carrier >= 0 && !action.empty() && std::ranges::none_of(actor.acts, does)) {
    return cast[static_cast<std::size_t>(actor.carrier)].acts;
  }
  return actor.acts;
}

/// When the act strikes, as it is heard: a thing trembles before it bursts.
double strike_of(const Actor& actor, const Act& act) {
  const std::vector<double> beats =
      animate::beats(*actor.model, act.action,
                     {.pace = act.pace, .seconds = act.end - act.start, .seed = actor.seed});
  return act.start + (beats.empty() ? 0 : beats.front());
}

class Effects {
 public:
  Effects(const story::SceneDescription& scene, const Cast& cast, double seconds,
          std::uint64_t seed, std::size_t first_node, world::World& world)
      : scene_(scene),
        cast_(cast),
        seconds_(seconds),
        dice_(seed ^ 0xEFFEC7U),
        first_node_(first_node),
        world_(world) {}

  void run() {
    std::vector<std::size_t> seen(scene_.subjects.size());
    for (std::size_t i = 0; i < cast_.size(); ++i) {
      const auto subject = static_cast<std::size_t>(cast_[i].subject);
      if (subject >= seen.size() || seen[subject]++ >= kOfOneKind) {
        continue;
      }
      for (const Effect& effect : kEffects) {
        add(effect, i);
      }
      add_splashes(i);
      add_lamp(i);
    }
  }

 private:
  const story::Subject& subject_of(std::size_t index) const {
    return scene_.subjects[static_cast<std::size_t>(cast_[index].subject)];
  }

  void put(world::SpriteSource source) {
    if (added_ < kMostEffects) {
      world_.sprites.push_back(std::move(source));
      ++added_;
    }
  }

  bool fits(const Effect& effect, std::size_t index) const {
    const Actor& actor = cast_[index];
    const bool is_named = effect.anchor != kFeet && effect.anchor != kMiddle;
    return (effect.kind.empty() || is_of_kind(subject_of(index), effect.kind)) &&
           (effect.trait.empty() || has_trait(subject_of(index), effect.trait)) &&
           (!is_named || actor.model->find_anchor(effect.anchor) != nullptr) &&
           is_who(effect.who, actor) && is_on(effect.terrain, scene_);
  }

  void add(const Effect& effect, std::size_t index) {
    if (!fits(effect, index)) {
      return;
    }
    const bool is_always = effect.action.empty() && effect.least_speed <= 0;
    if (is_always) {
      put(effect.make(emission(effect, index, -kWarmUp, 1e9)));
      return;
    }
    for (const Act& act : acts_with(cast_, cast_[index], effect.action)) {
      if ((effect.action.empty() || act.action == effect.action) &&
          act.speed >= static_cast<double>(effect.least_speed) && act.start < seconds_) {
        const double start = effect.when == When::struck ? strike_of(cast_[index], act)
                             : effect.when == When::steady && act.start <= 0 ? -kWarmUp
                                                                             : act.start;
        put(effect.make(emission(effect, index, start, act.end)));
      }
    }
  }

  Emission emission(const Effect& effect, std::size_t index, double start, double end) {
    const Actor& actor = cast_[index];
    const double sample = std::clamp(start, 0.0, seconds_);
    const world::Affine place = state_at(cast_, index, sample).place;
    Emission e;
    e.at = moving_point(cast_, index, effect.anchor);
    e.start = start;
    e.end = end;
    e.scale =
        effect.scale * (effect.size == Size::of_height ? 2 * half_height(actor) : actor.scale);
    e.colour = effect.colour;
    e.wind = is_indoors() ? Vec3{} : world_.wind;
    e.direction = world::normalized(place.direction(effect.direction));
    e.seed = dice_.next();
    e.floor = floor_under(actor, effect, place, e.at(sample));
    return e;
  }

  bool is_indoors() const { return world_.sky.backdrop == world::Backdrop::room; }

  float floor_under(const Actor& actor, const Effect& effect, const world::Affine& place,
                    Vec3 at) const {
    if (effect.action == "pour") {
      return at.y - 0.22F * actor.scale;  // into the cup, not through the table
    }
    if (actor.ground) {
      return actor.ground(place.origin.x, place.origin.z);
    }
    if (const world::Anchor* basin = actor.model->find_anchor("basin")) {
      return place.point(basin->at).y;
    }
    return actor.model->flies ? -1e9F : place.origin.y;
  }

  /// Where bodies come down into the water.
  void add_splashes(std::size_t index) {
    const Actor& actor = cast_[index];
    if (!world_.water || actor.model->rig == world::Rig::none || actor.carrier >= 0) {
      return;
    }
    const float height = 2 * half_height(actor);
    std::vector<world::SpriteSource> splashes;
    for (const double when : meetings(index)) {
      Emission e;
      Vec3 at = middle_at(cast_, index, when);
      at.y = world_.water->level;
      e.at = [at](double) { return at; };
      e.start = when;
      e.scale = std::clamp(0.9F * height, 0.3F, 4.0F);
      e.seed = dice_.next();
      e.floor = at.y;
      splashes.push_back(animate::splash(std::move(e)));
    }
    if (!splashes.empty()) {
      put(animate::together(std::move(splashes)));
    }
  }

  std::vector<double> meetings(std::size_t index) const {
    constexpr double kStep = 1.0 / 30;
    const float level = world_.water->level;
    std::vector<double> found;
    float before = middle_at(cast_, index, 0).y;
    for (double now = kStep; now < seconds_ && found.size() < 6; now += kStep) {
      const float height = middle_at(cast_, index, now).y;
      if (before > level && height <= level && before - height > 0.5F * static_cast<float>(kStep)) {
        found.push_back(now);
      }
      before = height;
    }
    return found;
  }

  void add_lamp(std::size_t index) {
    const Actor& actor = cast_[index];
    const auto own = std::ranges::find_if(
        kBurners, [&](const Burner& burner) { return is_of_kind(subject_of(index), burner.kind); });
    // A lamp cannot be lit in the middle of a clip.
    const bool burns =
        actor.acts.front().action == "burn" || has_trait(subject_of(index), "burning");
    if (own == kBurners.end() && !burns) {
      return;
    }
    const bool is_night = scene_.hour == story::Hour::night || scene_.hour == story::Hour::dusk;
    if (own != kBurners.end() && own->is_lit_by_night && !is_night) {
      return;
    }
    const Burner& burner = own != kBurners.end() ? *own : kBlaze;
    const world::Anchor* flame = actor.model->find_anchor("flame");
    const float scale =
        own != kBurners.end() ? actor.scale : std::clamp(2 * half_height(actor), 0.2F, 3.0F);
    const Vec3 up{0, own != kBurners.end() ? 0.35F * actor.model->height() : 0, 0};
    world_.lamps.push_back(
        {.at = (flame != nullptr ? flame->at : actor.model->bounds.middle()) + up,
         .node = static_cast<int>(first_node_ + index),
         .radiance = burner.radiance * (scale * scale),
         .reach = burner.reach * scale,
         .flicker = burner.flicker});
  }

  const story::SceneDescription& scene_;
  const Cast& cast_;
  double seconds_;
  Dice dice_;
  std::size_t first_node_;
  world::World& world_;
  std::size_t added_ = 0;
};

}  // namespace

void add_effects(const story::SceneDescription& scene, const Cast& cast, double seconds,
                 std::uint64_t seed, std::size_t first_node, world::World& world) {
  Effects(scene, cast, seconds, seed, first_node, world).run();
}

}  // namespace kirin::engine::motion::direct
