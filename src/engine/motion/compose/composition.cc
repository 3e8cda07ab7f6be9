#include "engine/motion/compose/composition.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>
#include <optional>
#include <vector>

#include "engine/motion/view/camera_move.h"
#include "engine/motion/camera/camera_plan.h"
#include "engine/motion/clip.h"
#include "engine/motion/imaging/cubic_rows.h"
#include "engine/motion/compose/panel_layout.h"
#include "engine/motion/imaging/picture.h"
#include "engine/motion/understanding/subject.h"

namespace kirin::engine::motion {
namespace {

constexpr double kClosest = 1.2;  // how much larger than its place a thing may be drawn

constexpr double kMostCut = 4.0 / 3;  // panels lose at most a quarter of their pictures
constexpr int kRim = 4;               // pixels of nothing around a thing: its soft edge

/// One thing in the scene.
struct Thing {
  SampledPicture pixels;  ///< with alpha, at kClosest times its place's size, and a rim
  cv::Mat light;          ///< what its shadow leaves, CV_32FC1, coarse, with room around
  cv::Size light_extent;  ///< what `light` covers, in pixels of `pixels`
  Place place;
  double depth = 1;  ///< 0 stays with the background, 1 moves as the nearest
};

double aspect_of(const cv::Mat& picture) {
  return static_cast<double>(picture.cols) / picture.rows;
}

cv::Mat rounded_panel(cv::Size size) {
  constexpr int kFiner = 4;
  cv::Mat fine = cv::Mat::zeros(size * kFiner, CV_8U);
  const int radius = std::min(fine.cols, fine.rows) / 24;
  cv::rectangle(fine, {radius, 0}, {fine.cols - radius, fine.rows}, 255, cv::FILLED);
  cv::rectangle(fine, {0, radius}, {fine.cols, fine.rows - radius}, 255, cv::FILLED);
  for (const cv::Point centre :
       {cv::Point(radius, radius), cv::Point(fine.cols - 1 - radius, radius),
        cv::Point(radius, fine.rows - 1 - radius),
        cv::Point(fine.cols - 1 - radius, fine.rows - 1 - radius)}) {
    cv::circle(fine, centre, radius, 255, cv::FILLED);
  }
  cv::Mat soft;
  cv::resize(fine, soft, size, 0, 0, cv::INTER_AREA);
  return soft;
}

/// The panel with a thin light edge, as a print has.
void draw_edge(cv::Mat& pixels, const cv::Mat& alpha, int width) {
  cv::Mat inner;
  cv::erode(alpha, inner,
            cv::getStructuringElement(cv::MORPH_ELLIPSE, {2 * width + 1, 2 * width + 1}), {-1, -1},
            1, cv::BORDER_CONSTANT, cv::Scalar(0));
  for (int y = 0; y < pixels.rows; ++y) {
    for (int x = 0; x < pixels.cols; ++x) {
      const float light = 0.6F * (1 - static_cast<float>(inner.at<std::uint8_t>(y, x)) / 255);
      cv::Vec3b& pixel = pixels.at<cv::Vec3b>(y, x);
      pixel = cv::Vec3f(pixel) * (1 - light) + cv::Vec3f(250, 248, 244) * light;
    }
  }
}

int room_for_shadow(double unit) { return static_cast<int>(unit * 0.09); }

/// What the shadow of `alpha` leaves of the light, at a quarter of its size with room around it.
cv::Mat light_around(const cv::Mat& alpha, double unit) {
  const int room = room_for_shadow(unit);
  cv::Mat dark;
  cv::copyMakeBorder(alpha, dark, room, room, room, room, cv::BORDER_CONSTANT, cv::Scalar(0));
  cv::resize(dark, dark, {std::max(1, dark.cols / 4), std::max(1, dark.rows / 4)}, 0, 0,
             cv::INTER_AREA);
  dark.convertTo(dark, CV_32F, -0.5 / 255);
  const double fall = unit * 0.022 / 4;
  cv::Mat fallen;
  cv::warpAffine(dark, fallen, cv::Matx23d(1, 0, fall * 0.3, 0, 1, fall), dark.size());
  cv::GaussianBlur(fallen, fallen, {}, unit * 0.02 / 4);
  return fallen + 1;
}

Thing thing_at(const cv::Mat& picture, const std::optional<cv::Mat>& subject, const Place& place,
               double unit) {
  const cv::Size size(std::max(8, static_cast<int>(place.width * kClosest)),
                      std::max(8, static_cast<int>(place.height * kClosest)));
  cv::Mat pixels = resampled(picture, size);
  cv::Mat alpha;
  if (subject) {
    alpha = resampled(*subject, size);
  } else {
    alpha = rounded_panel(size);
    draw_edge(pixels, alpha, std::max(1, static_cast<int>(unit * 0.003)));
  }
  Thing thing;
  thing.place = place;
  cv::copyMakeBorder(pixels, pixels, kRim, kRim, kRim, kRim, cv::BORDER_REPLICATE);
  cv::Mat rimmed;
  cv::copyMakeBorder(alpha, rimmed, kRim, kRim, kRim, kRim, cv::BORDER_CONSTANT, cv::Scalar(0));
  thing.pixels = SampledPicture(pixels, rimmed);
  thing.light = light_around(alpha, unit);
  const int room = room_for_shadow(unit);
  thing.light_extent = {alpha.cols + 2 * room, alpha.rows + 2 * room};
  return thing;
}

/// Blurred, darkened colours of a picture, darker towards the corners: a stage that does not
/// compete.
cv::Mat stage_from(const cv::Mat& picture, cv::Size size) {
  cv::Mat small;
  cv::resize(cover_crop(picture, size), small, {160, std::max(16, 160 * size.height / size.width)},
             0, 0, cv::INTER_AREA);
  cv::GaussianBlur(small, small, {}, 9, 9, cv::BORDER_REFLECT_101);
  cv::Mat stage;
  cv::resize(small, stage, size, 0, 0, cv::INTER_CUBIC);
  for (int y = 0; y < stage.rows; ++y) {
    for (int x = 0; x < stage.cols; ++x) {
      const double dx = (x + 0.5) / stage.cols - 0.5;
      const double dy = (y + 0.5) / stage.rows - 0.45;
      const auto light = static_cast<float>(0.62 - 0.55 * (dx * dx + dy * dy));
      // A step of noise below one level keeps the smooth colours from banding.
      const auto grain =
          static_cast<float>((static_cast<unsigned>(x * 7919 + y * 104729) * 2654435761U >> 24) &
                             255U) /
              255 -
          0.5F;
      cv::Vec3b& pixel = stage.at<cv::Vec3b>(y, x);
      pixel = cv::Vec3f(pixel) * light + cv::Vec3f(grain, grain, grain);
    }
  }
  return stage;
}

/// The largest part of a picture with that aspect ratio: centred sideways, towards the top where
/// heads are.
cv::Rect panel_part(cv::Size picture, double aspect) {
  const int width = std::min(picture.width, static_cast<int>(std::lround(picture.height * aspect)));
  const int height =
      std::min(picture.height, static_cast<int>(std::lround(picture.width / aspect)));
  return {(picture.width - width) / 2, (picture.height - height) / 5, std::max(1, width),
          std::max(1, height)};
}

struct Scene {
  SampledPicture background;  ///< larger than the frame by kRoom
  std::vector<Thing> things;  ///< from back to front
};

constexpr double kRoom = 1.10;

Scene scene_of(const GenerationJob& job, const std::vector<cv::Mat>& pictures,
               GenerationReport& report) {
  const cv::Size size(job.size.width, job.size.height);
  std::vector<std::optional<cv::Mat>> subjects;
  for (const cv::Mat& picture : pictures) {
    subjects.push_back(subject_alpha(picture));
  }
  // The photograph nearest to the frame's aspect ratio can be the place where cut-out subjects
  // stand.
  std::size_t ground = pictures.size();
  const auto misfit = [&](std::size_t i) {
    return std::abs(std::log(aspect_of(pictures[i]) * size.height / size.width));
  };
  const bool has_subject =
      std::any_of(subjects.begin(), subjects.end(), [](const auto& s) { return s.has_value(); });
  std::size_t best = pictures.size();
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    if (!subjects[i] && (best == pictures.size() || misfit(i) < misfit(best))) {
      best = i;
    }
  }
  if (has_subject && best < pictures.size() && misfit(best) < 0.7) {
    ground = best;
  }

  Scene scene;
  const cv::Size roomy(static_cast<int>(size.width * kRoom), static_cast<int>(size.height * kRoom));
  scene.background = SampledPicture(
      ground < pictures.size() ? resampled(cover_crop(pictures[ground], roomy), roomy)
                               : stage_from(pictures[best < pictures.size() ? best : 0], roomy));
  std::vector<std::size_t> shown;
  std::vector<PanelShape> shapes;
  std::vector<cv::Rect> parts;
  JsonArray how;
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    how.emplace_back(i == ground ? "background" : subjects[i] ? "cut out" : "panel");
    if (i != ground) {
      const cv::Rect whole({0, 0}, pictures[i].size());
      const cv::Rect part = subjects[i] ? cv::boundingRect(*subjects[i] > 8) & whole : whole;
      shown.push_back(i);
      parts.push_back(part);
      shapes.push_back({static_cast<double>(part.width) / part.height, subjects[i] ? 1 : kMostCut});
    }
  }
  report.facts["references"] = how;
  std::vector<Place> places = panel_layout(shapes, job.size);
  for (std::size_t k = 0; k < shown.size(); ++k) {
    if (!subjects[shown[k]]) {
      parts[k] = panel_part(pictures[shown[k]].size(), places[k].width / places[k].height);
    }
  }
  const double unit = std::min(size.width, size.height);
  for (std::size_t k = 0; k < shown.size(); ++k) {
    const std::size_t i = shown[k];
    if (ground < pictures.size() && subjects[i]) {  // stands on the ground, not in the sky
      places[k].width *= 0.9;
      places[k].height *= 0.9;
      places[k].y = std::max(places[k].y, size.height * 0.94 - places[k].height / 2);
    }
    const auto alpha = subjects[i] ? std::optional((*subjects[i])(parts[k])) : std::nullopt;
    scene.things.push_back(thing_at(pictures[i](parts[k]), alpha, places[k], unit));
    scene.things.back().depth = k % 2 == 0 ? 1.0 : 0.62;
  }
  std::stable_sort(scene.things.begin(), scene.things.end(),
                   [](const Thing& a, const Thing& b) { return a.depth < b.depth; });
  return scene;
}

/// The points of pixels `first`, `first` + 1, … of a line onto which something of `length` is laid
/// `zoom` times as large, its middle at `centre`.
std::vector<float> points_along(int first, int pixels, double centre, double zoom, int length) {
  std::vector<float> points(static_cast<std::size_t>(cell_points(pixels)));
  for (std::size_t i = 0; i < points.size(); ++i) {
    const double at = first + kCell * static_cast<double>(i) + 0.5 - centre;
    points[i] = static_cast<float>(at / zoom + length / 2.0 - 0.5);
  }
  return points;
}

/// The pixels of a line of `room` that something of that length, place and zoom covers.
cv::Range covered(double centre, double zoom, int length, int room) {
  const double half = zoom * (length - 1) / 2.0;
  return {std::max(0, static_cast<int>(std::ceil(centre - 0.5 - half))),
          std::min(room, static_cast<int>(std::floor(centre - 0.5 + half)) + 1)};
}

void draw_shadow(const Thing& thing, double x, double y, double zoom, cv::Mat& frame) {
  const cv::Range columns = covered(x, zoom, thing.light_extent.width, frame.cols);
  const cv::Range rows = covered(y, zoom, thing.light_extent.height, frame.rows);
  if (columns.empty() || rows.empty()) {
    return;
  }
  const double step_x = kCell / zoom * thing.light.cols / thing.light_extent.width;
  const double step_y = kCell / zoom * thing.light.rows / thing.light_extent.height;
  const cv::Matx23d seen(
      step_x, 0, thing.light.cols / 2.0 - 0.5 + (columns.start + 0.5 - x) / kCell * step_x, 0,
      step_y, thing.light.rows / 2.0 - 0.5 + (rows.start + 0.5 - y) / kCell * step_y);
  cv::Mat light;
  cv::warpAffine(thing.light, light, seen, {cell_points(columns.size()), cell_points(rows.size())},
                 cv::INTER_LINEAR | cv::WARP_INVERSE_MAP, cv::BORDER_CONSTANT, cv::Scalar(1));
  std::vector<float> row(static_cast<std::size_t>(light.cols));
  for (int i = 0; i < rows.size(); ++i) {
    field_row(light, i, light.cols, row.data());
    shade_row(row.data(), columns.size(), frame.ptr(rows.start + i) + 3 * columns.start);
  }
}

/// Draws `thing` with its centre at (x, y), `scale` times its place's size.
void draw(const Thing& thing, double x, double y, double scale, cv::Mat& frame) {
  const double zoom = scale / kClosest;
  draw_shadow(thing, x, y, zoom, frame);
  const cv::Range columns = covered(x, zoom, thing.pixels.width(), frame.cols);
  const cv::Range rows = covered(y, zoom, thing.pixels.height(), frame.rows);
  if (columns.empty()) {
    return;
  }
  const std::vector<float> across =
      points_along(columns.start, columns.size(), x, zoom, thing.pixels.width());
  std::vector<float> down(across.size());
  for (int row = rows.start; row < rows.end; ++row) {
    std::fill(down.begin(), down.end(),
              points_along(row, 1, y, zoom, thing.pixels.height()).front());
    cover_row({&thing.pixels, across.data(), down.data()}, columns.size(),
              frame.ptr(row) + 3 * columns.start);
  }
}

void draw_background(const SampledPicture& background, double x, double y, double zoom,
                     cv::Mat& frame) {
  const std::vector<float> across = points_along(0, frame.cols, x, zoom, background.width());
  std::vector<float> down(across.size());
  for (int row = 0; row < frame.rows; ++row) {
    std::fill(down.begin(), down.end(), points_along(row, 1, y, zoom, background.height()).front());
    sample_row({&background, across.data(), down.data()}, frame.cols, frame.ptr(row));
  }
}

void paint(const Scene& scene, double t, double sway, cv::Mat& frame) {
  // The camera passes from one side to the other and comes a little nearer.
  const double side = sway * (eased(t) - 0.5);
  const double nearer = 0.06 * eased(t);
  const double unit = std::min(frame.cols, frame.rows);
  const double middle_x = frame.cols / 2.0;
  const double middle_y = frame.rows / 2.0;
  draw_background(scene.background, middle_x - side * 0.02 * unit, middle_y,
                  (1 + 0.4 * nearer) / kRoom * 1.02, frame);
  for (const Thing& thing : scene.things) {
    const double scale = 1 + nearer * (0.4 + thing.depth);
    draw(thing, middle_x + (thing.place.x - middle_x) * scale - side * 0.06 * unit * thing.depth,
         middle_y + (thing.place.y - middle_y) * scale, scale, frame);
  }
}

}  // namespace

Result<GenerationReport> compose_references(const GenerationJob& job, FrameSink& frames,
                                            ProgressSink& progress, const std::stop_token& stop) {
  EXPECTS(!job.references.empty());
  std::vector<cv::Mat> pictures;
  for (const media::Image& reference : job.references) {
    if (reference.empty()) {
      return Error{ErrorCode::invalid_argument, "an empty reference picture"};
    }
    pictures.push_back(as_mat(reference));
  }
  const double misfit =
      std::abs(std::log(aspect_of(pictures[0]) * job.size.height / job.size.width));
  if (pictures.size() == 1 && misfit < 0.25) {
    GenerationJob alone = job;
    alone.first_frame = job.references[0];
    alone.references.clear();
    ASSIGN_OR_RETURN(GenerationReport report, move_camera(alone, frames, progress, stop));
    report.facts["references"] = JsonArray{"full frame"};
    return report;
  }
  progress.report(0, "analyse");
  GenerationReport report;
  const Scene scene = scene_of(job, pictures, report);
  const CameraPlan plan =
      read_camera(job.prompt, job.negative_prompt, job.prompt_strength, job.seed);
  const bool is_still = plan.moves.contains(CameraMove::still);
  const double side = plan.end.truck_x + plan.end.x < 0 ? -1 : 1;
  const double sway = is_still ? 0 : side * (0.6 + 0.8 * job.prompt_strength);
  RETURN_IF_ERROR(render_frames(job, frames, progress, stop, [&](int index, media::Image& frame) {
    cv::Mat pixels = as_mat(frame);
    paint(scene, frame_time(job, index), sway, pixels);
  }));
  report.facts["camera"] = is_still   ? "static"
                           : side < 0 ? "slow pass to the left"
                                      : "slow pass to the right";
  return report;
}

}  // namespace kirin::engine::motion
