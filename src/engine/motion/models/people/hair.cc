#include <cmath>

#include "engine/motion/dice.h"
#include "engine/motion/models/people/head.h"
#include "engine/motion/world/clay.h"

namespace kirin::engine::motion::models::person {
namespace {

using world::Clay;
using world::Paint;
using world::Surface;
using world::Vec3;

/// Hair in heads about the middle of the head, as in head.cc.
struct Wig {
  Clay clay;
  world::Model& model;
  const BodyPlan& plan;
  const Look& look;
  Paint paint;

  Vec3 at(Vec3 u) const { return plan.face + u * plan.head; }
  Wig& blend(float width) {
    clay.blend(width * plan.head);
    return *this;
  }
  Wig& lump(Vec3 middle, Vec3 radii) {
    clay.ellipsoid(at(middle), radii * plan.head, paint);
    return *this;
  }
  Wig& lock(Vec3 a, Vec3 b, float ra, float rb) {
    clay.limb(at(a), at(b), ra * plan.head, rb * plan.head, paint);
    return *this;
  }
  /// From now on what is added hangs on the next hair bone.
  void hang(Vec3 joint) {
    int last = kHead;
    int number = 1;
    while (model.skeleton.find("hair_" + std::to_string(number)) >= 0) {
      last = model.skeleton.find("hair_" + std::to_string(number++));
    }
    paint.bone = model.skeleton.add("hair_" + std::to_string(number), last, at(joint));
  }
  void stay() { paint.bone = kHead; }
};

/// What covers the skull, down to the nape; `low` is how far down it goes at the sides.
void cap(Wig& w, float volume, float low) {
  w.blend(0.10F);
  w.lump({0, 0.27F, -0.06F}, {0.395F + volume, 0.285F + volume, 0.405F + volume});
  w.lump({0, 0.10F, -0.20F}, {0.375F + volume, 0.36F, 0.315F + volume});
  for (const float s : {1.0F, -1.0F}) {
    w.lock({s * 0.355F, 0.16F, -0.02F}, {s * 0.365F, low, -0.02F}, 0.06F + volume, 0.028F + volume);
  }
  if (low < 0.05F) {
    w.lump({0, -0.10F, -0.24F}, {0.30F + volume, 0.24F, 0.21F + volume});
  }
}

/// Locks that sweep from a parting over the forehead.
void fringe(Wig& w, float from, float reach) {
  w.blend(0.04F);
  const float s = from < 0 ? 1.0F : -1.0F;
  w.lock({from, 0.43F, 0.20F}, {from + s * 0.20F, 0.30F, 0.335F}, 0.085F, 0.075F);
  w.lock({from + s * 0.10F, 0.44F, 0.18F}, {from + s * 0.40F, 0.24F, 0.27F}, 0.085F, 0.065F);
  w.lock({from + s * 0.40F, 0.26F, 0.25F}, {from + s * (0.44F + 0.08F * reach), 0.10F, 0.17F},
         0.065F, 0.03F);
  w.lock({from, 0.42F, 0.20F}, {from - s * 0.14F, 0.24F, 0.24F}, 0.075F, 0.04F);
}

/// Brushed up and a little aside; the forehead is free.
void tuft(Wig& w) {
  w.blend(0.05F);
  w.lock({-0.24F, 0.38F, 0.22F}, {0.02F, 0.45F, 0.28F}, 0.07F, 0.095F);
  w.lock({0.02F, 0.45F, 0.28F}, {0.22F, 0.42F, 0.24F}, 0.095F, 0.05F);
  w.lock({-0.05F, 0.50F, 0.12F}, {0.16F, 0.53F, 0.16F}, 0.09F, 0.05F);
}

/// Straight across the forehead.
void bangs(Wig& w) {
  w.blend(0.035F);
  for (int i = -3; i <= 3; ++i) {
    const float x = 0.088F * static_cast<float>(i);
    const float z = 0.36F - 1.0F * x * x;
    w.lock({x * 0.85F, 0.42F, z - 0.12F}, {x * 1.06F, 0.225F - 0.4F * x * x, z + 0.012F}, 0.075F,
           0.052F);
  }
}

/// Hanging hair: a curtain behind and a lock on either side.
void curtain(Wig& w, float length, float flare) {
  cap(w, 0.022F, -0.16F);
  w.blend(0.09F);
  const float end = -0.30F - 0.75F * length;
  w.lump({0, -0.12F, -0.25F}, {0.335F, 0.34F, 0.20F});
  for (const float s : {1.0F, -1.0F}) {
    w.lock({s * 0.35F, 0.10F, -0.05F}, {s * (0.365F + 0.3F * flare), std::max(end, -0.42F), 0.0F},
           0.085F, 0.065F + 0.3F * flare);
  }
  if (length > 0.1F) {
    w.hang({0, -0.28F, -0.25F});
    const float middle = world::mix(-0.30F, end, 0.5F);
    for (const float x : {-0.22F, 0.0F, 0.22F}) {
      w.lock({x, -0.25F, -0.27F}, {x * 1.1F, middle, -0.31F}, 0.15F, 0.14F);
    }
    w.hang({0, middle, -0.31F});
    for (const float x : {-0.22F, 0.0F, 0.22F}) {
      w.lock({x * 1.1F, middle, -0.31F}, {x, end, -0.30F + 0.2F * flare}, 0.14F, 0.075F + flare);
    }
    w.stay();
  }
}

void ringlets(Wig& w, float volume, float ball, int count) {
  cap(w, 0.5F * volume, -0.02F);
  w.blend(0.035F);
  Dice dice(7);
  // Even over the upper and back part of the head: a Fibonacci sphere (Swinbank & Purser 2006).
  for (int i = 0; i < count; ++i) {
    const float y = 1 - 1.45F * (static_cast<float>(i) + 0.5F) / static_cast<float>(count);
    const float r = std::sqrt(std::max(0.0F, 1 - y * y));
    const float angle = 2.399963F * static_cast<float>(i);
    const Vec3 u{r * std::sin(angle), y, r * std::cos(angle)};
    const bool is_face = u.z > 0.35F && u.y < 0.42F;
    const bool is_side = u.z > 0.05F && u.y < -0.10F;
    if (is_face || is_side) {
      continue;
    }
    const float size = ball * dice.between(0.85F, 1.15F);
    w.lump(Vec3{0, 0.12F, -0.07F} + u * Vec3{0.37F + volume, 0.38F + volume, 0.38F + volume},
           {size, size, size});
  }
}

void ponytail(Wig& w) {
  cap(w, 0.012F, 0.02F);
  fringe(w, -0.06F, 0.2F);
  w.blend(0.05F);
  w.lump({0, 0.26F, -0.48F}, {0.11F, 0.11F, 0.09F});
  w.hang({0, 0.26F, -0.50F});
  w.lock({0, 0.28F, -0.52F}, {0, 0.14F, -0.74F}, 0.10F, 0.15F);
  w.hang({0, 0.12F, -0.75F});
  w.lock({0, 0.14F, -0.74F}, {0, -0.22F, -0.76F}, 0.15F, 0.14F);
  w.hang({0, -0.22F, -0.76F});
  w.lock({0, -0.22F, -0.76F}, {0, -0.38F - 0.35F * w.look.hair_length, -0.70F}, 0.14F, 0.035F);
  w.stay();
}

void bun(Wig& w) {
  cap(w, 0.012F, 0.02F);
  w.blend(0.03F);
  w.lump({0, 0.46F, -0.33F}, {0.17F, 0.16F, 0.17F});
  fringe(w, 0.05F, 0);
}

void braids(Wig& w) {
  cap(w, 0.015F, -0.10F);
  bangs(w);
  w.blend(0.035F);
  for (const float s : {1.0F, -1.0F}) {
    for (int i = 0; i < 6; ++i) {
      const float t = static_cast<float>(i);
      w.lump({s * (0.37F + 0.02F * t), -0.22F - 0.125F * t, 0.0F + 0.015F * t},
             {0.085F - 0.004F * t, 0.085F, 0.085F - 0.004F * t});
    }
  }
}

void wisps(Wig& w) {
  w.blend(0.02F);
  w.lump({0, 0.36F, -0.10F}, {0.30F, 0.135F, 0.30F});
  w.lock({0, 0.48F, 0.0F}, {0.05F, 0.58F, 0.10F}, 0.05F, 0.02F);
  w.lock({0.05F, 0.58F, 0.10F}, {0.0F, 0.60F, 0.16F}, 0.02F, 0.008F);
}

/// A ring round a bald crown.
void tonsure(Wig& w) {
  w.blend(0.06F);
  w.lump({0, -0.06F, -0.26F}, {0.32F, 0.17F, 0.20F});
  for (const float s : {1.0F, -1.0F}) {
    w.lump({s * 0.345F, 0.02F, -0.12F}, {0.065F, 0.13F, 0.17F});
  }
}

}  // namespace

void add_hair(world::Model& model, const BodyPlan& plan, const Look& look) {
  Wig w{.clay = {},
        .model = model,
        .plan = plan,
        .look = look,
        .paint = {look.hair, Surface::hair, kHead}};
  switch (look.style) {
    case HairStyle::bald:
      if (!look.is_old) {
        return;
      }
      tonsure(w);
      break;
    case HairStyle::crop:
      cap(w, 0.006F, 0.02F);
      tuft(w);
      break;
    case HairStyle::swept:
      cap(w, 0.022F, -0.04F);
      fringe(w, 0.16F, 0.3F);
      w.lock({0.10F, 0.50F, 0.10F}, {-0.16F, 0.55F, 0.20F}, 0.10F, 0.06F);
      break;
    case HairStyle::bob:
      curtain(w, 0.05F, 0.06F);
      bangs(w);
      break;
    case HairStyle::straight:
      curtain(w, look.hair_length, 0.02F);
      fringe(w, 0.10F, 1);
      break;
    case HairStyle::curly:
      ringlets(w, 0.03F, 0.105F, 60);
      if (look.is_female) {
        for (const float s : {1.0F, -1.0F}) {
          for (int i = 0; i < 4; ++i) {
            const float t = static_cast<float>(i);
            w.lump({s * (0.37F + 0.02F * t), -0.05F - 0.13F * t, -0.08F}, {0.11F, 0.10F, 0.12F});
            w.lump({s * 0.20F, -0.10F - 0.13F * t, -0.30F}, {0.13F, 0.10F, 0.12F});
          }
        }
      }
      break;
    case HairStyle::afro:
      ringlets(w, 0.16F, 0.15F, 70);
      break;
    case HairStyle::bun:
      bun(w);
      break;
    case HairStyle::ponytail:
      ponytail(w);
      break;
    case HairStyle::braids:
      braids(w);
      break;
    case HairStyle::tuft:
      wisps(w);
      break;
  }
  world::Mesh hair = w.clay.mesh(0.062F * plan.head);
  if (look.clothes.hat != Hat::none && look.clothes.hat != Hat::crown &&
      look.clothes.hat != Hat::veil && look.clothes.hat != Hat::nurse) {
    // Hats press it down.
    const float brim = plan.face.y + 0.17F * plan.head;
    for (world::Vertex& v : hair.vertices) {
      const float above = std::max(v.position.y - brim, 0.0F);
      const float press = 1 - 0.12F * std::min(1.0F, above / (0.1F * plan.head));
      v.position.y -= 0.5F * above;
      v.position.x *= press;
      v.position.z = plan.face.z + (v.position.z - plan.face.z) * press;
    }
  }
  world::append(model.mesh, hair);
}

}  // namespace kirin::engine::motion::models::person
