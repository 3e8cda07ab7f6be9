// Flames, smoke, steam and sparks.
#include <cmath>

#include "engine/motion/animate/emitters.h"
#include "engine/motion/animate/particle_stream.h"

namespace kirin::engine::motion::animate {
namespace {

using world::Light;
using world::mix;
using world::smooth_step;
using world::Sprite;
using world::Vec3;

/// The colour of fire as it cools, t from 0 (white-yellow) to 1 (dark red).
Light fire_colour(float t) {
  const Light hot = Light{1.0F, 0.72F, 0.28F} * 2.6F;
  const Light warm = Light{1.0F, 0.36F, 0.06F} * 1.9F;
  const Light cool = Light{0.75F, 0.09F, 0.015F} * 1.0F;
  return t < 0.45F ? mix(hot, warm, t / 0.45F) : mix(warm, cool, (t - 0.45F) / 0.55F);
}

/// A puff of smoke: `grey` at birth, paler and wider with age.
void paint_puff(const Particle& p, Sprite& s, float radius_from, float radius_to, float grey,
                float opacity) {
  const float t = p.t();
  s.radius = mix(radius_from, radius_to, std::sqrt(t)) * p.between(50, 0.75F, 1.25F);
  const float shade = mix(grey, grey * 0.6F + 0.28F, t) * p.between(51, 0.85F, 1.15F);
  s.colour = Light{shade, shade * 0.98F, shade * 0.96F};
  s.opacity = opacity * faded(t, 0.10F, 0.25F);
  s.softness = 1;
}

world::SpriteSource tongues(const Emission& e) {
  return stream(e, 84, 0.55F, 1.0F, [e](const Particle& p, Sprite& s) {
    const float t = p.t();
    const float up = 1.15F * t * p.between(2, 0.75F, 1.1F);
    // Broad at the foot, drawn in by its own draught towards the tip.
    const float start = 0.19F * p.both(3);
    const float start_z = 0.19F * p.both(4);
    const float draw = 1 - 0.85F * smooth_step(0, 1, t);
    const float lick = 0.10F * smooth_step(0.1F, 0.8F, t);
    s.at =
        p.origin +
        Vec3{start * draw + lick * p.noise(3.5F, 5), up, start_z * draw + lick * p.noise(3.1F, 6)} *
            e.scale +
        e.wind * (0.25F * p.age * t);
    s.radius = e.scale * mix(0.17F, 0.06F, std::pow(t, 0.8F)) * p.between(7, 0.7F, 1.2F);
    s.colour = fire_colour(std::min(t * 1.05F + 0.08F * p.both(8) + 0.05F, 1.0F)) * e.colour;
    s.opacity = 0.24F * faded(t, 0.08F, 0.55F);
    s.is_glowing = true;
  });
}

}  // namespace

world::SpriteSource embers(Emission e) {
  return stream(e, 7, 1.0F, 2.2F, [e](const Particle& p, Sprite& s) {
    const float t = p.t();
    s.at = p.origin +
           Vec3{0.18F * p.both(2) + 0.22F * p.noise(1.6F, 3) * t,
                0.25F + 1.5F * p.age * p.between(4, 0.6F, 1.1F),
                0.18F * p.both(5) + 0.22F * p.noise(1.4F, 6) * t} *
               e.scale +
           e.wind * (0.6F * p.age);
    s.radius = 0.011F * e.scale * p.between(7, 0.6F, 1.3F);
    const float twinkle = 0.65F + 0.35F * p.noise(9, 8);
    s.colour = fire_colour(0.3F + 0.6F * t) * e.colour * (1.6F * twinkle);
    s.opacity = faded(t, 0.05F, 0.5F);
    s.softness = 0.5F;
    s.is_glowing = true;
  });
}

world::SpriteSource flame(Emission e) {
  Emission above = e;
  above.at = [at = e.at, scale = e.scale](double seconds) {
    return at(seconds) + Vec3{0, 0.25F * scale, 0};
  };
  above.seed = e.seed + 5;
  return together({tongues(e), embers(above)});
}

world::SpriteSource smoke(Emission e) {
  return stream(e, 9, 2.6F, 4.2F, [e](const Particle& p, Sprite& s) {
    const float t = p.t();
    s.at = p.origin +
           (Vec3{0.12F * p.both(2), 0, 0.12F * p.both(3)} +
            e.direction * (0.85F * p.age * p.between(4, 0.8F, 1.15F) * (1 - 0.12F * t)) +
            Vec3{p.noise(0.7F, 5), 0.3F * p.noise(0.6F, 6), p.noise(0.7F, 7)} * (0.35F * t)) *
               e.scale +
           e.wind * p.age * (0.4F + 0.6F * t);
    paint_puff(p, s, 0.14F * e.scale, 0.55F * e.scale, 0.13F, 0.30F);
    s.colour = s.colour * e.colour;
  });
}

world::SpriteSource steam(Emission e) {
  return stream(e, 7, 1.0F, 1.9F, [e](const Particle& p, Sprite& s) {
    const float t = p.t();
    s.at = p.origin +
           (Vec3{0.03F * p.both(2), 0, 0.03F * p.both(3)} +
            Vec3{0.05F * p.noise(1.3F, 4), 0.20F * p.age, 0.05F * p.noise(1.2F, 5)} * (0.3F + t)) *
               e.scale +
           e.wind * (0.12F * p.age);
    s.radius = e.scale * mix(0.014F, 0.055F, t) * p.between(6, 0.8F, 1.2F);
    s.colour = Light{0.92F, 0.94F, 0.96F} * e.colour;
    s.opacity = 0.20F * faded(t, 0.2F, 0.3F);
  });
}

world::SpriteSource chimney_smoke(Emission e) {
  return stream(e, 4, 4, 6.5F, [e](const Particle& p, Sprite& s) {
    const float t = p.t();
    s.at = p.origin +
           (Vec3{0.06F * p.both(2), 0.55F * p.age * (1 - 0.25F * t), 0.06F * p.both(3)} +
            Vec3{p.noise(0.5F, 5), 0, p.noise(0.45F, 7)} * (0.5F * t)) *
               e.scale +
           e.wind * (0.7F * p.age);
    paint_puff(p, s, 0.12F * e.scale, 0.60F * e.scale, 0.42F, 0.26F);
    s.colour = s.colour * e.colour;
  });
}

world::SpriteSource train_smoke(Emission e) {
  return stream(e, 8, 2.5F, 4.5F, [e](const Particle& p, Sprite& s) {
    const float t = p.t();
    const float rise = 2.6F * (1 - std::exp(-1.5F * p.age)) + 0.35F * p.age;
    s.at = p.origin +
           (Vec3{0, rise, 0} + Vec3{p.noise(0.6F, 5), 0.4F * p.noise(0.5F, 6), p.noise(0.55F, 7)} *
                                   (0.6F * t + 0.1F)) *
               e.scale +
           e.wind * (0.6F * p.age);
    paint_puff(p, s, 0.32F * e.scale, 1.25F * e.scale, 0.55F, 0.42F);
    s.colour = s.colour * e.colour;
  });
}

world::SpriteSource exhaust(Emission e) {
  return stream(e, 9, 0.6F, 1.3F, [e](const Particle& p, Sprite& s) {
    s.at = p.origin +
           (thrown(e.direction * p.between(2, 0.7F, 1.2F), -0.35F, 2.2F, p.age) +
            Vec3{p.noise(1.4F, 3), 0.4F * p.noise(1.2F, 4), p.noise(1.3F, 5)} * (0.10F * p.t())) *
               e.scale +
           e.wind * (0.5F * p.age);
    paint_puff(p, s, 0.03F * e.scale, 0.17F * e.scale, 0.30F, 0.16F);
    s.colour = s.colour * e.colour;
  });
}

world::SpriteSource rocket_jet(Emission e) {
  world::SpriteSource jet = stream(e, 130, 0.22F, 0.42F, [e](const Particle& p, Sprite& s) {
    const float t = p.t();
    const Vec3 side = p.direction(2) * (0.18F + 0.30F * t);
    // The jet hangs on the nozzle: it moves with it.
    s.at = e.at(p.birth + static_cast<double>(p.age)) +
           (e.direction * (3.1F * t * p.between(4, 0.8F, 1.1F)) + side * 0.6F) * e.scale;
    s.radius = e.scale * mix(0.30F, 0.14F, t) * p.between(5, 0.7F, 1.2F);
    s.colour = (t < 0.2F ? mix(Light{2.4F, 2.3F, 2.6F}, fire_colour(0), t / 0.2F)
                         : fire_colour((t - 0.2F) / 0.8F)) *
               e.colour * 1.1F;
    s.opacity = 0.40F * faded(t, 0, 0.45F);
    s.is_glowing = true;
  });
  Emission below = e;
  below.seed = e.seed + 3;
  world::SpriteSource plume = stream(below, 26, 1.8F, 3.2F, [e](const Particle& p, Sprite& s) {
    const float slow = (1 - std::exp(-2.2F * p.age)) / 2.2F;
    const Vec3 side = p.direction(2);
    Vec3 at = p.origin +
              (e.direction * (2.4F + 5.5F * slow) +
               Vec3{side.x, 0.3F * side.y, side.z} * (0.25F + 0.9F * slow)) *
                  e.scale +
              e.wind * (0.4F * p.age);
    if (at.y < e.floor + 0.2F) {  // rolls away over the ground
      const float deep = e.floor + 0.2F - at.y;
      at += Vec3{side.x, 0, side.z} * (0.9F * deep);
      at.y = e.floor + 0.2F + 0.25F * std::abs(side.y) * e.scale;
    }
    s.at = at;
    paint_puff(p, s, 0.45F * e.scale, 1.5F * e.scale, 0.62F, 0.34F);
  });
  return together({std::move(plume), std::move(jet)});
}

world::SpriteSource sparks(Emission e) {
  return stream(e, 55, 0.25F, 0.75F, [e](const Particle& p, Sprite& s) {
    const Vec3 way = e.direction * p.between(2, 1.0F, 3.2F) + p.direction(3) * 1.3F;
    const auto where = [&](float age) { return thrown(way, 6.5F, 1.2F, age) * e.scale; };
    s.at = p.origin + where(p.age);
    s.at.y = std::max(s.at.y, e.floor);
    s.streak = where(p.age) - where(std::max(p.age - 0.03F, 0.0F));
    s.radius = 0.007F * e.scale;
    s.colour = fire_colour(0.65F * p.t()) * e.colour * 2.0F;
    s.opacity = faded(p.t(), 0, 0.4F);
    s.softness = 0.6F;
    s.is_glowing = true;
  });
}

}  // namespace kirin::engine::motion::animate
