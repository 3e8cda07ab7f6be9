#include "engine/motion/brush/mask_cut.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <opencv2/imgproc.hpp>
#include <opencv2/imgproc/detail/gcgraph.hpp>
#include <vector>

namespace kirin::engine::motion {
namespace {

constexpr int kBins = 16;              // to a channel
constexpr double kMostEvidence = 2.5;  // log odds that a colour alone may give
constexpr double kSmoothness = 4.0;    // cost of a cut through even colour, in log odds
constexpr double kCertain = 1e3;

/// How common colours are in one place: a smoothed histogram.
class Palette {
 public:
  Palette() : counts_(static_cast<std::size_t>(kBins * kBins * kBins), 0.0F) {}

  void add(const cv::Vec3b& colour, float weight) {
    counts_[index(colour[0] >> 4, colour[1] >> 4, colour[2] >> 4)] += weight;
  }
  /// To be called once, after the last add.
  void finish() {
    for (int axis = 0; axis < 3; ++axis) {
      blur_along(axis);
    }
    double total = 0;
    for (const float count : counts_) {
      total += count;
    }
    constexpr double kUnseen = 2;  // pixels, over all bins
    for (float& count : counts_) {
      count = static_cast<float>(
          std::log((count + kUnseen / static_cast<double>(counts_.size())) / (total + kUnseen)));
    }
  }
  /// After finish(): the logarithm of the colour's share.
  float log_share(const cv::Vec3b& colour) const {
    return counts_[index(colour[0] >> 4, colour[1] >> 4, colour[2] >> 4)];
  }

 private:
  static std::size_t index(int r, int g, int b) {
    return static_cast<std::size_t>((r * kBins + g) * kBins + b);
  }
  void blur_along(int axis) {
    const std::vector<float> from = counts_;
    for (int r = 0; r < kBins; ++r) {
      for (int g = 0; g < kBins; ++g) {
        for (int b = 0; b < kBins; ++b) {
          const auto shifted = [&](int by) {
            const auto moved = [&](int value, int own) {
              return own == axis ? std::clamp(value + by, 0, kBins - 1) : value;
            };
            return from[index(moved(r, 0), moved(g, 1), moved(b, 2))];
          };
          counts_[index(r, g, b)] = 0.25F * shifted(-1) + 0.5F * shifted(0) + 0.25F * shifted(1);
        }
      }
    }
  }

  std::vector<float> counts_;
};

/// What is believed of each pixel before its colour is looked at, as log odds for the thing:
/// CV_32FC1.
cv::Mat belief(const cv::Mat& painted) {
  cv::Mat inside;
  cv::Mat outside;
  cv::distanceTransform(painted, inside, cv::DIST_L2, 5);
  cv::distanceTransform(~painted, outside, cv::DIST_L2, 5);
  double deepest = 0;
  cv::minMaxIdx(inside, nullptr, &deepest);
  const double margin = std::clamp(0.4 * deepest, 3.0, 24.0);  // painters' usual generosity
  const double band = std::clamp(0.04 * std::sqrt(cv::countNonZero(painted)), 1.0, 4.0);
  cv::Mat odds(painted.size(), CV_32F);
  for (int y = 0; y < odds.rows; ++y) {
    for (int x = 0; x < odds.cols; ++x) {
      const double in = inside.at<float>(y, x);
      const double out = outside.at<float>(y, x);
      double value = out > band ? -kCertain : -1.2;
      if (in > 0) {
        value = in > 0.75 * deepest ? kCertain : 0.2 + 1.6 * std::min(1.0, in / margin);
      }
      odds.at<float>(y, x) = static_cast<float>(value);
    }
  }
  return odds;
}

/// 1 / (2 * mean squared difference of neighbours): what counts as contrast in this picture.
double contrast_scale(const cv::Mat& picture) {
  double sum = 0;
  double count = 0;
  for (int y = 0; y + 1 < picture.rows; ++y) {
    for (int x = 0; x + 1 < picture.cols; ++x) {
      const cv::Vec3i here = picture.at<cv::Vec3b>(y, x);
      const cv::Vec3i right = cv::Vec3i(picture.at<cv::Vec3b>(y, x + 1)) - here;
      const cv::Vec3i below = cv::Vec3i(picture.at<cv::Vec3b>(y + 1, x)) - here;
      sum += right.dot(right) + below.dot(below);
      count += 2;
    }
  }
  return sum > 0 ? count / (2 * sum) : 0;
}

cv::Mat minimum_cut(const cv::Mat& picture, const cv::Mat& odds) {
  const int width = picture.cols;
  const int height = picture.rows;
  const double beta = contrast_scale(picture);
  cv::detail::GCGraph<double> graph(static_cast<unsigned>(width * height),
                                    static_cast<unsigned>(8 * width * height));
  const auto connect = [&](int y, int x, int y2, int x2, double apart) {
    if (y2 < 0 || x2 < 0 || x2 >= width) {
      return;
    }
    const cv::Vec3i step =
        cv::Vec3i(picture.at<cv::Vec3b>(y, x)) - cv::Vec3i(picture.at<cv::Vec3b>(y2, x2));
    const double cost = kSmoothness / apart * std::exp(-beta * step.dot(step));
    graph.addEdges(y * width + x, y2 * width + x2, cost, cost);
  };
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      graph.addVtx();
      const double value = odds.at<float>(y, x);
      graph.addTermWeights(y * width + x, std::max(0.0, value), std::max(0.0, -value));
      connect(y, x, y, x - 1, 1);
      connect(y, x, y - 1, x, 1);
      connect(y, x, y - 1, x - 1, std::sqrt(2.0));
      connect(y, x, y - 1, x + 1, std::sqrt(2.0));
    }
  }
  graph.maxFlow();
  cv::Mat kept(picture.size(), CV_8U);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      kept.at<std::uint8_t>(y, x) = graph.inSourceSegment(y * width + x) ? 255 : 0;
    }
  }
  return kept;
}

}  // namespace

cv::Mat cut_to_thing(const cv::Mat& picture, const cv::Mat& painted) {
  const cv::Mat prior = belief(painted);
  cv::Mat around;
  const int reach = std::max(6, static_cast<int>(0.35 * std::sqrt(cv::countNonZero(painted))));
  cv::dilate(painted, around,
             cv::getStructuringElement(cv::MORPH_ELLIPSE, {2 * reach + 1, 2 * reach + 1}));
  around &= ~painted;
  cv::Mat kept = painted;
  for (int round = 0; round < 2; ++round) {
    Palette thing;
    Palette surroundings;
    for (int y = 0; y < picture.rows; ++y) {
      for (int x = 0; x < picture.cols; ++x) {
        const cv::Vec3b& colour = picture.at<cv::Vec3b>(y, x);
        if (kept.at<std::uint8_t>(y, x) != 0) {
          // The first time, the rim of a generous mask says little about the thing.
          const float odds = prior.at<float>(y, x);
          thing.add(colour, round == 0 ? std::clamp(0.5F * odds, 0.1F, 1.0F) : 1.0F);
        } else if (around.at<std::uint8_t>(y, x) != 0 || painted.at<std::uint8_t>(y, x) != 0) {
          surroundings.add(colour, 1);
        }
      }
    }
    thing.finish();
    surroundings.finish();
    cv::Mat odds = prior.clone();
    for (int y = 0; y < picture.rows; ++y) {
      for (int x = 0; x < picture.cols; ++x) {
        const cv::Vec3b& colour = picture.at<cv::Vec3b>(y, x);
        const double evidence = thing.log_share(colour) - surroundings.log_share(colour);
        odds.at<float>(y, x) +=
            static_cast<float>(std::clamp(evidence, -kMostEvidence, kMostEvidence));
      }
    }
    kept = minimum_cut(picture, odds);
  }
  return kept;
}

}  // namespace kirin::engine::motion
