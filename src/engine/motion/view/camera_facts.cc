#include "engine/motion/view/camera_facts.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace kirin::engine::motion {
namespace {

constexpr double kSure = 0.5;

double share_of(const SceneUnderstanding& understanding, RegionKind kind) {
  const Region& region = understanding.region(kind);
  return region.share.empty() || region.trust < kSure ? 0 : cv::mean(region.share)[0];
}

/// The middle of the likely subject, where that is one place and not the whole picture.
std::optional<PictureSpot> subject_of(const SceneUnderstanding& understanding) {
  const cv::Mat& subject = understanding.subject;
  if (subject.empty() || understanding.subject_trust < kSure) {
    return std::nullopt;
  }
  const cv::Moments moments = cv::moments(subject);
  const double share = moments.m00 / static_cast<double>(subject.total());
  if (share < 0.01 || share > 0.6) {
    return std::nullopt;
  }
  return PictureSpot{(moments.m10 / moments.m00 + 0.5) / subject.cols,
                     (moments.m01 / moments.m00 + 0.5) / subject.rows};
}

/// 5th to 95th percentile.
double range_of(const cv::Mat& disparity) {
  std::vector<float> values(disparity.begin<float>(), disparity.end<float>());
  const auto at = [&](double part) {
    const auto place =
        values.begin() + static_cast<std::ptrdiff_t>(part * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), place, values.end());
    return static_cast<double>(*place);
  };
  return values.empty() ? 0.5 : at(0.95) - at(0.05);
}

/// A drawing or a graphic: most pixels equal their neighbours exactly, and few colours fill it.
bool is_flat(const cv::Mat& picture) {
  constexpr int kColours = 8;
  std::vector<int> counts(std::size_t{1} << 15);
  int equal = 0;
  for (int y = 0; y < picture.rows; ++y) {
    const auto* row = picture.ptr<cv::Vec3b>(y);
    for (int x = 0; x < picture.cols; ++x) {
      ++counts[static_cast<std::size_t>(row[x][0] >> 3 << 10 | row[x][1] >> 3 << 5 |
                                        row[x][2] >> 3)];
      equal += x > 0 && row[x] == row[x - 1] ? 1 : 0;
    }
  }
  std::partial_sort(counts.begin(), counts.begin() + kColours, counts.end(), std::greater<>());
  int most = 0;
  for (int i = 0; i < kColours; ++i) {
    most += counts[static_cast<std::size_t>(i)];
  }
  const auto pixels = static_cast<double>(picture.total());
  return equal > 0.6 * pixels && most > 0.6 * pixels;
}

}  // namespace

PictureFacts camera_facts(const cv::Mat& picture, const SceneUnderstanding& understanding) {
  PictureFacts facts;
  facts.aspect = static_cast<double>(picture.cols) / picture.rows;
  const auto face =
      std::max_element(understanding.faces.begin(), understanding.faces.end(),
                       [](const Face& a, const Face& b) { return a.box.area() < b.box.area(); });
  if (face != understanding.faces.end() && face->trust >= kSure) {
    facts.face = PictureSpot{face->box.x + face->box.width / 2, face->box.y + face->box.height / 2};
    facts.face_height = face->box.height;
  }
  facts.subject = subject_of(understanding);
  if (understanding.horizon_trust >= kSure) {
    facts.horizon = understanding.horizon;
  }
  facts.sky_share = share_of(understanding, RegionKind::sky);
  facts.water_share = share_of(understanding, RegionKind::water);
  facts.depth_range = range_of(understanding.disparity);
  facts.is_flat = is_flat(picture);
  return facts;
}

}  // namespace kirin::engine::motion
