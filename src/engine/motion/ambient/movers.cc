#include "engine/motion/ambient/movers.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "engine/motion/ambient/ambient_words.h"
#include "engine/motion/ambient/clouds.h"
#include "engine/motion/ambient/flames.h"
#include "engine/motion/ambient/motion_grid.h"
#include "engine/motion/ambient/sway.h"
#include "engine/motion/ambient/water.h"
#include "engine/motion/dice.h"
#include "engine/motion/imaging/picture.h"

namespace kirin::engine::motion {
namespace {

constexpr double kTrust = 0.5;      ///< from which on a region moves unasked
constexpr double kWallTrust = 0.8;  ///< for clouds without a horizon
constexpr double kOnlySkyTrust = 0.9;
constexpr double kHorizonTrust = 0.3;
constexpr double kNamedTrust = 0.2;     ///< where the prompt names what moves there
constexpr double kFaceTrust = 0.6;      ///< for breathing
constexpr double kSmallestFace = 0.07;  ///< heights
constexpr int kSunLuma = 245;
constexpr double kSubjectTrust = 0.6;
constexpr double kSmallestArea = 0.003;
constexpr double kFallVeil = 0.5;  ///< of fog where snow or rain takes the view

/// 1 at the ordinary `cfg_scale`, half at 0, three halves at 1.
double scaled(double strength) { return 0.5 + strength; }

/// -1 to the left, 1 to the right: what the prompt says; else away from the side with more clouds,
/// which have no place to come from; else by chance.
double wind_direction(const AmbientWishes& wishes, const SceneUnderstanding& seen,
                      const AmbientBrief& brief) {
  if (wishes.direction != 0) {
    return wishes.direction;
  }
  double lean = 0;
  if (const cv::Mat& cloud = seen.region(RegionKind::cloud).share; !cloud.empty()) {
    const int band = cloud.cols / 6;
    lean = cv::mean(cloud.colRange(cloud.cols - band, cloud.cols))[0] -
           cv::mean(cloud.colRange(0, band))[0];
    // They leave where most are.
    lean = brief.is_arriving ? -lean : lean;
  }
  if (std::abs(lean) > 0.02) {
    return lean > 0 ? 1 : -1;
  }
  return Dice(brief.seed).unit() < 0.5F ? -1 : 1;
}

/// How bright each point of the picture is in its brightest channel, from 0 at a third to 1 at
/// three quarters: CV_32FC1. A lamp that is not bright does not shine.
cv::Mat brightest(const cv::Mat& picture, cv::Size grid) {
  cv::Mat most;
  cv::reduce(picture.reshape(1, static_cast<int>(picture.total())), most, 1, cv::REDUCE_MAX);
  cv::resize(most.reshape(1, picture.rows), most, grid, 0, 0, cv::INTER_AREA);
  most.convertTo(most, CV_32F, 2.4 / 255, -0.8);
  return cv::max(cv::min(most, 1), 0);
}

/// Goes through what may move, one kind after the other.
class Director {
 public:
  Director(const SceneUnderstanding& seen, const cv::Mat& picture, const AmbientBrief& brief)
      : seen_(seen),
        picture_(picture),
        wishes_(read_wishes(brief.prompt, brief.negative_prompt)),
        strength_(scaled(std::clamp(brief.strength, 0.0, 1.0))),
        direction_(wind_direction(wishes_, seen, brief)),
        seed_(brief.seed) {
    movers_.passage = {brief.seconds, wishes_.loops && !brief.is_arriving, brief.is_arriving};
    movers_.grid = motion_grid(picture.size());
    movers_.disparity = seen.disparity;
    if (seen.subject_trust >= kSubjectTrust) {
      movers_.front = seen.subject;
    }
  }

  Movers make() {
    move_water();
    move_sky();
    move_foliage();
    move_people();
    move_fire_and_smoke();
    move_lights();
    make_weather();
    return std::move(movers_);
  }

 private:
  bool is_trusted(const Region& region, const Wish& wish) const {
    return !region.share.empty() && wish.amount > 0 &&
           region.trust >= (wish.is_named ? kNamedTrust : kTrust);
  }
  Place place(const Region& region, Sides sides = {}) const {
    return place_of(refined_share(region, picture_), movers_.grid, sides);
  }

  /// Where clouds end, a fraction of the height: the horizon if it is sure, else nowhere if they
  /// are very sure, as in a picture of nothing but sky; else a little below the middle.
  double sky_floor() const {
    return seen_.horizon_trust >= kHorizonTrust                     ? seen_.horizon
           : seen_.region(RegionKind::cloud).trust >= kOnlySkyTrust ? 1.3
                                                                    : 0.6;
  }
  /// How far the sky goes with the clouds, CV_32FC1 in [0, 1]: not far from them, and not the sun.
  cv::Mat clouds_of(const Region& cloud, const Region& light) const;
  void move_water();
  void move_sky();
  void move_foliage();
  void move_people();
  /// Where flames are, CV_32FC1 of the grid's size; empty where none are to move.
  cv::Mat flames_seen() const;
  void move_fire_and_smoke();
  void move_lights();
  void make_weather();

  const SceneUnderstanding& seen_;
  const cv::Mat& picture_;
  AmbientWishes wishes_;
  double strength_;
  double direction_;
  std::uint64_t seed_;
  Movers movers_;
};

void Director::move_water() {
  const Region& region = seen_.region(RegionKind::water);
  Wish water = wishes_.of(Mover::water);
  const Wish& stream = wishes_.of(Mover::stream);
  water.is_named = water.is_named || stream.is_named;
  if (!is_trusted(region, water)) {
    return;
  }
  const Place surface = place(region);
  if (surface.area < kSmallestArea) {
    return;
  }
  const bool is_running = stream.is_named && stream.amount > 0;
  const double wind = 0.7 + 0.3 * wishes_.wind;
  WaterLook look{strength_ * water.amount * wind * (is_running ? 0.6 : 1),
                 water_horizon(surface, seen_.horizon, seen_.horizon_trust), seed_};
  movers_.waves = ripples(surface, look, movers_.passage);
  movers_.brightening = shimmer(surface, picture_);
  const Wish& lights = wishes_.of(Mover::lights);
  if (lights.amount > 0 && (!is_running || lights.is_named)) {
    movers_.glitter = Glitter(
        surface, picture_, strength_ * (lights.is_named ? 1.3 : 0.8) / std::max(1.0, look.amount),
        seed_, movers_.passage);
  }
  movers_.names.emplace_back("water");
  if (is_running) {
    look.amount = strength_ * stream.amount;
    movers_.flows.push_back(running_water(surface, picture_, look, movers_.passage));
    movers_.names.emplace_back("stream");
  }
}

cv::Mat Director::clouds_of(const Region& cloud, const Region& light) const {
  cv::Mat clouds;
  cv::resize(cloud.share, clouds, movers_.grid, 0, 0, cv::INTER_AREA);
  // Clear sky close to a cloud goes along with it; far from any, there is nothing to see moving but
  // what should not: the sun's rays, reflections in the lens.
  cv::GaussianBlur(clouds, clouds, {}, movers_.grid.width / 14.0);
  clouds = cv::min(4 * clouds, 1);
  cv::Mat sun;
  cv::resize(luma_of(picture_), sun, movers_.grid, 0, 0, cv::INTER_AREA);
  sun = sun >= kSunLuma;
  sun.convertTo(sun, CV_32F, 1 / 255.0);
  if (!light.share.empty()) {
    cv::Mat lights;
    cv::resize(light.share, lights, movers_.grid, 0, 0, cv::INTER_AREA);
    sun = sun.mul(lights);
    cv::GaussianBlur(sun, sun, {}, movers_.grid.width / 16.0);
    clouds = clouds.mul(1 - cv::min(6 * sun, 1));
  }
  return clouds;
}

void Director::move_sky() {
  const Region& sky = seen_.region(RegionKind::sky);
  const Region& cloud = seen_.region(RegionKind::cloud);
  const Wish& wish = wishes_.of(Mover::clouds);
  if (!is_trusted(cloud, wish)) {
    return;
  }
  // A grey wall behind a person looks much like a cloudy sky; a horizon below it tells them apart.
  if (!wish.is_named && cloud.trust < kWallTrust && seen_.horizon_trust < kHorizonTrust) {
    return;
  }
  Region both = cloud;
  if (!sky.share.empty()) {
    both.share = cv::max(sky.share, cloud.share);
  }
  const double wind = wishes_.wind > 0 ? std::sqrt(wishes_.wind) : 0.4;
  const DriftLook look{strength_ * wish.amount * wind * wishes_.pace * (wish.is_named ? 1.3 : 1),
                       direction_, sky_floor(), seed_};
  // What comes in from the side has to be there already; what leaves need not.
  const bool is_single = drifts_in_one(look, movers_.passage);
  const bool comes_from_left = (direction_ > 0) != movers_.passage.is_arriving;
  const Place above = place(both, {.left_is_closed = comes_from_left || !is_single,
                                   .right_is_closed = !comes_from_left || !is_single});
  if (above.area < kSmallestArea) {
    return;
  }
  movers_.flows.push_back(drifting_clouds(above, clouds_of(cloud, seen_.region(RegionKind::light)),
                                          look, movers_.passage));
  movers_.names.emplace_back("clouds");
}

void Director::move_foliage() {
  const Region& region = seen_.region(RegionKind::vegetation);
  const Wish& wish = wishes_.of(Mover::foliage);
  if (!is_trusted(region, wish) || wishes_.wind <= 0) {
    return;
  }
  const Place leaves = place(region);
  if (leaves.area < kSmallestArea) {
    return;
  }
  movers_.swings.push_back(swaying_foliage(
      leaves, seen_.disparity, {strength_ * wish.amount * wishes_.wind, direction_, seed_},
      movers_.passage));
  movers_.names.emplace_back("foliage");
}

void Director::move_people() {
  const Wish& people = wishes_.of(Mover::people);
  const Wish& hair = wishes_.of(Mover::hair);
  std::vector<Face> faces;
  for (const Face& face : seen_.faces) {
    if (face.trust >= (people.is_named ? 0.4 : kFaceTrust) && face.box.height >= kSmallestFace) {
      faces.push_back(face);
    }
  }
  if (faces.empty()) {
    return;
  }
  if (people.amount > 0) {
    movers_.swings.push_back(breathing(faces, movers_.front, movers_.grid,
                                       {strength_ * people.amount, direction_, seed_},
                                       movers_.passage));
    movers_.names.emplace_back("people");
  }
  if (hair.is_named && hair.amount > 0 && wishes_.wind > 0) {
    movers_.swings.push_back(
        swaying_hair(faces, movers_.front, movers_.grid,
                     {strength_ * hair.amount * wishes_.wind, direction_, seed_}, movers_.passage));
    movers_.names.emplace_back("hair");
  }
}

cv::Mat Director::flames_seen() const {
  const Wish& wish = wishes_.of(Mover::fire);
  cv::Mat flames;
  if (const Region& fire = seen_.region(RegionKind::fire); is_trusted(fire, wish)) {
    cv::resize(fire.share, flames, movers_.grid, 0, 0, cv::INTER_AREA);
  } else if (const Region& light = seen_.region(RegionKind::light);
             wish.is_named && is_trusted(light, wish)) {
    flames = warm_lights(light.share, picture_, movers_.grid);
  }
  if (!flames.empty() && cv::countNonZero(flames > 0.4F) == 0) {
    flames.release();
  }
  return flames;
}

void Director::move_fire_and_smoke() {
  if (const cv::Mat flames = flames_seen(); !flames.empty()) {
    const double amount = wishes_.of(Mover::fire).amount;
    movers_.swings.push_back(licking_flames(flames, {strength_ * amount, seed_}, movers_.passage));
    movers_.flickers.emplace_back(flames,
                                  FlickerLook{.depth = 0.085 * strength_ * std::min(1.6, amount),
                                              .slowest_hz = 0.7,
                                              .colour = 1,
                                              .spill = 0.09,
                                              .spill_gain = 0.75,
                                              .seed = seed_},
                                  movers_.passage);
    movers_.names.emplace_back("fire");
  }
  const Region& smoke = seen_.region(RegionKind::smoke);
  if (const Wish& wish = wishes_.of(Mover::smoke); is_trusted(smoke, wish)) {
    const Place cloud = place(smoke);
    if (cloud.area >= kSmallestArea) {
      movers_.flows.push_back(rising_smoke(
          cloud,
          {strength_ * wish.amount, direction_ * std::min(1.5, wishes_.wind), seen_.horizon, seed_},
          movers_.passage));
      movers_.names.emplace_back("smoke");
    }
  }
}

void Director::move_lights() {
  const Region& region = seen_.region(RegionKind::light);
  const Wish& wish = wishes_.of(Mover::lights);
  if (!is_trusted(region, wish)) {
    return;
  }
  cv::Mat share;
  cv::resize(region.share, share, movers_.grid, 0, 0, cv::INTER_AREA);
  if (const cv::Mat flames = flames_seen(); !flames.empty()) {
    share = cv::max(share - flames, 0);  // they have their own rhythm
  }
  share = share.mul(brightest(picture_, movers_.grid));
  movers_.flickers.emplace_back(
      share, FlickerLook{(wish.is_named ? 0.12 : 0.07) * strength_, 0.28, 0.5, 0, 0, seed_ ^ 0x7E1},
      movers_.passage);
  if (movers_.flickers.back().empty()) {
    movers_.flickers.pop_back();
  } else {
    movers_.names.emplace_back("lights");
  }
}

void Director::make_weather() {
  const cv::Scalar mean = cv::mean(picture_);
  const cv::Vec3f colour(static_cast<float>(mean[0]), static_cast<float>(mean[1]),
                         static_cast<float>(mean[2]));
  const double luma = (0.2126 * mean[0] + 0.7152 * mean[1] + 0.0722 * mean[2]) / 255;
  const double wind = direction_ * std::min(1.0, 0.36 * wishes_.wind);
  double veil = 0;
  for (std::size_t i = 0; i < kWeathers; ++i) {
    const auto kind = static_cast<Weather>(i);
    if (wishes_.of(kind) <= 0) {
      continue;
    }
    const double amount = wishes_.of(kind) * (0.5 + 0.5 * strength_);
    if (kind == Weather::fog) {
      veil = std::max(veil, amount);
    } else {
      movers_.weather.emplace_back(kind, WeatherLook{amount, wind, luma, colour, seed_});
    }
    if (kind == Weather::rain || kind == Weather::snow) {
      veil = std::max(veil, kFallVeil * amount);
    }
    movers_.names.emplace_back(to_string(kind));
  }
  if (veil > 0) {
    // As bright as the haze of the picture_'s own light, with little of its colour.
    const auto white = static_cast<float>(255 * (0.22 + 0.68 * std::min(1.0, 1.6 * luma)));
    const cv::Vec3f haze = colour * 0.3F + cv::Vec3f(0.96F, 0.985F, 1) * (0.7F * white);
    movers_.fog = Fog(seen_.disparity, {veil, wind, haze, seed_});
  }
}

}  // namespace

Movers make_movers(const SceneUnderstanding& seen, const cv::Mat& picture,
                   const AmbientBrief& brief) {
  return Director(seen, picture, brief).make();
}

}  // namespace kirin::engine::motion
