#include "engine/motion/places/landscape.h"

#include <cmath>
#include <utility>

#include "engine/motion/places/noise.h"
#include "engine/motion/places/vegetation.h"

namespace kirin::engine::motion::places {

std::function<float(float, float)> rolling(std::uint64_t seed, float hills, float bumps,
                                           float half_width, float half_depth) {
  return [=](float x, float z) {
    const float free = 1 - stage_mask(x, z, half_width, half_depth);
    const float away = std::hypot(x, z);
    const float far = world::smooth_step(14, 260, away);
    const float wide = fbm2(x / 130, z / 130, 4, seed) + 0.30F;
    const float near = fbm2(x / 9, z / 9, 3, seed + 50);
    // Ahead and near, land stays below the eye so that there is a middle ground.
    return free * (hills * far * wide + bumps * near * (0.4F + 0.6F * far) -
                   0.25F * bumps * world::smooth_step(6, 20, away));
  };
}

Land grassland(const Site& site, float hills, float bumps) {
  return {rolling(site.seed ^ 0x6AA5U, hills, bumps),
          [colours = site.land, salt = site.seed ^ 0x6A15U](world::Vec3 at, world::Vec3 normal) {
            return grassy_ground(colours, at, normal, salt);
          }};
}

void add_range(Site& site, const Range& range) {
  add_part(site, "range", range_mesh(range, site.land));
}

void add_ridges(Site& site, float height, std::uint64_t salt) {
  Dice dice = site.dice(salt);
  for (int layer = 0; layer < 2; ++layer) {
    const auto f = static_cast<float>(layer);
    Range range;
    range.form = RangeForm::wooded;
    range.middle = {dice.between(-60, 60), -4, -330 - 420 * f};
    range.half_width = 520 + 520 * f;
    range.depth = 260 + 160 * f;
    range.height = height * (0.75F + 0.75F * f) * dice.between(0.9F, 1.15F);
    range.base = 0.42F;
    range.peaks = {{dice.between(-0.55F, -0.30F), 1.0F, 0.30F},
                   {dice.between(0.35F, 0.62F), dice.between(0.7F, 0.95F), 0.26F}};
    if (layer == 1) {
      std::swap(range.peaks[0].height, range.peaks[1].height);
    }
    range.columns = 150;
    range.rows = 18;
    range.seed = site.seed ^ (salt + 17 * static_cast<std::uint64_t>(layer));
    add_range(site, range);
  }
}

void add_peaks(Site& site, float distance, float height, std::uint64_t salt) {
  Dice dice = site.dice(salt);
  const float side = dice.unit() < 0.5F ? 1.0F : -1.0F;
  const float narrow = std::min(1.0F, site.aspect / 1.6F);
  Range far;
  far.middle = {0, -6, -1.75F * distance};
  far.half_width = 1.9F * distance;
  far.depth = 0.9F * distance;
  far.height = 1.25F * height;
  far.base = 0.42F;
  far.peaks = {{-side * 0.30F * narrow, 1.0F, 0.30F},
               {side * 0.16F * narrow, 0.72F, 0.14F},
               {side * 0.55F, 0.85F, 0.2F},
               {-side * 0.72F, 0.7F, 0.2F}};
  far.snow_line = 0.26F;
  far.seed = site.seed ^ (salt + 3);
  add_range(site, far);
  Range near = far;
  near.middle = {0, -4, -distance};
  near.half_width = 1.25F * distance;
  near.depth = 0.6F * distance;
  near.height = 0.82F * height;
  near.base = 0.30F;
  near.peaks = {{side * 0.42F * narrow, 1.0F, 0.36F},
                {side * 0.02F, 0.55F, 0.26F},
                {-side * 0.62F, 0.85F, 0.22F},
                {side * 0.85F, 0.8F, 0.2F}};
  near.snow_line = 0.40F;
  near.seed = site.seed ^ (salt + 5);
  add_range(site, near);
}

bool shades_stage(const Site& site, float x, float z) {
  const world::Vec3 key = site.day.light.key_direction;
  const float flat = std::max(std::hypot(key.x, key.z), 1e-3F);
  const float towards = (x * key.x + z * key.z) / flat;
  const float beside = std::abs(x * key.z - z * key.x) / flat;
  return towards > 0 && beside < 6 && towards < 9 * flat / std::max(key.y, 0.1F);
}

void add_tree_line(Site& site, std::initializer_list<const char*> kinds, float from, float to,
                   std::uint64_t salt, float amount) {
  if (!site.scene.sights.empty() || !site.scene.beside.empty()) {
    from = std::max(from, 45.0F);
    amount *= 0.6F;
  }
  Planting trees;
  trees.x0 = -1.1F * to;
  trees.x1 = 1.1F * to;
  trees.z0 = -to;
  trees.z1 = -0.25F * from;
  trees.spacing = 6.5F;
  trees.far_from = 36;
  trees.casts_shadow = from < 60;
  trees.density = [&site, from, to, salt, amount](float x, float z) {
    const float away = std::hypot(x, z - 7);
    if (away < from || away > to || !is_in_view(site, x, z, 0.35F)) {
      return 0.0F;
    }
    const float group = world::smooth_step(-0.05F, 0.45F, fbm2(x / 46, z / 46, 3, salt));
    const float aside = world::smooth_step(0.10F, 0.52F, std::abs(x) / (7 - z));
    return shades_stage(site, x, z)
               ? 0.0F
               : amount * group * (0.10F + 0.90F * aside) * free_of_stage(site, x, z, 4);
  };
  sow_wood(site, kinds, trees, salt);
}

void add_frame_trees(Site& site, std::initializer_list<const char*> kinds, std::uint64_t salt) {
  if (!site.scene.sights.empty() || !site.scene.beside.empty()) {
    return;  // who names the moon or mountains wants to see them
  }
  Dice dice = site.dice(salt);
  // The nearest stands away from the light: its shadow would fall on the stage.
  const float dark_side = site.day.light.key_direction.x > 0 ? -1.0F : 1.0F;
  const float half = std::tan(site.place.fov_y / 2) * site.aspect;
  const float camera = site.place.camera_distance;
  std::uint64_t number = 0;
  for (const char* kind : kinds) {
    const float side = number % 2 == 0 ? dark_side : -dark_side;
    const float z = (number % 2 == 0 ? -4.0F : -14.0F) - 4.0F * static_cast<float>(number / 2) +
                    dice.between(-1, 1);
    const float x = side * (half * (camera - z) * dice.between(0.70F, 0.86F) + 0.6F);
    Planting tree;
    tree.kind = kind;
    tree.x0 = tree.x1 = x;
    tree.z0 = tree.z1 = z;
    tree.spacing = 0.01F;
    tree.variants = 1;
    tree.smallest = tree.largest = dice.between(0.9F, 1.15F);
    tree.far_from = 1e9F;
    tree.is_lush = true;
    sow(site, tree, salt + 7 * ++number);
  }
}

}  // namespace kirin::engine::motion::places
