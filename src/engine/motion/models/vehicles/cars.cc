#include "engine/motion/models/vehicles/cars.h"

#include "engine/motion/models/vehicles/coachwork.h"

namespace kirin::engine::motion::models {
namespace {

using world::Paint;
using world::Point2;
using world::Surface;
using world::Vec3;

constexpr std::uint32_t kGlass = 0x26343E;
constexpr std::uint32_t kTrim = 0x191B1E;
constexpr std::uint32_t kChrome = 0xD4D8DC;

/// The lines and fittings in which one car differs from another; metres.
struct CarDesign {
  HullLines body;
  HullLines cabin;
  float wheel_radius = 0.34F;
  float wheel_width = 0.22F;
  float front_axle = 1.22F;
  float rear_axle = -1.22F;
  float track = 0.74F;
  Rim rim = Rim::spokes;
  std::vector<Outline> side_windows;  ///< in z and y
  Outline windscreen;                 ///< in x and y
  Outline rear_window;
  Vec3 headlight{0.56F, 0.66F, 0};  ///< z is found on the nose
  float headlight_width = 0.17F;
  float headlight_height = 0.10F;
  Outline grille;
  Vec3 tail_light{0.60F, 0.74F, 0};
  std::vector<float> door_lines;  ///< z
  float door_low = 0.34F;
  float door_high = 0.86F;
  Vec3 mirror{0.86F, 0.96F, 0.62F};
  Vec3 seat{0.36F, 0.55F, 0.05F};
};

CarDesign saloon() {
  CarDesign car;
  car.body = {.front = 2.02F,
              .rear = -2.0F,
              .low = Curve{{-2, 0.32F}, {-1.5F, 0.23F}, {1.5F, 0.23F}, {2, 0.28F}},
              .belt = Curve{{-2, 0.80F}, {-1.2F, 0.87F}, {0.8F, 0.84F}, {2, 0.68F}},
              .top = Curve{{-2, 0.93F}, {-1.5F, 1.0F}, {0.7F, 0.99F}, {1.3F, 0.93F}, {2, 0.79F}},
              .foot = Curve{{-2, 0.74F}, {-1.2F, 0.82F}, {1.2F, 0.82F}, {2, 0.72F}},
              .waist = Curve{{-2, 0.78F}, {-1.2F, 0.88F}, {1.2F, 0.87F}, {2, 0.74F}},
              .shoulder = 0.42F,
              .nose_round = 0.42F,
              .tail_round = 0.36F,
              .end_squareness = 2.8F};
  car.cabin = {.front = 1.0F,
               .rear = -1.78F,
               .low = 0.82F,
               .belt = Curve{{-1.78F, 0.86F},
                             {-1.3F, 1.16F},
                             {-0.8F, 1.30F},
                             {0, 1.32F},
                             {0.35F, 1.20F},
                             {0.65F, 1.05F},
                             {1.0F, 0.88F}},
               .top = Curve{{-1.78F, 0.88F},
                            {-1.35F, 1.27F},
                            {-0.85F, 1.46F},
                            {-0.25F, 1.51F},
                            {0.15F, 1.45F},
                            {0.55F, 1.22F},
                            {1.0F, 0.90F}},
               .foot = Curve{{-1.78F, 0.70F}, {-1.2F, 0.79F}, {0.4F, 0.79F}, {1, 0.68F}},
               .waist = Curve{{-1.78F, 0.62F}, {-1.1F, 0.67F}, {0.2F, 0.67F}, {1, 0.62F}},
               .shoulder = 0.5F,
               .nose_round = 0,
               .tail_round = 0};
  car.side_windows = {
      rounded_polygon({{-0.26F, 0.92F}, {0.60F, 0.92F}, {0.14F, 1.35F}, {-0.26F, 1.38F}}, 0.09F),
      rounded_polygon({{-1.30F, 0.93F}, {-0.36F, 0.92F}, {-0.36F, 1.38F}, {-0.94F, 1.33F}}, 0.09F)};
  car.windscreen =
      rounded_polygon({{-0.60F, 0.97F}, {0.60F, 0.97F}, {0.50F, 1.38F}, {-0.50F, 1.38F}}, 0.09F);
  car.rear_window =
      rounded_polygon({{-0.54F, 1.05F}, {0.54F, 1.05F}, {0.46F, 1.37F}, {-0.46F, 1.37F}}, 0.09F);
  car.grille =
      rounded_polygon({{-0.34F, 0.36F}, {0.34F, 0.36F}, {0.42F, 0.50F}, {-0.42F, 0.50F}}, 0.06F);
  car.door_lines = {0.66F, -0.31F, -1.12F};
  return car;
}

CarDesign sports() {
  CarDesign car = saloon();
  car.body = {
      .front = 2.15F,
      .rear = -2.05F,
      .low = Curve{{-2, 0.26F}, {-1.5F, 0.17F}, {1.5F, 0.15F}, {2.1F, 0.17F}},
      .belt = Curve{{-2, 0.74F}, {-1.3F, 0.80F}, {0.2F, 0.68F}, {1.3F, 0.70F}, {2.1F, 0.48F}},
      .top = Curve{{-2, 0.86F}, {-1.4F, 0.90F}, {0.2F, 0.80F}, {1.2F, 0.78F}, {2.1F, 0.54F}},
      .foot = Curve{{-2, 0.78F}, {-1.2F, 0.90F}, {0, 0.84F}, {1.3F, 0.88F}, {2.1F, 0.70F}},
      .waist = Curve{{-2, 0.82F}, {-1.25F, 0.97F}, {0, 0.88F}, {1.35F, 0.94F}, {2.1F, 0.72F}},
      .shoulder = 0.55F,
      .nose_round = 0.6F,
      .tail_round = 0.3F,
      .end_squareness = 2.4F};
  car.cabin = {.front = 0.85F,
               .rear = -1.75F,
               .low = 0.66F,
               .belt = Curve{{-1.75F, 0.80F},
                             {-1.1F, 0.90F},
                             {-0.5F, 1.0F},
                             {-0.1F, 0.98F},
                             {0.4F, 0.85F},
                             {0.85F, 0.72F}},
               .top = Curve{{-1.75F, 0.84F},
                            {-1.1F, 1.04F},
                            {-0.5F, 1.16F},
                            {-0.1F, 1.16F},
                            {0.3F, 1.02F},
                            {0.85F, 0.74F}},
               .foot = Curve{{-1.75F, 0.74F}, {-0.6F, 0.80F}, {0.85F, 0.68F}},
               .waist = Curve{{-1.75F, 0.60F}, {-0.6F, 0.62F}, {0.85F, 0.58F}},
               .shoulder = 0.6F,
               .nose_round = 0,
               .tail_round = 0};
  car.wheel_radius = 0.35F;
  car.wheel_width = 0.28F;
  car.front_axle = 1.30F;
  car.rear_axle = -1.28F;
  car.track = 0.79F;
  car.side_windows = {
      rounded_polygon({{-0.95F, 0.84F}, {0.52F, 0.80F}, {0.08F, 1.02F}, {-0.45F, 1.06F}}, 0.08F)};
  car.windscreen =
      rounded_polygon({{-0.58F, 0.80F}, {0.58F, 0.80F}, {0.44F, 1.09F}, {-0.44F, 1.09F}}, 0.08F);
  car.rear_window =
      rounded_polygon({{-0.46F, 0.90F}, {0.46F, 0.90F}, {0.40F, 1.08F}, {-0.40F, 1.08F}}, 0.06F);
  car.headlight = {0.60F, 0.52F, 0};
  car.headlight_width = 0.16F;
  car.headlight_height = 0.06F;
  car.grille =
      rounded_polygon({{-0.46F, 0.22F}, {0.46F, 0.22F}, {0.40F, 0.33F}, {-0.40F, 0.33F}}, 0.05F);
  car.tail_light = {0.58F, 0.70F, 0};
  car.door_lines = {0.55F, -0.62F};
  car.door_low = 0.26F;
  car.door_high = 0.70F;
  car.mirror = {0.90F, 0.86F, 0.45F};
  car.seat = {0.34F, 0.38F, -0.25F};
  return car;
}

CarDesign delivery_van() {
  CarDesign car = saloon();
  car.body = {
      .front = 2.35F,
      .rear = -2.45F,
      .low = Curve{{-2.4F, 0.32F}, {-1.5F, 0.27F}, {1.7F, 0.27F}, {2.3F, 0.30F}},
      .belt = Curve{{-2.45F, 1.80F}, {0.9F, 1.80F}, {1.2F, 1.62F}, {1.75F, 1.02F}, {2.35F, 0.84F}},
      .top = Curve{{-2.45F, 2.08F},
                   {-2, 2.14F},
                   {0.6F, 2.14F},
                   {1.05F, 1.98F},
                   {1.7F, 1.22F},
                   {2.35F, 0.98F}},
      .foot = Curve{{-2.4F, 0.90F}, {1.6F, 0.90F}, {2.35F, 0.78F}},
      .waist = Curve{{-2.4F, 0.86F}, {0.8F, 0.86F}, {1.3F, 0.84F}, {1.8F, 0.88F}, {2.35F, 0.78F}},
      .shoulder = 0.32F,
      .nose_round = 0.36F,
      .tail_round = 0.16F,
      .end_squareness = 3};
  car.wheel_radius = 0.36F;
  car.front_axle = 1.50F;
  car.rear_axle = -1.45F;
  car.track = 0.80F;
  car.rim = Rim::disc;
  car.side_windows = {
      rounded_polygon({{0.30F, 1.16F}, {1.46F, 1.16F}, {1.04F, 1.74F}, {0.30F, 1.76F}}, 0.10F)};
  car.windscreen =
      rounded_polygon({{-0.72F, 1.20F}, {0.72F, 1.20F}, {0.62F, 1.86F}, {-0.62F, 1.86F}}, 0.12F);
  car.rear_window = rounded_rectangle({-0.62F, 1.22F}, {0.62F, 1.78F}, 0.10F);
  car.headlight = {0.62F, 0.78F, 0};
  car.headlight_height = 0.13F;
  car.headlight_width = 0.14F;
  car.grille = rounded_rectangle({-0.40F, 0.50F}, {0.40F, 0.72F}, 0.06F);
  car.tail_light = {0.70F, 0.95F, 0};
  car.door_lines = {1.46F, 0.22F, -1.0F};
  car.door_low = 0.40F;
  car.door_high = 1.72F;
  car.mirror = {0.94F, 1.25F, 1.32F};
  car.seat = {0.40F, 0.90F, 0.85F};
  return car;
}

/// A thin dark line on the sides where a door begins.
void add_door_line(Workbench& bench, float z, float low, float high) {
  bench.side_decal(rounded_rectangle({z - 0.008F, low}, {z + 0.008F, high}, 0.004F, 2), 0.006F,
                   Workbench::plain(0x101113, Surface::matte));
}

void add_fittings(Workbench& bench, const CarDesign& car, const Paint& paint) {
  const Paint trim = Workbench::plain(kTrim, Surface::plastic);
  const Paint chrome = Workbench::plain(kChrome, Surface::metal);
  bench.front_decal(car.grille, 0.008F, trim);
  for (const float side : {-1.0F, 1.0F}) {
    const auto on_end = [&](Vec3 at, float w, float h, float grow) {
      return ellipse_outline({side * at.x, at.y}, w * grow, h * grow, 20);
    };
    bench.front_decal(on_end(car.headlight, car.headlight_width, car.headlight_height, 1.18F),
                      0.007F, chrome);
    bench.front_decal(on_end(car.headlight, car.headlight_width, car.headlight_height, 1), 0.014F,
                      Workbench::light(0xFFF3D6, 1.15F));
    const auto tail = [&](float grow) {
      return rounded_rectangle(
          {side * car.tail_light.x - 0.12F * grow, car.tail_light.y - 0.07F * grow},
          {side * car.tail_light.x + 0.12F * grow, car.tail_light.y + 0.07F * grow}, 0.05F);
    };
    bench.rear_decal(tail(1.15F), 0.007F, trim);
    bench.rear_decal(tail(1), 0.014F, Workbench::light(0xD81E12, 0.9F));
  }
  const float plate_y = car.body.low(car.body.rear) + 0.17F;
  bench.rear_decal(rounded_rectangle({-0.24F, plate_y}, {0.24F, plate_y + 0.11F}, 0.02F), 0.012F,
                   Workbench::plain(0xF2F2EA, Surface::plastic));
  for (const float z : car.door_lines) {
    add_door_line(bench, z, car.door_low, std::min(car.door_high, car.body.belt(z)));
  }
  bench.both_sides([&](Shaper& s) {
    for (std::size_t i = 0; i + 1 < car.door_lines.size();
         ++i) {  // handles behind each door's edge
      const float z = car.door_lines[i + 1] + 0.16F;
      const float y = std::min(car.door_high - 0.10F, 1.02F);
      const float x = car.body.waist(z) + 0.012F;
      s.rod({{x, y, z - 0.07F}, {x + 0.018F, y, z}, {x, y, z + 0.07F}}, 0.014F, chrome, 6);
    }
    s.rod({car.mirror - Vec3{0.10F, 0.05F, 0.02F}, car.mirror}, 0.018F, trim, 6);
    s.soft_box(car.mirror + Vec3{0.05F, 0.03F, 0}, {0.085F, 0.06F, 0.045F}, 0.04F, paint);
  });
  bench.rod({{-0.45F, car.body.low(-1.9F) - 0.02F, car.body.rear + 0.25F},
             {-0.45F, car.body.low(-1.9F) - 0.02F, car.body.rear - 0.02F}},
            0.035F, Workbench::plain(0x6A6D70, Surface::metal));
}

void add_anchors(Workbench& bench, const CarDesign& car) {
  const bool is_van = car.cabin.top(0) < 0.5F;
  const float roof = is_van ? car.body.top(0) : car.cabin.top(-0.3F);
  bench.anchor("driver", car.seat);
  bench.anchor("seat", car.seat * Vec3{-1, 1, 1});
  bench.anchor("top", {0, roof, is_van ? -0.5F : -0.3F});
  bench.anchor("exhaust", {-0.45F, car.body.low(-1.9F), car.body.rear});
  bench.anchor("headlight_l", {car.headlight.x, car.headlight.y, car.body.front - 0.1F});
  bench.anchor("headlight_r", {-car.headlight.x, car.headlight.y, car.body.front - 0.1F});
}

/// Body, glass, wheels and fittings in `paint`; the rest is the caller's.
void add_car(Workbench& bench, const CarDesign& car, const Paint& paint) {
  const float open = car.wheel_radius + 0.055F;
  const WheelArch front{car.front_axle, car.wheel_radius, open};
  const WheelArch rear{car.rear_axle, car.wheel_radius, open};
  add_hull(bench, car.body, {front, rear}, paint);
  const bool has_cabin = car.cabin.top(0) > 0.5F;
  if (has_cabin) {
    add_hull(bench, car.cabin, {}, paint);
  }
  // A dark floor between the wheels, so that one does not look through.
  const float floor_half = (car.front_axle - car.rear_axle) / 2 - open;
  const float middle = (car.front_axle + car.rear_axle) / 2;
  bench.block({0, car.body.low(0) + 0.05F, middle},
              {car.body.foot(0) - 0.06F, 0.04F, floor_half + 0.9F},
              Workbench::plain(0x0C0D0E, Surface::matte));
  const Paint glass = Workbench::plain(kGlass, Surface::glass);
  const Paint seal = Workbench::plain(kTrim, Surface::plastic);
  const auto grown = [](const Outline& outline, float by) {
    Point2 low{1e9F, 1e9F};
    Point2 high{-1e9F, -1e9F};
    for (const Point2 p : outline) {
      low = {std::min(low.x, p.x), std::min(low.y, p.y)};
      high = {std::max(high.x, p.x), std::max(high.y, p.y)};
    }
    const Point2 mid{(low.x + high.x) / 2, (low.y + high.y) / 2};
    Outline result;
    for (const Point2 p : outline) {
      result.push_back({mid.x + (p.x - mid.x) * (1 + 2 * by / (high.x - low.x)),
                        mid.y + (p.y - mid.y) * (1 + 2 * by / (high.y - low.y))});
    }
    return result;
  };
  for (const Outline& window : car.side_windows) {
    bench.side_decal(grown(window, 0.022F), 0.003F, seal);
    bench.side_decal(window, 0.014F, glass);
  }
  bench.front_decal(grown(car.windscreen, 0.022F), 0.003F, seal);
  bench.front_decal(car.windscreen, 0.014F, glass);
  bench.rear_decal(grown(car.rear_window, 0.022F), 0.003F, seal);
  bench.rear_decal(car.rear_window, 0.014F, glass);
  const Paint trim = Workbench::plain(kTrim, Surface::plastic);
  add_arch_trim(bench, car.body, front, 0.022F, trim);
  add_arch_trim(bench, car.body, rear, 0.022F, trim);
  // Sills.
  bench.both_sides([&](Shaper& s) {
    s.rod({{car.body.foot(0) + 0.01F, car.body.low(0) + 0.03F, car.rear_axle + open},
           {car.body.foot(0) + 0.01F, car.body.low(0) + 0.03F, car.front_axle - open}},
          0.035F, trim, 6);
  });
  add_fittings(bench, car, paint);
  const float grow = bench.has("big wheels") || bench.has("big_wheels") ? 1.5F : 1;
  add_four_wheels(bench,
                  {.name = {},
                   .hub = {0, car.wheel_radius * grow, 0},
                   .radius = car.wheel_radius * grow,
                   .width = car.wheel_width * grow,
                   .rim = car.rim},
                  car.front_axle, car.rear_axle, car.track);
  add_anchors(bench, car);
}

CarDesign without_cabin(CarDesign car) {
  car.cabin.top = 0;
  return car;
}

}  // namespace

world::ModelPtr build_car(const ModelOrder& order) {
  Workbench bench(order, world::Rig::vehicle);
  static constexpr std::uint32_t kUsual[] = {0xC8372D, 0x2F6FB5, 0xE0A92E, 0x3D8F83, 0xDDE1E4};
  const auto usual = kUsual[bench.dice().below(5)];
  if (bench.has("sporty") || bench.has("racing") || bench.has("sports")) {
    return build_sports_car(order);
  }
  add_car(bench, saloon(), bench.main(usual, Surface::paint));
  return bench.standing();
}

world::ModelPtr build_taxi(const ModelOrder& order) {
  Workbench bench(order, world::Rig::vehicle);
  const CarDesign car = saloon();
  add_car(bench, car, bench.main(0xF2B51D, Surface::paint));
  // The band of checks along the doors, and the sign.
  for (int row = 0; row < 2; ++row) {
    for (int i = 0; i < 14; ++i) {
      const float z = 0.62F - 0.1F * static_cast<float>(i);
      const float y = 0.66F + 0.06F * static_cast<float>(row);
      const bool is_dark = (i + row) % 2 == 0;
      bench.side_decal(rounded_rectangle({z - 0.1F, y}, {z, y + 0.06F}, 0.001F, 1), 0.005F,
                       Workbench::plain(is_dark ? 0x141414 : 0xF4F4EE, Surface::paint));
    }
  }
  bench.soft_box({0, 1.565F, -0.3F}, {0.26F, 0.085F, 0.10F}, 0.05F,
                 Workbench::light(0xFFE9A0, 0.9F));
  bench.soft_box({0, 1.50F, -0.3F}, {0.20F, 0.03F, 0.08F}, 0.02F,
                 Workbench::plain(kTrim, Surface::plastic));
  return bench.standing();
}

world::ModelPtr build_police_car(const ModelOrder& order) {
  Workbench bench(order, world::Rig::vehicle);
  const CarDesign car = saloon();
  add_car(bench, car, bench.main(0x1C2A4A, Surface::paint));
  const Paint white = Workbench::plain(0xF4F6F8, Surface::paint);
  bench.side_decal(rounded_rectangle({-0.80F, 0.36F}, {0.64F, 0.84F}, 0.03F), 0.005F, white);
  Outline badge = star_outline(5, 0.15F, 0.065F);
  for (Point2& p : badge) {
    p = {p.x + 0.18F, p.y + 0.60F};
  }
  bench.side_decal(badge, 0.011F, Workbench::plain(0xE0B23C, Surface::metal));
  bench.soft_box({0, 1.54F, -0.3F}, {0.50F, 0.03F, 0.09F}, 0.02F,
                 Workbench::plain(kTrim, Surface::plastic));
  bench.soft_box({0.27F, 1.60F, -0.3F}, {0.21F, 0.055F, 0.085F}, 0.04F,
                 Workbench::light(0xE3241B, 1.5F));
  bench.soft_box({-0.27F, 1.60F, -0.3F}, {0.21F, 0.055F, 0.085F}, 0.04F,
                 Workbench::light(0x2058F0, 1.8F));
  bench.anchor("beacon", {0, 1.62F, -0.3F});
  return bench.standing();
}

world::ModelPtr build_sports_car(const ModelOrder& order) {
  Workbench bench(order, world::Rig::vehicle);
  const CarDesign car = sports();
  const Paint paint = bench.main(0xD8231F, Surface::paint);
  add_car(bench, car, paint);
  // A wing behind and intakes at the sides.
  bench.both_sides([&](Shaper& s) {
    s.rod({{0.55F, 0.86F, -1.80F}, {0.57F, 1.02F, -1.90F}}, 0.025F, paint, 6);
  });
  bench.rounded_box(world::translation({0, 1.04F, -1.92F}) * world::turn_x(-0.10F),
                    {0.84F, 0.022F, 0.15F}, 0.02F, paint);
  bench.side_decal(
      rounded_polygon({{-0.92F, 0.42F}, {-0.50F, 0.40F}, {-0.66F, 0.62F}, {-0.90F, 0.64F}}, 0.05F),
      0.008F, Workbench::plain(kTrim, Surface::plastic));
  return bench.standing();
}

world::ModelPtr build_van(const ModelOrder& order) {
  Workbench bench(order, world::Rig::vehicle);
  add_car(bench, without_cabin(delivery_van()), bench.main(0x3C86B8, Surface::paint));
  return bench.standing();
}

world::ModelPtr build_ambulance(const ModelOrder& order) {
  Workbench bench(order, world::Rig::vehicle);
  add_car(bench, without_cabin(delivery_van()), bench.main(0xF3F4F4, Surface::paint));
  const Paint red = Workbench::plain(0xD42A20, Surface::paint);
  bench.side_decal(rounded_rectangle({-2.2F, 0.86F}, {1.4F, 1.02F}, 0.02F), 0.005F, red);
  for (const auto& [w, h] : {Point2{0.30F, 0.10F}, Point2{0.10F, 0.30F}}) {
    bench.side_decal(rounded_rectangle({-0.75F - w, 1.45F - h}, {-0.75F + w, 1.45F + h}, 0.01F, 1),
                     0.008F, red);
  }
  bench.soft_box({0, 2.16F, 0.55F}, {0.60F, 0.03F, 0.12F}, 0.02F,
                 Workbench::plain(kTrim, Surface::plastic));
  for (const float side : {-1.0F, 1.0F}) {
    bench.soft_box({side * 0.34F, 2.225F, 0.55F}, {0.22F, 0.06F, 0.10F}, 0.045F,
                   Workbench::light(0x2A63F5, 1.6F));
  }
  bench.anchor("beacon", {0, 2.2F, 0.55F});
  return bench.standing();
}

}  // namespace kirin::engine::motion::models
