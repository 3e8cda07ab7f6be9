// People: gaits and deeds, then face, hair and clothes.
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "engine/motion/animate/biped_deeds.h"
#include "engine/motion/animate/biped_face.h"
#include "engine/motion/animate/biped_gait.h"
#include "engine/motion/animate/biped_soft.h"
#include "engine/motion/animate/rigs.h"
#include "engine/motion/dice.h"

namespace kirin::engine::motion::animate {
namespace {

using world::Vec3;

const Deed* deed_of(std::string_view action) {
  for (const auto deeds : {rest_deeds(), gesture_deeds(), work_deeds(), sport_deeds(),
                           travel_deeds(), dance_deeds()}) {
    for (const Deed& deed : deeds) {
      if (deed.action == action) {
        return &deed;
      }
    }
  }
  return nullptr;
}

/// What the words call otherwise.
std::string_view known(std::string_view action, const world::Model& model) {
  if (action == "play") {  // on an instrument, or about
    return model.kind == "musician" || model.kind == "singer" ? "play_guitar" : "skip";
  }
  if (model.kind == "ghost" || model.kind == "mermaid") {  // have no feet
    constexpr auto kOnFoot = std::to_array<std::string_view>(
        {"", "idle", "stand", "walk", "run", "wait", "jump", "chase", "follow", "float", "fly"});
    if (std::find(kOnFoot.begin(), kOnFoot.end(), action) != kOnFoot.end()) {
      return model.kind == "ghost" ? "haunt" : action.empty() ? "hover" : "swim";
    }
  }
  if (action == "dance" && model.kind == "dancer") {
    return "ballet";
  }
  constexpr std::array<std::pair<std::string_view, std::string_view>, 17> kSame{
      {{"", "idle"},
       {"stroll", "walk"},
       {"jog", "run"},
       {"chase", "run"},
       {"hike", "walk"},
       {"follow", "walk"},
       {"speak", "talk"},
       {"watch", "look"},
       {"rest", "sit"},
       {"float", "hover"},
       {"roll", "crawl"},
       {"land", "jump"},
       {"splash", "jump"},
       {"circle_around", "walk"},
       {"drive", "ride"},
       {"sail", "stand"},
       {"rise", "stand"}}};
  for (const auto& [word, action_id] : kSame) {
    if (action == word) {
      return action_id;
    }
  }
  return action;
}

/// In strides: how far into its gait a body starts, so that those who begin at once do not walk as
/// one.
double start_phase(const Manner& manner) {
  return manner.seed == 0 ? 0.0 : static_cast<double>(hashed_unit(17, manner.seed));
}

/// Everything but what follows late.
Act posed(Puppet& puppet, std::string_view action, double seconds, const Manner& manner) {
  Act act{.puppet = puppet, .t = static_cast<float>(seconds * manner.pace), .manner = manner};
  if (const GaitStyle* gait = gait_of(action)) {
    const Stride stride = stride_of(puppet.rig(), *gait, manner.pace, manner.speed);
    go(puppet, *gait, stride,
       start_phase(manner) + seconds * static_cast<double>(stride.frequency));
    puppet.add_turn(Part::head, 0, 0.10F * act.chance(0.4F, 3), 0);
  } else if (const Deed* deed = deed_of(action)) {
    deed->pose(act);
  } else {
    stand_idly(act);
  }
  return act;
}

Movement perform_biped(const world::Model& model, std::string_view wish, double seconds,
                       const Manner& manner) {
  const std::string_view action = known(wish, model);
  const BipedRig rig(model);
  Puppet puppet(rig);
  Act act = posed(puppet, action, seconds, manner);
  const bool is_soft = rig.has(Part::hair_1) || rig.has(Part::cape_1) || rig.has(Part::skirt_fl) ||
                       rig.has(Part::tail_1) || rig.has(Part::wing_l);
  if (is_soft) {
    std::array<Earlier, kSoftMoments> earlier{Earlier{Puppet(rig), {}}, Earlier{Puppet(rig), {}},
                                              Earlier{Puppet(rig), {}}};
    for (std::size_t i = 0; i < earlier.size(); ++i) {
      const double then = seconds - static_cast<double>(kSoftStep) * static_cast<double>(i + 1);
      earlier[i].offset = posed(earlier[i].puppet, action, then, manner).offset;
    }
    hang_softly(puppet, act.offset, earlier, static_cast<float>(manner.speed) * kSoftStep,
                static_cast<float>(seconds), manner);
  }
  move_face(act);
  Movement movement{.pose = puppet.pose(model), .offset = act.offset};
  if (gait_of(action) == nullptr && deed_of(action) == nullptr) {
    // What limbs cannot do (glow, shrink, melt) the whole body does.
    const Movement whole = thing_animator().perform(model, action, seconds, manner);
    movement.offset = whole.offset * movement.offset;
    movement.opacity = whole.opacity;
    movement.glow = whole.glow;
  }
  return movement;
}

double biped_speed(const world::Model& model, std::string_view wish, double pace) {
  const std::string_view action = known(wish, model);
  const BipedRig rig(model);
  if (const GaitStyle* gait = gait_of(action)) {
    return natural_speed(rig, *gait, pace);
  }
  const Deed* deed = deed_of(action);
  return deed != nullptr ? pace * static_cast<double>(deed->speed * std::sqrt(rig.leg / 0.9F)) : 0;
}

std::vector<double> biped_beats(const world::Model& model, std::string_view wish,
                                const Manner& manner) {
  const std::string_view action = known(wish, model);
  if (const GaitStyle* gait = gait_of(action)) {
    return footfalls(stride_of(BipedRig(model), *gait, manner.pace, manner.speed),
                     start_phase(manner), manner.seconds);
  }
  std::vector<double> beats;
  const Deed* deed = deed_of(action);
  if (deed == nullptr || deed->beats <= 0) {
    return beats;
  }
  const double step = 1 / (static_cast<double>(deed->beats) * std::max(manner.pace, 0.05));
  for (double at = 0.5 * step; at < manner.seconds && beats.size() < 10'000; at += step) {
    beats.push_back(at);
  }
  return beats;
}

}  // namespace

float Act::chance(float rate, std::uint64_t salt) const {
  return noise1(t * rate, mixed(manner.seed * 31 + salt));
}

Vec3 Act::before(int side, float x, float y, float z) const {
  const Vec3 middle{0, rig().rest(Part::upper_arm_l).y, rig().rest(Part::upper_arm_l).z};
  return puppet.now(Part::chest, middle + Vec3{sign_of(side) * x, y, z} * rig().arm);
}

void Act::reach(int side, float x, float y, float z) {
  reach(side, x, y, z, {sign_of(side) * 0.7F, -1, -0.35F});
}

void Act::reach(int side, float x, float y, float z, Vec3 elbow) {
  puppet.reach(side, before(side, x, y, z), elbow);
}

const Animator& biped_animator() {
  static constexpr Animator kAnimator{perform_biped, biped_speed, biped_beats};
  return kAnimator;
}

}  // namespace kirin::engine::motion::animate
