#include "engine/motion/compose/subject_measures.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace kirin::engine::motion {
namespace {

double smoothstep(double low, double high, double x) {
  const double t = std::clamp((x - low) / (high - low), 0.0, 1.0);
  return t * t * (3 - 2 * t);
}

cv::Mat ring_of(const cv::Mat& mask, int width) {
  cv::Mat grown;
  cv::dilate(mask, grown,
             cv::getStructuringElement(cv::MORPH_ELLIPSE, {2 * width + 1, 2 * width + 1}));
  return grown - mask;
}

/// 1 less the Bhattacharyya coefficient of the colours in two masks.
double unlike_colours(const cv::Mat& lab, const cv::Mat& one, const cv::Mat& other) {
  constexpr std::array kBins = {12, 16, 16};
  constexpr std::array kChannels = {0, 1, 2};
  constexpr float kLight[] = {0, 100.1F};
  constexpr float kColour[] = {-80, 80};
  const float* ranges[] = {kLight, kColour, kColour};
  const auto histogram = [&](const cv::Mat& mask) {
    cv::Mat counts;
    cv::calcHist(&lab, 1, kChannels.data(), mask, counts, 3, kBins.data(), ranges);
    return cv::Mat(counts / std::max(1.0, cv::sum(counts)[0]));
  };
  const cv::Mat a = histogram(one);
  const cv::Mat b = histogram(other);
  double common = 0;
  for (std::size_t i = 0; i < a.total(); ++i) {
    common += std::sqrt(static_cast<double>(a.ptr<float>()[i]) * b.ptr<float>()[i]);
  }
  return 1 - common;
}

cv::Mat edges_of(const cv::Mat& lab) {
  cv::Mat across;
  cv::Mat down;
  cv::Mat soft;
  cv::GaussianBlur(lab, soft, {}, 1);
  cv::Sobel(soft, across, CV_32F, 1, 0, 3, 0.125);
  cv::Sobel(soft, down, CV_32F, 0, 1, 3, 0.125);
  cv::Mat squares;
  cv::transform(across.mul(across) + down.mul(down), squares, cv::Matx13f(1, 1, 1));
  cv::sqrt(squares, squares);
  return squares;
}

/// The share of the outline, away from the picture's border, that has a clear edge within 2 pixels.
double outline_on_edges(const cv::Mat& lab, const cv::Mat& mask) {
  cv::Mat edges;
  cv::dilate(edges_of(lab), edges, cv::Mat());
  cv::Mat outline = ring_of(mask, 1);
  cv::rectangle(outline, {0, 0}, {outline.cols - 1, outline.rows - 1}, 0, 3);
  const int length = cv::countNonZero(outline);
  return length == 0 ? 0 : static_cast<double>(cv::countNonZero(outline & (edges > 3))) / length;
}

/// How much of what is around lies near one of its four commonest colours, softly varying.
double plainness_of(const cv::Mat& lab, const cv::Mat& mask) {
  cv::Mat around = ring_of(mask, mask.cols / 6);
  const int count = cv::countNonZero(around);
  if (count == 0) {
    return 0;
  }
  const cv::Mat edges = edges_of(lab);
  around -= ring_of(mask, 3) & around;  // the outline itself is an edge
  return static_cast<double>(cv::countNonZero((edges < 2.5) & around)) /
         std::max(1, cv::countNonZero(around));
}

/// How many of the lines that run inwards from one side of the picture (the rows of `lab` and
/// `mask`, from their first column) meet the subject at once and in the same colour as the border.
int lines_cut(const cv::Mat& lab, const cv::Mat& mask) {
  constexpr int kNear = 6;
  int cut = 0;
  for (int y = 0; y < mask.rows; ++y) {
    int x = 0;
    while (x < kNear && mask.at<std::uint8_t>(y, x) == 0) {
      ++x;
    }
    const int within = std::min(x + 2, mask.cols - 1);
    if (x < kNear && cv::norm(lab.at<cv::Vec3f>(y, 0) - lab.at<cv::Vec3f>(y, within)) < 14) {
      ++cut;
    }
  }
  return cut;
}

/// 1 where the subject keeps off the upper and side borders, 0 where they cut much of it. The
/// border itself is ground by decree, so that only colours tell.
double inside_of(const cv::Mat& lab, const cv::Mat& mask) {
  cv::Mat lab_right;
  cv::Mat mask_right;
  cv::flip(lab, lab_right, 1);
  cv::flip(mask, mask_right, 1);
  const double height = cv::boundingRect(mask).height;
  const double sides = lines_cut(lab, mask) + lines_cut(lab_right, mask_right);
  const double above = lines_cut(lab.t(), mask.t());
  return (1 - smoothstep(0.1, 0.5, sides / height)) *
         (1 - smoothstep(0.03, 0.35, above / mask.cols));
}

/// How far the picture is made of level bands, as sky, hills and meadow are: the part of its
/// colours' variance that lies between its rows, less what lies between its columns.
double layering_of(const cv::Mat& lab) {
  const auto between = [&](int along) {
    cv::Mat means;
    cv::reduce(lab, means, along, cv::REDUCE_AVG);
    cv::Scalar mean;
    cv::Scalar deviation;
    cv::meanStdDev(means, mean, deviation);
    return deviation.dot(deviation);
  };
  cv::Scalar mean;
  cv::Scalar deviation;
  cv::meanStdDev(lab, mean, deviation);
  return std::clamp((between(1) - between(0)) / std::max(1.0, deviation.dot(deviation)), 0.0, 1.0);
}

}  // namespace

void measure(const cv::Mat& lab, Subject& subject) {
  const cv::Mat& mask = subject.mask;
  subject.contrast = unlike_colours(lab, mask, ring_of(mask, std::max(2, mask.cols / 12)));
  subject.outline = outline_on_edges(lab, mask);
  subject.plainness = plainness_of(lab, mask);
  subject.inside = inside_of(lab, mask);
  const cv::Rect box = cv::boundingRect(mask);
  const cv::Mat foot = mask.row(mask.rows - 3);
  subject.layering = layering_of(lab);
  subject.is_cut_below = cv::countNonZero(foot) > 0.3 * box.width;
}

}  // namespace kirin::engine::motion
