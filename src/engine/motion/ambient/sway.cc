#include "engine/motion/ambient/sway.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>

#include "engine/motion/dice.h"

namespace kirin::engine::motion {
namespace {

constexpr double kTurn = 2 * std::numbers::pi;

/// One component of the wind: how fast, how long (widths), how strong, how irregular (turns).
struct Gust {
  double hz;
  double length;
  double strength;
  double disorder;
};
constexpr std::array<Gust, 5> kGusts = {{{0.23, 0.85, 1.0, 0.15},
                                         {0.41, 0.46, 0.6, 0.25},
                                         {0.77, 0.22, 0.35, 0.5},
                                         {1.45, 0.09, 0.16, 0.8},
                                         {2.1, 0.06, 0.10, 1.0}}};
constexpr double kFoliage = 0.0012;  ///< widths, of the slowest gust at full height
constexpr double kGrass = 0.3;       ///< of that, for what covers the ground
constexpr double kHair = 0.0011;     ///< widths
constexpr double kChest = 0.010;     ///< of a face's height
constexpr double kBreathHz = 0.27;

double smoothstep(double from, double to, double x) {
  x = std::clamp((x - from) / (to - from), 0.0, 1.0);
  return x * x * (3 - 2 * x);
}

/// Where each point of a place stands, levelled between neighbouring columns: CV_32FC1 each.
struct Stand {
  cv::Mat above;    ///< where its column begins, in fractions of the height
  cv::Mat upright;  ///< 1 where it is as near as that, 0 where the ground runs away in between
};

/// `disparity`: CV_32FC1, of the grid's size.
Stand stand_of(const Place& place, const cv::Mat& disparity) {
  const cv::Size grid = place.inside.size();
  cv::Mat above = cv::Mat::zeros(grid, CV_32F);
  cv::Mat upright = cv::Mat::ones(grid, CV_32F);
  for (int x = 0; x < grid.width; ++x) {
    double run = 0;
    float root = 0;
    for (int y = grid.height - 1; y >= 0; --y) {
      // Gaps between leaves are not the ground.
      run = place.share.at<float>(y, x) > 0.5F ? run + 1 : std::max(0.0, run - 3);
      above.at<float>(y, x) = static_cast<float>(run / grid.height);
      const float here = disparity.at<float>(y, x);
      root = run <= 1 ? here : std::max(root, here);
      upright.at<float>(y, x) =
          static_cast<float>(smoothstep(0.6, 0.9, here / std::max(root, 0.02F)));
    }
  }
  cv::GaussianBlur(above, above, {}, grid.width / 50.0, grid.width / 160.0);
  cv::GaussianBlur(upright, upright, {}, grid.width / 50.0, grid.width / 160.0);
  return {above, upright};
}

/// The gusts of `kGusts` over a field of amplitudes (widths).
Oscillation gusts(cv::Rect box, const cv::Mat& amplitude, const SwayLook& look,
                  const Passage& passage) {
  const cv::Size grid = amplitude.size();
  const double aspect = static_cast<double>(grid.width) / grid.height;
  Oscillation sway(box);
  Dice dice(look.seed ^ 0x9057);
  for (const Gust& gust : kGusts) {
    Wave wave;
    wave.hz = gust.hz * std::sqrt(std::clamp(look.amount, 0.5, 2.0));
    wave.phase = grid_noise(grid, std::max(6.0, gust.length * grid.width / 2), dice.next());
    const double start = dice.unit();
    const double slant = dice.between(-0.35F, 0.35F);
    const double droop = dice.between(0.12F, 0.3F);
    wave.amplitude.create(grid, CV_32FC2);
    for (int y = 0; y < grid.height; ++y) {
      for (int x = 0; x < grid.width; ++x) {
        const double along =
            look.direction * (x + 0.5) / grid.width + slant * (y + 0.5) / grid.height / aspect;
        float& phase = wave.phase.at<float>(y, x);
        phase = static_cast<float>(kTurn * (start + along / gust.length + gust.disorder * phase));
        const double far = gust.strength * amplitude.at<float>(y, x);
        wave.amplitude.at<cv::Vec2f>(y, x) = {static_cast<float>(far),
                                              static_cast<float>(droop * far * aspect)};
      }
    }
    sway.add(wave, passage);
  }
  return sway;
}

/// `subject` on the grid, blurred; empty where it is.
cv::Mat near_subject(const cv::Mat& subject, cv::Size grid, double sigma) {
  cv::Mat near;
  if (!subject.empty()) {
    cv::resize(subject, near, grid, 0, 0, cv::INTER_AREA);
    cv::GaussianBlur(near, near, {}, sigma);
  }
  return near;
}

/// The box as cells of the grid, cut to it.
cv::Rect cells_of(const cv::Rect2d& box, cv::Size grid) {
  const cv::Rect cells(static_cast<int>(box.x * grid.width), static_cast<int>(box.y * grid.height),
                       static_cast<int>(std::ceil(box.width * grid.width)) + 1,
                       static_cast<int>(std::ceil(box.height * grid.height)) + 1);
  return cells & cv::Rect({0, 0}, grid);
}

}  // namespace

Oscillation swaying_foliage(const Place& place, const cv::Mat& disparity, const SwayLook& look,
                            const Passage& passage) {
  const cv::Size grid = place.inside.size();
  const double reach = kFoliage * std::max(1.0, look.amount);
  cv::Mat amplitude = place.freedom(2 * reach);
  cv::Mat near;
  cv::resize(disparity, near, grid, 0, 0, cv::INTER_AREA);
  const Stand stand = stand_of(place, near);
  for (int y = 0; y < grid.height; ++y) {
    for (int x = 0; x < grid.width; ++x) {
      // Grass on the ground is rooted all over, and short.
      const double tall = smoothstep(0, 0.3, stand.above.at<float>(y, x));
      const double upright = stand.upright.at<float>(y, x);
      const double lean = upright * tall + (1 - upright) * std::min(tall, kGrass);
      amplitude.at<float>(y, x) *=
          static_cast<float>(kFoliage * look.amount * lean * (0.4 + 0.9 * near.at<float>(y, x)));
    }
  }
  return gusts(place.box, amplitude, look, passage);
}

Oscillation breathing(std::span<const Face> faces, const cv::Mat& subject, cv::Size grid,
                      const SwayLook& look, const Passage& passage) {
  const cv::Mat near = near_subject(subject, grid, grid.width / 50.0);
  cv::Mat rise = cv::Mat::zeros(grid, CV_32FC2);
  for (const Face& face : faces) {
    const cv::Rect2d box = face.box;
    const cv::Point2d head(box.x + box.width / 2, box.y + box.height / 2);
    const double most = kChest * look.amount * box.height;
    for (int y = 0; y < grid.height; ++y) {
      for (int x = 0; x < grid.width; ++x) {
        const double across = ((x + 0.5) / grid.width - head.x) / box.width;
        const double down = ((y + 0.5) / grid.height - head.y) / box.height;
        const double aside = std::exp(-across * across / (2 * 1.15 * 1.15));
        // The shoulders, a face's height below, rise most; the hips and what is above do not.
        const double body = smoothstep(-1.3, 0.9, down) * (1 - smoothstep(1.3, 3.2, down));
        const double here = near.empty() ? 1 : std::min(1.0, 1.6 * near.at<float>(y, x));
        const double lift = most * aside * body * here;
        rise.at<cv::Vec2f>(y, x)[1] = std::max(rise.at<cv::Vec2f>(y, x)[1],
                                               static_cast<float>(lift < 0.02 * most ? 0 : lift));
      }
    }
  }
  cv::Mat parts[2];
  cv::split(rise, parts);
  Oscillation breath(cv::boundingRect(parts[1] > 0));
  Wave wave{kBreathHz, rise, cv::Mat(grid, CV_32F, cv::Scalar(1.1))};
  breath.add(wave, passage);
  // The head's own sway is slower than the breath and goes sideways.
  cv::Mat side = rise.clone();
  for (int y = 0; y < grid.height; ++y) {
    for (int x = 0; x < grid.width; ++x) {
      cv::Vec2f& shift = side.at<cv::Vec2f>(y, x);
      shift = {0.3F * shift[1], 0};
    }
  }
  wave = {kBreathHz * 0.43, side, cv::Mat(grid, CV_32F, cv::Scalar(0.4))};
  breath.add(wave, passage);
  return breath;
}

Oscillation swaying_hair(std::span<const Face> faces, const cv::Mat& subject, cv::Size grid,
                         const SwayLook& look, const Passage& passage) {
  const cv::Mat near = near_subject(subject, grid, 2);
  cv::Mat amplitude = cv::Mat::zeros(grid, CV_32F);
  cv::Rect all;
  for (const Face& face : faces) {
    const cv::Rect2d box = face.box;
    const cv::Rect cells = cells_of(
        {box.x - 0.8 * box.width, box.y - 0.7 * box.height, 2.6 * box.width, 2.6 * box.height},
        grid);
    all |= cells;
    for (int y = cells.y; y < cells.y + cells.height; ++y) {
      for (int x = cells.x; x < cells.x + cells.width; ++x) {
        const double u = ((x + 0.5) / grid.width - box.x - box.width / 2) / (0.5 * box.width);
        const double v = ((y + 0.5) / grid.height - box.y - box.height / 2) / (0.62 * box.height);
        const double away = std::hypot(u, v);
        // Nothing in the face itself; the ends of the hair most.
        const double ring = smoothstep(1.0, 1.7, away) * (1 - smoothstep(1.9, 2.4, away));
        const double here = near.empty() ? 1 : smoothstep(0.3, 0.8, near.at<float>(y, x));
        amplitude.at<float>(y, x) = std::max(amplitude.at<float>(y, x),
                                             static_cast<float>(kHair * look.amount * ring * here *
                                                                std::min(1.0, box.width / 0.15)));
      }
    }
  }
  return gusts(all, amplitude, look, passage);
}

}  // namespace kirin::engine::motion
