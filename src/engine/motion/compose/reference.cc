#include "engine/motion/compose/reference.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "engine/motion/compose/framing.h"
#include "engine/motion/compose/given_matte.h"
#include "engine/motion/imaging/picture.h"
#include "engine/motion/understanding/faces.h"
#include "media/flatten.h"

namespace kirin::engine::motion {
namespace {

constexpr int kLookedAtSide = 640;  // pictures are understood at this size

cv::Mat smaller(const cv::Mat& picture) {
  const double shrink =
      std::min(1.0, static_cast<double>(kLookedAtSide) / std::max(picture.cols, picture.rows));
  cv::Mat small;
  cv::resize(picture, small,
             {std::max(24, static_cast<int>(picture.cols * shrink)),
              std::max(24, static_cast<int>(picture.rows * shrink))},
             0, 0, cv::INTER_AREA);
  return small;
}

/// What of a picture should stay in sight: its subject, as far as one was found, and its middle.
cv::Mat interest_of(const Subject& subject, cv::Size size) {
  cv::Mat interest(36, 36 * size.width / std::max(1, size.height) + 1, CV_32F);
  for (int y = 0; y < interest.rows; ++y) {
    for (int x = 0; x < interest.cols; ++x) {
      const double dx = (x + 0.5) / interest.cols - 0.5;
      const double dy = (y + 0.5) / interest.rows - 0.45;
      interest.at<float>(y, x) = static_cast<float>(0.25 * std::exp(-6 * (dx * dx + dy * dy)));
    }
  }
  if (!subject.mask.empty()) {
    const double sure = 0.2 + 0.5 * subject.confidence();
    cv::Mat field;
    cv::resize(subject.mask, field, interest.size(), 0, 0, cv::INTER_AREA);
    field.convertTo(field, CV_32F, sure / 255);
    interest += field;
    cv::resize(subject.stands_out, field, interest.size(), 0, 0, cv::INTER_AREA);
    interest += field * (0.75 - sure);
  }
  return interest;
}

/// The part of the picture that the subject's mask covers, with room for its soft edge.
cv::Rect box_of(const Reference& reference) {
  if (!reference.alpha.empty()) {
    return visible_box(reference.alpha);
  }
  const cv::Mat& mask = reference.subject.mask;
  const cv::Rect box = cv::boundingRect(mask);
  const double x = static_cast<double>(reference.picture.cols) / mask.cols;
  const double y = static_cast<double>(reference.picture.rows) / mask.rows;
  const double room = 0.02 * std::max(box.width * x, box.height * y) + 2 * std::max(x, y);
  const cv::Point from(static_cast<int>(box.x * x - room), static_cast<int>(box.y * y - room));
  const cv::Point to(static_cast<int>((box.x + box.width) * x + room),
                     static_cast<int>((box.y + box.height) * y + room));
  return cv::Rect(from, to) & cv::Rect({0, 0}, reference.picture.size());
}

/// `part` of the picture in the mask.
cv::Mat mask_of(const Reference& reference, const cv::Rect& part) {
  if (!reference.alpha.empty()) {
    return reference.alpha(part);
  }
  const cv::Mat& mask = reference.subject.mask;
  const double x = static_cast<double>(mask.cols) / reference.picture.cols;
  const double y = static_cast<double>(mask.rows) / reference.picture.rows;
  cv::Mat cut;
  cv::warpAffine(mask, cut, cv::Matx23d(1, 0, part.x * x, 0, 1, part.y * y),
                 {std::max(4, static_cast<int>(std::lround(part.width * x))),
                  std::max(4, static_cast<int>(std::lround(part.height * y)))},
                 cv::INTER_LINEAR | cv::WARP_INVERSE_MAP, cv::BORDER_REPLICATE);
  return cut;
}

}  // namespace

Reference looked_at(const media::ImageWithAlpha& picture) {
  Reference reference;
  reference.picture =
      picture.alpha.empty() ? as_mat(picture.image) : as_mat(media::flattened(picture)).clone();
  const cv::Mat small = smaller(reference.picture);
  if (!picture.alpha.empty() && is_cut_out(as_mat(picture.alpha))) {
    reference.colours = as_mat(picture.image);
    reference.alpha = as_mat(picture.alpha);
    reference.subject = given_subject(reference.alpha, find_faces(small));
  } else {
    const SceneUnderstanding seen = understand(small);
    reference.subject = find_subject(small, seen.faces);
    reference.scenery = scenery_of(seen, reference.subject);
  }
  reference.interest = interest_of(reference.subject, reference.picture.size());
  return reference;
}

std::vector<std::size_t> all_shown_as(const std::vector<Reference>& references, ShownAs shown) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < references.size(); ++i) {
    if (references[i].shown == shown) {
      found.push_back(i);
    }
  }
  return found;
}

Performer performer_of(const Reference& reference, const StagePlace& wish) {
  const cv::Rect part = box_of(reference);
  Performer performer;
  performer.aspect = aspect_of(part.size());
  cv::resize(mask_of(reference, part), performer.outline, {kOutline, kOutline}, 0, 0,
             cv::INTER_AREA);
  performer.outline.convertTo(performer.outline, CV_32F, 1 / 255.0);
  performer.is_cut_below = reference.subject.is_cut_below;
  performer.weight = reference.subject.has_head ? 1.3 : 1;
  performer.wish = wish;
  return performer;
}

Matte matte_at(const Reference& reference, cv::Size frame, double finer, Standing& at) {
  const cv::Rect part = box_of(reference);
  const cv::Size size(std::max(8, static_cast<int>(at.width * frame.height * finer)),
                      std::max(8, static_cast<int>(at.height * frame.height * finer)));
  const bool is_given = !reference.alpha.empty();
  Matte matte = is_given
                    ? given_matte(reference.colours(part), reference.alpha(part), size)
                    : matte_of(resampled(reference.picture(part), size), mask_of(reference, part));
  // A guessed edge ends in faint rests of the ground.
  const cv::Rect filled = cv::boundingRect(matte.alpha > (is_given ? 0 : 20));
  if (filled.area() == 0) {
    return matte;
  }
  matte.colour = matte.colour(filled).clone();
  matte.alpha = matte.alpha(filled).clone();
  const double unit = at.height / size.height;
  at.x += (filled.x + filled.width / 2.0 - size.width / 2.0) * unit;
  at.width = filled.width * unit;
  at.height = filled.height * unit;
  return matte;
}

}  // namespace kirin::engine::motion
