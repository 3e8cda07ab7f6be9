#include "engine/motion/direct/cues.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace kirin::engine::motion::direct {
namespace {

using world::Vec3;

constexpr std::size_t kMostCues = 24;
constexpr std::string_view kHooves = "hooves";
constexpr std::string_view kHoovesOnSoftGround = "hooves_grass";
constexpr std::string_view kWings = "wings";

/// The sound that a kind of thing makes by being there or going, and how loud it is by nature.
struct Voice {
  std::string_view kind;
  std::string_view sound;
  float gain_db;
};

constexpr auto kVoices = std::to_array<Voice>({
    {"dog", "dog", -4},
    {"puppy", "dog", -7},
    {"cat", "cat", -6},
    {"kitten", "cat", -8},
    {"horse", "horse", -6},
    {"foal", "horse", -9},
    {"cow", "cow", -5},
    {"calf", "cow", -8},
    {"sheep", "sheep", -6},
    {"lamb", "sheep", -8},
    {"goat", "sheep", -6},
    {"wolf", "wolf", -6},
    {"lion", "lion", -4},
    {"tiger", "lion", -5},
    {"elephant", "elephant", -5},
    {"monkey", "monkey", -6},
    {"gorilla", "monkey", -5},
    {"frog", "frog", -6},
    {"bird", "birds", -6},
    {"parrot", "birds", -6},
    {"seagull", "seagull", -6},
    {"owl", "owl", -6},
    {"duck", "duck", -6},
    {"duckling", "duck", -10},
    {"goose", "goose", -6},
    {"chicken", "hen", -6},
    {"hummingbird", "birds", -10},
    {"rooster", "rooster", -5},
    {"car", "engine", -6},
    {"taxi", "engine", -6},
    {"bus", "engine", -4},
    {"truck", "engine", -4},
    {"van", "engine", -6},
    {"sports_car", "engine", -3},
    {"motorcycle", "engine", -4},
    {"scooter", "engine", -8},
    {"excavator", "engine", -3},
    {"tank", "engine", -2},
    {"biplane", "engine", -3},
    {"tractor", "engine", -4},
    {"police_car", "siren", -6},
    {"fire_engine", "siren", -6},
    {"ambulance", "siren", -6},
    {"train", "train", -3},
    {"steam_train", "train", -3},
    {"fast_train", "train", -3},
    {"tram", "train", -8},
    {"plane", "plane", -5},
    {"helicopter", "helicopter", -4},
    {"rocket", "rocket", -1},
    {"spaceship", "spaceship", -6},
    {"ufo", "spaceship", -6},
    {"drone", "drone", -10},
    {"campfire", "fire", -4},
    {"candle", "fire", -18},
    {"clock", "clock", -8},
    {"bell", "bell", -5},
    {"fountain", "stream", -6},
    {"bicycle", "bicycle_bell", -12},
    {"bee", "bees", -8},
});

/// The sound of an action, for those it is not a gait of.
struct Deed {
  std::string_view action;
  std::string_view sound;
  float gain_db;
  bool is_struck;  ///< at the action's beats, or once at its start
};

constexpr auto kDeeds = std::to_array<Deed>({
    {"explode", "explosion", 0, true},
    {"burn", "fire", -5, false},
    {"pour", "pour", -8, false},
    {"clap", "applause", -8, true},
    {"bounce", "bounce", -4, true},
    {"dive", "splash", -3, true},
    {"fall", "whoosh", -8, true},
    {"swim", "splash", -12, true},
    {"open", "door", -10, true},
    {"use_computer", "typing", -10, false},
    {"crash", "explosion", -4, true},
    {"jump", "whoosh", -12, true},
    {"bloom", "sparkle", -12, true},
    {"glow", "sparkle", -14, true},
    {"cook", "fire", -16, false},
});

/// What feet are heard on.
struct Ground {
  std::string_view setting;
  std::string_view sound;
};

constexpr auto kGrounds = std::to_array<Ground>({
    {"beach", "footsteps_sand"},          {"desert", "footsteps_sand"},
    {"island", "footsteps_sand"},         {"snowfield", "footsteps_snow"},
    {"room", "footsteps_wood"},           {"kitchen", "footsteps_wood"},
    {"office", "footsteps_wood"},         {"stage", "footsteps_wood"},
    {"mountains", "footsteps_gravel"},    {"canyon", "footsteps_gravel"},
    {"railway", "footsteps_gravel"},      {"road", "footsteps_gravel"},
    {"planet_surface", "footsteps_sand"}, {"volcano", "footsteps_gravel"},
    {"meadow", "footsteps_grass"},        {"hills", "footsteps_grass"},
    {"farm", "footsteps_grass"},          {"jungle", "footsteps_grass"},
    {"forest", "footsteps_grass"},        {"garden", "footsteps_grass"},
    {"park", "footsteps_grass"},          {"savanna", "footsteps_grass"},
});

std::string_view steps_on(const story::SceneDescription& scene) {
  const auto ground = std::ranges::find(kGrounds, scene.setting, &Ground::setting);
  const std::string_view sound = ground == kGrounds.end() ? "footsteps" : ground->sound;
  const bool is_indoors = sound == "footsteps_wood";
  return !is_indoors && (scene.season == "winter" || scene.weather.snow > 0.3) ? "footsteps_snow"
                                                                               : sound;
}

std::string_view hooves_on(std::string_view ground) {
  const bool is_soft =
      ground == "footsteps_grass" || ground == "footsteps_sand" || ground == "footsteps_snow";
  return is_soft ? kHoovesOnSoftGround : kHooves;
}

bool is_hoofed(std::string_view kind) {
  constexpr auto kHoofed =
      std::to_array<std::string_view>({"horse", "unicorn", "pegasus", "cow", "deer", "donkey",
                                       "zebra", "goat", "sheep", "giraffe", "foal", "calf"});
  return std::ranges::find(kHoofed, kind) != kHoofed.end();
}

class CueSheet {
 public:
  CueSheet(const story::SceneDescription& scene, const Casting& casting,
           const std::function<world::CameraState(double)>& camera, float aspect, double seconds)
      : scene_(scene), casting_(casting), camera_(camera), aspect_(aspect), seconds_(seconds) {}

  std::vector<sound::Cue> run() {
    for (const Group& group : casting_.groups) {
      if (!group.actors.empty()) {
        add_voice(group);
        // A whole herd's steps would be noise: three are heard.
        for (std::size_t i = 0; i < std::min<std::size_t>(group.actors.size(), 3); ++i) {
          add_deeds(group, group.actors[i]);
        }
      }
    }
    if (cues_.size() > kMostCues) {
      cues_.resize(kMostCues);
    }
    return std::move(cues_);
  }

 private:
  float pan_at(std::size_t actor, double seconds) const {
    const world::CameraState camera = camera_(seconds);
    const Vec3 p = world::inverse(camera.pose).point(middle_at(casting_.cast, actor, seconds));
    const float half = std::max(-p.z, 0.1F) * std::tan(camera.fov_y / 2) * aspect_;
    return std::clamp(p.x / half, -1.0F, 1.0F);
  }

  void add(std::string_view sound, std::size_t actor, double start, double end, float gain_db,
           std::vector<double> beats = {}) {
    end = std::min(end, seconds_);
    if (end - start < 0.05) {
      return;
    }
    std::erase_if(beats, [&](double beat) { return beat < start || beat >= end; });
    cues_.push_back({.sound = std::string(sound),
                     .start_seconds = start,
                     .end_seconds = end,
                     .pan_from = pan_at(actor, start),
                     .pan_to = pan_at(actor, end),
                     .gain_db = gain_db,
                     .beats = std::move(beats)});
  }

  void add_voice(const Group& group) {
    const std::string_view kind = scene_.subjects[static_cast<std::size_t>(group.subject)].kind;
    const auto voice = std::ranges::find(kVoices, kind, &Voice::kind);
    if (voice != kVoices.end()) {
      const float more = 2 * std::log2(static_cast<float>(group.actors.size()));
      add(voice->sound, group.actors.front(), 0, seconds_, voice->gain_db + std::min(more, 5.0F));
    }
  }

  void add_deeds(const Group& group, std::size_t index) {
    const Actor& actor = casting_.cast[index];
    for (const Act& act : actor.acts) {
      const animate::Manner manner{.pace = act.pace,
                                   .speed = act.speed / actor.scale,
                                   .seconds = std::min(act.end, seconds_) - act.start,
                                   .seed = actor.seed,
                                   .wind = actor.wind};
      std::vector<double> beats = animate::beats(*actor.model, act.action, manner);
      for (double& beat : beats) {
        beat += act.start;
      }
      const auto deed = std::ranges::find(kDeeds, act.action, &Deed::action);
      if (deed != kDeeds.end() && is_heard(*deed, group, actor)) {
        add_deed(*deed, index, act, std::move(beats));
      } else if (deed == kDeeds.end() && act.speed > 0.01 && !beats.empty()) {
        add_steps(group, index, act, std::move(beats));
      }
    }
  }

  /// Nothing splashes under the surface, and of what opens only doors are heard.
  bool is_heard(const Deed& deed, const Group& group, const Actor& actor) const {
    if (deed.sound == "splash") {
      return scene_.setting != "underwater" && actor.model->rig != world::Rig::fish;
    }
    return deed.sound != "door" || opens_a_door(group);
  }

  bool opens_a_door(const Group& group) const {
    const story::Subject& subject = scene_.subjects[static_cast<std::size_t>(group.subject)];
    const auto opening = std::ranges::find(subject.actions, "open", &story::Action::id);
    if (opening == subject.actions.end()) {
      return false;
    }
    const Group& opened =
        opening->towards < 0 ? group : casting_.groups[static_cast<std::size_t>(opening->towards)];
    return opened.nature.family != Family::object && opened.nature.family != Family::plant;
  }

  void add_deed(const Deed& deed, std::size_t index, const Act& act, std::vector<double> beats) {
    if (!deed.is_struck) {
      beats.clear();
    } else if (beats.empty()) {
      beats = {act.start + 0.02};
    }
    add(deed.sound, index, act.start, act.end, deed.gain_db, std::move(beats));
  }

  void add_steps(const Group& group, std::size_t index, const Act& act, std::vector<double> beats) {
    const Actor& actor = casting_.cast[index];
    const std::string_view kind = scene_.subjects[static_cast<std::size_t>(group.subject)].kind;
    if (actor.model->rig == world::Rig::biped) {
      add(steps_on(scene_), index, act.start, act.end, -10, std::move(beats));
    } else if (actor.model->rig == world::Rig::quadruped && is_hoofed(kind)) {
      add(hooves_on(steps_on(scene_)), index, act.start, act.end, -9, std::move(beats));
    } else if (actor.model->rig == world::Rig::bird && actor.model->height() > 0.3F) {
      add(kWings, index, act.start, act.end, -14, std::move(beats));
    }
  }

  const story::SceneDescription& scene_;
  const Casting& casting_;
  const std::function<world::CameraState(double)>& camera_;
  float aspect_;
  double seconds_;
  std::vector<sound::Cue> cues_;
};

}  // namespace

std::set<std::string_view> sounds_of_casts() {
  std::set<std::string_view> sounds = {kHooves, kHoovesOnSoftGround, kWings, "footsteps",
                                       "footsteps_snow"};
  std::ranges::transform(kVoices, std::inserter(sounds, sounds.end()), &Voice::sound);
  std::ranges::transform(kDeeds, std::inserter(sounds, sounds.end()), &Deed::sound);
  std::ranges::transform(kGrounds, std::inserter(sounds, sounds.end()), &Ground::sound);
  return sounds;
}

std::vector<sound::Cue> cues_of(const story::SceneDescription& scene, const Casting& casting,
                                const std::function<world::CameraState(double)>& camera,
                                float aspect, double seconds) {
  return CueSheet(scene, casting, camera, aspect, seconds).run();
}

}  // namespace kirin::engine::motion::direct
