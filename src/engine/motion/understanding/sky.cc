#include "engine/motion/understanding/sky.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "engine/motion/imaging/guided_filter.h"

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

struct SkyColours {
  cv::Mat blue;
  cv::Mat likely;
};

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

double mean_of(const cv::Mat& field, const cv::Mat& mask) { return cv::mean(field, mask)[0]; }

/// The sky's lower border: the mean step of colour (CIE Lab) across it, how much of that step
/// happens at once (a blurred background fades), and how far it strays from one row, as a part of
/// the height.
struct Border {
  double step = 0;
  double sharpness = 0;
  double spread = 1;
};

Border border_of(const Appearance& seen, const cv::Mat& sky) {
  constexpr int kFar = 6;
  double near = 0;
  double far = 0;
  int count = 0;
  std::vector<int> rows;
  for (int x = 0; x < sky.cols; ++x) {
    for (int y = kFar; y + kFar < sky.rows; ++y) {
      if (sky.at<std::uint8_t>(y, x) != 0 && sky.at<std::uint8_t>(y + 1, x) == 0) {
        double best = 0;
        for (int at = y - 2; at <= y + 2; ++at) {
          best = std::max(best, cv::norm(seen.lab.at<cv::Vec3f>(at - 1, x) -
                                         seen.lab.at<cv::Vec3f>(at + 1, x)));
        }
        near += best;
        far +=
            cv::norm(seen.lab.at<cv::Vec3f>(y - kFar + 1, x) - seen.lab.at<cv::Vec3f>(y + kFar, x));
        ++count;
        rows.push_back(y);
        break;
      }
    }
  }
  if (count == 0) {
    return {};
  }
  const auto middle = rows.begin() + count / 2;
  std::nth_element(rows.begin(), middle, rows.end());
  double off = 0;
  for (const int row : rows) {
    off += std::abs(row - *middle);
  }
  return {far / count, near / std::max(far, 1.0), off / count / sky.rows};
}

/// How much of the rest of the picture has the sky's colours: next to nothing where it is one, much
/// where it is a wall or paper.
double repeated(const Appearance& seen, const cv::Mat& sky, const cv::Mat& rest) {
  cv::Scalar mean;
  cv::Scalar deviation;
  cv::meanStdDev(seen.lab, mean, deviation, sky);
  int same = 0;
  int all = 0;
  for (int y = 0; y < sky.rows; ++y) {
    for (int x = 0; x < sky.cols; ++x) {
      if (rest.at<std::uint8_t>(y, x) != 0) {
        const auto& lab = seen.lab.at<cv::Vec3f>(y, x);
        double sum = 0;
        for (int c = 0; c < 3; ++c) {
          const double off = (lab[c] - mean[c]) / (deviation[c] + 3);
          sum += off * off;
        }
        same += sum < 4 ? 1 : 0;
        ++all;
      }
    }
  }
  return all == 0 ? 0 : static_cast<double>(same) / all;
}

/// How much of the sky's width is left at the rows where it is widest: 1 where the upper edge is
/// the widest, as skies have it.
double hangs_wide(const cv::Mat& sky) {
  cv::Mat widths;
  cv::reduce(sky, widths, 1, cv::REDUCE_AVG, CV_32F);
  double widest = 0;
  cv::minMaxLoc(widths, nullptr, &widest);
  const double top = cv::mean(widths.rowRange(0, std::min(3, widths.rows)))[0];
  return widest <= 0 ? 0 : top / widest;
}

double trust_in(const Appearance& seen, const cv::Mat& sky, const SkyColours& colours) {
  const auto between = [](double low, double high, double x) {
    return static_cast<double>(
        smooth_between(static_cast<float>(low), static_cast<float>(high), static_cast<float>(x)));
  };
  const double share =
      static_cast<double>(cv::countNonZero(sky)) / static_cast<double>(sky.total());
  const cv::Mat rest = sky == 0;
  const double touch =
      static_cast<double>(cv::countNonZero(sky.rowRange(0, std::min(3, sky.rows)))) /
      (3.0 * sky.cols);
  const double brighter = mean_of(seen.grey, sky) - mean_of(seen.grey, rest);
  const Border border = border_of(seen, sky);
  double trust = between(0.25, 0.7, mean_of(colours.likely, sky));
  trust *= between(0.01, 0.06, share);
  trust *= between(0.1, 0.4, touch);
  trust *= between(0.03, 0.012, percentile(seen.texture, 0.5, sky));
  // Blue is mostly sky, whatever is around. Other colours are so only where all else agrees.
  double other = 0.9 * between(0.02, 0.25, brighter);
  other *= between(0.35, 0.8, touch);
  other *= between(0.5, 0.9, hangs_wide(sky));
  other *= between(0.2, 0.06, repeated(seen, sky, rest));
  other *= between(6, 18, border.step) * between(0.25, 0.5, border.sharpness);
  other *= between(0.012, 0.006, percentile(seen.texture, 0.5, sky));
  // Its border is sharp, or level where haze or dusk softens it; what fills only a part of the
  // upper edge is the sky beside something, so brighter and like nothing else.
  const double level = between(0.16, 0.06, border.spread);
  double blue = 0.2 + 0.8 * std::max(between(0.45, 0.62, border.sharpness), level);
  blue *= share > 0.9 ? 0.8 : between(3, 12, border.step);
  blue *= std::max(between(0.4, 0.75, touch),
                   between(0.2, 0.08, repeated(seen, sky, rest)) * between(0, 0.15, brighter));
  // Blurred blue shapes that recur all over are a background out of focus.
  blue *= std::max(
      {level, between(0.45, 0.2, repeated(seen, sky, rest)), between(0.55, 0.8, border.sharpness)});
  const double part = between(0.2, 0.6, mean_of(colours.blue, sky));
  return trust * (part * std::max(blue, other) + (1 - part) * other);
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

Region find_sky(const Appearance& seen) {
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
  if (cv::countNonZero(guess) == 0 || trust_in(seen, guess, colours) < 0.02) {
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
  region.trust = trust_in(seen, sky, colours);
  if (region.trust < 0.05) {
    return {};
  }
  cv::Mat share;
  sky.convertTo(share, CV_32F, 1 / 255.0);
  share = share.mul(free_of_lines(seen));
  region.share = guided_filtered(share, seen.grey, 4, 1e-3);
  cv::min(region.share, 1.0, region.share);
  cv::max(region.share, 0.0, region.share);
  return region;
}

Region find_clouds(const Appearance& seen, const Region& sky) {
  if (sky.share.empty()) {
    return {};
  }
  cv::Mat inside = sky.share > 0.9F;
  cv::erode(inside, inside, cv::getStructuringElement(cv::MORPH_ELLIPSE, {7, 7}));
  if (cv::countNonZero(inside) < 200) {
    return {};
  }
  cv::Mat blue(seen.size(), CV_32F);
  cv::Mat glare(seen.size(), CV_32F);
  for (int y = 0; y < blue.rows; ++y) {
    for (int x = 0; x < blue.cols; ++x) {
      const auto& pixel = seen.rgb.at<cv::Vec3b>(y, x);
      blue.at<float>(y, x) = std::max(0.0F, static_cast<float>(pixel[2] - pixel[0])) /
                             std::max(static_cast<float>(pixel[2]), 24.0F);
      glare.at<float>(y, x) = seen.grey.at<float>(y, x) > 0.985F ? 1.0F : 0.0F;
    }
  }
  blue = blurred(blue, 1.5);
  glare = blurred(glare, 8);
  // Shapes of the size of clouds; the sky's own gradient is wider. Blurred within the sky only, or
  // every mountain would be lined with cloud.
  cv::Mat weight;
  inside.convertTo(weight, CV_32F, 1 / 255.0, 1e-4);
  const auto within = [&](const cv::Mat& field, double sigma) -> cv::Mat {
    return blurred(field.mul(weight), sigma) / blurred(weight, sigma);
  };
  const cv::Mat shape = within(cv::abs(within(seen.grey, 1.5) - within(seen.grey, 9)), 6);
  const float clear = percentile(blue, 0.85, inside);
  cv::Mat cloud(seen.size(), CV_32F, cv::Scalar(0));
  for (int y = 0; y < cloud.rows; ++y) {
    for (int x = 0; x < cloud.cols; ++x) {
      // In a blue sky what is less blue, unless it is the haze over the horizon, without a shape.
      const float form = smooth_between(0.006F, 0.02F, shape.at<float>(y, x));
      const float pale =
          clear > 0.2F ? smooth_between(0.8F * clear, 0.45F * clear, blue.at<float>(y, x)) : 0;
      const float likely = std::max(form, pale * (0.1F + 0.9F * form));
      cloud.at<float>(y, x) = sky.share.at<float>(y, x) * likely *
                              (1 - smooth_between(0.02F, 0.2F, glare.at<float>(y, x)));
    }
  }
  const auto part = static_cast<float>(cv::sum(cloud)[0] / std::max(1.0, cv::sum(sky.share)[0]));
  Region region;
  region.trust = sky.trust * smooth_between(0.03F, 0.15F, part);
  if (region.trust < 0.05) {
    return {};
  }
  region.share = cloud;
  return region;
}

}  // namespace kirin::engine::motion
