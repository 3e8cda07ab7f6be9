#include "engine/motion/brush/brush_stroke.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "engine/motion/brush/trajectory.h"
#include "engine/motion/camera/camera_plan.h"
#include "engine/motion/clip.h"
#include "engine/motion/imaging/hole_fill.h"
#include "engine/motion/imaging/picture.h"

namespace kirin::engine::motion {
namespace {

/// A thing cut out of the first frame: its pixels and coverage in a box of the frame.
struct CutOut {
  cv::Rect box;
  cv::Mat pixels;
  cv::Mat alpha;    ///< CV_8UC1, soft at the edge
  Trajectory path;  ///< in pixels of the frame

  Point offset(double t) const {
    const Point start = path.at(0);
    const Point now = path.at(eased(t));
    return {now.x - start.x, now.y - start.y};
  }
};

/// The painted thing itself: strokes are drawn generously, so what resembles the surroundings is
/// cut away again (GrabCut, Rother et al. 2004, at 320 pixels). Where that leaves too little to be
/// believed, the mask as painted.
cv::Mat refined(const cv::Mat& plain, const cv::Mat& mask) {
  const double shrink = std::min(1.0, 320.0 / std::max(plain.cols, plain.rows));
  const cv::Size work(static_cast<int>(plain.cols * shrink), static_cast<int>(plain.rows * shrink));
  cv::Mat small;
  cv::Mat painted;
  cv::resize(plain, small, work, 0, 0, cv::INTER_AREA);
  cv::resize(mask, painted, work, 0, 0, cv::INTER_AREA);
  cv::threshold(painted, painted, 127, 255, cv::THRESH_BINARY);
  cv::Mat depth;
  cv::distanceTransform(painted, depth, cv::DIST_L2, 3);
  double deepest = 0;
  cv::minMaxIdx(depth, nullptr, &deepest);
  const int area = cv::countNonZero(painted);
  if (deepest < 5 || area > 0.5 * static_cast<double>(painted.total())) {
    return mask;
  }
  cv::Mat labels(work, CV_8U, cv::Scalar(cv::GC_BGD));
  labels.setTo(cv::GC_PR_FGD, painted);
  labels.setTo(cv::GC_FGD, depth > 0.6 * deepest);
  cv::theRNG().state = 0x6b6972696e;  // GrabCut's first clusters draw from it
  cv::Mat behind;
  cv::Mat before;
  cv::grabCut(small, labels, {}, behind, before, 3, cv::GC_INIT_WITH_MASK);
  cv::Mat kept = (labels & 1) * 255;
  cv::morphologyEx(kept, kept, cv::MORPH_CLOSE,
                   cv::getStructuringElement(cv::MORPH_ELLIPSE, {5, 5}));
  if (cv::countNonZero(kept) < 0.45 * area) {
    return mask;
  }
  cv::Mat full;
  cv::resize(kept, full, mask.size(), 0, 0, cv::INTER_CUBIC);
  cv::threshold(full, full, 127, 255, cv::THRESH_BINARY);
  cv::dilate(full, full, cv::Mat::ones(3, 3, CV_8U));  // the soft edge lies outside the thing
  return full & mask;
}

CutOut cut_out(const cv::Mat& plain, const cv::Mat& mask, Trajectory path) {
  cv::Mat alpha;
  cv::GaussianBlur(mask, alpha, {}, 1.1 + plain.cols / 2000.0);
  constexpr int kRoom = 8;  // for the soft edge and the sampling filter
  cv::Rect box = cv::boundingRect(mask);
  box -= cv::Point(kRoom, kRoom);
  box += cv::Size(2 * kRoom, 2 * kRoom);
  // At the frame's border the box reaches outside; repeated pixels there keep the filter from
  // seeing black.
  cv::Mat wide_pixels;
  cv::Mat wide_alpha;
  cv::copyMakeBorder(plain, wide_pixels, kRoom, kRoom, kRoom, kRoom, cv::BORDER_REPLICATE);
  cv::copyMakeBorder(alpha, wide_alpha, kRoom, kRoom, kRoom, kRoom, cv::BORDER_CONSTANT,
                     cv::Scalar(0));
  const cv::Rect inside(box.x + kRoom, box.y + kRoom, box.width, box.height);
  return {box, wide_pixels(inside).clone(), wide_alpha(inside).clone(), std::move(path)};
}

void blend(const cv::Mat& pixels, const cv::Mat& alpha, cv::Mat frame) {
  for (int y = 0; y < frame.rows; ++y) {
    const std::uint8_t* from = pixels.ptr(y);
    const std::uint8_t* cover = alpha.ptr(y);
    std::uint8_t* to = frame.ptr(y);
    for (int x = 0; x < frame.cols; ++x) {
      for (int c = 0; c < 3; ++c) {
        const int i = 3 * x + c;
        to[i] =
            static_cast<std::uint8_t>((from[i] * cover[x] + to[i] * (255 - cover[x]) + 127) / 255);
      }
    }
  }
}

/// Draws the thing moved by `offset`: whole pixels by its place, the rest by sampling.
void draw(const CutOut& thing, Point offset, cv::Mat& frame) {
  const int whole_x = static_cast<int>(std::floor(offset.x));
  const int whole_y = static_cast<int>(std::floor(offset.y));
  const cv::Matx23d shift(1, 0, offset.x - whole_x, 0, 1, offset.y - whole_y);
  cv::Mat pixels;
  cv::Mat alpha;
  cv::warpAffine(thing.pixels, pixels, shift, thing.pixels.size(), cv::INTER_CUBIC,
                 cv::BORDER_REPLICATE);
  cv::warpAffine(thing.alpha, alpha, shift, thing.alpha.size(), cv::INTER_LINEAR,
                 cv::BORDER_CONSTANT);
  const cv::Rect place = thing.box + cv::Point(whole_x, whole_y);
  const cv::Rect seen = place & cv::Rect({0, 0}, frame.size());
  if (!seen.empty()) {
    const cv::Rect part = seen - place.tl();
    blend(pixels(part), alpha(part), frame(seen));
  }
}

std::vector<Point> in_frame_pixels(const Brush& brush, media::Size picture, cv::Size frame) {
  const cv::Mat whole(picture.height, picture.width, CV_8UC1, cv::Scalar(0));
  cv::Size crop_size;
  cv::Point corner;
  cover_crop(whole, frame).locateROI(crop_size, corner);
  const cv::Mat crop = cover_crop(whole, frame);
  std::vector<Point> points;
  for (const Point point : brush.trajectory) {
    points.push_back({(point.x - corner.x) * frame.width / crop.cols,
                      (point.y - corner.y) * frame.height / crop.rows});
  }
  return points;
}

}  // namespace

Result<GenerationReport> follow_brushes(const GenerationJob& job, FrameSink& frames,
                                        ProgressSink& progress, const std::stop_token& stop) {
  if (!job.first_frame) {
    return Error{ErrorCode::invalid_argument, "a motion brush without a first frame to paint on"};
  }
  progress.report(0, "analyse");
  const cv::Size size(job.size.width, job.size.height);
  const cv::Mat plain = fitted(*job.first_frame, size);
  GenerationReport report;
  cv::Mat painted = cv::Mat::zeros(size, CV_8UC1);
  std::vector<CutOut> things;
  for (std::size_t i = 0; i < job.brushes.size(); ++i) {
    const Brush& brush = job.brushes[i];
    if (brush.trajectory.size() < 2 || brush.mask.empty()) {
      return Error{
          ErrorCode::invalid_argument,
          fmt::format("brush {} has {} trajectory points and {} mask; 2 points and a mask are due",
                      i + 1, brush.trajectory.size(), brush.mask.empty() ? "no" : "a")};
    }
    const cv::Mat mask = fitted_mask(brush.mask, size);
    if (cv::countNonZero(mask) == 0) {
      report.warnings.push_back(
          fmt::format("The mask of brush {} paints nothing, so nothing follows its path.", i + 1));
      continue;
    }
    painted |= mask;
    things.push_back(cut_out(plain, refined(plain, mask),
                             Trajectory(in_frame_pixels(brush, job.first_frame->size(), size))));
  }
  // A painter rarely meets the outline: the rim of the thing must not stay behind as a ghost.
  const int rim = 2 * std::max(2, size.width / 160) + 1;
  cv::Mat hole;
  cv::dilate(painted, hole, cv::getStructuringElement(cv::MORPH_ELLIPSE, {rim, rim}));
  const cv::Mat background = hole_filled(plain, hole);
  cv::Mat held;
  if (job.static_mask) {
    held = fitted_mask(*job.static_mask, size);
  }

  RETURN_IF_ERROR(render_frames(job, frames, progress, stop, [&](int index, media::Image& frame) {
    cv::Mat pixels = as_mat(frame);
    const double t = frame_time(job, index);
    double furthest = 0;
    for (const CutOut& thing : things) {
      const Point offset = thing.offset(t);
      furthest = std::max(furthest, std::hypot(offset.x, offset.y));
    }
    // The filled rim appears as the things leave, not at once.
    const double revealed = std::min(1.0, furthest / 4);
    cv::addWeighted(background, revealed, plain, 1 - revealed, 0, pixels);
    for (const CutOut& thing : things) {
      draw(thing, thing.offset(t), pixels);
    }
    if (!held.empty()) {
      plain.copyTo(pixels, held);
    }
  }));
  report.facts["camera"] = "static";
  report.facts["brushes"] = things.size();
  return report;
}

}  // namespace kirin::engine::motion
