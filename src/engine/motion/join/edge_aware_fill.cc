#include "engine/motion/join/edge_aware_fill.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace kirin::engine::motion {
namespace {

/// What is known, times how well: the channels are trust * u, trust * v, trust, and nothing.
using Known = cv::Vec4f;

Known mixed(const Known& a, float share_a, const Known& b, float share_b) {
  return {a[0] * share_a + b[0] * share_b, a[1] * share_a + b[1] * share_b,
          a[2] * share_a + b[2] * share_b, 0};
}

cv::Mat known(const cv::Mat& flow, const cv::Mat& trust) {
  cv::Mat both(flow.size(), CV_32FC4);
  for (int y = 0; y < flow.rows; ++y) {
    const auto* from = flow.ptr<cv::Vec2f>(y);
    const auto* weight = trust.ptr<float>(y);
    auto* to = both.ptr<Known>(y);
    for (int x = 0; x < flow.cols; ++x) {
      to[x] = {weight[x] * from[x][0], weight[x] * from[x][1], weight[x], 0};
    }
  }
  return both;
}

/// Flow from near to ever wider.
cv::Mat push_pulled(const cv::Mat& all) {
  std::vector<cv::Mat> levels{all};
  while (std::min(levels.back().cols, levels.back().rows) > 2) {
    cv::Mat smaller;
    const cv::Size half((levels.back().cols + 1) / 2, (levels.back().rows + 1) / 2);
    cv::resize(levels.back(), smaller, half, 0, 0, cv::INTER_AREA);
    levels.push_back(smaller);
  }
  cv::Mat wide;
  for (std::size_t i = levels.size(); i-- > 0;) {
    const cv::Mat& level = levels[i];
    cv::Mat wider(level.size(), CV_32FC2, cv::Scalar(0, 0));
    if (!wide.empty()) {
      cv::resize(wide, wider, level.size(), 0, 0, cv::INTER_LINEAR);
    }
    for (int y = 0; y < level.rows; ++y) {
      for (int x = 0; x < level.cols; ++x) {
        const Known& here = level.at<Known>(y, x);
        auto& flow = wider.at<cv::Vec2f>(y, x);
        const float own = std::min(1.0F, here[2] * 2);
        if (here[2] > 1e-6F) {
          flow = own * cv::Vec2f(here[0], here[1]) / here[2] + (1 - own) * flow;
        }
      }
    }
    wide = wider;
  }
  return wide;
}

/// How strongly neighbours hold together, by how alike they look: for each step of 0..3 * 255.
std::array<float, 766> likeness() {
  std::array<float, 766> table{};
  for (std::size_t i = 0; i < table.size(); ++i) {
    table[i] = std::exp(-static_cast<float>(i) / 3 / 6.0F);
  }
  return table;
}

std::size_t step(const cv::Vec3b& a, const cv::Vec3b& b) {
  return static_cast<std::size_t>(std::abs(a[0] - b[0]) + std::abs(a[1] - b[1]) +
                                  std::abs(a[2] - b[2]));
}

/// One line of (1 + lambda L) x = b solved in place (Thomas). `hold` of n - 1 links.
void smooth_rows(cv::Mat& all, const cv::Mat& guide, const std::array<float, 766>& table,
                 float lambda) {
  const int n = all.cols;
  std::vector<float> ahead(static_cast<std::size_t>(n));
  for (int y = 0; y < all.rows; ++y) {
    auto* line = all.ptr<Known>(y);
    const auto* seen = guide.ptr<cv::Vec3b>(y);
    float before = 0;
    float last_ahead = 0;
    for (int x = 0; x < n; ++x) {
      const float after = x + 1 < n ? lambda * table[step(seen[x], seen[x + 1])] : 0;
      const float scale = 1 / (1 + before + after - before * last_ahead);
      last_ahead = after * scale;
      ahead[static_cast<std::size_t>(x)] = last_ahead;
      line[x] = mixed(line[x], scale, line[std::max(0, x - 1)], x > 0 ? before * scale : 0);
      before = after;
    }
    for (int x = n - 2; x >= 0; --x) {
      line[x] = mixed(line[x], 1, line[x + 1], ahead[static_cast<std::size_t>(x)]);
    }
  }
}

/// The same down the columns, all of them side by side.
void smooth_columns(cv::Mat& all, const cv::Mat& guide, const std::array<float, 766>& table,
                    float lambda) {
  const int n = all.rows;
  cv::Mat ahead(all.size(), CV_32F);
  std::vector<float> before(static_cast<std::size_t>(all.cols), 0);
  for (int y = 0; y < n; ++y) {
    auto* line = all.ptr<Known>(y);
    const auto* above = all.ptr<Known>(std::max(0, y - 1));
    const auto* seen = guide.ptr<cv::Vec3b>(y);
    const auto* below = guide.ptr<cv::Vec3b>(std::min(n - 1, y + 1));
    auto* next = ahead.ptr<float>(y);
    const auto* past = ahead.ptr<float>(std::max(0, y - 1));
    for (int x = 0; x < all.cols; ++x) {
      float& link = before[static_cast<std::size_t>(x)];
      const float after = y + 1 < n ? lambda * table[step(seen[x], below[x])] : 0;
      const float scale = 1 / (1 + link + after - (y > 0 ? link * past[x] : 0));
      next[x] = after * scale;
      line[x] = mixed(line[x], scale, above[x], y > 0 ? link * scale : 0);
      link = after;
    }
  }
  for (int y = n - 2; y >= 0; --y) {
    auto* line = all.ptr<Known>(y);
    const auto* below = all.ptr<Known>(y + 1);
    const auto* next = ahead.ptr<float>(y);
    for (int x = 0; x < all.cols; ++x) {
      line[x] = mixed(line[x], 1, below[x], next[x]);
    }
  }
}

/// What the nearest trusted pixel says, near being short and along what looks alike: a geodesic
/// Voronoi diagram by raster scans (Toivanen 1996).
cv::Mat nearest(const cv::Mat& flow, const cv::Mat& trust, const cv::Mat& guide) {
  constexpr float kStep = 2;  // a pixel costs as much as this change of each channel
  cv::Mat found = flow.clone();
  cv::Mat cost(flow.size(), CV_32F);
  for (int y = 0; y < flow.rows; ++y) {
    for (int x = 0; x < flow.cols; ++x) {
      cost.at<float>(y, x) = trust.at<float>(y, x) > 0.5F ? 0 : 1e9F;
    }
  }
  const auto ask = [&](int x, int y, int from_x, int from_y, float length) {
    if (from_x < 0 || from_y < 0 || from_x >= flow.cols || from_y >= flow.rows) {
      return;
    }
    const auto change =
        static_cast<float>(step(guide.at<cv::Vec3b>(y, x), guide.at<cv::Vec3b>(from_y, from_x)));
    const float offered = cost.at<float>(from_y, from_x) + length * (3 * kStep) + change;
    if (offered < cost.at<float>(y, x)) {
      cost.at<float>(y, x) = offered;
      found.at<cv::Vec2f>(y, x) = found.at<cv::Vec2f>(from_y, from_x);
    }
  };
  for (int scan = 0; scan < 4; ++scan) {
    const int way = scan % 2 == 0 ? 1 : -1;
    for (int i = 0; i < flow.rows; ++i) {
      const int y = way > 0 ? i : flow.rows - 1 - i;
      for (int j = 0; j < flow.cols; ++j) {
        const int x = way > 0 ? j : flow.cols - 1 - j;
        if (cost.at<float>(y, x) > 0) {
          ask(x, y, x - way, y, 1);
          ask(x, y, x, y - way, 1);
          ask(x, y, x - way, y - way, 1.414F);
          ask(x, y, x + way, y - way, 1.414F);
        }
      }
    }
  }
  return found;
}

}  // namespace

void fill_flow(cv::Mat& flow, const cv::Mat& trust, const cv::Mat& guide, float unit) {
  CV_Assert(flow.type() == CV_32FC2 && trust.type() == CV_32FC1 && guide.type() == CV_8UC3);
  CV_Assert(trust.size() == flow.size() && guide.size() == flow.size());
  static const std::array<float, 766> kTable = likeness();
  constexpr int kPasses = 3;
  constexpr float kLambda = 2000;
  // Texture would cut the guide into islands that nothing flows into.
  cv::Mat plain;
  cv::medianBlur(guide, plain, 7);
  cv::Mat smooth = known(flow, trust);
  const cv::Mat wide = push_pulled(smooth);
  for (int pass = 1; pass <= kPasses; ++pass) {
    const auto share =
        static_cast<float>(1.5 * std::pow(4.0, kPasses - pass) / (std::pow(4.0, kPasses) - 1));
    smooth_rows(smooth, plain, kTable, share * kLambda);
    smooth_columns(smooth, plain, kTable, share * kLambda);
  }
  // A mean of two motions is neither: where the surroundings disagree, the nearest is right.
  const cv::Mat near = nearest(flow, trust, plain);
  constexpr float kFaint = 1e-4F;
  const float far = 0.004F * static_cast<float>(flow.cols) * unit;
  for (int y = 0; y < flow.rows; ++y) {
    for (int x = 0; x < flow.cols; ++x) {
      const Known& around = smooth.at<Known>(y, x);
      const cv::Vec2f mean = (cv::Vec2f(around[0], around[1]) + kFaint * wide.at<cv::Vec2f>(y, x)) /
                             (around[2] + kFaint);
      const cv::Vec2f one = near.at<cv::Vec2f>(y, x);
      const cv::Vec2f apart = mean - one;
      const float split = std::min(1.0F, apart.dot(apart) / (far * far));
      auto& here = flow.at<cv::Vec2f>(y, x);
      const float own = std::min(1.0F, 1.6F * trust.at<float>(y, x));
      here = own * here + (1 - own) * (mean - split * apart);
    }
  }
}

}  // namespace kirin::engine::motion
