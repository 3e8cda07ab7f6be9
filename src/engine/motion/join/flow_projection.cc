#include "engine/motion/join/flow_projection.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "engine/motion/imaging/cubic_rows.h"

namespace kirin::engine::motion {
namespace {

constexpr int kPointsAcross = 480;  // of each picture

cv::Vec2f apply_f(const cv::Matx33f& h, float x, float y) {
  const float w = 1 / (h(2, 0) * x + h(2, 1) * y + h(2, 2));
  return {(h(0, 0) * x + h(0, 1) * y + h(0, 2)) * w, (h(1, 0) * x + h(1, 1) * y + h(1, 2)) * w};
}

/// Whether `at` is in [0, length). What a homography carries to its horizon is at no number, or one
/// that no integer holds: asked before the conversion.
bool is_in(float at, int length) { return at >= 0 && at < static_cast<float>(length); }

/// How many points stand for a flow of that size.
cv::Size points_of(cv::Size flow) {
  const int width = std::min(kPointsAcross, flow.width);
  return {width, std::max(2, width * flow.height / flow.width)};
}

float ramp(float x, float from, float to) {
  const float u = std::clamp((x - from) / (to - from), 0.0F, 1.0F);
  return u * u * (3 - 2 * u);
}

}  // namespace

/// What landed on the cells of a frame: sums of weighted flow, of weights and of trust, and how
/// much.
class FlowProjection::Landing {
 public:
  explicit Landing(cv::Size cells) : cells_(cells), sums_(cells, CV_32FC(4), cv::Scalar()) {
    trust_.create(cells, CV_32FC2);
    trust_.setTo(cv::Scalar());
  }

  void add(const std::vector<Point>& points, const cv::Matx33f& motion, float time) {
    for (const Point& point : points) {
      const cv::Vec2f at =
          apply_f(motion, point.x + time * point.flow_x, point.y + time * point.flow_y) *
          (1.0F / kCell);
      const float fx = std::floor(at[0]);
      const float fy = std::floor(at[1]);
      if (!is_in(fx, cells_.width - 1) || !is_in(fy, cells_.height - 1)) {
        continue;
      }
      const int x = static_cast<int>(fx);
      const int y = static_cast<int>(fy);
      const float ax = at[0] - fx;
      const float ay = at[1] - fy;
      const cv::Vec4f what(point.weight * point.flow_x, point.weight * point.flow_y, point.weight,
                           0);
      const cv::Vec2f trust(point.weight * point.trust, 1);
      auto* top = sums_.ptr<cv::Vec4f>(y) + x;
      auto* bottom = sums_.ptr<cv::Vec4f>(y + 1) + x;
      auto* trust_top = trust_.ptr<cv::Vec2f>(y) + x;
      auto* trust_bottom = trust_.ptr<cv::Vec2f>(y + 1) + x;
      const std::array<float, 4> part = {(1 - ax) * (1 - ay), ax * (1 - ay), (1 - ax) * ay,
                                         ax * ay};
      top[0] += what * part[0];
      top[1] += what * part[1];
      bottom[0] += what * part[2];
      bottom[1] += what * part[3];
      trust_top[0] += trust * part[0];
      trust_top[1] += trust * part[1];
      trust_bottom[0] += trust * part[2];
      trust_bottom[1] += trust * part[3];
    }
  }

  /// When all have landed. `expected`: how many points land on a cell of the unmoved picture.
  void settle(float expected) {
    filled_.create(cells_, CV_32F);
    for (int y = 0; y < cells_.height; ++y) {
      for (int x = 0; x < cells_.width; ++x) {
        filled_.at<float>(y, x) = ramp(trust_.at<cv::Vec2f>(y, x)[1] / expected, 0.1F, 0.5F);
      }
    }
    cv::boxFilter(filled_, around_, CV_32F, {7, 7});
  }

  struct Cell {
    cv::Vec2f flow;
    float weight = 0;
    float trust = 0;   ///< of what is in front
    float filled = 0;  ///< how much of the cell is covered, [0, 1]; crumbs of doubt count little
  };
  Cell at(int x, int y) const {
    const cv::Vec4f& sum = sums_.at<cv::Vec4f>(y, x);
    if (sum[2] <= 0) {
      return {};
    }
    const float trust = trust_.at<cv::Vec2f>(y, x)[0] / sum[2];
    const float around = around_.at<float>(y, x);
    const float counts = trust + (1 - trust) * around * around * around;
    return {{sum[0] / sum[2], sum[1] / sum[2]}, sum[2], trust, filled_.at<float>(y, x) * counts};
  }

 private:
  cv::Size cells_;
  cv::Mat sums_;
  cv::Mat trust_;
  cv::Mat filled_;
  cv::Mat around_;
};

FlowProjection::FlowProjection(const Correspondence& correspondence, cv::Size size)
    : size_(size),
      homography_(correspondence.homography),
      path_(homography_, size),
      field_(points_of(correspondence.forward.size())) {
  add_points(correspondence.forward, correspondence.forward_trust, false, first_);
  add_points(correspondence.backward, correspondence.backward_trust, true, last_);
  const float order = order_of_depth();
  put_in_front(order, first_);
  put_in_front(order, last_);
}

float FlowProjection::order_of_depth() const {
  // What is hidden in the last picture lands on what hides it: which of the two moves more?
  const cv::Matx33f homography(homography_);
  const auto scale_x = static_cast<float>(field_.width) / static_cast<float>(size_.width);
  const auto scale_y = static_cast<float>(field_.height) / static_cast<float>(size_.height);
  int more = 0;
  int less = 0;
  for (const Point& hidden : first_) {
    if (hidden.trust > 0.1F) {
      continue;
    }
    const cv::Vec2f at = apply_f(homography, hidden.x + hidden.flow_x, hidden.y + hidden.flow_y);
    const float column = (at[0] + 0.5F) * scale_x;
    const float row = (at[1] + 0.5F) * scale_y;
    if (!is_in(column, field_.width) || !is_in(row, field_.height) || at[0] < 0 || at[1] < 0) {
      continue;
    }
    const auto x = static_cast<std::size_t>(column);
    const auto y = static_cast<std::size_t>(row);
    const Point& seen = last_[y * static_cast<std::size_t>(field_.width) + x];
    const float difference =
        std::hypot(seen.flow_x, seen.flow_y) - std::hypot(hidden.flow_x, hidden.flow_y);
    if (seen.trust > 0.7F && std::abs(difference) > 2 / scale_x) {
      (difference > 0 ? more : less) += 1;
    }
  }
  return less > 2 * more ? -1.0F : 1.0F;
}

void FlowProjection::put_in_front(float order, std::vector<Point>& points) const {
  constexpr float kMost = 200;
  const float unit = 0.01F * static_cast<float>(size_.width);
  for (Point& point : points) {
    const float moved = std::hypot(point.flow_x, point.flow_y) / unit;
    const float front = 1 + std::min(kMost, moved * moved * moved);
    point.weight *= order > 0 ? front : 1 / front;
  }
}

void FlowProjection::add_points(const cv::Mat& flow, const cv::Mat& trust, bool is_last,
                                std::vector<Point>& points) const {
  cv::Mat coarse;
  cv::Mat sure;
  const cv::Size field = field_;
  cv::resize(flow, coarse, field, 0, 0, cv::INTER_LINEAR);
  cv::resize(trust, sure, field, 0, 0, cv::INTER_LINEAR);
  const float step_x = static_cast<float>(size_.width) / static_cast<float>(field.width);
  const float step_y = static_cast<float>(size_.height) / static_cast<float>(field.height);
  const cv::Matx33f home(homography_.inv());
  points.reserve(static_cast<std::size_t>(field.area()));
  for (int y = 0; y < field.height; ++y) {
    for (int x = 0; x < field.width; ++x) {
      const cv::Vec2f here((static_cast<float>(x) + 0.5F) * step_x - 0.5F,
                           (static_cast<float>(y) + 0.5F) * step_y - 0.5F);
      const cv::Vec2f own = coarse.at<cv::Vec2f>(y, x);
      const float is_sure = sure.at<float>(y, x);
      Point point{here[0], here[1], own[0], own[1], 1e-5F + is_sure * is_sure * is_sure * is_sure,
                  is_sure};
      if (is_last) {
        const cv::Vec2f from = apply_f(home, here[0] + own[0], here[1] + own[1]);
        const cv::Vec2f to = apply_f(home, here[0], here[1]);
        point = {from[0], from[1], to[0] - from[0], to[1] - from[1], point.weight, is_sure};
      }
      points.push_back(point);
    }
  }
}

JointLook FlowProjection::at(double share) const {
  const cv::Size cells(cell_points(size_.width), cell_points(size_.height));
  const cv::Matx33d motion = path_.at(share);
  const cv::Matx33f back(motion.inv());
  const cv::Matx33f homography(homography_);
  const auto time = static_cast<float>(share);
  Landing of_first(cells);
  Landing of_last(cells);
  of_first.add(first_, cv::Matx33f(motion), time);
  of_last.add(last_, cv::Matx33f(motion), time);
  const float cells_in_all = static_cast<float>(size_.area()) / (kCell * kCell);
  const double zoom = path_.zoom();
  const auto thin = [&](double growth) { return static_cast<float>(growth * growth); };
  of_first.settle(static_cast<float>(first_.size()) / cells_in_all / thin(std::pow(zoom, share)));
  of_last.settle(static_cast<float>(last_.size()) / cells_in_all / thin(std::pow(zoom, share - 1)));
  JointLook look;
  for (cv::Mat* grid : {&look.first_x, &look.first_y, &look.last_x, &look.last_y, &look.share}) {
    grid->create(cells, CV_32F);
  }
  // Between two pictures nobody is sure of, a mix would show both: lean to the nearer in time.
  const float leaning = 1 / (1 + std::exp(-12 * (time - 0.5F)));
  cv::Vec2f beside(0, 0);
  for (int gy = 0; gy < cells.height; ++gy) {
    for (int gx = 0; gx < cells.width; ++gx) {
      const Landing::Cell a = of_first.at(gx, gy);
      const Landing::Cell b = of_last.at(gx, gy);
      const float sure_a = a.weight * a.weight;
      const float sure_b = b.weight * b.weight;
      const cv::Vec2f flow =
          sure_a + sure_b > 0 ? (a.flow * sure_a + b.flow * sure_b) / (sure_a + sure_b) : beside;
      beside = flow;
      // What one picture surely shares with the other is in that one too.
      const float sees_a = std::max(a.filled, b.filled * b.trust);
      const float sees_b = std::max(b.filled, a.filled * a.trust);
      const float doubt = 1 - std::min(1.0F, a.trust + b.trust);
      const float when = time + (leaning - time) * doubt;
      const float from_a = (1 - when) * (sees_a + 1e-3F);
      const float from_b = when * (sees_b + 1e-3F);
      const cv::Vec2f here =
          apply_f(back, static_cast<float>(gx * kCell), static_cast<float>(gy * kCell));
      const cv::Vec2f in_last =
          apply_f(homography, here[0] + (1 - time) * flow[0], here[1] + (1 - time) * flow[1]);
      look.first_x.at<float>(gy, gx) = here[0] - time * flow[0];
      look.first_y.at<float>(gy, gx) = here[1] - time * flow[1];
      look.last_x.at<float>(gy, gx) = in_last[0];
      look.last_y.at<float>(gy, gx) = in_last[1];
      look.share.at<float>(gy, gx) = from_b / (from_a + from_b);
    }
  }
  return look;
}

}  // namespace kirin::engine::motion
