#include "engine/motion/ambient/water.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>

#include "engine/motion/dice.h"
#include "engine/motion/imaging/picture.h"

namespace kirin::engine::motion {
namespace {

constexpr double kTurn = 2 * std::numbers::pi;
constexpr int kWaves = 8;
constexpr double kLength = 0.085;    ///< of a wave where it is best seen, in heights
constexpr double kSteepness = 0.17;  ///< amplitude * wavenumber of one wave; about four are seen
constexpr double kSteepest = 0.65;   ///< likewise, of all of them
constexpr double kHighest = 0.0042;  ///< amplitude of one wave, in heights
constexpr double kFarthest = 0.4;  ///< of the way to the front: beyond, ripples shrink out of sight
constexpr double kNearest = 0.02;  ///< to the horizon, in heights: where ripples end
constexpr double kFromAbove = -0.8;      ///< the horizon of water that fills the view
constexpr double kLevelShore = 0.3;      ///< of the upper border, where it is a far shore
constexpr double kPlainContrast = 0.05;  ///< standard deviation of luma
constexpr double kStreamSpeed = 0.06;    ///< heights per second in front
constexpr double kStreamPeriod = 0.7;    ///< seconds

double smoothstep(double from, double to, double x) {
  x = std::clamp((x - from) / (to - from), 0.0, 1.0);
  return x * x * (3 - 2 * x);
}

/// One wave on the plane: its number and its direction (0 straight towards the horizon).
struct PlaneWave {
  double k = 1;
  double across = 0;
  double along = 1;
  double offset = 0;
};

/// The local phase of `wave` and its wavelength in heights at a point `v` heights below the horizon
/// and `x` heights right of the middle.
struct Local {
  double phase;
  double length;
};

Local local_of(const PlaneWave& wave, double x, double v) {
  // On the plane the point is at (x, 1) / v.
  const double phase = wave.k * (wave.across * x + wave.along) / v;
  const double by_x = wave.k * wave.across / v;
  return {phase + wave.offset, kTurn / std::max(1e-6, std::hypot(by_x, phase / v))};
}

/// Luma on the grid, CV_32FC1 in [0, 1].
cv::Mat grid_luma(const cv::Mat& picture, cv::Size grid) {
  cv::Mat luma;
  cv::resize(luma_of(picture), luma, grid, 0, 0, cv::INTER_AREA);
  luma.convertTo(luma, CV_32F, 1 / 255.0);
  return luma;
}

/// Downhill directions: the streaks of the picture where it has clear ones, else towards the
/// viewer. CV_32FC2, unit vectors in heights.
cv::Mat directions(const Place& place, const cv::Mat& picture) {
  const cv::Size grid = place.inside.size();
  const cv::Mat luma = grid_luma(picture, grid);
  cv::Mat gx;
  cv::Mat gy;
  cv::Sobel(luma, gx, CV_32F, 1, 0);
  cv::Sobel(luma, gy, CV_32F, 0, 1);
  const cv::Mat weight = place.share;
  cv::Mat xx = gx.mul(gx).mul(weight);
  cv::Mat yy = gy.mul(gy).mul(weight);
  cv::Mat xy = gx.mul(gy).mul(weight);
  const double sigma = grid.width / 24.0;
  for (cv::Mat* part : {&xx, &yy, &xy}) {
    cv::GaussianBlur(*part, *part, {}, sigma);
  }
  cv::Mat way(grid, CV_32FC2);
  for (int y = 0; y < grid.height; ++y) {
    for (int x = 0; x < grid.width; ++x) {
      const double a = xx.at<float>(y, x);
      const double b = yy.at<float>(y, x);
      const double c = xy.at<float>(y, x);
      // Along the eigenvector of the smaller eigenvalue (Bigun & Granlund 1987).
      const double spread = std::hypot(a - b, 2 * c);
      const double clear = smoothstep(0.15, 0.5, spread / std::max(1e-9, a + b));
      const double angle = 0.5 * std::atan2(2 * c, a - b) + std::numbers::pi / 2;
      double dx = std::cos(angle);
      double dy = std::sin(angle);
      if (dy < 0) {
        dx = -dx;
        dy = -dy;
      }
      // A streak that lies level says nothing of which way the water runs.
      const double trust = clear * smoothstep(0.15, 0.5, dy);
      const double towards = 0.6 * ((x + 0.5) / grid.width - 0.5);
      dx = dx * trust + towards * (1 - trust);
      dy = dy * trust + (1 - trust);
      const double length = std::hypot(dx, dy);
      way.at<cv::Vec2f>(y, x) = {static_cast<float>(dx / length), static_cast<float>(dy / length)};
    }
  }
  cv::GaussianBlur(way, way, {}, grid.width / 60.0);
  return way;
}

/// Where water runs visibly, [0.25, 1]: foam and streaks are brighter than the stones and the calm
/// water between them. CV_32FC1.
cv::Mat white_water(const Place& place, const cv::Mat& picture) {
  cv::Mat luma = grid_luma(picture, place.inside.size());
  const double mean = cv::mean(luma, place.inside > 0)[0];
  cv::GaussianBlur(luma, luma, {}, 1.5);
  for (int y = 0; y < luma.rows; ++y) {
    for (int x = 0; x < luma.cols; ++x) {
      float& value = luma.at<float>(y, x);
      value = static_cast<float>(0.25 + 0.75 * smoothstep(0.75 * mean, 1.3 * mean, value));
    }
  }
  cv::GaussianBlur(luma, luma, {}, 5);
  return luma;
}

}  // namespace

double water_horizon(const Place& place, double horizon, double trust) {
  const auto rows = static_cast<double>(place.inside.rows);
  const double top = place.box.y / rows;
  if (trust > 0.3 && horizon < top + 0.03) {
    return horizon;
  }
  if (top < 0.05) {
    return kFromAbove;
  }
  // A level upper border is a far shore, close to the horizon.
  const int band = std::max(1, place.box.height / 12);
  const cv::Rect upper(place.box.x, place.box.y, place.box.width, band);
  const double level =
      static_cast<double>(cv::countNonZero(place.inside(upper) > 0)) / upper.area();
  return level > kLevelShore ? top - 0.01 : top - 0.35 * place.box.height / rows;
}

Oscillation ripples(const Place& place, const WaterLook& look, const Passage& passage) {
  const cv::Size grid = place.inside.size();
  Oscillation waves(place.box);
  Dice dice(look.seed ^ 0x3A7E);
  const double lowest = static_cast<double>(place.box.y + place.box.height) / grid.height;
  const double highest = static_cast<double>(place.box.y) / grid.height;
  const double near = std::max(lowest - look.horizon, 2 * kNearest);
  const double far =
      std::clamp(highest - look.horizon, std::max(2 * kNearest, kFarthest * near), 0.8 * near);
  const cv::Mat freedom = place.freedom(4 * kHighest);
  const double aspect = static_cast<double>(grid.width) / grid.height;
  cv::Mat steepness = cv::Mat::zeros(grid, CV_32F);
  for (int i = 0; i < kWaves; ++i) {
    // Best seen at this distance: from the front to the back in equal ratios.
    const double v = near * std::pow(far / near, static_cast<double>(i) / (kWaves - 1));
    // From both sides in turn: waves of one direction would look like corrugated iron.
    const double angle = (i % 2 == 0 ? 1 : -1) * dice.between(0.1F, 0.95F);
    const double length = kLength * (v / near) * dice.between(0.75F, 1.3F) * (i % 2 == 0 ? 1 : 1.6);
    const PlaneWave plane{kTurn * v * v / length / std::max(0.4, std::cos(angle)), std::sin(angle),
                          std::cos(angle), dice.between(0, static_cast<float>(kTurn))};
    Wave wave;
    wave.hz = std::max(0.22, 0.85 * std::sqrt(kLength / length) * (v / near));
    wave.amplitude = cv::Mat::zeros(grid, CV_32FC2);
    wave.phase = cv::Mat::zeros(grid, CV_32F);
    for (int y = place.box.y; y < place.box.y + place.box.height; ++y) {
      const double below = (y + 0.5) / grid.height - look.horizon;
      if (below < kNearest) {
        continue;
      }
      for (int x = place.box.x; x < place.box.x + place.box.width; ++x) {
        const double across = ((x + 0.5) / grid.width - 0.5) * aspect;
        const Local local = local_of(plane, across, below);
        const double cells = local.length * grid.height;
        const double seen = smoothstep(4.5, 8, cells) * (1 - smoothstep(0.3, 0.6, local.length));
        const double highest_here = kHighest * std::min(1.0, 1.2 * below / near);
        const double height = std::min(kSteepness * local.length / kTurn, highest_here) * seen *
                              freedom.at<float>(y, x) * look.amount;
        wave.amplitude.at<cv::Vec2f>(y, x) = {
            static_cast<float>(0.35 * plane.across * height / aspect), static_cast<float>(height)};
        steepness.at<float>(y, x) += static_cast<float>(height * kTurn / local.length);
        // Crests come nearer: the phase grows towards the horizon.
        wave.phase.at<float>(y, x) = static_cast<float>(-local.phase);
      }
    }
    waves.add(wave, passage);
  }
  // Were all crests to meet, the water would still not fold over.
  waves.limit(cv::min(kSteepest * std::min(1.0, look.amount) / cv::max(steepness, 1e-3), 1));
  return waves;
}

FlowMap running_water(const Place& place, const cv::Mat& picture, const WaterLook& look,
                      const Passage& passage) {
  const cv::Size grid = place.inside.size();
  const double aspect = static_cast<double>(grid.width) / grid.height;
  const double speed = kStreamSpeed * std::min(look.amount, 2.0);
  const double period = passage.loops ? 1 / passage.fitted_hz(1 / kStreamPeriod) : kStreamPeriod;
  const cv::Mat freedom = place.freedom(0.75 * speed * period / aspect);
  const cv::Mat way = directions(place, picture);
  const cv::Mat white = white_water(place, picture);
  const double lowest = static_cast<double>(place.box.y + place.box.height) / grid.height;
  const double depth = std::max(0.1, lowest - look.horizon);
  cv::Mat velocity = cv::Mat::zeros(grid, CV_32FC2);
  for (int y = place.box.y; y < place.box.y + place.box.height; ++y) {
    const double near = std::clamp(((y + 0.5) / grid.height - look.horizon) / depth, 0.0, 1.0);
    for (int x = place.box.x; x < place.box.x + place.box.width; ++x) {
      const cv::Vec2f to = way.at<cv::Vec2f>(y, x);
      const double pace =
          speed * (0.3 + 0.7 * near) * freedom.at<float>(y, x) * white.at<float>(y, x);
      velocity.at<cv::Vec2f>(y, x) = {static_cast<float>(pace * to[0] / aspect),
                                      static_cast<float>(pace * to[1])};
    }
  }
  return {velocity, period, passage};
}

cv::Mat shimmer(const Place& place, const cv::Mat& picture) {
  const cv::Mat luma = grid_luma(picture, place.inside.size());
  // Flat water mirrors a flat sky: only where there is something to see does light play on it.
  cv::Mat mean;
  cv::Mat square;
  cv::blur(luma, mean, {15, 15});
  cv::blur(luma.mul(luma), square, {15, 15});
  cv::Mat contrast;
  cv::sqrt(cv::max(square - mean.mul(mean), 0), contrast);
  contrast = cv::max(cv::min(contrast / kPlainContrast, 1), 0.15);
  cv::GaussianBlur(contrast, contrast, {}, 5);
  const cv::Mat gain = luma.mul(luma).mul(contrast).mul(place.freedom(0.01));
  // The steepest ripples change what is white by about a tenth.
  return gain * (0.05 / kHighest);
}

}  // namespace kirin::engine::motion
