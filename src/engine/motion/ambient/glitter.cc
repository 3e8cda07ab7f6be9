#include "engine/motion/ambient/glitter.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "engine/motion/ambient/splat.h"
#include "engine/motion/dice.h"
#include "engine/motion/imaging/picture.h"

namespace kirin::engine::motion {
namespace {

constexpr std::size_t kMost = 420;
constexpr float kFromShore = 0.008F;  ///< widths: what is bright at the edge is the shore
constexpr int kStandOff = 6;          ///< pixels from a point of light
constexpr int kStandOut = 14;         ///< by which it is brighter than what is there
constexpr int kCompany = 6;
constexpr int kSharpness = 5;  ///< power of the sine: a flash is short

struct Spot {
  cv::Point at;
  float contrast;
};

/// The light of a flash on something of that colour: half of it white, as bright as can be.
cv::Vec3f light_of(cv::Vec3b colour) {
  const auto most =
      static_cast<float>(std::max({colour[0], colour[1], colour[2], std::uint8_t{1}}));
  return cv::Vec3f(colour) * (0.5F * 255 / most) + cv::Vec3f::all(0.5F * 255);
}

/// True where the spot at (x, y) stands out to all sides: a point of light, not a bit of a line.
bool is_point(const cv::Mat& luma, int x, int y) {
  const int value = luma.at<std::uint8_t>(y, x);
  for (const auto& [dx, dy] : {std::pair{1, 0}, {0, 1}, {1, 1}, {1, -1}}) {
    for (const int side : {-kStandOff, kStandOff}) {
      const int px = std::clamp(x + side * dx, 0, luma.cols - 1);
      const int py = std::clamp(y + side * dy, 0, luma.rows - 1);
      if (luma.at<std::uint8_t>(py, px) > value - kStandOut) {
        return false;
      }
    }
  }
  return true;
}

/// Local maxima that are bright, and brighter than what is around.
std::vector<Spot> bright_spots(const Place& place, const cv::Mat& luma) {
  cv::Mat highest;
  cv::dilate(luma, highest, cv::getStructuringElement(cv::MORPH_ELLIPSE, {7, 7}));
  cv::Mat around;
  cv::blur(luma, around, {25, 25});
  std::vector<Spot> spots;
  for (int y = 0; y < luma.rows; ++y) {
    const int gy = y * place.inside.rows / luma.rows;
    for (int x = 0; x < luma.cols; ++x) {
      const int value = luma.at<std::uint8_t>(y, x);
      const int contrast = value - around.at<std::uint8_t>(y, x);
      if (value >= 130 && contrast >= 20 && value == highest.at<std::uint8_t>(y, x) &&
          place.inside.at<float>(gy, x * place.inside.cols / luma.cols) > kFromShore &&
          is_point(luma, x, y)) {
        spots.push_back({{x, y}, static_cast<float>(contrast)});
      }
    }
  }
  return spots;
}

/// Only those in company: a boat or a buoy is bright too, but alone.
void drop_lonely(std::vector<Spot>& spots, double reach) {
  const std::vector<Spot> all = spots;
  std::erase_if(spots, [&](const Spot& spot) {
    const auto near = std::ranges::count_if(all, [&](const Spot& other) {
      return std::hypot(other.at.x - spot.at.x, other.at.y - spot.at.y) < reach;
    });
    return near < kCompany;
  });
}

}  // namespace

Glitter::Glitter(const Place& place, const cv::Mat& picture, double amount, std::uint64_t seed,
                 const Passage& passage) {
  std::vector<Spot> spots = bright_spots(place, luma_of(picture));
  std::ranges::stable_sort(spots,
                           [](const Spot& a, const Spot& b) { return a.contrast > b.contrast; });
  spots.resize(std::min(spots.size(), 2 * kMost));
  drop_lonely(spots, 0.05 * picture.cols);
  spots.resize(std::min(spots.size(), kMost));
  Dice dice(seed ^ 0x6117);
  const double unit = picture.rows / 720.0;
  for (const Spot& spot : spots) {
    const float contrast = std::min(1.0F, spot.contrast / 110);
    sparks_.push_back(
        {{(static_cast<float>(spot.at.x) + 0.5F) / static_cast<float>(picture.cols),
          (static_cast<float>(spot.at.y) + 0.5F) / static_cast<float>(picture.rows)},
         static_cast<float>(unit * dice.between(0.9F, 1.5F) * (0.8F + 0.5F * contrast)),
         static_cast<float>(std::min(1.0, amount * (0.22 + 0.45 * contrast))),
         light_of(picture.at<cv::Vec3b>(spot.at)),
         passage.fitted_hz(dice.between(0.35F, 1.1F)),
         2 * std::numbers::pi * dice.unit()});
  }
}

void Glitter::draw(double t, const Passage& passage, const SeenAt& seen_at, cv::Mat& frame) const {
  const double presence = passage.presence(t, kOnset);
  if (presence <= 0) {
    return;
  }
  for (const Spark& spark : sparks_) {
    const double wave =
        std::sin(2 * std::numbers::pi * spark.hz * passage.elapsed(t) + spark.phase);
    const double flash = wave <= 0 ? 0 : std::pow(wave, kSharpness) * presence;
    if (flash > 0.02) {
      const auto strength = static_cast<float>(flash * spark.strength);
      add_glow(frame, seen_at(spark.at), 1.9F * spark.radius, spark.colour * strength);
    }
  }
}

void Glitter::remove(const cv::Mat& mask) {
  std::erase_if(sparks_, [&](const Spark& spark) {
    return mask.at<std::uint8_t>(static_cast<int>(spark.at.y * static_cast<float>(mask.rows)),
                                 static_cast<int>(spark.at.x * static_cast<float>(mask.cols))) != 0;
  });
}

}  // namespace kirin::engine::motion
