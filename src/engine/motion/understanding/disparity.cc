#include "engine/motion/understanding/disparity.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "engine/motion/imaging/guided_filter.h"
#include "engine/motion/understanding/focus.h"
#include "engine/motion/understanding/upright.h"

namespace kirin::engine::motion {
namespace {

constexpr double kUnit = kUnderstandingSide;

/// To [0, 1] by the 5th and 95th percentile.
void stretch(cv::Mat& field) {
  const float low = percentile(field, 0.05);
  const float high = percentile(field, 0.95);
  field = (field - low) / std::max(high - low, 1e-4F);
  cv::min(field, 1.0, field);
  cv::max(field, 0.0, field);
}

/// The ground: from 0 at the horizon to 1 at the lower edge. Where no horizon is known, one a
/// little above the middle is the best guess.
cv::Mat ground_of(cv::Size size, double horizon) {
  cv::Mat ground(size, CV_32F);
  for (int y = 0; y < size.height; ++y) {
    const double row = (y + 0.5) / size.height;
    const double below = std::max(0.0, (row - horizon) / (1 - horizon));
    ground.row(y).setTo(std::pow(below, 1.2));
  }
  return ground;
}

/// A street or a corridor: 0 where its lines converge, 1 at the picture's edge.
cv::Mat corridor_of(cv::Size size, cv::Point2d vanishing) {
  cv::Mat corridor(size, CV_32F);
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      // Along each direction, how much of the way to the edge.
      const double u = (x + 0.5) / size.width - vanishing.x;
      const double v = (y + 0.5) / size.height - vanishing.y;
      const double across = u / (u > 0 ? 1 - vanishing.x : -vanishing.x);
      const double down = v / (v > 0 ? 1 - vanishing.y : -vanishing.y);
      corridor.at<float>(y, x) = static_cast<float>(std::hypot(across, down) / std::sqrt(2.0));
    }
  }
  return corridor;
}

/// How hazy each point is, where there is a sky to compare with: the dark channel (He, Sun & Tang
/// 2009) as a part of the sky's own near the horizon.
cv::Mat haze_of(const Appearance& appearance, const Region& sky) {
  std::vector<cv::Mat> planes;
  cv::split(appearance.rgb, planes);
  cv::Mat dark = cv::min(cv::min(planes[0], planes[1]), planes[2]);
  cv::erode(dark, dark, cv::getStructuringElement(cv::MORPH_RECT, {9, 9}));
  dark.convertTo(dark, CV_32F, 1 / 255.0);
  const float veil = std::max(0.3F, percentile(dark, 0.5, sky.share > 0.6F));
  for (int y = 0; y < dark.rows; ++y) {
    for (int x = 0; x < dark.cols; ++x) {
      float& value = dark.at<float>(y, x);
      value = smooth_between(0.25F, 0.95F, value / veil);
    }
  }
  return dark;
}

/// Faces, and the bodies below them: people are near.
void raise_people(cv::Mat& field, const std::vector<Face>& faces) {
  for (const Face& face : faces) {
    if (face.trust < 0.4) {
      continue;
    }
    const double x = (face.box.x + face.box.width / 2) * field.cols;
    const double y = (face.box.y + face.box.height / 2) * field.rows;
    const double w = face.box.width * field.cols;
    const double h = face.box.height * field.rows;
    for (int row = 0; row < field.rows; ++row) {
      for (int column = 0; column < field.cols; ++column) {
        const double head =
            std::exp(-std::pow((column - x) / (0.75 * w), 2) - std::pow((row - y) / (0.8 * h), 2));
        const double body = row > y
                                ? 0.9 * std::exp(-std::pow((column - x) / (1.5 * w), 2)) *
                                      smooth_between(0.4F, 1.4F, static_cast<float>((row - y) / h))
                                : 0;
        float& value = field.at<float>(row, column);
        const auto near = static_cast<float>(0.85 * face.trust * std::max(head, body));
        value = std::max(value, near);
      }
    }
  }
}

/// No point more than `step` a pixel below its neighbours: near spreads outwards as a cone (a
/// chamfer pass each way).
void limit_slope(cv::Mat& field, float step) {
  const float slant = step * 1.4142F;
  const auto raise = [&](int y, int x, int y2, int x2, float drop) {
    if (y2 >= 0 && y2 < field.rows && x2 >= 0 && x2 < field.cols) {
      float& value = field.at<float>(y, x);
      value = std::max(value, field.at<float>(y2, x2) - drop);
    }
  };
  for (int y = 0; y < field.rows; ++y) {
    for (int x = 0; x < field.cols; ++x) {
      raise(y, x, y, x - 1, step);
      raise(y, x, y - 1, x, step);
      raise(y, x, y - 1, x - 1, slant);
      raise(y, x, y - 1, x + 1, slant);
    }
  }
  for (int y = field.rows - 1; y >= 0; --y) {
    for (int x = field.cols - 1; x >= 0; --x) {
      raise(y, x, y, x + 1, step);
      raise(y, x, y + 1, x, step);
      raise(y, x, y + 1, x + 1, slant);
      raise(y, x, y + 1, x - 1, slant);
    }
  }
}

}  // namespace

Disparity find_disparity(const cv::Mat& picture, const Appearance& appearance,
                         const SceneUnderstanding& seen) {
  const cv::Size size = appearance.size();
  const Region& sky = seen.region(RegionKind::sky);
  const double outdoors = sky.share.empty() ? 0 : sky.trust;
  const Focus focus = find_focus(picture, size);

  const double sure = seen.horizon_trust;
  const double horizon = std::clamp(0.3 + sure * (seen.horizon - 0.3), 0.05, 0.75);
  // In a wide landscape what stands out is seldom near: the ground tells more.
  const double landscape = outdoors * sure;
  // A blurred background tells more of what is near than the lower edge does.
  cv::Mat field = ground_of(size, horizon) * (0.6 + 0.25 * landscape - 0.2 * focus.variety);
  if (seen.vanishing_point && seen.vanishing_trust > 0) {
    const cv::Point2d at(std::clamp(seen.vanishing_point->x, 0.05, 0.95),
                         std::clamp(seen.vanishing_point->y, 0.05, 0.95));
    const double share = 0.8 * seen.vanishing_trust;
    field = field * (1 - share) + corridor_of(size, at) * (0.75 * share);
  }
  field += focus.sharp * ((0.12 + 0.33 * focus.variety) * (1 - 0.5 * landscape));
  if (!seen.subject.empty()) {
    field += seen.subject * ((0.06 + 0.34 * seen.subject_trust) *
                             (1 - 0.65 * std::max(landscape, seen.vanishing_trust)));
  }
  if (outdoors > 0) {
    field -= haze_of(appearance, sky) * (0.25 * outdoors);
    field = field.mul(1 - sky.share * (0.97 * outdoors));
    cv::max(field, 0.0, field);
  }
  stretch(field);
  raise_people(field, seen.faces);
  // Along the picture's own edges, twice: broad surfaces first.
  field = guided_filtered(blurred(field, kUnit * 0.008), appearance.grey,
                          static_cast<int>(kUnit * 0.06), 3e-3);
  field = guided_filtered(field, appearance.grey, static_cast<int>(kUnit * 0.02), 1e-3);
  if (outdoors > 0) {
    field = field.mul(1 - sky.share * (0.9 * outdoors));
  }
  stretch(field);
  constexpr auto kStep = static_cast<float>(kDisparitySlope / kUnit);
  double face = 0;
  for (const Face& one : seen.faces) {
    face = std::max(face, one.trust);
  }
  // Behind someone, and behind what alone is in focus, what is upright belongs to the background.
  // Indoors and close by a texture may have upright edges by chance.
  const double stands = (1 - 0.85 * face) * (1 - 0.35 * focus.variety * (1 - outdoors)) *
                        std::max(outdoors, upright_rather_than_level(appearance));
  stand_upright(field, uprightness(appearance, sky) * stands, kStep);
  limit_slope(field, kStep);
  field = blurred(field, kUnit * 0.018);
  cv::min(field, 1.0, field);
  cv::max(field, 0.0, field);

  // What is known of the scene's depth, each cue for itself: one that is sure is enough.
  const double doubt = (1 - 0.5 * sure) * (1 - 0.4 * outdoors) * (1 - 0.6 * seen.vanishing_trust) *
                       (1 - 0.5 * focus.variety) * (1 - 0.5 * seen.subject_trust) *
                       (1 - 0.5 * face);
  return {field, 0.9 * (1 - doubt)};
}

}  // namespace kirin::engine::motion
