#include "engine/motion/understanding/faces.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <opencv2/objdetect.hpp>
#include <optional>
#include <stdexcept>
#include <string>

#include "engine/motion/imaging/picture.h"
#include "engine/motion/understanding/appearance.h"
#include "engine/motion/understanding/cascades.h"

namespace kirin::engine::motion {
namespace {

constexpr int kSearchSide = 480;  // longer side of the picture that is searched
constexpr int kEyesSide = 120;    // width of a face in which its eyes are searched
constexpr std::size_t kMost = 8;

cv::CascadeClassifier read_cascade(std::string_view xml) {
  const cv::FileStorage storage(std::string(xml), cv::FileStorage::READ | cv::FileStorage::MEMORY);
  cv::CascadeClassifier cascade;
  if (!storage.isOpened() || !cascade.read(storage.getFirstTopLevelNode())) {
    throw std::runtime_error("a cascade in the binary cannot be read");
  }
  return cascade;
}

/// How much of the middle of `box` has a colour of skin (Chai & Ngan 1999: Cr and Cb alone, so of
/// any lightness).
float skin_in(const cv::Mat& picture, cv::Rect box) {
  const cv::Rect middle(box.x + box.width / 5, box.y + box.height / 6, box.width * 3 / 5,
                        box.height * 2 / 3);
  cv::Mat colours;
  cv::cvtColor(picture(middle & cv::Rect({}, picture.size())), colours, cv::COLOR_RGB2YCrCb);
  cv::Mat skin;
  cv::inRange(colours, cv::Scalar(30, 133, 77), cv::Scalar(255, 176, 127), skin);
  return static_cast<float>(cv::countNonZero(skin)) / static_cast<float>(skin.total());
}

/// How well two eyes are where a face in `box` has them: side by side in its upper half.
float eyes_in(cv::CascadeClassifier& cascade, const cv::Mat& grey, cv::Rect box) {
  const cv::Rect upper(box.x, box.y + box.height / 8, box.width, box.height / 2);
  cv::Mat face;
  cv::resize(grey(upper & cv::Rect({}, grey.size())), face, {kEyesSide, kEyesSide / 2}, 0, 0,
             cv::INTER_CUBIC);
  std::vector<cv::Rect> eyes;
  cascade.detectMultiScale(face, eyes, 1.1, 2, 0, {kEyesSide / 7, kEyesSide / 7},
                           {kEyesSide / 2, kEyesSide / 2});
  float best = eyes.empty() ? 0.0F : 0.4F;
  for (const cv::Rect& left : eyes) {
    for (const cv::Rect& right : eyes) {
      const double across = (right.x + right.width / 2.0) - (left.x + left.width / 2.0);
      const double down = std::abs((right.y + right.height / 2.0) - (left.y + left.height / 2.0));
      if (across > 0.25 * kEyesSide && across < 0.65 * kEyesSide && down < 0.25 * across) {
        best = 1;
      }
    }
  }
  return best;
}

struct Candidate {
  cv::Rect box;
  double weight = 0;
};

std::vector<Candidate> candidates_in(const cv::Mat& grey) {
  cv::CascadeClassifier cascade = read_cascade(face_cascade());
  const int shorter = std::min(grey.cols, grey.rows);
  const int least = std::max(24, shorter / 14);
  std::vector<cv::Rect> boxes;
  std::vector<int> levels;
  std::vector<double> weights;
  cascade.detectMultiScale(grey, boxes, levels, weights, 1.12, 3, 0, {least, least}, {}, true);
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    candidates.push_back({boxes[i], weights[i]});
  }
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& a, const Candidate& b) { return a.weight > b.weight; });
  candidates.resize(std::min(candidates.size(), kMost));
  return candidates;
}

}  // namespace

std::vector<Face> find_faces(const cv::Mat& picture) {
  const double shrink =
      std::min(1.0, static_cast<double>(kSearchSide) / std::max(picture.cols, picture.rows));
  if (std::min(picture.cols, picture.rows) * shrink < 31.5) {
    return {};
  }
  cv::Mat small;
  cv::resize(picture, small, {}, shrink, shrink, cv::INTER_AREA);
  const cv::Mat grey = luma_of(small);
  const std::vector<Candidate> candidates = candidates_in(grey);
  if (candidates.empty()) {
    return {};
  }
  cv::CascadeClassifier eyes_cascade = read_cascade(eye_cascade());
  const cv::Mat fine = luma_of(picture);
  cv::Mat hsv;
  cv::cvtColor(small, hsv, cv::COLOR_RGB2HSV);
  cv::extractChannel(hsv, hsv, 1);
  const bool is_grey = cv::mean(hsv)[0] < 8;
  std::vector<Face> faces;
  for (const Candidate& candidate : candidates) {
    const cv::Rect& box = candidate.box;
    const cv::Rect full(static_cast<int>(box.x / shrink), static_cast<int>(box.y / shrink),
                        static_cast<int>(box.width / shrink),
                        static_cast<int>(box.height / shrink));
    const float eyes = eyes_in(eyes_cascade, fine, full);
    const float skin = is_grey ? 0.5F : smooth_between(0.2F, 0.6F, skin_in(small, box));
    Face face;
    face.box = {static_cast<double>(box.x) / small.cols, static_cast<double>(box.y) / small.rows,
                static_cast<double>(box.width) / small.cols,
                static_cast<double>(box.height) / small.rows};
    face.trust = (0.15 + 0.85 * eyes) * (0.1 + 0.9 * skin);
    if (face.trust >= 0.1) {
      faces.push_back(face);
    }
  }
  std::stable_sort(faces.begin(), faces.end(),
                   [](const Face& a, const Face& b) { return a.trust > b.trust; });
  return faces;
}

}  // namespace kirin::engine::motion
