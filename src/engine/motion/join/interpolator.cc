#include "engine/motion/join/interpolator.h"

#include <algorithm>
#include <cstdint>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "engine/motion/join/edge_cells.h"

namespace kirin::engine::motion {
namespace {

constexpr float kVisible = 2.5F;  // levels of difference in light that are worth a look-up

/// `last` as seen where `first` is, both small, and how sure that is.
struct SamePlaces {
  cv::Mat first;
  cv::Mat last;
  cv::Mat trust;
};

SamePlaces same_places(const cv::Mat& first, const cv::Mat& last,
                       const Correspondence& correspondence) {
  SamePlaces same;
  const cv::Size small(std::min(320, first.cols),
                       std::max(2, std::min(320, first.cols) * first.rows / first.cols));
  cv::Mat small_last;
  cv::Mat flow;
  cv::resize(first, same.first, small, 0, 0, cv::INTER_AREA);
  cv::resize(last, small_last, small, 0, 0, cv::INTER_AREA);
  cv::resize(correspondence.forward, flow, small, 0, 0, cv::INTER_AREA);
  cv::resize(correspondence.forward_trust, same.trust, small, 0, 0, cv::INTER_AREA);
  const cv::Matx33d up = enlarged(small, first.size());
  const cv::Matx33d down = up.inv();
  cv::Mat map(small, CV_32FC2);
  for (int y = 0; y < small.height; ++y) {
    for (int x = 0; x < small.width; ++x) {
      const cv::Vec2d from = apply(up, {static_cast<double>(x), static_cast<double>(y)});
      const cv::Vec2f own = flow.at<cv::Vec2f>(y, x);
      map.at<cv::Vec2f>(y, x) =
          cv::Vec2f(apply(down * correspondence.homography, {from[0] + own[0], from[1] + own[1]}));
    }
  }
  cv::remap(small_last, same.last, map, {}, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
  return same;
}

}  // namespace

Interpolator::Interpolator(const cv::Mat& first, const cv::Mat& last,
                           const Correspondence& correspondence)
    : first_(first), last_(last), projection_(correspondence, first.size()) {
  const SamePlaces same = same_places(first, last, correspondence);
  to_last_ = matched_curves(same.first, same.last, same.trust);
  to_first_ = matched_curves(same.last, same.first, same.trust);
  is_toned_ = std::max(to_last_.strength, to_first_.strength) > kVisible;
}

void Interpolator::paint(double share, cv::Mat& frame) const {
  const JointLook look = projection_.at(share);
  const int points = look.share.cols;
  const ToneTable first_tones = tone_table(to_last_, share);
  const ToneTable last_tones = tone_table(to_first_, 1 - share);
  std::vector<std::uint8_t> over(static_cast<std::size_t>(is_toned_ ? 3 * frame.cols : 0));
  // `rows`: where to look in the first picture, in the last, and the share of the last.
  const auto paint_span = [&](const cv::Mat& rows, int count, std::uint8_t* rgb) {
    const RowLook first{&first_, rows.ptr<float>(0), rows.ptr<float>(1)};
    const RowLook last{&last_, rows.ptr<float>(2), rows.ptr<float>(3)};
    if (!is_toned_) {
      blend_row(first, last, rows.ptr<float>(4), count, rgb);
      return;
    }
    sample_row(first, count, rgb);
    sample_row(last, count, over.data());
    apply_tones(first_tones, count, rgb);
    apply_tones(last_tones, count, over.data());
    mix_row(rows.ptr<float>(4), count, over.data(), rgb);
  };
  const LookFields fields = {&look.first_x, &look.first_y, &look.last_x, &look.last_y, &look.share};
  cv::Mat rows(5, points, CV_32F);
  for (int y = 0; y < frame.rows; ++y) {
    for (int i = 0; i < 5; ++i) {
      field_row(*fields[static_cast<std::size_t>(i)], y, points, rows.ptr<float>(i));
    }
    paint_span(rows, frame.cols, frame.ptr(y));
  }
  mend_edges(fields, paint_span, frame);
}

}  // namespace kirin::engine::motion
