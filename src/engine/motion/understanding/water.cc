#include "engine/motion/understanding/water.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <utility>
#include <vector>

#include "engine/motion/imaging/guided_filter.h"

namespace kirin::engine::motion {
namespace {

constexpr double kSure = 0.5;  // from which on it moves unasked

/// How level the texture is around each point: 1 where brightness changes only downwards (waves,
/// seen along the water), -1 where only sideways, 0 for neither or nothing.
cv::Mat levelness_of(const Appearance& seen) {
  const cv::Mat across = blurred(seen.across.mul(seen.across), 5);
  const cv::Mat down = blurred(seen.down.mul(seen.down), 5);
  return (down - across) / (down + across + 1.5e-5F);
}

/// The lowest row of the sky per column; 0 where there is none.
std::vector<int> sky_ends(const Region& sky, cv::Size size) {
  std::vector<int> ends(static_cast<std::size_t>(size.width), 0);
  if (sky.share.empty() || sky.trust < 0.3) {
    return ends;
  }
  for (int x = 0; x < size.width; ++x) {
    for (int y = size.height - 1; y >= 0; --y) {
      if (sky.share.at<float>(y, x) > 0.5F) {
        ends[static_cast<std::size_t>(x)] = y + 1;
        break;
      }
    }
  }
  return ends;
}

float median(std::vector<int> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return static_cast<float>(*middle);
}

float water_colour(float hue, float saturation) {
  return smooth_between(150, 175, hue) * smooth_between(265, 245, hue) *
         smooth_between(0.06F, 0.18F, saturation);
}

/// How well rows `shore` and below mirror those above it, within `mask`: the correlation of their
/// brightness over what both show.
double mirrored(const Appearance& seen, const cv::Mat& mask, int shore) {
  const int reach = std::min({shore, mask.rows - shore, mask.rows / 3});
  if (reach < mask.rows / 12) {
    return 0;
  }
  double best = 0;
  const cv::Mat soft = blurred(seen.grey, 2);
  for (int line = shore - 4; line <= shore + 4; ++line) {
    double n = 0;
    double sa = 0;
    double sb = 0;
    double saa = 0;
    double sbb = 0;
    double sab = 0;
    for (int i = 3; i < reach; ++i) {
      const int above = line - 1 - i;
      const int below = line + i;
      if (above < 0 || below >= mask.rows) {
        break;
      }
      for (int x = 0; x < mask.cols; x += 2) {
        if (mask.at<std::uint8_t>(below, x) != 0) {
          const double a = soft.at<float>(above, x);
          const double b = soft.at<float>(below, x);
          n += 1;
          sa += a;
          sb += b;
          saa += a * a;
          sbb += b * b;
          sab += a * b;
        }
      }
    }
    const double va = saa - sa * sa / std::max(n, 1.0);
    const double vb = sbb - sb * sb / std::max(n, 1.0);
    if (n > 400 && va > n * 2e-4 && vb > n * 2e-4) {
      best = std::max(best, (sab - sa * sb / n) / std::sqrt(va * vb));
    }
  }
  return best;
}

/// How likely each point is water, its place aside.
cv::Mat likelihood_of(const Appearance& seen, const Region& sky, const Region& vegetation,
                      const std::vector<int>& ends) {
  const cv::Mat level = levelness_of(seen);
  cv::Vec3f sky_mean;
  const bool has_sky = !sky.share.empty() && sky.trust > 0.3;
  if (has_sky) {
    // What water mirrors is the sky near the horizon most of all.
    cv::Mat low(seen.size(), CV_8U, cv::Scalar(0));
    const auto end = static_cast<int>(median(ends));
    if (end > 2) {
      low.rowRange(end / 2, end).setTo(255);
    }
    const cv::Scalar mean = cv::mean(seen.lab, low & (sky.share > 0.6F));
    sky_mean = {static_cast<float>(mean[0]), static_cast<float>(mean[1]),
                static_cast<float>(mean[2])};
  }
  cv::Mat likely(seen.size(), CV_32F);
  for (int y = 0; y < likely.rows; ++y) {
    for (int x = 0; x < likely.cols; ++x) {
      float value = 0;
      if (y >= ends[static_cast<std::size_t>(x)]) {
        const float colour =
            water_colour(seen.hue.at<float>(y, x), seen.saturation.at<float>(y, x));
        float mirror = 0;
        if (has_sky) {
          const cv::Vec3f difference = seen.lab.at<cv::Vec3f>(y, x) - sky_mean;
          const float distance =
              std::sqrt(0.25F * difference[0] * difference[0] + difference[1] * difference[1] +
                        difference[2] * difference[2]);
          mirror = smooth_between(26, 10, distance);
        }
        const float calm = smooth_between(0.03F, 0.008F, seen.texture.at<float>(y, x));
        const float waves = smooth_between(0.0F, 0.5F, level.at<float>(y, x));
        const float surface =
            std::max(waves, 0.75F * calm) * smooth_between(-0.5F, -0.1F, level.at<float>(y, x));
        value = std::max(colour, mirror) * surface;
      }
      if (!sky.share.empty()) {
        value *= 1 - sky.share.at<float>(y, x);
      }
      if (!vegetation.share.empty()) {
        value *= 1 - vegetation.share.at<float>(y, x);
      }
      likely.at<float>(y, x) = value;
    }
  }
  return blurred(likely, 1.5);
}

/// Whether something straight and nearly level crosses the stretch, well below its shore: the edge
/// of a road, a deck or a floor. Waves end sooner.
bool is_crossed(const Appearance& seen, const cv::Mat& mask, int width, int shore) {
  constexpr int kSlopes = 3;  // to each side
  constexpr float kSlopeStep = 0.012F;
  constexpr float kStep = 0.01F;    // of brightness, for each point
  constexpr float kOneWay = 0.92F;  // how much of what changes along the line has one sign
  const int from = shore + mask.rows / 12;
  for (int slope = -kSlopes; slope <= kSlopes; ++slope) {
    for (int row = from; row < mask.rows - 2; ++row) {
      float sum = 0;
      float all = 0;
      int count = 0;
      for (int x = 0; x < mask.cols; x += 2) {
        const float rise = kSlopeStep * static_cast<float>(slope * (x - mask.cols / 2));
        const int y = row + static_cast<int>(std::lround(rise));
        if (y >= from && y < mask.rows && mask.at<std::uint8_t>(y, x) != 0) {
          sum += seen.down.at<float>(y, x);
          all += std::abs(seen.down.at<float>(y, x));
          ++count;
        }
      }
      if (count * 4 > width && std::abs(sum) > kStep * static_cast<float>(count) &&
          std::abs(sum) > kOneWay * all) {
        return true;
      }
    }
  }
  return false;
}

/// One connected stretch that may be water.
struct Stretch {
  cv::Mat mask;
  cv::Rect box;
  int area = 0;
};

/// How level the stretch's far shore is: its spread over the columns, in rows.
double shore_spread(const Stretch& stretch, int& shore) {
  std::vector<int> tops;
  for (int x = stretch.box.x; x < stretch.box.x + stretch.box.width; ++x) {
    for (int y = stretch.box.y; y < stretch.box.y + stretch.box.height; ++y) {
      if (stretch.mask.at<std::uint8_t>(y, x) != 0) {
        tops.push_back(y);
        break;
      }
    }
  }
  shore = static_cast<int>(median(tops));
  std::vector<int> off;
  off.reserve(tops.size());
  for (const int top : tops) {
    off.push_back(std::abs(top - shore));
  }
  return median(off);
}

double trust_in(const Appearance& seen, const Stretch& stretch, const cv::Mat& likely,
                const Region& sky) {
  int shore = 0;
  const double spread = shore_spread(stretch, shore);
  const auto rows = static_cast<float>(seen.grey.rows);
  const auto width = static_cast<float>(stretch.box.width) / static_cast<float>(seen.grey.cols);
  const auto part = static_cast<float>(stretch.area) / static_cast<float>(likely.total());
  const auto fill = static_cast<float>(stretch.area) / static_cast<float>(stretch.box.area());
  const auto mean = static_cast<float>(cv::mean(likely, stretch.mask)[0]);
  const auto level = smooth_between(0.05F * rows, 0.012F * rows, static_cast<float>(spread));
  const double mirror = mirrored(seen, stretch.mask, shore);
  double trust = smooth_between(0.35F, 0.75F, mean);
  trust *= smooth_between(0.25F, 0.7F, width);
  trust *= smooth_between(0.01F, 0.05F, part);
  trust *= smooth_between(0.25F, 0.6F, fill);
  trust *= 0.1 + 0.9 * level;
  trust *= smooth_between(0.12F * rows, 0.25F * rows, static_cast<float>(shore));
  trust *= sky.trust > 0.3 ? 1.0 : 0.5;
  const double sure = smooth_between(0.5F, 0.85F, static_cast<float>(mirror));
  trust *= is_crossed(seen, stretch.mask, stretch.box.width, shore) ? 0.3 + 0.7 * sure : 1.0;
  return trust * (0.75 + 0.25 * sure) + 0.3 * sure * trust * (1 - trust);
}

/// The stretches of `mask` that are water most likely.
Region stretches_of(const Appearance& seen, cv::Mat mask, const cv::Mat& likely,
                    const Region& sky) {
  cv::morphologyEx(mask, mask, cv::MORPH_OPEN,
                   cv::getStructuringElement(cv::MORPH_ELLIPSE, {5, 3}));
  cv::Mat labels;
  cv::Mat stats;
  cv::Mat centroids;
  const int count = cv::connectedComponentsWithStats(mask, labels, stats, centroids, 8, CV_32S);
  Region kept;
  for (int i = 1; i < count; ++i) {
    Stretch stretch;
    stretch.area = stats.at<int>(i, cv::CC_STAT_AREA);
    if (stretch.area < static_cast<int>(mask.total() / 100)) {
      continue;
    }
    stretch.mask = labels == i;
    stretch.box = {stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
                   stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT)};
    const double trust = trust_in(seen, stretch, likely, sky);
    if (trust > 0.5 * kept.trust && trust > 0.05) {
      kept.share =
          kept.share.empty() || kept.trust < 0.5 * trust ? stretch.mask : kept.share | stretch.mask;
      kept.trust = std::max(kept.trust, trust);
    }
  }
  return kept;
}

}  // namespace

Region find_water(const Appearance& seen, const Region& sky, const Region& vegetation) {
  const std::vector<int> ends = sky_ends(sky, seen.size());
  const cv::Mat likely = likelihood_of(seen, sky, vegetation, ends);
  Region region = stretches_of(seen, likely > 0.35F, likely, sky);
  if (region.trust < kSure) {
    // A shore parts the water from hills of its colour, but the edge of a road parts as well: what
    // is found so is water only for those who say that there is some.
    constexpr float kShore = 0.06F;
    Region parted = stretches_of(seen, (likely > 0.35F) & (seen.edge < kShore), likely, sky);
    if (parted.trust > region.trust) {
      region = std::move(parted);
      region.trust = std::min(region.trust, 0.9 * kSure);
    }
  }
  if (region.trust == 0) {
    return {};
  }
  region.share.convertTo(region.share, CV_32F, 1 / 255.0);
  region.share = guided_filtered(region.share, seen.grey, 3, 1e-3);
  cv::min(region.share, 1.0, region.share);
  cv::max(region.share, 0.0, region.share);
  return region;
}

}  // namespace kirin::engine::motion
