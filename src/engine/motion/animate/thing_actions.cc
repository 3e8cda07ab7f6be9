#include "engine/motion/animate/thing_actions.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "engine/motion/animate/ballistics.h"
#include "engine/motion/animate/thing_parts.h"
#include "engine/motion/dice.h"

namespace kirin::engine::motion::animate {
namespace {

using world::Affine;
using world::kPi;
using world::translation;
using world::Vec3;

/// An action at one moment.
struct Moment {
  const world::Model& model;
  double seconds;
  const Manner& manner;
  Movement& out;

  float t() const { return static_cast<float>(seconds * manner.pace); }
  float height() const { return std::max(model.height(), 0.02F); }
  Vec3 middle() const { return model.bounds.middle(); }
  /// How long an action with an end takes.
  double lasting(double usual) const {
    return std::min(usual / std::max(manner.pace, 0.1), std::max(manner.seconds, 0.2));
  }
  float noise(float rate, std::uint64_t salt) const {
    return fbm1(rate * static_cast<float>(seconds), 2, 0.5F, manner.seed + salt);
  }
};

Affine about(Vec3 pivot, const Affine& turn) {
  return translation(pivot) * turn * translation(-pivot);
}

/// Wider and lower (`amount` below 0) or higher and slimmer about its foot, at the same volume.
Affine squashed(const world::Model& model, float amount) {
  const float tall = std::exp(amount);
  const float wide = 1 / std::sqrt(tall);
  return about({0, model.bounds.low.y, 0}, world::scaling(Vec3{wide, tall, wide}));
}

void fall(Moment& m) {
  if (is_light(m.model)) {  // to and fro like a leaf, sinking slowly
    const float t = m.t();
    const float swing = std::sin(2.1F * t);
    const float reach = std::clamp(m.height() * 1.5F, 0.2F, 0.8F);
    const float sink =
        m.model.flies ? 0 : std::max(0.0F, static_cast<float>(drop_height(m.model)) - 0.55F * t);
    m.out.offset = translation({reach * swing, sink + 0.12F * reach * std::cos(4.2F * t),
                                0.4F * reach * std::sin(1.3F * t)}) *
                   world::turn_z(0.7F * std::cos(2.1F * t)) * world::turn_y(0.8F * t);
    return;
  }
  if (m.model.flies) {
    // The track carries it down; it tumbles.
    m.out.offset = world::turn_x(0.5F * m.t()) * world::turn_z(0.15F * std::sin(2 * m.t()));
    return;
  }
  const Drop drop{drop_height(m.model), restitution_of(m.model)};
  const double t = m.seconds * std::sqrt(std::max(m.manner.pace, 0.05));
  const auto high = static_cast<float>(drop.height_at(t));
  const std::vector<double> hits = drop.impacts();
  // It comes a little askew and has righted itself when it rests.
  const auto left = static_cast<float>(std::clamp((drop.rest_at() - t) / drop.rest_at(), 0.0, 1.0));
  const float askew = left * (0.35F + 0.3F * m.noise(0, 3)) * std::cos(5 * static_cast<float>(t));
  float squash = 0;
  for (const double hit : hits) {
    const double since = t - hit;
    if (since >= 0 && since < 0.22) {
      squash -= 0.12F * static_cast<float>(std::exp(-18 * since)) *
                static_cast<float>(std::exp(-hit + hits.front()));
    }
  }
  m.out.offset = translation({0, high, 0}) *
                 about(m.middle(), world::turn_z(high > 0 ? askew : 0.3F * askew)) *
                 squashed(m.model, squash);
}

void bounce(Moment& m) {
  const Hops hops{hop_height(m.model, m.manner.pace)};
  const auto high = static_cast<float>(hops.height_at(m.seconds));
  const auto touch = static_cast<float>(hops.away_from_touch(m.seconds));
  const float soft = static_cast<float>(restitution_of(m.model));
  const float squash = -0.35F * soft * std::exp(-std::pow(touch / 0.045F, 2.0F)) +
                       0.10F * soft * world::smooth_step(0.03F, 0.12F, touch) *
                           (1 - world::smooth_step(0.12F, 0.3F, touch));
  const float along = static_cast<float>(m.manner.speed * m.seconds);
  const float spin = along / std::max(m.height() / 2, 0.05F) * 0.5F;
  m.out.offset = translation({0, high, 0}) * about(m.middle(), world::turn_x(spin)) *
                 squashed(m.model, squash);
}

void spin(Moment& m) {
  const float rate = 2.4F;
  const float t = m.t();
  // Gathers speed over the first half second.
  const float turn = rate * (t < 0.5F ? t * t : t - 0.25F);
  m.out.offset = about({m.middle().x, 0, m.middle().z}, world::turn_y(turn));
}

void roll(Moment& m) {
  // Without slipping: one radian for each radius of the way.
  const float radius = std::max(m.height() / 2, 0.01F);
  const float turn = static_cast<float>(m.manner.speed * m.seconds) / radius;
  m.out.offset = about(m.middle(), world::turn_x(turn));
}

bool hangs(const world::Model& model) {
  constexpr std::array<std::string_view, 6> kHanging = {"lantern", "bell",  "lamp",
                                                        "bag",     "swing", "christmas_bauble"};
  return std::ranges::find(kHanging, model.kind) != kHanging.end();
}

void swing(Moment& m) {
  const int seat = m.model.skeleton.find("swing");
  if (seat >= 0) {  // only the seat on its ropes
    const world::Bone& bone = m.model.skeleton.bones[static_cast<std::size_t>(seat)];
    const double period = pendulum_period(bone.joint.y - 0.5);
    m.out.pose.joints[static_cast<std::size_t>(seat)].turn = world::turn_about(
        {1, 0, 0}, 0.55F * static_cast<float>(std::sin(2 * kPi * m.seconds / period)));
    return;
  }
  const bool is_hanging = hangs(m.model) || m.model.flies;
  const double period = pendulum_period(m.height()) * (is_hanging ? 1 : 1.3);
  const float reach = is_hanging ? 0.35F : 0.10F;
  const float angle = reach * static_cast<float>(std::sin(2 * kPi * m.seconds / period));
  const float pivot = is_hanging ? m.model.bounds.high.y : m.model.bounds.low.y;
  m.out.offset = about({m.middle().x, pivot, m.middle().z}, world::turn_z(angle));
}

void drift(Moment& m) {
  const float t = m.t();
  const float size = std::clamp(m.height(), 0.1F, 3.0F);
  const auto phase = static_cast<float>(m.manner.seed % 7);
  const Vec3 bob{0.10F * size * std::sin(0.55F * t + phase),
                 0.09F * size * std::sin(1.25F * t + phase), 0.06F * size * std::sin(0.43F * t)};
  m.out.offset =
      translation(bob) * about(m.middle(), world::turn_z(0.07F * std::sin(0.9F * t + 1 + phase)) *
                                               world::turn_x(0.05F * std::sin(1.1F * t)) *
                                               world::turn_y(0.2F * std::sin(0.3F * t)));
}

void rise(Moment& m) {
  // The track lifts it; here it only wobbles, less at first.
  const float t = m.t();
  const float ease = static_cast<float>(eased(m.seconds / 1.5));
  const float size = std::clamp(m.height(), 0.1F, 2.0F);
  m.out.offset = translation(Vec3{0.16F * size * std::sin(1.1F * t), 0,
                                  0.10F * size * std::sin(0.8F * t + 1)} *
                             ease) *
                 about(m.middle(), world::turn_z(0.08F * ease * std::sin(1.7F * t)) *
                                       world::turn_y(0.35F * t * ease * 0.3F));
}

void fly(Moment& m) {
  if (m.model.kind == "kite") {
    const float gust = m.noise(0.6F, 11);
    const float t = m.t();
    m.out.offset =
        translation({0.5F * std::sin(0.7F * t) + 0.2F * gust, 0.28F * std::sin(1.1F * t + 1), 0}) *
        world::turn_z(0.25F * std::sin(0.7F * t + 0.6F) + 0.1F * gust) *
        world::turn_x(-0.35F + 0.08F * std::sin(1.3F * t));
    return;
  }
  if (m.model.kind == "paper_plane" || m.model.kind == "origami_crane") {
    const float t = m.t();
    m.out.offset = translation({0, 0.12F * std::sin(1.8F * t), 0}) *
                   world::turn_z(0.28F * std::sin(0.9F * t)) *
                   world::turn_x(-0.12F * std::cos(1.8F * t));
    return;
  }
  drift(m);
}

void open(Moment& m) {
  const double t = m.seconds / m.lasting(1.4);
  if (!set_open(m.model, static_cast<float>(eased_over(eased(t))), m.out.pose)) {
    m.out.offset =
        squashed(m.model, 0.06F * static_cast<float>(std::sin(kPi * std::clamp(t, 0.0, 1.0))));
  }
}

void close(Moment& m) {
  set_open(m.model, 1 - static_cast<float>(eased(m.seconds / m.lasting(1.2))), m.out.pose);
}

void pour(Moment& m) {
  const double last = std::min(m.manner.seconds, 6.0);
  const auto lean =
      static_cast<float>(eased(m.seconds / 1.1) * (1 - eased((m.seconds - last + 1.0) / 1.0)));
  const Vec3 pivot{m.model.bounds.high.x, m.model.bounds.high.y, 0};
  m.out.offset = translation({-0.15F * lean * m.height(), 0.75F * lean * m.height(), 0}) *
                 about(pivot, world::turn_z(-0.85F * lean)) *
                 world::turn_x(0.01F * lean * m.noise(3, 4));
}

void burn(Moment& m) {
  m.out.glow = 1.15F + 0.35F * m.noise(6, 21);
  move_parts(m.model, m.seconds, m.manner, 1.5F, m.out.pose);
}

void glow(Moment& m) {
  m.out.glow =
      1 + static_cast<float>(eased(m.seconds / 0.8)) * (0.55F + 0.25F * std::sin(2.4F * m.t()));
}

void flicker(Moment& m) {
  const float n = m.noise(7, 31);
  m.out.glow = std::clamp(0.75F + 1.1F * n, 0.08F, 1.6F);
}

/// When it bursts, seconds after the action began.
double burst_at(const Manner& manner) {
  return std::min(0.7, 0.25 * std::max(manner.seconds, 0.4));
}

void explode(Moment& m) {
  const double burst = burst_at(m.manner);
  if (m.seconds < burst) {  // it swells and trembles
    const auto t = static_cast<float>(m.seconds / burst);
    m.out.offset = translation({0.02F * m.height() * t * m.noise(40, 1), 0,
                                0.02F * m.height() * t * m.noise(40, 2)}) *
                   about(m.middle(), world::scaling(1 + 0.12F * t * t));
    m.out.glow = 1 + 2 * t;
    return;
  }
  const auto since = static_cast<float>(m.seconds - burst);
  // Parts that have bones of their own fly off as shells do; the rest swells and is gone.
  const bool has_parts = m.model.skeleton.bones.size() > 2;
  for (std::size_t i = 1; i < m.model.skeleton.bones.size(); ++i) {
    const Vec3 from = m.model.skeleton.bones[i].joint - m.middle();
    const auto chance = [&](std::uint64_t salt) {
      return hashed_unit(static_cast<std::int64_t>(i), m.manner.seed + salt);
    };
    const Vec3 out =
        normalized(from + Vec3{chance(1) - 0.5F, 0.6F * chance(2), chance(3) - 0.5F} * m.height());
    const float speed = (2 + 3 * chance(4)) * std::sqrt(std::max(m.height(), 0.1F));
    Vec3 shift = out * (speed * since) + Vec3{0, -4.9F * since * since, 0};
    shift.y = std::max(shift.y, -m.model.skeleton.bones[i].joint.y);
    m.out.pose.joints[i].shift = shift;
    m.out.pose.joints[i].turn =
        world::turn_about({chance(5) - 0.5F, chance(6) - 0.5F, chance(7)}, 6 * since);
  }
  m.out.offset = about(m.middle(), world::scaling(1.12F + 1.6F * (1 - std::exp(-5 * since))));
  m.out.opacity = std::clamp(1 - since / (has_parts ? 0.9F : 0.28F), 0.0F, 1.0F);
  m.out.glow = 3 * std::exp(-4 * since);
}

void melt(Moment& m) {
  const auto t = static_cast<float>(eased(m.seconds / m.lasting(6)));
  const float tall = world::mix(1.0F, 0.10F, t);
  const float wide = world::mix(1.0F, 1.55F, t * t);
  m.out.offset = about({0, m.model.bounds.low.y, 0},
                       Affine{{wide, 0, 0}, {0.12F * t * (1 - t), tall, 0}, {0, 0, wide}, {}});
}

void grow(Moment& m) {
  const auto t = static_cast<float>(eased_over(m.seconds / m.lasting(3)));
  m.out.offset =
      about({0, m.model.bounds.low.y, 0}, world::scaling(std::max(0.08F + 0.92F * t, 0.02F)));
}

void shrink(Moment& m) {
  const auto t = static_cast<float>(eased(m.seconds / m.lasting(3)));
  m.out.offset = about({0, m.model.bounds.low.y, 0}, world::scaling(1 - 0.85F * t));
}

void shake(Moment& m) {
  const float size = std::clamp(m.height(), 0.1F, 4.0F);
  m.out.offset = translation(Vec3{m.noise(17, 1), 0.3F * std::abs(m.noise(19, 2)), m.noise(15, 3)} *
                             (0.04F * size)) *
                 about(m.middle(), world::turn_z(0.07F * m.noise(14, 4)));
}

/// A bell's swing: the clapper lags and strikes at either end.
double bell_period(const world::Model& model) {
  return pendulum_period(std::max(0.6F * model.height(), 0.15F));
}

void ring(Moment& m) {
  const int bell = m.model.skeleton.find("bell");
  const auto phase = static_cast<float>(2 * kPi * m.seconds / bell_period(m.model));
  const float reach = 0.6F * static_cast<float>(eased(m.seconds / 0.8));
  if (bell < 0) {
    shake(m);
    return;
  }
  m.out.pose.joints[static_cast<std::size_t>(bell)].turn =
      world::turn_about({0, 0, 1}, reach * std::sin(phase));
  const int clapper = m.model.skeleton.find("clapper");
  if (clapper >= 0) {
    m.out.pose.joints[static_cast<std::size_t>(clapper)].turn =
        world::turn_about({0, 0, 1}, -0.45F * reach * std::sin(phase + 0.5F));
  }
}

void appear(Moment& m) {
  const auto t = static_cast<float>(m.seconds / m.lasting(0.9));
  m.out.opacity = std::clamp(1.6F * t, 0.0F, 1.0F);
  m.out.offset =
      about({0, m.model.bounds.low.y, 0},
            world::scaling(std::max(0.6F + 0.4F * static_cast<float>(eased_over(t)), 0.05F)));
}

void disappear(Moment& m) {
  const auto t = static_cast<float>(eased(m.seconds / m.lasting(1.2)));
  m.out.opacity = 1 - t;
  m.out.offset = about({0, m.model.bounds.low.y, 0}, world::scaling(1 - 0.25F * t));
}

/// Tips over its edge: an inverted pendulum, θ'' = (g / l) sin θ, whose fall is θ₀ cosh(√(g/l) t)
/// while it is small; then it lies.
void topple(Moment& m) {
  const Vec3 extent = m.model.bounds.extent();
  const double rate = std::sqrt(kGravity / std::max(0.67 * static_cast<double>(extent.y), 0.05));
  const double angle = std::min(0.05 * std::cosh(rate * m.seconds), kPi / 2.0);
  const Vec3 edge{m.model.bounds.low.x * -1, m.model.bounds.low.y, 0};
  m.out.offset = about(edge, world::turn_z(-static_cast<float>(angle)));
}

void wave(Moment& m) { move_parts(m.model, m.seconds, m.manner, 1.6F, m.out.pose); }

void sway_to_music(Moment& m) {
  const float beat = 2 * kPi * m.t();  // one a second at pace 1
  const float hop = std::abs(std::sin(beat));
  m.out.offset =
      translation({0.06F * m.height() * std::sin(beat / 2), 0.10F * m.height() * hop, 0}) *
      about({0, m.model.bounds.low.y, 0},
            world::turn_z(0.16F * std::sin(beat / 2)) * world::turn_y(0.4F * std::sin(beat / 4))) *
      squashed(m.model, 0.10F * (hop - 0.5F));
}

void take_off(Moment& m) {
  const auto t = static_cast<float>(std::max(m.seconds - 0.4, 0.0) * m.manner.pace);
  m.out.offset = translation({0, m.height() * (0.5F * t * t) / (1 + 0.15F * t), 0});
}

void land(Moment& m) {
  const auto t = static_cast<float>(eased(m.seconds / m.lasting(3)));
  m.out.offset = translation({0, 2.5F * m.height() * (1 - t), 0});
}

struct Deed {
  std::string_view action;
  void (*perform)(Moment& moment);
};

constexpr std::array kDeeds = std::to_array<Deed>({
    {"fall", fall},          {"bounce", bounce},   {"jump", bounce},     {"spin", spin},
    {"circle_around", spin}, {"roll", roll},       {"swing", swing},     {"float", drift},
    {"hover", drift},        {"swim", drift},      {"rise", rise},       {"fly", fly},
    {"open", open},          {"close", close},     {"pour", pour},       {"burn", burn},
    {"glow", glow},          {"flicker", flicker}, {"explode", explode}, {"melt", melt},
    {"grow", grow},          {"bloom", grow},      {"shrink", shrink},   {"shake", shake},
    {"ring", ring},          {"appear", appear},   {"hide", disappear},  {"disappear", disappear},
    {"crash", topple},       {"break", topple},    {"wave", wave},       {"dance", sway_to_music},
    {"take_off", take_off},  {"land", land},       {"set", drift},
});

}  // namespace

double drop_height(const world::Model& model) {
  return std::clamp(3.0 * static_cast<double>(model.height()), 0.8, 6.0);
}

double restitution_of(const world::Model& model) {
  constexpr std::array<std::pair<std::string_view, double>, 10> kElastic = {{{"ball", 0.78},
                                                                             {"beach_ball", 0.72},
                                                                             {"balloon", 0.6},
                                                                             {"sphere", 0.7},
                                                                             {"coin", 0.4},
                                                                             {"egg", 0.2},
                                                                             {"snowman", 0.05},
                                                                             {"apple", 0.38},
                                                                             {"orange", 0.42},
                                                                             {"teddy_bear", 0.25}}};
  for (const auto& [kind, part] : kElastic) {
    if (kind == model.kind) {
      return part;
    }
  }
  return 0.32;
}

double hop_height(const world::Model& model, double pace) {
  return std::clamp(1.6 * static_cast<double>(model.height()), 0.2, 1.6) *
         std::clamp(pace, 0.5, 1.6);
}

bool is_light(const world::Model& model) {
  constexpr std::array<std::string_view, 11> kLight = {
      "feather",     "balloon", "kite",  "bubble", "paper_plane", "origami_crane",
      "sky_lantern", "leaf",    "petal", "ribbon", "particle"};
  return std::ranges::find(kLight, model.kind) != kLight.end();
}

bool perform_thing_action(const world::Model& model, std::string_view action, double seconds,
                          const Manner& manner, Movement& movement) {
  Moment moment{model, seconds, manner, movement};
  for (const Deed& deed : kDeeds) {
    if (deed.action == action) {
      deed.perform(moment);
      return true;
    }
  }
  return false;
}

}  // namespace kirin::engine::motion::animate
