#include "engine/motion/understanding/subject.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "engine/motion/imaging/guided_filter.h"
#include "engine/motion/imaging/picture.h"

namespace kirin::engine::motion {
namespace {

constexpr int kWorkSide = 320;

/// Distance of each pixel's colour from the border's, and how much the border's own colours differ
/// (CIE Lab).
struct Ground {
  cv::Mat distance;
  double spread = 0;
};

Ground ground_of(const cv::Mat& picture) {
  cv::Mat lab;
  cv::cvtColor(picture, lab, cv::COLOR_RGB2Lab);
  lab.convertTo(lab, CV_32F);
  const int rim = std::max(2, kWorkSide / 40);
  cv::Mat border(lab.size(), CV_8U, cv::Scalar(255));
  // The lower edge may cut the subject off: only the upper two thirds count.
  border(cv::Rect(rim, rim, lab.cols - 2 * rim, lab.rows - rim)).setTo(0);
  border.rowRange(lab.rows * 2 / 3, lab.rows).setTo(0);
  cv::Scalar mean;
  cv::Scalar deviation;
  cv::meanStdDev(lab, mean, deviation, border);
  cv::Mat difference = lab - mean;
  cv::Mat squares;
  cv::transform(difference.mul(difference), squares, cv::Matx13f(0.5F, 1, 1));
  Ground ground;
  cv::sqrt(squares, ground.distance);
  ground.spread = std::sqrt(0.5 * deviation[0] * deviation[0] + deviation[1] * deviation[1] +
                            deviation[2] * deviation[2]);
  return ground;
}

double overlap_of(const cv::Mat& a, const cv::Mat& b) {
  const int either = cv::countNonZero(a | b);
  return either == 0 ? 0 : static_cast<double>(cv::countNonZero(a & b)) / either;
}

}  // namespace

std::optional<cv::Mat> subject_alpha(const cv::Mat& picture) {
  const double shrink = static_cast<double>(kWorkSide) / std::max(picture.cols, picture.rows);
  const cv::Size work(std::max(24, static_cast<int>(picture.cols * shrink)),
                      std::max(24, static_cast<int>(picture.rows * shrink)));
  cv::Mat small;
  cv::resize(picture, small, work, 0, 0, cv::INTER_AREA);
  const Ground ground = ground_of(small);
  if (ground.spread > 7) {
    return std::nullopt;
  }
  const double threshold = 12 + 2 * ground.spread;
  const cv::Mat unlike = ground.distance > threshold;
  cv::Mat labels(work, CV_8U, cv::Scalar(cv::GC_PR_BGD));
  labels.setTo(cv::GC_PR_FGD, unlike);
  labels.setTo(cv::GC_FGD, ground.distance > 2.5 * threshold);
  labels.setTo(cv::GC_BGD, ground.distance < 0.35 * threshold);
  const double share =
      static_cast<double>(cv::countNonZero(unlike)) / static_cast<double>(unlike.total());
  if (share < 0.03 || share > 0.75) {
    return std::nullopt;
  }
  cv::theRNG().state = 0x6b6972696e;  // GrabCut's first clusters draw from it
  cv::Mat behind;
  cv::Mat before;
  cv::grabCut(small, labels, {}, behind, before, 3, cv::GC_INIT_WITH_MASK);
  const cv::Mat cut = (labels & 1) * 255;
  if (overlap_of(cut, unlike) < 0.8) {
    return std::nullopt;
  }
  cv::Mat guide;
  luma_of(small).convertTo(guide, CV_32F, 1 / 255.0);
  cv::Mat alpha;
  cut.convertTo(alpha, CV_32F, 1 / 255.0);
  alpha = guided_filtered(alpha, guide, 3, 1e-4);
  alpha = (alpha - 0.25) * 2;  // the soft rim a little inwards, off the ground's colour
  cv::Mat full;
  cv::resize(alpha, full, picture.size(), 0, 0, cv::INTER_CUBIC);
  full.convertTo(full, CV_8U, 255);
  return full;
}

}  // namespace kirin::engine::motion
