#include "engine/motion/join/transition_path.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace kirin::engine::motion {
namespace {

using enum TransitionStyle;

double smooth(double x) {
  x = std::clamp(x, 0.0, 1.0);
  return x * x * (3 - 2 * x);
}

/// At rest at both ends, twice as fast as the mean in the middle (Perlin 2002).
double swung(double x) {
  x = std::clamp(x, 0.0, 1.0);
  return x * x * x * (x * (6 * x - 15) + 10);
}

/// From rest with growing speed: 0 at 0, 1 at 1.
double gathering(double x) { return std::pow(std::clamp(x, 0.0, 1.0), 2.6); }

/// Magnified by `zoom` about a point of the picture that stays where it is.
CameraPose zoomed(double zoom, const Focus& focus, double push) {
  CameraPose pose;
  pose.zoom = zoom;
  // A view beyond the picture is centred: what is missing is then the same on all sides.
  const double hold = zoom > 1 ? 1 - 1 / zoom : 0;
  pose.x = focus.at.x * hold;
  pose.y = focus.at.y * hold;
  pose.push = push;
  return pose;
}

/// The pose from which `own` is seen at the place and in the size of `wanted`, inside the picture.
CameraPose placed(const Focus& own, const Focus& wanted) {
  CameraPose pose;
  const double reach =
      2 * std::max(std::abs(wanted.at.x - own.at.x), std::abs(wanted.at.y - own.at.y));
  pose.zoom = std::clamp(wanted.size / own.size, 1.0, 1.7);
  pose.zoom = std::clamp(std::max(pose.zoom, 1 + reach), 1.0, 1.7);
  const double most = 0.5 - 0.5 / pose.zoom;
  pose.x = std::clamp(own.at.x - wanted.at.x / pose.zoom, -most, most);
  pose.y = std::clamp(own.at.y - wanted.at.y / pose.zoom, -most, most);
  return pose;
}

CameraPose part_of(const CameraPose& pose, double share) {
  CameraPose part;
  part.zoom = std::pow(pose.zoom, share);
  // Inside the picture at all times: the centre moves with the room that the zoom makes.
  const double room = pose.zoom > 1 ? (1 - 1 / part.zoom) / (1 - 1 / pose.zoom) : share;
  part.x = pose.x * room;
  part.y = pose.y * room;
  return part;
}

Focus between(const Focus& a, const Focus& b) {
  return {(a.at + b.at) * 0.5, std::sqrt(a.size * b.size)};
}

}  // namespace

Focus subject_focus(const SceneUnderstanding& seen) {
  for (const Face& face : seen.faces) {
    if (face.trust > 0.5) {
      return {{face.box.x + face.box.width / 2 - 0.5, face.box.y + face.box.height / 2 - 0.5},
              std::clamp(2 * face.box.width, 0.15, 0.8)};
    }
  }
  if (seen.subject_trust < 0.35 || seen.subject.empty()) {
    return {};
  }
  const cv::Moments sums = cv::moments(seen.subject);
  if (sums.m00 < 0.01 * static_cast<double>(seen.subject.total())) {
    return {};
  }
  const double part = sums.m00 / static_cast<double>(seen.subject.total());
  return {{sums.m10 / sums.m00 / seen.subject.cols - 0.5,
           sums.m01 / sums.m00 / seen.subject.rows - 0.5},
          std::clamp(std::sqrt(part), 0.15, 0.8)};
}

Focus far_focus(const SceneUnderstanding& seen) {
  if (seen.vanishing_point && seen.vanishing_trust > 0.5) {
    return {{std::clamp(seen.vanishing_point->x - 0.5, -0.3, 0.3),
             std::clamp(seen.vanishing_point->y - 0.5, -0.3, 0.3)},
            0.5};
  }
  cv::Mat far;
  cv::pow(1 - seen.disparity, 4, far);
  const cv::Moments sums = cv::moments(far);
  if (sums.m00 <= 0) {
    return {};
  }
  // Between the middle and what is far: the sky alone is no place to go to.
  return {
      {0.6 * (sums.m10 / sums.m00 / far.cols - 0.5), 0.6 * (sums.m01 / sums.m00 / far.rows - 0.5)},
      0.5};
}

TransitionPath::TransitionPath(const TransitionWords& words, const CameraPlan& plan,
                               const SceneUnderstanding& first, const SceneUnderstanding& last)
    : words_(words), leaving_(plan), arriving_(reversed(plan)) {
  const bool is_forward = words.style == push_through || words.style == dissolve ||
                          words.style == wipe || words.style == dip || words.style == camera;
  first_ = is_forward ? far_focus(first) : subject_focus(first);
  last_ = is_forward ? far_focus(last) : subject_focus(last);
}

ChangeOrder TransitionPath::order() const {
  switch (words_.style) {
    case zoom_through:
    case morph:
      return ChangeOrder::from_focus;
    case wipe:
      return ChangeOrder::across;
    case dissolve:
    case dip:
    case match_cut:
    case whip_pan:
      return ChangeOrder::everywhere_at_once;
    case push_through:
    case camera:
      break;
  }
  return ChangeOrder::far_to_near;
}

double TransitionPath::softness() const {
  switch (order()) {
    case ChangeOrder::everywhere_at_once:
      return 1;
    case ChangeOrder::across:
      return 0.06;
    case ChangeOrder::from_focus:
      return 0.45;
    case ChangeOrder::far_to_near:
      break;
  }
  return 0.22;
}

Passage TransitionPath::at(double t) const {
  Passage now;
  const double gone = 0.5 * eased(t) + 0.5 * swung(t);
  const double left = 1 - gone;
  double start = 0.24;
  now.first_graded = 0.55 * smooth(t / 0.6);
  now.last_graded = 0.55 * smooth((1 - t) / 0.6);
  const auto travel = [&](double growth, double push) {
    now.first = zoomed(std::exp(growth * gone), first_, push * gone);
    now.last = zoomed(std::exp(-growth * left), last_, -push * left);
  };
  switch (words_.style) {
    case push_through:
      travel(0.46, 0.24);
      break;
    case camera:
      now.first = motion::at(leaving_, t);
      now.last = motion::at(arriving_, t);
      break;
    case wipe:
    case dissolve:
      travel(0.16, 0.10);
      break;
    case dip:
      travel(0.16, 0.10);
      start = 0.5;
      now.veiled = smooth(1 - std::abs(2 * t - 1) / 0.36);
      break;
    case zoom_through: {
      start = 0.41;
      now.first = zoomed(std::exp(1.25 * gathering(t / 0.58)), first_, 0);
      now.last = zoomed(std::exp(1.25 * gathering((1 - t) / 0.58)), last_, 0);
      break;
    }
    case morph: {
      start = 0.26;
      const Focus middle = between(first_, last_);
      now.first = part_of(placed(first_, middle), smooth(t / 0.55));
      now.last = part_of(placed(last_, middle), smooth((1 - t) / 0.55));
      break;
    }
    case match_cut:
      start = 0.5;
      now.first = zoomed(std::exp(0.22 * gone), first_, 0.1 * gone);
      // Where the first's subject is at the cut, in the same size: the eye need not search.
      now.last = part_of(placed(last_, {first_.at, first_.size * std::exp(0.11)}), 2 * left);
      break;
    case whip_pan: {
      constexpr double kFrom = 0.3;
      const double part = (t - kFrom) / (1 - 2 * kFrom);
      const double u = std::clamp(part, 0.0, 1.0);
      now.thrown = swung(u);
      now.throw_speed = 30 * u * u * (1 - u) * (1 - u) / (1 - 2 * kFrom);
      now.first = zoomed(std::exp(0.08 * gone), {}, 0);
      now.last = zoomed(std::exp(0.08 * left), {}, 0);
      start = 0.5;
      break;
    }
  }
  now.changed = start >= 0.5 ? (t < 0.5 ? 0 : 1) : smooth((t - start) / (1 - 2 * start));
  return now;
}

}  // namespace kirin::engine::motion
