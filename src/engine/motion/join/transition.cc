#include "engine/motion/join/transition.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <opencv2/imgproc.hpp>
#include <utility>
#include <vector>

#include "engine/motion/imaging/guided_filter.h"
#include "engine/motion/imaging/picture.h"
#include "engine/motion/join/whip.h"
#include "engine/motion/view/view_grid.h"

namespace kirin::engine::motion {
namespace {

/// Clouds: octaves of smoothed noise, [0, 1].
cv::Mat clouds(cv::Size size, std::uint64_t seed) {
  cv::RNG dice(seed * 2 + 0x5eed);
  cv::Mat sum(size, CV_32F, cv::Scalar(0));
  double share = 1;
  for (int cells = 4; cells <= 64; cells *= 2) {
    cv::Mat coarse(cells * size.height / size.width + 3, cells + 3, CV_32F);
    dice.fill(coarse, cv::RNG::UNIFORM, 0.0, 1.0);
    cv::Mat fine;
    cv::resize(coarse, fine, size, 0, 0, cv::INTER_CUBIC);
    sum += share * fine;
    share *= 0.6;
  }
  cv::normalize(sum, sum, 0, 1, cv::NORM_MINMAX);
  return sum;
}

/// Each value's rank among all, [0, 1]: of any time the same share of the field has passed.
void equalise(cv::Mat& field) {
  std::vector<int> by_value(field.total());
  std::iota(by_value.begin(), by_value.end(), 0);
  auto* values = field.ptr<float>();
  std::sort(by_value.begin(), by_value.end(), [values](int a, int b) {
    return values[a] != values[b] ? values[a] < values[b] : a < b;
  });
  const float step = 1 / static_cast<float>(std::max<std::size_t>(1, by_value.size() - 1));
  for (std::size_t i = 0; i < by_value.size(); ++i) {
    values[by_value[i]] = static_cast<float>(i) * step;
  }
}

cv::Mat from_focus(cv::Size size, const Focus& focus) {
  cv::Mat distance(size, CV_32F);
  const float aspect = static_cast<float>(size.height) / static_cast<float>(size.width);
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      const float dx = (static_cast<float>(x) + 0.5F) / static_cast<float>(size.width) - 0.5F;
      const float dy = (static_cast<float>(y) + 0.5F) / static_cast<float>(size.height) - 0.5F;
      distance.at<float>(y, x) = std::hypot(dx - static_cast<float>(focus.at.x),
                                            (dy - static_cast<float>(focus.at.y)) * aspect);
    }
  }
  return distance;
}

/// An edge that travels the way.
cv::Mat across(cv::Size size, WayOver way) {
  cv::Mat along(size, CV_32F);
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      const float right = static_cast<float>(x) / static_cast<float>(size.width);
      const float down = static_cast<float>(y) / static_cast<float>(size.height);
      along.at<float>(y, x) = way == WayOver::left    ? 1 - right
                              : way == WayOver::right ? right
                              : way == WayOver::up    ? 1 - down
                                                      : down;
    }
  }
  return along;
}

/// Where a picture has faces or a certain subject: [0, 1], soft.
cv::Mat interest_of(const SceneUnderstanding& seen, cv::Size size) {
  cv::Mat interest(size, CV_32F, cv::Scalar(0));
  if (seen.subject_trust > 0.35 && !seen.subject.empty()) {
    cv::resize(seen.subject, interest, size, 0, 0, cv::INTER_AREA);
  }
  for (const Face& face : seen.faces) {
    if (face.trust > 0.5) {
      const cv::Point2d middle((face.box.x + face.box.width / 2) * size.width,
                               (face.box.y + face.box.height / 2) * size.height);
      const cv::Size2d axes(1.5 * face.box.width * size.width, 1.7 * face.box.height * size.height);
      cv::ellipse(interest, {middle, axes, 0}, cv::Scalar(1), cv::FILLED);
    }
  }
  cv::GaussianBlur(interest, interest, {}, 0.02 * size.width);
  return interest;
}

/// Clouds, but along the picture's own edges, so that things change as wholes. The last picture's
/// subject comes early and the first's goes late, each in one piece: half a face is no face.
cv::Mat order_of(const TransitionPath& path, const ParallaxView& first, const ParallaxView& last,
                 std::uint64_t seed) {
  const cv::Mat& near = first.disparity();
  const cv::Size size = near.size();
  const cv::Mat noise = clouds(size, seed);
  cv::Mat order;
  switch (path.order()) {
    case ChangeOrder::everywhere_at_once:
      return {};
    case ChangeOrder::across:
      order = across(size, path.words().way) + 0.02 * noise;
      break;
    case ChangeOrder::from_focus:
      order = from_focus(size, path.first_focus()) + 0.08 * noise;
      break;
    case ChangeOrder::far_to_near: {
      order = 0.8 * near + 0.9 * from_focus(size, path.first_focus()) + 0.42 * noise +
              0.35 * interest_of(first.understanding(), size) -
              0.6 * interest_of(last.understanding(), size);
      cv::Mat grey = luma_of(first.plain());
      cv::resize(grey, grey, size, 0, 0, cv::INTER_AREA);
      grey.convertTo(grey, CV_32F, 1.0 / 255);
      order = guided_filtered(order + 0.25 * (1 - grey), grey, 6, 2e-3);
      break;
    }
  }
  equalise(order);
  return order;
}

float bilinear(const cv::Mat& field, float x, float y) {
  const float fx = std::clamp(x, 0.0F, static_cast<float>(field.cols) - 1.001F);
  const float fy = std::clamp(y, 0.0F, static_cast<float>(field.rows) - 1.001F);
  const int ix = static_cast<int>(fx);
  const int iy = static_cast<int>(fy);
  const float ax = fx - static_cast<float>(ix);
  const float ay = fy - static_cast<float>(iy);
  const float* top = field.ptr<float>(iy) + ix;
  const float* bottom = field.ptr<float>(iy + 1) + ix;
  return (top[0] * (1 - ax) + top[1] * ax) * (1 - ay) +
         (bottom[0] * (1 - ax) + bottom[1] * ax) * ay;
}

}  // namespace

Transition::Transition(ParallaxView first, ParallaxView last, cv::Size size,
                       const TransitionWords& words, const CameraPlan& plan)
    : size_(size),
      first_(std::move(first)),
      last_(std::move(last)),
      path_(words, plan, first_.understanding(), last_.understanding()),
      order_(order_of(path_, first_, last_, plan.seed)),
      to_last_(palette_curves(first_.plain(), last_.plain())),
      to_first_(palette_curves(last_.plain(), first_.plain())) {}

cv::Mat Transition::order_at(const CameraPose& pose) const {
  ViewFields fields;
  fields.disparity = first_.disparity();
  const ViewGrid grid = view_grid(pose, size_, fields, {});
  cv::Mat order(grid.x.size(), CV_32F);
  const float scale_x = static_cast<float>(order_.cols) / static_cast<float>(size_.width);
  const float scale_y = static_cast<float>(order_.rows) / static_cast<float>(size_.height);
  for (int y = 0; y < order.rows; ++y) {
    for (int x = 0; x < order.cols; ++x) {
      order.at<float>(y, x) = bilinear(order_, (grid.x.at<float>(y, x) + 0.5F) * scale_x - 0.5F,
                                       (grid.y.at<float>(y, x) + 0.5F) * scale_y - 0.5F);
    }
  }
  return order;
}

void Transition::paint_graded(bool is_last, const Passage& now, cv::Mat& frame) const {
  (is_last ? last_ : first_).paint(is_last ? now.last : now.first, frame);
  const double share = is_last ? now.last_graded : now.first_graded;
  if (share < 1e-3 && now.veiled < 1e-3) {
    return;
  }
  const ToneTable table = tone_table(is_last ? to_first_ : to_last_, share,
                                     path_.words().is_white ? 255 : 0, now.veiled);
  for (int y = 0; y < frame.rows; ++y) {
    apply_tones(table, frame.cols, frame.ptr(y));
  }
}

void Transition::paint_thrown(const Passage& now, cv::Mat& frame) const {
  cv::Mat last(frame.size(), CV_8UC3);
  paint_graded(false, now, frame);
  paint_graded(true, now, last);
  throw_camera(path_.words().way, now.thrown, now.throw_speed, last, frame);
}

void Transition::paint(double t, cv::Mat& frame) const {
  const Passage now = path_.at(t);
  if (now.thrown > 0 && now.thrown < 1) {
    paint_thrown(now, frame);
    return;
  }
  if (now.changed <= 0 || now.changed >= 1) {
    paint_graded(now.changed >= 1, now, frame);
    return;
  }
  cv::Mat last(frame.size(), CV_8UC3);
  paint_graded(false, now, frame);
  paint_graded(true, now, last);
  const cv::Size cells(cell_points(size_.width), cell_points(size_.height));
  cv::Mat share(cells, CV_32F, cv::Scalar(now.changed));
  if (!order_.empty()) {
    const auto soft = static_cast<float>(path_.softness());
    const float passed = static_cast<float>(now.changed) * (1 + soft);
    share = order_at(now.first);
    for (int y = 0; y < cells.height; ++y) {
      auto* row = share.ptr<float>(y);
      for (int x = 0; x < cells.width; ++x) {
        const float linear = std::clamp((passed - row[x]) / soft, 0.0F, 1.0F);
        row[x] = linear * linear * (3 - 2 * linear);
      }
    }
  }
  std::vector<float> row(static_cast<std::size_t>(cells.width));
  for (int y = 0; y < frame.rows; ++y) {
    field_row(share, y, cells.width, row.data());
    mix_row(row.data(), frame.cols, last.ptr(y), frame.ptr(y));
  }
}

}  // namespace kirin::engine::motion
