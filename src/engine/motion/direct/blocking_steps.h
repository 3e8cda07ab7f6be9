/// \file
/// The work of blocking, step by step; `block` (blocking.h) runs it.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/motion/dice.h"
#include "engine/motion/direct/blocking.h"
#include "engine/motion/direct/formation.h"
#include "engine/motion/direct/relations.h"

namespace kirin::engine::motion::direct {

/// Half the height of an ordinary field of view at a distance of 1.
inline constexpr float kFieldTangent = 0.36F;

/// Seconds into the clip at which who jumps into the water is highest.
inline constexpr double kLeaps = 1.65;

/// The larger of a group's width and depth: what it takes whichever way it faces.
float breadth(const Group& group);
/// The width of the whole formation, metres.
float formation_width(const Group& group);
bool does(const story::Subject& subject, std::string_view action);

class Blocking {
 public:
  Blocking(const story::SceneDescription& scene, const places::Place& place, float aspect,
           double seconds, std::uint64_t seed, Casting& casting);
  Stage run();

 private:
  const story::Subject& subject(const Group& g) const;
  /// Swimmers without water walk or lie on the land; what drives without a road drives all the
  /// same.
  void settle_on_land();
  /// Who is ridden or driven goes where its rider wants.
  void set_mounts_going();
  /// Who goes towards a building or a tree goes into the depth of the picture, where it stands;
  /// riders take their mounts along.
  void send_to_scenery();
  void turn_to_scenery();
  std::optional<story::Heading> heading(const Group& g) const;
  world::Vec3 direction_of(const Group& g) const;
  float resting_heading(const Group& g);
  /// How far the group goes in the clip, metres.
  float way_of(const Group& g) const;
  /// A spot at `x` and `z` on what the group belongs on.
  Spot spot_at(const Group& g, float x, float z);
  void settle(std::size_t i, const Spot& spot);
  /// Who is not told to be in the water goes where it is dry: along the shore.
  void keep_dry(std::size_t i, Spot& spot) const;
  bool is_dry(world::Vec3 centre, world::Vec3 direction, float half) const;
  bool is_in_water(const Group& g) const;
  /// "A palm-fringed beach": where the place has room for it, else in two rows that lead away.
  void line_up(std::size_t i);
  std::vector<world::Vec3> verge(std::size_t count) const;
  /// Side by side around the middle of the stage, the first in the middle.
  void place_heroes();
  void place_aloft(std::size_t i, std::size_t n, float tallest, bool has_company);
  void place_tied();
  float beside_on(std::size_t i, const Tie& tie) const;
  void carry(std::size_t i, const Tie& tie);
  /// Goes where the other goes, at its speed.
  void keep_pace_with(const Group& other, Group& own);
  void place_by(std::size_t i, const Tie& tie);
  void face_each_other(std::size_t to, float dir, Spot& spot);
  /// Buildings and trees stand behind the action and to its sides, far enough to be seen whole.
  void place_scenery();
  /// Who sits and was given nothing to sit on sits on what the place has, or on a bench.
  void seat_those_who_sit();
  // What hands and bodies need for what they do (business.cc).
  /// Who cooks stands at a worktop with a pot, and what is cooked lies on it.
  void set_worktops();
  void stand_at_worktops();
  bool works_at_table(const Group& g) const;
  /// Who sits around a fire sits on the ground, behind it and to its sides, and faces it.
  void sit_around(std::size_t i, std::size_t middle);
  /// Two who fight, hug or talk turn to each other.
  void pair_off();
  /// What is thrown flies out of the hand to whom it is thrown to, who catches it.
  void throw_things();
  /// Who jumps into the water leaves the bank and swims.
  void leap_into_water();
  void fly(std::size_t from, std::size_t to, std::size_t thing);
  void leap(Actor& actor, world::Vec3 bank, world::Vec3 out);
  Stage stage() const;
  /// A table is not framed where a cup on it is what the prompt is about.
  bool bears_something_small(std::size_t i) const;
  /// When the group is framed: who comes or goes is largest at the end or at the start.
  double moment_of(const Group& g) const;
  /// The group itself, or what carries it.
  const Group& mover_of(std::size_t i) const;
  void measure_way(Stage& stage, const Group& g) const;
  Group& group(std::size_t i) { return casting_.groups[i]; }
  bool is_tied(std::size_t i) const { return ties_[i].kind != Tie::Kind::none; }
  bool has_water() const {
    return place_.water_level.has_value() || !place_.has_ground || place_.is_deep;
  }

  const story::SceneDescription& scene_;
  const places::Place& place_;
  float aspect_;
  double seconds_;
  Dice dice_;
  Casting& casting_;
  std::vector<Tie> ties_;
  std::vector<Spot> spots_;
  std::vector<bool> is_placed_;
  std::vector<std::optional<story::Heading>> headings_;     ///< of the groups
  std::vector<std::pair<std::size_t, std::size_t>> goals_;  ///< groups and the scenery they go to
  std::vector<std::pair<std::size_t, std::size_t>> worktops_;  ///< groups of cooks and actors
  std::vector<std::size_t> leapers_;                           ///< groups
  float side_ = 1;
  float height_ = 1.2F;
  int n_beside_ = 0;
};

}  // namespace kirin::engine::motion::direct
