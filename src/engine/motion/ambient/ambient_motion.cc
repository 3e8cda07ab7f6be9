#include "engine/motion/ambient/ambient_motion.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "engine/motion/ambient/air.h"
#include "engine/motion/ambient/ambient_words.h"
#include "engine/motion/ambient/clouds.h"
#include "engine/motion/ambient/flames.h"
#include "engine/motion/ambient/flicker.h"
#include "engine/motion/ambient/flow_map.h"
#include "engine/motion/ambient/fog.h"
#include "engine/motion/ambient/motion_grid.h"
#include "engine/motion/ambient/oscillation.h"
#include "engine/motion/ambient/passage.h"
#include "engine/motion/ambient/sway.h"
#include "engine/motion/ambient/water.h"
#include "engine/motion/ambient/weather.h"
#include "engine/motion/imaging/picture.h"
#include "engine/motion/scene/dice.h"

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
constexpr float kMostShimmer = 0.2F;  ///< of brightness
constexpr double kSubjectTrust = 0.6;
constexpr double kSmallestArea = 0.003;
constexpr double kFallVeil = 0.5;    ///< of fog where snow or rain takes the view
constexpr double kStillHold = 0.04;  ///< widths from a static mask over which movement returns

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
  return scene::Dice(brief.seed).unit() < 0.5F ? -1 : 1;
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

}  // namespace

struct AmbientMotion::Impl {
  Impl(const SceneUnderstanding& understanding, const cv::Mat& given, const AmbientBrief& brief)
      : seen(understanding),
        picture(given),
        wishes(read_wishes(brief.prompt, brief.negative_prompt)),
        passage{brief.seconds, wishes.loops && !brief.is_arriving, brief.is_arriving},
        grid(motion_grid(picture.size())),
        front(understanding.subject_trust >= kSubjectTrust ? understanding.subject : cv::Mat()),
        strength(scaled(std::clamp(brief.strength, 0.0, 1.0))),
        direction(wind_direction(wishes, understanding, brief)),
        seed(brief.seed) {
    move_water();
    move_sky();
    move_foliage();
    move_people();
    move_fire_and_smoke();
    move_lights();
    make_weather();
  }

  bool is_trusted(const Region& region, const Wish& wish) const {
    return !region.share.empty() && wish.amount > 0 &&
           region.trust >= (wish.is_named ? kNamedTrust : kTrust);
  }
  Place place(const Region& region, Sides sides = {}) const {
    return place_of(refined_share(region, picture), grid, sides);
  }

  /// Where clouds end, a fraction of the height: the horizon if it is sure, else nowhere if they
  /// are very sure, as in a picture of nothing but sky; else a little below the middle.
  double sky_floor() const {
    return seen.horizon_trust >= kHorizonTrust                     ? seen.horizon
           : seen.region(RegionKind::cloud).trust >= kOnlySkyTrust ? 1.3
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

  const SceneUnderstanding seen;
  cv::Mat picture;  ///< given up once everything is made
  AmbientWishes wishes;
  Passage passage;
  cv::Size grid;
  cv::Mat front;  ///< what stands in the middle of the weather; empty: nothing is sure to
  double strength;
  double direction;
  std::uint64_t seed;

  Oscillation waves;
  cv::Mat brightening;  ///< of the water by its waves; empty: none
  std::vector<Oscillation> swings;
  std::vector<FlowMap> flows;
  std::vector<Flicker> flickers;
  Glitter glitter;
  Fog fog;
  std::vector<std::pair<Weather, WeatherLook>> weather;
  std::vector<std::string> names;
};

void AmbientMotion::Impl::move_water() {
  const Region& region = seen.region(RegionKind::water);
  Wish water = wishes.of(Mover::water);
  const Wish& stream = wishes.of(Mover::stream);
  water.is_named = water.is_named || stream.is_named;
  if (!is_trusted(region, water)) {
    return;
  }
  const Place surface = place(region);
  if (surface.area < kSmallestArea) {
    return;
  }
  const bool is_running = stream.is_named && stream.amount > 0;
  const double wind = 0.7 + 0.3 * wishes.wind;
  WaterLook look{strength * water.amount * wind * (is_running ? 0.6 : 1),
                 water_horizon(surface, seen.horizon, seen.horizon_trust), seed};
  waves = ripples(surface, look, passage);
  brightening = shimmer(surface, picture);
  const Wish& lights = wishes.of(Mover::lights);
  if (lights.amount > 0 && (!is_running || lights.is_named)) {
    glitter = Glitter(surface, picture,
                      strength * (lights.is_named ? 1.3 : 0.8) / std::max(1.0, look.amount), seed,
                      passage);
  }
  names.emplace_back("water");
  if (is_running) {
    look.amount = strength * stream.amount;
    flows.push_back(running_water(surface, picture, look, passage));
    names.emplace_back("stream");
  }
}

cv::Mat AmbientMotion::Impl::clouds_of(const Region& cloud, const Region& light) const {
  cv::Mat clouds;
  cv::resize(cloud.share, clouds, grid, 0, 0, cv::INTER_AREA);
  // Clear sky close to a cloud goes along with it; far from any, there is nothing to see moving but
  // what should not: the sun's rays, reflections in the lens.
  cv::GaussianBlur(clouds, clouds, {}, grid.width / 14.0);
  clouds = cv::min(4 * clouds, 1);
  cv::Mat sun;
  cv::resize(luma_of(picture), sun, grid, 0, 0, cv::INTER_AREA);
  sun = sun >= kSunLuma;
  sun.convertTo(sun, CV_32F, 1 / 255.0);
  if (!light.share.empty()) {
    cv::Mat lights;
    cv::resize(light.share, lights, grid, 0, 0, cv::INTER_AREA);
    sun = sun.mul(lights);
    cv::GaussianBlur(sun, sun, {}, grid.width / 16.0);
    clouds = clouds.mul(1 - cv::min(6 * sun, 1));
  }
  return clouds;
}

void AmbientMotion::Impl::move_sky() {
  const Region& sky = seen.region(RegionKind::sky);
  const Region& cloud = seen.region(RegionKind::cloud);
  const Wish& wish = wishes.of(Mover::clouds);
  if (!is_trusted(cloud, wish)) {
    return;
  }
  // A grey wall behind a person looks much like a cloudy sky; a horizon below it tells them apart.
  if (!wish.is_named && cloud.trust < kWallTrust && seen.horizon_trust < kHorizonTrust) {
    return;
  }
  Region both = cloud;
  if (!sky.share.empty()) {
    both.share = cv::max(sky.share, cloud.share);
  }
  const double wind = wishes.wind > 0 ? std::sqrt(wishes.wind) : 0.4;
  const DriftLook look{strength * wish.amount * wind * wishes.pace * (wish.is_named ? 1.3 : 1),
                       direction, sky_floor(), seed};
  // What comes in from the side has to be there already; what leaves need not.
  const bool is_single = drifts_in_one(look, passage);
  const bool comes_from_left = (direction > 0) != passage.is_arriving;
  const Place above = place(both, {.left_is_closed = comes_from_left || !is_single,
                                   .right_is_closed = !comes_from_left || !is_single});
  if (above.area < kSmallestArea) {
    return;
  }
  flows.push_back(
      drifting_clouds(above, clouds_of(cloud, seen.region(RegionKind::light)), look, passage));
  names.emplace_back("clouds");
}

void AmbientMotion::Impl::move_foliage() {
  const Region& region = seen.region(RegionKind::vegetation);
  const Wish& wish = wishes.of(Mover::foliage);
  if (!is_trusted(region, wish) || wishes.wind <= 0) {
    return;
  }
  const Place leaves = place(region);
  if (leaves.area < kSmallestArea) {
    return;
  }
  swings.push_back(swaying_foliage(
      leaves, seen.disparity, {strength * wish.amount * wishes.wind, direction, seed}, passage));
  names.emplace_back("foliage");
}

void AmbientMotion::Impl::move_people() {
  const Wish& people = wishes.of(Mover::people);
  const Wish& hair = wishes.of(Mover::hair);
  std::vector<Face> faces;
  for (const Face& face : seen.faces) {
    if (face.trust >= (people.is_named ? 0.4 : kFaceTrust) && face.box.height >= kSmallestFace) {
      faces.push_back(face);
    }
  }
  if (faces.empty()) {
    return;
  }
  if (people.amount > 0) {
    swings.push_back(
        breathing(faces, front, grid, {strength * people.amount, direction, seed}, passage));
    names.emplace_back("people");
  }
  if (hair.is_named && hair.amount > 0 && wishes.wind > 0) {
    const cv::Mat& subject = seen.subject_trust >= 0.4 ? seen.subject : cv::Mat();
    swings.push_back(swaying_hair(
        faces, subject, grid, {strength * hair.amount * wishes.wind, direction, seed}, passage));
    names.emplace_back("hair");
  }
}

cv::Mat AmbientMotion::Impl::flames_seen() const {
  const Wish& wish = wishes.of(Mover::fire);
  cv::Mat flames;
  if (const Region& fire = seen.region(RegionKind::fire); is_trusted(fire, wish)) {
    cv::resize(fire.share, flames, grid, 0, 0, cv::INTER_AREA);
  } else if (const Region& light = seen.region(RegionKind::light);
             wish.is_named && is_trusted(light, wish)) {
    flames = warm_lights(light.share, picture, grid);
  }
  if (!flames.empty() && cv::countNonZero(flames > 0.4F) == 0) {
    flames.release();
  }
  return flames;
}

void AmbientMotion::Impl::move_fire_and_smoke() {
  if (const cv::Mat flames = flames_seen(); !flames.empty()) {
    const double amount = wishes.of(Mover::fire).amount;
    swings.push_back(licking_flames(flames, {strength * amount, seed}, passage));
    flickers.emplace_back(flames,
                          FlickerLook{.depth = 0.085 * strength * std::min(1.6, amount),
                                      .slowest_hz = 0.7,
                                      .colour = 1,
                                      .spill = 0.09,
                                      .spill_gain = 0.75,
                                      .seed = seed},
                          passage);
    names.emplace_back("fire");
  }
  const Region& smoke = seen.region(RegionKind::smoke);
  if (const Wish& wish = wishes.of(Mover::smoke); is_trusted(smoke, wish)) {
    const Place cloud = place(smoke);
    if (cloud.area >= kSmallestArea) {
      flows.push_back(rising_smoke(
          cloud,
          {strength * wish.amount, direction * std::min(1.5, wishes.wind), seen.horizon, seed},
          passage));
      names.emplace_back("smoke");
    }
  }
}

void AmbientMotion::Impl::move_lights() {
  const Region& region = seen.region(RegionKind::light);
  const Wish& wish = wishes.of(Mover::lights);
  if (!is_trusted(region, wish)) {
    return;
  }
  cv::Mat share;
  cv::resize(region.share, share, grid, 0, 0, cv::INTER_AREA);
  if (const cv::Mat flames = flames_seen(); !flames.empty()) {
    share = cv::max(share - flames, 0);  // they have their own rhythm
  }
  share = share.mul(brightest(picture, grid));
  flickers.emplace_back(
      share, FlickerLook{(wish.is_named ? 0.12 : 0.07) * strength, 0.28, 0.5, 0, 0, seed ^ 0x7E1},
      passage);
  if (flickers.back().empty()) {
    flickers.pop_back();
  } else {
    names.emplace_back("lights");
  }
}

void AmbientMotion::Impl::make_weather() {
  const cv::Scalar mean = cv::mean(picture);
  const cv::Vec3f colour(static_cast<float>(mean[0]), static_cast<float>(mean[1]),
                         static_cast<float>(mean[2]));
  const double luma = (0.2126 * mean[0] + 0.7152 * mean[1] + 0.0722 * mean[2]) / 255;
  const double wind = direction * std::min(1.0, 0.36 * wishes.wind);
  double veil = 0;
  for (std::size_t i = 0; i < kWeathers; ++i) {
    const auto kind = static_cast<Weather>(i);
    if (wishes.of(kind) <= 0) {
      continue;
    }
    const double amount = wishes.of(kind) * (0.5 + 0.5 * strength);
    if (kind == Weather::fog) {
      veil = std::max(veil, amount);
    } else {
      weather.emplace_back(kind, WeatherLook{amount, wind, luma, colour, seed});
    }
    if (kind == Weather::rain || kind == Weather::snow) {
      veil = std::max(veil, kFallVeil * amount);
    }
    names.emplace_back(to_string(kind));
  }
  if (veil > 0) {
    // As bright as the haze of the picture's own light, with little of its colour.
    const auto white = static_cast<float>(255 * (0.22 + 0.68 * std::min(1.0, 1.6 * luma)));
    const cv::Vec3f haze = colour * 0.3F + cv::Vec3f(0.96F, 0.985F, 1) * (0.7F * white);
    fog = Fog(seen.disparity, {veil, wind, haze, seed});
  }
}

AmbientMotion::AmbientMotion(const SceneUnderstanding& understanding, const cv::Mat& picture,
                             const AmbientBrief& brief)
    : impl_(std::make_unique<Impl>(understanding, picture, brief)) {
  impl_->picture.release();
}
AmbientMotion::~AmbientMotion() = default;
AmbientMotion::AmbientMotion(AmbientMotion&&) noexcept = default;

AmbientMoment AmbientMotion::at(double t) const {
  const Impl& my = *impl_;
  AmbientMoment moment;
  if (my.passage.elapsed(t) == 0) {
    return moment;
  }
  if (!my.waves.empty() || !my.swings.empty() || !my.flows.empty()) {
    moment.shift = cv::Mat::zeros(my.grid, CV_32FC2);
  }
  if (!my.waves.empty() || !my.flickers.empty()) {
    moment.light = cv::Mat::ones(my.grid, CV_32F);
  }
  if (!my.waves.empty()) {
    my.waves.add_to(moment.shift, my.passage, t);
    for (int y = 0; y < my.grid.height; ++y) {
      const auto* shift = moment.shift.ptr<cv::Vec2f>(y);
      const float* gain = my.brightening.ptr<float>(y);
      float* light = moment.light.ptr<float>(y);
      for (int x = 0; x < my.grid.width; ++x) {
        light[x] += std::clamp(gain[x] * shift[x][1], -kMostShimmer, kMostShimmer);
      }
    }
  }
  for (const Oscillation& swing : my.swings) {
    swing.add_to(moment.shift, my.passage, t);
  }
  for (const Flicker& flicker : my.flickers) {
    flicker.add_to(moment.light, my.passage, t);
  }
  const bool starts_over =
      std::ranges::any_of(my.flows, [](const FlowMap& flow) { return !flow.is_single(); });
  cv::Mat other = moment.shift.clone();
  cv::Mat share = starts_over ? cv::Mat::zeros(my.grid, CV_32F) : cv::Mat();
  for (const FlowMap& flow : my.flows) {
    flow.add_to(moment.shift, other, share, my.passage, t);
  }
  if (starts_over) {
    moment.other_shift = other;
    moment.share = share;
  }
  return moment;
}

void AmbientMotion::draw_over(double t, const CameraPose& pose, const SeenAt& seen_at,
                              cv::Mat& frame) const {
  const Impl& my = *impl_;
  my.glitter.draw(t, my.passage, seen_at, frame);
  my.fog.draw(t, my.passage, pose, frame);
  if (my.weather.empty()) {
    return;
  }
  const Air air(pose, my.seen.disparity, my.front, frame.size());
  for (const auto& [kind, look] : my.weather) {
    draw_weather(kind, look, my.passage, t, air, frame);
  }
}

void AmbientMotion::hold_still(const cv::Mat& mask) {
  Impl& my = *impl_;
  cv::Mat coarse;
  cv::resize(mask, coarse, my.grid, 0, 0, cv::INTER_AREA);
  cv::Mat away;
  cv::distanceTransform(coarse == 0, away, cv::DIST_L2, cv::DIST_MASK_5);
  cv::Mat freedom(my.grid, CV_32F);
  const auto whole = static_cast<float>(kStillHold * my.grid.width);
  for (int y = 0; y < freedom.rows; ++y) {
    for (int x = 0; x < freedom.cols; ++x) {
      // The cell beside the mask stays too: values reach into their neighbours.
      const float part = std::clamp((away.at<float>(y, x) - 1) / whole, 0.0F, 1.0F);
      freedom.at<float>(y, x) = part * part * (3 - 2 * part);
    }
  }
  my.waves.limit(freedom);
  for (Oscillation& swing : my.swings) {
    swing.limit(freedom);
  }
  for (FlowMap& flow : my.flows) {
    flow.limit(freedom);
  }
  for (Flicker& flicker : my.flickers) {
    flicker.limit(freedom);
  }
  my.glitter.remove(mask);
}

std::vector<std::string> AmbientMotion::describe() const { return impl_->names; }

}  // namespace kirin::engine::motion
