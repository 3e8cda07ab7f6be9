#include "engine/motion/understanding/sky.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "engine/motion/imaging/guided_filter.h"
#include "engine/motion/understanding/cloud_bank.h"
#include "engine/motion/understanding/far_shore.h"
#include "engine/motion/understanding/sky_trust.h"

namespace kirin::engine::motion {
namespace {

/// How likely a colour is a sky's: blue by day and at night, pale where overcast, warm at dusk.
struct SkyColour {
  float blue = 0;
  float pale = 0;
  float dusk = 0;

  float likely() const { return std::max({blue, 0.85F * pale, 0.75F * dusk}); }
};

SkyColour sky_colour(float hue, float saturation, float grey) {
  SkyColour colour;
  colour.blue = smooth_between(182, 200, hue) * smooth_between(262, 245, hue) *
                smooth_between(0.08F, 0.2F, saturation) * smooth_between(0.04F, 0.12F, grey);
  colour.pale = smooth_between(0.2F, 0.1F, saturation) * smooth_between(0.45F, 0.7F, grey);
  if (hue < 58 || hue > 245) {
    colour.dusk = smooth_between(0.3F, 0.5F, grey) * smooth_between(0.95F, 0.6F, saturation);
  }
  return colour;
}

SkyColours sky_colours_of(const Appearance& seen) {
  SkyColours colours{cv::Mat(seen.size(), CV_32F), cv::Mat(seen.size(), CV_32F)};
  for (int y = 0; y < seen.grey.rows; ++y) {
    for (int x = 0; x < seen.grey.cols; ++x) {
      const SkyColour colour = sky_colour(seen.hue.at<float>(y, x), seen.saturation.at<float>(y, x),
                                          seen.grey.at<float>(y, x));
      colours.blue.at<float>(y, x) = colour.blue;
      colours.likely.at<float>(y, x) = colour.likely();
    }
  }
  colours.blue = blurred(colours.blue, 1);
  colours.likely = blurred(colours.likely, 1);
  return colours;
}

/// Sums over each column from the top, so that the spread of colours above a border is quick to
/// tell.
class ColumnSums {
 public:
  explicit ColumnSums(const cv::Mat& lab) {
    cv::Mat wide;
    lab.convertTo(wide, CV_64F);
    cv::Mat squares = wide.mul(wide);
    cv::integral(wide, sums_, CV_64F);
    cv::integral(squares, squares_, CV_64F);
  }
  /// The variance of colour (summed over the channels) above `border` and below it.
  std::array<double, 2> spread(const std::vector<int>& border) const {
    cv::Vec3d above;
    cv::Vec3d above_squares;
    double count = 0;
    const int rows = sums_.rows - 1;
    for (int x = 0; x < sums_.cols - 1; ++x) {
      const int y = border[static_cast<std::size_t>(x)];
      above += column(sums_, x, y);
      above_squares += column(squares_, x, y);
      count += y;
    }
    const cv::Vec3d all = sums_.at<cv::Vec3d>(rows, sums_.cols - 1);
    const cv::Vec3d all_squares = squares_.at<cv::Vec3d>(rows, sums_.cols - 1);
    const double rest = static_cast<double>(rows) * (sums_.cols - 1) - count;
    return {variance(above, above_squares, count),
            variance(all - above, all_squares - above_squares, rest)};
  }

 private:
  static cv::Vec3d column(const cv::Mat& sums, int x, int y) {
    return sums.at<cv::Vec3d>(y, x + 1) - sums.at<cv::Vec3d>(y, x);
  }
  static double variance(const cv::Vec3d& sum, const cv::Vec3d& squares, double count) {
    if (count < 1) {
      return 0;
    }
    double total = 0;
    for (int c = 0; c < 3; ++c) {
      const double mean = sum[c] / count;
      total += std::max(0.0, squares[c] / count - mean * mean);
    }
    return total;
  }
  cv::Mat sums_;
  cv::Mat squares_;
};

/// Where the sky goes on behind a cable or a mast that begins at `y`: the row, or 0 where it does
/// not. What begins with a level edge is a shore or a roof, with perhaps a mirrored sky below.
int behind_obstacle(const Appearance& seen, const cv::Mat& likely, int x, int y, float threshold) {
  constexpr int kThickest = 9;
  constexpr float kSameColour = 9;
  if (y < 3 ||
      std::abs(seen.across.at<float>(y, x)) < 0.25F * std::abs(seen.down.at<float>(y, x))) {
    return 0;
  }
  const cv::Vec3f before = seen.lab.at<cv::Vec3f>(y - 3, x);
  for (int after = y + 2; after < std::min(y + kThickest, seen.grey.rows); ++after) {
    if (seen.edge.at<float>(after, x) < threshold && likely.at<float>(after, x) > 0.2F &&
        cv::norm(seen.lab.at<cv::Vec3f>(after, x) - before) < kSameColour) {
      return after;
    }
  }
  return 0;
}

/// Per column, the first row that is no sky for `threshold`.
std::vector<int> border_at(const Appearance& seen, const cv::Mat& likely, float threshold) {
  std::vector<int> border(static_cast<std::size_t>(seen.grey.cols));
  for (int x = 0; x < seen.grey.cols; ++x) {
    int y = 0;
    while (y < seen.grey.rows) {
      if (seen.edge.at<float>(y, x) < threshold && likely.at<float>(y, x) > 0.2F) {
        ++y;
      } else if (const int after = behind_obstacle(seen, likely, x, y, threshold); after > 0) {
        y = after;
      } else {
        break;
      }
    }
    border[static_cast<std::size_t>(x)] = y;
  }
  return border;
}

/// The border that parts the picture into two of little colour spread each, the sky's counting more
/// (Shen & Wang 2013, equation 5, with variances for determinants).
std::vector<int> best_border(const Appearance& seen, const cv::Mat& likely) {
  constexpr std::array kThresholds = {0.012F, 0.02F, 0.03F, 0.045F, 0.065F, 0.09F, 0.13F};
  constexpr double kSkyWeight = 2;
  const ColumnSums sums(seen.lab);
  std::vector<int> best;
  double least = 1e30;
  for (const float threshold : kThresholds) {
    std::vector<int> border = border_at(seen, likely, threshold);
    const auto [above, below] = sums.spread(border);
    double count = 0;
    for (const int y : border) {
      count += y;
    }
    if (count < 0.02 * static_cast<double>(seen.grey.total())) {
      continue;
    }
    const double cost = kSkyWeight * above + below;
    if (cost < least) {
      least = cost;
      best = std::move(border);
    }
  }
  return best;
}

/// The part of `mask` that hangs from the upper edge.
cv::Mat hanging(const cv::Mat& mask) {
  cv::Mat labels;
  const int count = cv::connectedComponents(mask, labels, 4, CV_32S);
  std::vector<bool> hangs(static_cast<std::size_t>(count), false);
  for (int y = 0; y < std::min(3, mask.rows); ++y) {
    for (int x = 0; x < mask.cols; ++x) {
      hangs[static_cast<std::size_t>(labels.at<int>(y, x))] = true;
    }
  }
  hangs[0] = false;
  cv::Mat kept(mask.size(), CV_8U);
  for (int y = 0; y < mask.rows; ++y) {
    for (int x = 0; x < mask.cols; ++x) {
      kept.at<std::uint8_t>(y, x) = hangs[static_cast<std::size_t>(labels.at<int>(y, x))] ? 255 : 0;
    }
  }
  return kept;
}

/// How far down the cut may reach: as the border does near each column, and a little more. A lake
/// has the sky's colours, but begins below it.
cv::Mat reach_of(const std::vector<int>& border, cv::Size size) {
  const int wide = size.width / 8;
  cv::Mat reach(size, CV_8U, cv::Scalar(0));
  for (int x = 0; x < size.width; ++x) {
    const auto from = border.begin() + std::max(0, x - wide);
    const auto to = border.begin() + std::min(size.width, x + wide + 1);
    const int lowest = std::min(size.height, *std::max_element(from, to) + size.height / 40);
    reach(cv::Rect(x, 0, 1, lowest)).setTo(255);
  }
  return reach;
}

/// Cuts along colours from the first guess, at about 200 points: finer gains nothing that the
/// refinement by the picture's edges does not.
cv::Mat cut_out(const Appearance& seen, const cv::Mat& guess, const cv::Mat& reach,
                const SkyColours& colours) {
  const double shrink = 200.0 / kUnderstandingSide;
  cv::Mat small;
  cv::resize(seen.rgb, small, {}, shrink, shrink, cv::INTER_AREA);
  cv::Mat inner;
  cv::erode(guess, inner, cv::getStructuringElement(cv::MORPH_ELLIPSE, {7, 7}));
  inner |= guess & (seen.edge < 0.006F) & (colours.likely > 0.5F);
  // Texture is measured over a neighbourhood: an edge alone does not make the sky beside it
  // textured.
  cv::Mat textured;
  cv::erode(seen.texture, textured, cv::getStructuringElement(cv::MORPH_ELLIPSE, {11, 11}));
  cv::Mat labels(seen.size(), CV_8U, cv::Scalar(cv::GC_PR_BGD));
  labels.setTo(cv::GC_PR_FGD, guess);
  labels.setTo(cv::GC_FGD, inner);
  labels.setTo(cv::GC_BGD,
               (reach == 0) | (colours.likely < 0.05F) | ((textured > 0.04F) & (guess == 0)));
  cv::resize(labels, labels, small.size(), 0, 0, cv::INTER_NEAREST);
  const int sure_sky = cv::countNonZero(labels & 1);
  const int sure_rest = static_cast<int>(labels.total()) - sure_sky;
  if (sure_sky < 50 || sure_rest < 50) {
    return guess;
  }
  cv::theRNG().state = 0x6b6972696e;  // GrabCut's first clusters draw from it
  cv::Mat behind;
  cv::Mat before;
  cv::grabCut(small, labels, {}, behind, before, 2, cv::GC_INIT_WITH_MASK);
  cv::Mat cut = (labels & 1) * 255;
  cv::Mat full;
  cut.convertTo(cut, CV_32F, 1 / 255.0);
  cv::resize(cut, full, seen.size(), 0, 0, cv::INTER_LINEAR);
  return full > 0.5F;
}

/// 1 where nothing thin (cables, masts, birds, twigs) stands before the sky.
cv::Mat free_of_lines(const Appearance& seen) {
  const cv::Mat element = cv::getStructuringElement(cv::MORPH_ELLIPSE, {9, 9});
  cv::Mat dark;
  cv::Mat bright;
  cv::morphologyEx(seen.grey, dark, cv::MORPH_BLACKHAT, element);
  cv::morphologyEx(seen.grey, bright, cv::MORPH_TOPHAT, element);
  cv::Mat thin = cv::max(dark, bright);
  cv::dilate(thin, thin, cv::getStructuringElement(cv::MORPH_ELLIPSE, {3, 3}));
  for (int y = 0; y < thin.rows; ++y) {
    for (int x = 0; x < thin.cols; ++x) {
      thin.at<float>(y, x) = smooth_between(0.1F, 0.05F, thin.at<float>(y, x));
    }
  }
  return thin;
}

}  // namespace

Sky find_sky(const Appearance& seen) {
  const SkyColours colours = sky_colours_of(seen);
  const std::vector<int> border = best_border(seen, colours.likely);
  if (border.empty()) {
    return {};
  }
  cv::Mat guess(seen.size(), CV_8U, cv::Scalar(0));
  for (int x = 0; x < guess.cols; ++x) {
    if (const int y = border[static_cast<std::size_t>(x)]; y > 0) {
      guess(cv::Rect(x, 0, 1, y)).setTo(255);
    }
  }
  // The cut costs more than all else here; it makes no sky of what is none.
  if (cv::countNonZero(guess) == 0 || sky_trust(seen, guess, colours) < 0.02) {
    return {};
  }
  const cv::Mat reach = reach_of(border, seen.size());
  cv::Mat sky = cut_out(seen, guess, reach, colours) & (colours.likely > 0.12F) & reach;
  sky = hanging(sky);
  sky = without_specks(sky, static_cast<int>(sky.total() / 200));
  if (cv::countNonZero(sky) == 0) {
    return {};
  }
  Region region;
  region.trust = sky_trust(seen, sky, colours);
  if (region.trust < 0.05) {
    return {};
  }
  cv::Mat bank;
  if (region.trust > 0.7) {
    const cv::Mat whole = hanging(sky | clouds_outside(seen, sky));
    bank = whole & ~sky;
    // The clouds have been told by their own border: that there is no one colour left is no doubt.
    region.trust = std::clamp(sky_trust(seen, whole, colours), 0.8 * region.trust, region.trust);
    sky = whole;
  }
  cv::Mat lake;
  if (const int shore = far_shore(seen, sky); shore >= 0) {
    // The band itself is neither.
    const int below = std::min(sky.rows, shore + sky.rows / 40);
    lake = cv::Mat::zeros(sky.size(), CV_8U);
    sky.rowRange(below, sky.rows).copyTo(lake.rowRange(below, sky.rows));
    sky.rowRange(shore, sky.rows).setTo(0);
  }
  cv::Mat share;
  sky.convertTo(share, CV_32F, 1 / 255.0);
  cv::Mat free = free_of_lines(seen);
  if (!bank.empty()) {
    // The wisps of a cloud are thin too.
    cv::Mat wisps;
    cv::dilate(bank, wisps, cv::getStructuringElement(cv::MORPH_ELLIPSE, {9, 9}));
    free.setTo(1, wisps);
  }
  share = share.mul(free);
  region.share = guided_filtered(share, seen.grey, 4, 1e-3);
  cv::min(region.share, 1.0, region.share);
  cv::max(region.share, 0.0, region.share);
  return {region, bank, lake};
}

}  // namespace kirin::engine::motion
