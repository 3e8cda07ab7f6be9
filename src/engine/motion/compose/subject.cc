#include "engine/motion/compose/subject.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "engine/motion/compose/barrier_distance.h"
#include "engine/motion/compose/head.h"
#include "engine/motion/compose/subject_measures.h"

namespace kirin::engine::motion {
namespace {

constexpr int kRim = 6;      // pixels of border whose colours are the ground's
constexpr int kDecreed = 2;  // pixels of border that are never the subject

double smoothstep(double low, double high, double x) {
  const double t = std::clamp((x - low) / (high - low), 0.0, 1.0);
  return t * t * (3 - 2 * t);
}

/// Scaled to [0, 1] by its 98th percentile: single odd pixels do not count.
cv::Mat normalised(const cv::Mat& field) {
  std::vector<float> values(field.begin<float>(), field.end<float>());
  const auto top = values.begin() + static_cast<std::ptrdiff_t>(values.size() * 98 / 100);
  std::nth_element(values.begin(), top, values.end());
  cv::Mat scaled = field / std::max(*top, 1e-3F);
  return cv::min(scaled, 1.0);
}

/// Ground to start from: the border, but not the middle of its lower side, where portraits stand.
cv::Mat ground_seeds(cv::Size size) {
  cv::Mat seeds = cv::Mat::zeros(size, CV_8U);
  seeds.rowRange(0, 2).setTo(255);
  seeds.colRange(0, 2).setTo(255);
  seeds.colRange(size.width - 2, size.width).setTo(255);
  seeds.rowRange(size.height - 2, size.height).colRange(0, size.width / 6).setTo(255);
  seeds.rowRange(size.height - 2, size.height)
      .colRange(size.width - size.width / 6, size.width)
      .setTo(255);
  return seeds;
}

/// How much each point stands out, [0, 1], a little more in the middle of the picture.
cv::Mat salience(const cv::Mat& lab) {
  const cv::Mat barrier = normalised(barrier_distance(lab, ground_seeds(lab.size())));
  const cv::Mat contrast = normalised(border_contrast(lab, kRim));
  cv::Mat both = 0.5 * barrier + 0.5 * contrast;
  for (int y = 0; y < both.rows; ++y) {
    for (int x = 0; x < both.cols; ++x) {
      const double dx = (x + 0.5) / both.cols - 0.5;
      const double dy = (y + 0.5) / both.rows - 0.55;
      both.at<float>(y, x) *= static_cast<float>(1.12 - 1.2 * (dx * dx + 0.7 * dy * dy));
    }
  }
  cv::GaussianBlur(both, both, {}, 1.5);
  return normalised(both);
}

/// The threshold between two classes that parts them best (Otsu 1979).
double two_classes(const cv::Mat& field) {
  cv::Mat bytes;
  cv::Mat ignored;
  field.convertTo(bytes, CV_8U, 255);
  return cv::threshold(bytes, ignored, 0, 255, cv::THRESH_BINARY | cv::THRESH_OTSU) / 255;
}

/// Shoulders, head and hair of whom `face` (from the brows or the hairline to the chin) belongs to:
/// likely at first, and surely where every head is.
void draw_person(const Face& face, cv::Mat& labels) {
  const double width = face.box.width * labels.cols;
  const double height = face.box.height * labels.rows;
  const double x = (face.box.x + face.box.width / 2) * labels.cols;
  const double y = (face.box.y + face.box.height / 2) * labels.rows;
  const auto whole = [](double value) { return static_cast<int>(std::lround(value)); };
  const auto below_chin = [&](double half, int label) {
    cv::rectangle(labels, {whole(x - half), whole(y + 1.35 * height)},
                  {whole(x + half), labels.rows}, label, cv::FILLED);
  };
  const auto oval = [&](double up, double half_width, double half_height, int label) {
    cv::ellipse(labels, {whole(x), whole(y - up * height)},
                {whole(half_width * width), whole(half_height * height)}, 0, 0, 360, label,
                cv::FILLED);
  };
  below_chin(1.5 * width, cv::GC_PR_FGD);
  oval(0.3, 0.95, 1.15, cv::GC_PR_FGD);
  below_chin(0.45 * width, cv::GC_FGD);
  oval(0.15, 0.45, 0.75, cv::GC_FGD);
}

/// Where GrabCut starts from. `lean` moves the threshold.
cv::Mat first_guess(const cv::Mat& stands_out, double threshold, double lean,
                    std::span<const Face> faces) {
  cv::Mat labels(stands_out.size(), CV_8U, cv::Scalar(cv::GC_PR_BGD));
  labels.setTo(cv::GC_PR_FGD, stands_out > threshold * lean);
  labels.setTo(cv::GC_FGD, stands_out > 0.5 + 0.5 * threshold * lean);
  labels.setTo(cv::GC_BGD, stands_out < 0.3 * threshold);
  labels.rowRange(0, kDecreed).setTo(cv::GC_BGD);
  labels.colRange(0, kDecreed).setTo(cv::GC_BGD);
  labels.colRange(labels.cols - kDecreed, labels.cols).setTo(cv::GC_BGD);
  for (const Face& face : faces) {
    draw_person(face, labels);
  }
  return labels;
}

cv::Mat grab(const cv::Mat& picture, cv::Mat labels, int rounds) {
  cv::theRNG().state = 0x6b6972696e;  // GrabCut's first clusters draw from it
  cv::Mat behind;
  cv::Mat before;
  cv::grabCut(picture, labels, {}, behind, before, rounds, cv::GC_INIT_WITH_MASK);
  return (labels & 1) * 255;
}

/// The largest part and those of at least a fifth of it, without pinholes. `wholeness` is the share
/// of the largest.
cv::Mat main_parts(const cv::Mat& mask, double& wholeness) {
  cv::Mat opened;
  const cv::Mat disc = cv::getStructuringElement(cv::MORPH_ELLIPSE, {3, 3});
  cv::morphologyEx(mask, opened, cv::MORPH_OPEN, disc);
  std::vector<std::vector<cv::Point>> contours;
  std::vector<cv::Vec4i> tree;
  cv::findContours(opened, contours, tree, cv::RETR_CCOMP, cv::CHAIN_APPROX_NONE);
  double largest = 0;
  double all = 1e-6;
  for (std::size_t i = 0; i < contours.size(); ++i) {
    const double area = tree[i][3] < 0 ? cv::contourArea(contours[i]) : 0;
    largest = std::max(largest, area);
    all += area;
  }
  wholeness = largest / all;
  cv::Mat kept = cv::Mat::zeros(mask.size(), CV_8U);
  for (std::size_t i = 0; i < contours.size(); ++i) {
    if (tree[i][3] < 0 && cv::contourArea(contours[i]) >= 0.2 * largest) {
      cv::drawContours(kept, contours, static_cast<int>(i), 255, cv::FILLED);
    }
  }
  const double pinhole = 0.004 * static_cast<double>(mask.total());
  for (std::size_t i = 0; i < contours.size(); ++i) {
    if (tree[i][3] >= 0 && cv::contourArea(contours[i]) > pinhole) {
      cv::drawContours(kept, contours, static_cast<int>(i), 0, cv::FILLED);
    }
  }
  return kept;
}

double overlap_of(const cv::Mat& a, const cv::Mat& b) {
  const int either = cv::countNonZero(a | b);
  return either == 0 ? 0 : static_cast<double>(cv::countNonZero(a & b)) / either;
}

/// A picture at a working size, in two colour spaces.
struct Looked {
  cv::Mat rgb;  ///< CV_8UC3
  cv::Mat lab;  ///< CV_32FC3, CIE Lab in its own units
};

Looked looked_at(const cv::Mat& picture, int side) {
  const double shrink = static_cast<double>(side) / std::max(picture.cols, picture.rows);
  const cv::Size work(std::max(24, static_cast<int>(std::lround(picture.cols * shrink))),
                      std::max(24, static_cast<int>(std::lround(picture.rows * shrink))));
  Looked looked;
  cv::resize(picture, looked.rgb, work, 0, 0, cv::INTER_AREA);
  looked.rgb.convertTo(looked.lab, CV_32F, 1 / 255.0);
  cv::cvtColor(looked.lab, looked.lab, cv::COLOR_RGB2Lab);
  return looked;
}

/// A coarse cut as labels for a finer one: only near its outline is anything still open.
cv::Mat closer_guess(const cv::Mat& mask, cv::Size size) {
  cv::Mat larger;
  cv::resize(mask, larger, size, 0, 0, cv::INTER_LINEAR);
  const cv::Mat disc = cv::getStructuringElement(cv::MORPH_ELLIPSE, {7, 7});
  cv::Mat surely;
  cv::Mat perhaps;
  cv::erode(larger > 127, surely, disc, {-1, -1}, 1, cv::BORDER_REPLICATE);
  cv::dilate(larger > 127, perhaps, disc, {-1, -1}, 1, cv::BORDER_REPLICATE);
  cv::Mat labels(size, CV_8U, cv::Scalar(cv::GC_BGD));
  labels.setTo(cv::GC_PR_BGD, perhaps);
  labels.setTo(cv::GC_PR_FGD, larger > 127);
  labels.setTo(cv::GC_FGD, surely);
  return labels;
}

/// The cut at a small size, twice from different guesses, and its measures.
Subject cut_coarsely(const Looked& looked, const cv::Mat& stands_out, std::span<const Face> faces) {
  const double threshold = std::clamp(two_classes(stands_out), 0.15, 0.8);
  Subject subject;
  std::array<cv::Mat, 2> cuts;
  constexpr std::array kLeans = {1.0, 1.35};
  for (std::size_t i = 0; i < cuts.size(); ++i) {
    const cv::Mat guess = first_guess(stands_out, threshold, kLeans[i], faces);
    const int likely = cv::countNonZero(guess & 1);
    if (likely < 20 || likely > static_cast<int>(guess.total()) - 20) {
      return subject;
    }
    cuts[i] = grab(looked.rgb, guess, 3);
  }
  subject.agreement = overlap_of(cuts[0], cuts[1]);
  subject.mask = main_parts(cuts[0], subject.wholeness);
  if (cv::countNonZero(subject.mask) < 20) {
    subject.mask.release();
    return subject;
  }
  measure(looked.lab, subject);
  return subject;
}

}  // namespace

double Subject::confidence() const {
  if (mask.empty()) {
    return 0;
  }
  if (is_given) {
    return 1;
  }
  const double share =
      static_cast<double>(cv::countNonZero(mask)) / static_cast<double>(mask.total());
  const double size = smoothstep(0.015, 0.05, share) * (1 - smoothstep(0.7, 0.85, share));
  // A busy ground is as good as a plain one where it has none of the subject's colours.
  const double apart = std::max(smoothstep(0.2, 0.5, plainness), smoothstep(0.75, 0.92, contrast));
  const double shape = size * inside * apart * smoothstep(0.4, 0.85, agreement) *
                       smoothstep(0.3, 0.75, contrast) * smoothstep(0.35, 0.8, outline) *
                       smoothstep(0.5, 0.8, wholeness) * (1 - smoothstep(0.4, 0.65, layering));
  // Where a head sits on the shoulders it is known what to look for.
  return has_head ? shape + (1 - shape) * 0.55 * smoothstep(0.05, 0.3, shape) : shape;
}

Subject find_subject(const cv::Mat& picture, std::span<const Face> faces) {
  const Looked coarse = looked_at(picture, kSubjectSide / 2);
  const cv::Mat stands_out = salience(coarse.lab);
  Subject subject = cut_coarsely(coarse, stands_out, faces);
  subject.has_head = !faces.empty();
  if (faces.empty() && !subject.mask.empty()) {
    if (const auto head = head_above(coarse.lab, subject.mask)) {
      subject = cut_coarsely(coarse, stands_out, {&*head, 1});
      subject.has_head = true;
    }
  }
  subject.stands_out = stands_out;
  if (subject.confidence() < kSureSubject / 2) {
    return subject;
  }
  const Looked fine = looked_at(picture, kSubjectSide);
  double ignored = 0;
  subject.mask =
      main_parts(grab(fine.rgb, closer_guess(subject.mask, fine.rgb.size()), 1), ignored);
  if (cv::countNonZero(subject.mask) == 0) {
    subject.mask.release();
    return subject;
  }
  const double inside = subject.inside;  // the closer cut keeps away from the border
  measure(fine.lab, subject);
  subject.inside = inside;
  return subject;
}

}  // namespace kirin::engine::motion
