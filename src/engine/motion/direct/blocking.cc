#include "engine/motion/direct/blocking.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string_view>

#include "engine/motion/direct/formation.h"
#include "engine/motion/direct/relations.h"
#include "engine/motion/models/models.h"

namespace kirin::engine::motion::direct {
namespace {

using world::Vec3;

constexpr float kTan = 0.36F;  // of half an ordinary field of view

float breadth(const Group& group) { return std::max(group.width, group.depth); }

/// The width of the whole formation, metres.
float formation_width(const Group& group) {
  const auto count = static_cast<int>(group.actors.size());
  const int columns =
      count <= 3 ? count : static_cast<int>(std::ceil(std::sqrt(1.8F * static_cast<float>(count))));
  return static_cast<float>(columns) * (1.2F * breadth(group) + 0.08F * group.height);
}

std::optional<story::Heading> heading_of(const story::Subject& subject) {
  for (const story::Action& action : subject.actions) {
    if (action.heading) {
      return action.heading;
    }
  }
  return std::nullopt;
}

bool does(const story::Subject& subject, std::string_view action) {
  return std::ranges::any_of(subject.actions,
                             [&](const story::Action& a) { return a.id == action; });
}

class Blocking {
 public:
  Blocking(const story::SceneDescription& scene, const places::Place& place, float aspect,
           double seconds, std::uint64_t seed, Casting& casting)
      : scene_(scene),
        place_(place),
        aspect_(aspect),
        seconds_(seconds),
        dice_(seed ^ scene.words_hash ^ 0xB10CU),
        casting_(casting),
        ties_(ties_of(scene, casting)),
        spots_(casting.groups.size()),
        is_placed_(casting.groups.size(), false) {
    side_ = dice_.unit() < 0.65F ? 1.0F : -1.0F;
    for (const Group& g : casting.groups) {
      headings_.push_back(heading_of(subject(g)));
    }
  }

  Stage run() {
    settle_on_land();
    set_mounts_going();
    send_to_scenery();
    place_heroes();
    for (std::size_t round = 0; round <= ties_.size(); ++round) {
      place_tied();
    }
    place_scenery();
    turn_to_scenery();
    for (std::size_t round = 0; round <= ties_.size(); ++round) {
      place_tied();
    }
    seat_those_who_sit();
    return stage();
  }

 private:
  Group& group(std::size_t i) { return casting_.groups[i]; }
  const story::Subject& subject(const Group& g) const {
    return scene_.subjects[static_cast<std::size_t>(g.subject)];
  }
  bool is_tied(std::size_t i) const { return ties_[i].kind != Tie::Kind::none; }
  bool has_water() const { return place_.water_level.has_value() || !place_.has_ground; }

  /// Swimmers without water walk or lie on the land; what drives without a road drives all the
  /// same.
  void settle_on_land() {
    for (Group& g : casting_.groups) {
      if (g.nature.domain != Domain::water || has_water()) {
        continue;
      }
      g.nature.domain = Domain::ground;
      for (const std::size_t index : g.actors) {
        for (Act& act : casting_.cast[index].acts) {
          if (act.action == "swim" && casting_.cast[index].model->rig == world::Rig::bird) {
            act.action = "walk";
            act.speed = animate::natural_speed(*casting_.cast[index].model, "walk", act.pace) *
                        casting_.cast[index].scale;
          }
        }
      }
    }
  }

  /// Who is ridden or driven goes where its rider wants.
  void set_mounts_going() {
    for (std::size_t i = 0; i < ties_.size(); ++i) {
      const Tie& tie = ties_[i];
      if (tie.kind != Tie::Kind::carried || group(i).actors.empty() ||
          group(i).nature.family != Family::person || tie.anchor.starts_with("hand")) {
        continue;
      }
      const story::Subject& rider = subject(group(i));
      const auto going = std::ranges::find_if(rider.actions, [](const story::Action& action) {
        return action.id == "ride" || action.id == "drive" || action.id == "sail" ||
               action.id == "fly" || action.id == "row";
      });
      const auto to = static_cast<std::size_t>(tie.to);
      if (going == rider.actions.end() || !subject(group(to)).actions.empty()) {
        continue;
      }
      headings_[to] = headings_[i];
      Group& mount = group(to);
      for (const std::size_t index : mount.actors) {
        Actor& actor = casting_.cast[index];
        Act& act = actor.acts.front();
        if (mount.nature.family == Family::animal && act.action.empty()) {
          act.action = going->pace > 1.2 ? "run" : "walk";
        } else if (mount.nature.family == Family::vehicle) {
          act.action = mount.nature.domain == Domain::water ? "sail" : going->id;
        }
        act.pace = going->pace * scene_.pace;
        act.speed = animate::natural_speed(*actor.model, act.action, act.pace) * actor.scale;
        mount.moves = mount.moves || act.speed > 0.01;
      }
    }
  }

  /// Who goes towards a building or a tree goes into the depth of the picture, where it stands;
  /// riders take their mounts along.
  void send_to_scenery() {
    for (std::size_t i = 0; i < ties_.size(); ++i) {
      Tie& tie = ties_[i];
      if (tie.kind != Tie::Kind::towards || !group(static_cast<std::size_t>(tie.to)).is_scenery) {
        continue;
      }
      headings_[i] = story::Heading::away;
      goals_.emplace_back(i, static_cast<std::size_t>(tie.to));
      tie = {};
    }
  }

  void turn_to_scenery() {
    for (const auto& [i, goal] : goals_) {
      if (!is_placed_[i] || !is_placed_[goal] || !group(i).moves) {
        continue;
      }
      const Vec3 way = spots_[goal].centre - spots_[i].centre;
      spots_[i].direction = world::normalized({way.x, 0, way.z});
      settle(i, spots_[i]);
    }
  }

  std::optional<story::Heading> heading(const Group& g) const {
    return headings_[static_cast<std::size_t>(&g - casting_.groups.data())];
  }

  Vec3 direction_of(const Group& g) const {
    const auto heading = this->heading(g);
    if (heading) {
      switch (*heading) {
        case story::Heading::left:
          return {-1, 0, 0};
        case story::Heading::right:
          return {1, 0, 0};
        case story::Heading::towards_viewer:
          return world::normalized({0.22F * side_, 0, 1});
        case story::Heading::away:
          return world::normalized({0.18F * side_, 0, -1});
        case story::Heading::up:
          return world::normalized({0.25F * side_, 1, 0});
        case story::Heading::down:
          return world::normalized({0.25F * side_, -1, 0});
      }
    }
    return world::normalized({side_, 0, 0.02F});
  }

  float resting_heading(const Group& g) {
    const float sign = dice_.unit() < 0.5F ? -1.0F : 1.0F;
    switch (g.nature.family) {
      case Family::person:
        return sign * dice_.between(0.1F, 0.4F);
      case Family::animal:
        return sign * dice_.between(0.6F, 1.1F);
      case Family::vehicle:
        return sign * dice_.between(0.8F, 1.1F);
      case Family::building:
        return sign * dice_.between(0.15F, 0.4F);
      default:
        return sign * dice_.between(0.2F, 0.5F);
    }
  }

  /// How far the group goes in the clip, metres.
  float way_of(const Group& g) const {
    return static_cast<float>(metres_at(casting_.cast[g.actors.front()], seconds_));
  }

  /// A spot at `x` and `z` on what the group belongs on.
  Spot spot_at(const Group& g, float x, float z) {
    Spot spot;
    spot.direction = direction_of(g);
    spot.heading = resting_heading(g);
    spot.centre = {x, 0, z};
    if (g.nature.domain == Domain::water && has_water()) {
      spot.keeps_to_ground = false;
      spot.centre.x += place_.swimming.x - place_.stage.x;
      spot.centre.z += place_.swimming.z - place_.stage.z;
      spot.centre.y = place_.swimming.y;
      if (place_.water_level) {
        // So far out that the camera that shows it whole stands on the shore.
        const float away = g.height / (std::max(g.nature.share, 0.1F) * 2 * kTan);
        spot.centre.z = std::min(spot.centre.z, place_.stage.z + 1.5F - away);
        const Actor& first = casting_.cast[g.actors.front()];
        const world::Anchor* line = first.model->find_anchor("waterline");
        spot.centre.y =
            *place_.water_level - (line != nullptr ? line->at.y * first.scale : 0.2F * g.height);
      }
    } else if (!place_.has_ground) {
      spot.keeps_to_ground = false;
      spot.centre.y = place_.stage.y;
    }
    const bool is_bound = g.nature.domain == Domain::road || g.nature.domain == Domain::rail;
    const bool goes_far = g.nature.domain == Domain::ground && g.actors.size() == 1 &&
                          way_of(g) > 2.5F * place_.stage_half_width;
    if (g.moves && (is_bound || goes_far)) {
      const auto heading = this->heading(g);
      const float side = heading == story::Heading::left    ? -1.0F
                         : heading == story::Heading::right ? 1.0F
                                                            : side_;
      spot.route = route_for(g.nature.domain, place_, side);
    }
    return spot;
  }

  void settle(std::size_t i, const Spot& spot) {
    spots_[i] = spot;
    is_placed_[i] = true;
    set_tracks(spot, place_, seconds_, dice_, group(i), casting_.cast);
  }

  /// Side by side around the middle of the stage, the first in the middle.
  void place_heroes() {
    float tallest = 0;
    std::vector<std::size_t> line;
    std::vector<std::size_t> aloft;
    for (std::size_t i = 0; i < casting_.groups.size(); ++i) {
      if (group(i).actors.empty() || group(i).is_scenery || is_tied(i)) {
        continue;
      }
      const bool flies = group(i).nature.domain == Domain::air || does(subject(group(i)), "fly");
      (flies ? aloft : line).push_back(i);
      tallest = std::max(tallest, flies ? 0 : group(i).height);
    }
    float right = 0;
    float left = 0;
    for (std::size_t n = 0; n < line.size(); ++n) {
      const Group& g = group(line[n]);
      const float half = 0.5F * formation_width(g);
      float x = 0;
      if (n == 0) {
        right = half;
        left = -half;
      } else {
        // Room for the ties of the neighbours, too.
        const float gap = 0.25F * g.height + 0.15F * half;
        const bool to_right = n % 2 == 1;
        x = to_right ? right + gap + half : left - gap - half;
        (to_right ? right : left) = to_right ? x + half : x - half;
      }
      const float z = place_.stage.z - (n == 0 ? 0 : 0.35F * g.depth * static_cast<float>(n % 3));
      settle(line[n], spot_at(g, place_.stage.x + x, z));
    }
    for (std::size_t n = 0; n < aloft.size(); ++n) {
      place_aloft(aloft[n], n, tallest, !line.empty());
    }
    height_ = std::max(height_, tallest);
  }

  void place_aloft(std::size_t i, std::size_t n, float tallest, bool has_company) {
    const Group& g = group(i);
    const float sign = n % 2 == 0 ? side_ : -side_;
    Spot spot;
    spot.direction = direction_of(g);
    if (!heading(g)) {
      spot.direction = world::normalized(spot.direction + Vec3{0, 0.05F, 0});
    }
    spot.heading = resting_heading(g);
    spot.keeps_to_ground = false;
    const float base =
        place_.has_ground ? place_.ground(place_.stage.x, place_.stage.z) : place_.stage.y;
    const float clear = has_company ? 1.25F * tallest : std::max(1.2F, 0.9F * g.height);
    const bool is_in_space = !place_.has_ground;
    spot.centre = {
        place_.stage.x + (has_company ? sign * (0.45F * tallest + 0.5F * g.width)
                                      : sign * 0.6F * static_cast<float>(n) * breadth(g)),
        is_in_space ? base : base + clear + 0.65F * g.height,
        place_.stage.z - (has_company ? 0.6F * g.depth : 0)};
    spot.centre.y = std::min(spot.centre.y, base + place_.ceiling - 0.5F * g.height);
    // Models with their feet at the origin hang by half their height.
    if (!casting_.cast[g.actors.front()].model->flies) {
      spot.centre.y -= 0.5F * g.height;
    }
    settle(i, spot);
  }

  void place_tied() {
    for (std::size_t i = 0; i < ties_.size(); ++i) {
      const Tie& tie = ties_[i];
      if (is_placed_[i] || !is_tied(i) || group(i).actors.empty() ||
          !is_placed_[static_cast<std::size_t>(tie.to)]) {
        continue;
      }
      tie.kind == Tie::Kind::carried ? carry(i, tie) : place_by(i, tie);
    }
  }

  void carry(std::size_t i, const Tie& tie) {
    const Group& carriers = group(static_cast<std::size_t>(tie.to));
    const Group& own = group(i);
    for (std::size_t n = 0; n < own.actors.size(); ++n) {
      Actor& actor = casting_.cast[own.actors[n]];
      actor.carrier = static_cast<int>(carriers.actors[n % carriers.actors.size()]);
      actor.anchor = tie.anchor;
      actor.keeps_upright = true;
      const bool is_rider = tie.anchor == "back" || tie.anchor == "seat";
      if (is_rider && actor.model->rig == world::Rig::biped) {
        // The origin is at the feet: the seat comes to the anchor.
        const world::Anchor* seat = actor.model->find_anchor("seat");
        actor.anchor_shift.y =
            -actor.scale * 0.98F * (seat != nullptr ? seat->at.y : actor.model->leg_length);
        const std::string_view mount = carriers.subject >= 0 ? subject(carriers).kind : "";
        for (Act& act : actor.acts) {
          const bool is_going = act.action.empty() || act.action == "sail" || act.action == "fly" ||
                                act.action == "ride" || act.action == "sit";
          if (is_going) {
            act.action = mount == "bicycle" ? "cycle" : tie.anchor == "back" ? "ride" : "sit_aloft";
          }
        }
      }
      const auto row = static_cast<float>(n / carriers.actors.size());
      actor.anchor_shift.x += 0.9F * own.width * row;
      for (Act& act : actor.acts) {
        act.speed = 0;
      }
    }
    spots_[i] = spots_[static_cast<std::size_t>(tie.to)];
    is_placed_[i] = true;
  }

  /// Goes where the other goes, at its speed.
  void keep_pace_with(const Group& other, Group& own) {
    const Actor& leader = casting_.cast[other.actors.front()];
    for (const std::size_t index : own.actors) {
      for (Act& act : casting_.cast[index].acts) {
        if (act.speed > 0.01 && other.moves) {
          act.speed = leader.acts.front().speed;
        }
      }
    }
  }

  void place_by(std::size_t i, const Tie& tie) {
    const auto to = static_cast<std::size_t>(tie.to);
    const Group& other = group(to);
    Group& own = group(i);
    Spot at = spots_[to];
    Spot spot = spot_at(own, at.centre.x, at.centre.z);
    if (other.nature.domain == Domain::water && own.nature.domain == Domain::water) {
      spot.centre = at.centre;
    }
    const float reach_x = 0.5F * (formation_width(other) + formation_width(own));
    const float reach_z = 0.5F * (breadth(other) + breadth(own)) + 0.15F * own.height;
    switch (tie.kind) {
      case Tie::Kind::under:
        spot.centre.z += other.is_scenery ? 0.2F * other.depth : 0;
        spot.centre.x += 0.12F * other.width;
        break;
      case Tie::Kind::behind:
        spot.centre.z -= reach_z;
        spot.centre.x += 0.42F * std::max(breadth(other), breadth(own));
        break;
      case Tie::Kind::in_front:
        spot.centre.z += reach_z;
        break;
      case Tie::Kind::above:
        spot.keeps_to_ground = false;
        spot.centre.y =
            place_.ground(at.centre.x, at.centre.z) + other.height + 0.3F * own.height + 0.15F;
        break;
      case Tie::Kind::around:
        spot.circle = 0.5F * breadth(other) + 0.6F * breadth(own) + 0.2F * own.height;
        break;
      case Tie::Kind::towards: {
        const float dir = spot.direction.x >= 0 ? 1.0F : -1.0F;
        const auto half =
            static_cast<float>(metres_at(casting_.cast[own.actors.front()], seconds_ / 2));
        spot.centre.x -= dir * (reach_x + half);
        break;
      }
      default: {
        const bool is_chase = does(subject(own), "chase");
        const float dir =
            is_chase ? -std::copysign(1.0F, at.direction.x) : (n_beside_++ % 2 == 0 ? 1.0F : -1.0F);
        spot.centre.x += dir * (reach_x + 0.12F * own.height);
        spot.centre.z += 0.1F * own.depth;
        spot.heading = at.heading;
        if (own.nature.family == Family::person && other.nature.family == Family::person &&
            !own.moves) {
          face_each_other(i, to, dir, spot);
        }
        break;
      }
    }
    if (own.moves && other.moves && tie.kind != Tie::Kind::around) {
      spot.direction = at.direction;
      keep_pace_with(other, own);
    }
    settle(i, spot);
  }

  void face_each_other(std::size_t, std::size_t to, float dir, Spot& spot) {
    constexpr float kTowards = 1.1F;  // less than a right angle: faces are seen
    spot.heading = -dir * kTowards;
    for (const std::size_t index : group(to).actors) {
      casting_.cast[index].track.heading = dir * kTowards;
    }
  }

  /// Buildings and trees stand behind the action and to its sides, far enough to be seen whole.
  void place_scenery() {
    const float hero_distance = height_ / (0.4F * 2 * kTan);
    int n = 0;
    bool has_hero = std::ranges::any_of(is_placed_, [](bool placed) { return placed; });
    for (std::size_t i = 0; i < casting_.groups.size(); ++i) {
      const Group& g = group(i);
      if (is_placed_[i] || g.actors.empty() || is_tied(i)) {
        continue;
      }
      if (!has_hero) {
        settle(i, spot_at(g, place_.stage.x, place_.stage.z));
        has_hero = true;
        ++n;
        continue;
      }
      const float sees_whole = g.height / (1.5F * kTan) - hero_distance;
      const float away =
          std::clamp(std::max(sees_whole, 0.6F * breadth(g) + 0.8F * height_), 0.5F, 70.0F);
      const float half_frame = (hero_distance + away) * kTan * aspect_;
      const float sign = n % 2 == 0 ? -side_ : side_;
      const float x =
          g.actors.size() > 2 ? 0 : sign * std::min(0.5F * half_frame, 0.55F * half_frame);
      settle(i, spot_at(g, place_.stage.x + x, place_.stage.z - away));
      ++n;
    }
  }

  /// Who sits and was given nothing to sit on sits on what the place has, or on a bench.
  void seat_those_who_sit() {
    const std::size_t count = casting_.cast.size();
    for (std::size_t i = 0; i < count; ++i) {
      const Actor& actor = casting_.cast[i];
      const bool sits =
          std::ranges::any_of(actor.acts, [](const Act& act) { return act.action == "sit"; });
      if (!sits || actor.carrier >= 0 || actor.model->rig != world::Rig::biped || !actor.ground) {
        continue;
      }
      Actor bench;
      bench.model = models::build_model({.kind = "bench", .seed = actor.seed});
      bench.label = "bench";
      bench.subject = -1;
      bench.track = {.points = {actor.track.at(0).origin}, .heading = actor.track.heading};
      bench.acts = {Act{}};
      bench.ground = place_.ground;
      casting_.cast.push_back(std::move(bench));
    }
  }

  Stage stage() const {
    Stage stage;
    world::Bounds box;
    float share = 0;
    float tallest = 0;
    bool any_hero = std::ranges::any_of(
        casting_.groups, [](const Group& g) { return !g.is_scenery && !g.actors.empty(); });
    int aloft = 0;
    int heroes = 0;
    for (std::size_t i = 0; i < casting_.groups.size(); ++i) {
      const Group& g = casting_.groups[i];
      if (g.actors.empty()) {
        continue;
      }
      if (g.is_scenery && any_hero) {
        stage.backdrop_height = std::max(stage.backdrop_height, g.height);
        continue;
      }
      if (bears_something_small(i)) {
        continue;
      }
      ++heroes;
      aloft += spots_[i].keeps_to_ground || g.nature.domain == Domain::road ||
                       g.nature.domain == Domain::rail
                   ? 0
                   : 1;
      for (const std::size_t index : g.actors) {
        const Vec3 middle = middle_at(casting_.cast, index, moment_of(g));
        const float half = 0.5F * breadth(g);
        box.add(middle - Vec3{half, 0.5F * g.height, 0});
        box.add(middle + Vec3{half, 0.5F * g.height, 0});
      }
      if (g.height > tallest) {
        tallest = g.height;
        share = moment_of(g) == seconds_ / 2 ? g.nature.share : 1.5F * g.nature.share;
      }
      if (stage.hero < 0) {
        const Group& mover = mover_of(i);
        stage.hero = static_cast<int>(mover.actors.front());
        measure_way(stage, mover);
      }
    }
    if (box.is_empty()) {
      stage.focus = place_.stage + Vec3{0, place_.camera_height * 0.7F, 0};
      stage.share = 0;
      return stage;
    }
    stage.focus = box.middle();
    stage.height = box.extent().y;
    stage.width = box.extent().x;
    stage.share = share;
    stage.is_aloft = heroes > 0 && aloft == heroes;
    return stage;
  }

  /// A table is not framed where a cup on it is what the prompt is about.
  bool bears_something_small(std::size_t i) const {
    const Group& own = casting_.groups[i];
    for (std::size_t k = 0; k < ties_.size(); ++k) {
      const Group& other = casting_.groups[k];
      if (ties_[k].kind == Tie::Kind::carried && ties_[k].to == static_cast<int>(i) &&
          own.nature.family == Family::object && !other.actors.empty() &&
          other.height < 0.45F * own.height) {
        return true;
      }
    }
    return false;
  }

  /// When the group is framed: who comes or goes is largest at the end or at the start.
  double moment_of(const Group& g) const {
    const auto heading = g.moves ? this->heading(g) : std::nullopt;
    return heading == story::Heading::towards_viewer ? 0.93 * seconds_
           : heading == story::Heading::away         ? 0.07 * seconds_
                                                     : seconds_ / 2;
  }

  /// The group itself, or what carries it.
  const Group& mover_of(std::size_t i) const {
    for (std::size_t steps = 0; steps < ties_.size() && ties_[i].kind == Tie::Kind::carried;
         ++steps) {
      i = static_cast<std::size_t>(ties_[i].to);
    }
    return casting_.groups[i];
  }

  void measure_way(Stage& stage, const Group& g) const {
    if (!g.moves) {
      return;
    }
    const Vec3 from = middle_at(casting_.cast, g.actors.front(), 0);
    const Vec3 to = middle_at(casting_.cast, g.actors.front(), seconds_);
    stage.travel = std::abs(to.x - from.x);
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
  float side_ = 1;
  float height_ = 1.2F;
  int n_beside_ = 0;
};

}  // namespace

Stage block(const story::SceneDescription& scene, const places::Place& place, float aspect,
            double seconds, std::uint64_t seed, Casting& casting) {
  return Blocking(scene, place, aspect, seconds, seed, casting).run();
}

}  // namespace kirin::engine::motion::direct
