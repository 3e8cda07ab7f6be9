#include "engine/motion/understanding/debug_sheet.h"

#include <fmt/format.h>

#include <cmath>
#include <opencv2/imgproc.hpp>

#include "engine/motion/imaging/picture.h"

namespace kirin::engine::motion {
namespace {

constexpr int kCellSide = 480;
constexpr int kColumns = 4;
constexpr int kCaption = 24;
const cv::Scalar kInk(235, 235, 235);
const cv::Scalar kFaint(130, 130, 130);
const cv::Scalar kPaper(24, 24, 28);

void write(cv::Mat& sheet, const std::string& text, cv::Point at, const cv::Scalar& ink) {
  cv::putText(sheet, text, at, cv::FONT_HERSHEY_SIMPLEX, 0.5, ink, 1, cv::LINE_AA);
}

cv::Mat false_colours(const cv::Mat& field, cv::Size size) {
  cv::Mat grey;
  field.convertTo(grey, CV_8U, 255);
  cv::resize(grey, grey, size, 0, 0, cv::INTER_LINEAR);
  cv::Mat coloured;
  cv::applyColorMap(grey, coloured, cv::COLORMAP_INFERNO);
  cv::cvtColor(coloured, coloured, cv::COLOR_BGR2RGB);
  return coloured;
}

/// The picture in grey, the region in colour over it.
cv::Mat overlay(const cv::Mat& picture, const Region& region, const cv::Scalar& colour) {
  cv::Mat grey;
  cv::cvtColor(luma_of(picture), grey, cv::COLOR_GRAY2RGB);
  grey = grey * 0.55;
  const cv::Mat share = refined_share(region, picture);
  if (share.empty()) {
    return grey;
  }
  cv::Mat result(picture.size(), CV_8UC3);
  for (int y = 0; y < picture.rows; ++y) {
    for (int x = 0; x < picture.cols; ++x) {
      const double a = share.at<std::uint8_t>(y, x) / 255.0;
      const auto& from = grey.at<cv::Vec3b>(y, x);
      const auto& shown = picture.at<cv::Vec3b>(y, x);
      auto& to = result.at<cv::Vec3b>(y, x);
      for (int c = 0; c < 3; ++c) {
        to[c] = cv::saturate_cast<std::uint8_t>((1 - a) * from[c] +
                                                a * (0.5 * shown[c] + 0.5 * colour[c]));
      }
    }
  }
  return result;
}

cv::Scalar colour_of(RegionKind kind) {
  switch (kind) {
    case RegionKind::sky:
      return {80, 160, 255};
    case RegionKind::cloud:
      return {255, 255, 255};
    case RegionKind::water:
      return {0, 220, 220};
    case RegionKind::vegetation:
      return {60, 255, 60};
    case RegionKind::fire:
      return {255, 60, 0};
    case RegionKind::smoke:
      return {200, 120, 255};
    case RegionKind::light:
      return {255, 230, 0};
  }
  return {};
}

void draw_marks(cv::Mat& cell, const SceneUnderstanding& seen) {
  const auto x = [&](double part) { return static_cast<int>(std::lround(part * cell.cols)); };
  const auto y = [&](double part) { return static_cast<int>(std::lround(part * cell.rows)); };
  cv::line(cell, {0, y(seen.horizon)}, {cell.cols, y(seen.horizon)},
           seen.horizon_trust > 0.5 ? cv::Scalar(255, 220, 0) : kFaint, 1, cv::LINE_AA);
  if (seen.vanishing_point) {
    cv::drawMarker(cell, {x(seen.vanishing_point->x), y(seen.vanishing_point->y)},
                   seen.vanishing_trust > 0.5 ? cv::Scalar(255, 60, 60) : kFaint,
                   cv::MARKER_TILTED_CROSS, 22, 2, cv::LINE_AA);
  }
  for (const Face& face : seen.faces) {
    const cv::Rect box(x(face.box.x), y(face.box.y), x(face.box.width), y(face.box.height));
    cv::rectangle(cell, box, cv::Scalar(60, 255, 60), 2);
    write(cell, fmt::format("{:.2f}", face.trust), box.tl() + cv::Point(3, 16), kInk);
  }
}

std::string with_trust(std::string_view name, double trust) {
  return fmt::format("{}  {:.2f}", name, trust);
}

}  // namespace

cv::Mat debug_sheet(const cv::Mat& picture, const SceneUnderstanding& seen,
                    const std::vector<std::string>& notes) {
  const double shrink = static_cast<double>(kCellSide) / std::max(picture.cols, picture.rows);
  const cv::Size cell(std::max(32, static_cast<int>(picture.cols * shrink)),
                      std::max(32, static_cast<int>(picture.rows * shrink)));
  const cv::Mat small = resampled(picture, cell);
  struct Entry {
    std::string caption;
    cv::Mat picture;
    bool is_faint = false;
  };
  std::vector<Entry> entries;
  cv::Mat marked = small.clone();
  draw_marks(marked, seen);
  entries.push_back({"picture", marked});
  entries.push_back(
      {with_trust("disparity", seen.disparity_trust), false_colours(seen.disparity, cell)});
  entries.push_back(
      {with_trust("subject", seen.subject_trust),
       seen.subject.empty() ? cv::Mat(cell, CV_8UC3, kPaper) : false_colours(seen.subject, cell),
       seen.subject_trust < 0.5});
  for (std::size_t i = 0; i < kRegionKinds; ++i) {
    const auto kind = static_cast<RegionKind>(i);
    const Region& region = seen.region(kind);
    entries.push_back({with_trust(to_string(kind), region.trust),
                       overlay(small, region, colour_of(kind)), region.trust < 0.5});
  }
  std::vector<std::string> lines = {
      fmt::format("horizon {:.2f} of the height, trust {:.2f}", seen.horizon, seen.horizon_trust),
      seen.vanishing_point
          ? fmt::format("vanishing point {:.2f}, {:.2f}, trust {:.2f}", seen.vanishing_point->x,
                        seen.vanishing_point->y, seen.vanishing_trust)
          : "no vanishing point",
      fmt::format("{} face{}", seen.faces.size(), seen.faces.size() == 1 ? "" : "s")};
  lines.insert(lines.end(), notes.begin(), notes.end());

  const int rows = (static_cast<int>(entries.size()) + kColumns) / kColumns;
  const int text_rows = static_cast<int>(lines.size()) * 20 + 12;
  const int row_height = cell.height + kCaption;
  const bool has_room = static_cast<int>(entries.size()) % kColumns != 0 && text_rows <= row_height;
  cv::Mat sheet((rows * row_height) + (has_room ? 0 : text_rows), kColumns * cell.width, CV_8UC3,
                kPaper);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const cv::Point at(static_cast<int>(i) % kColumns * cell.width,
                       static_cast<int>(i) / kColumns * row_height);
    write(sheet, entries[i].caption, at + cv::Point(6, 17), entries[i].is_faint ? kFaint : kInk);
    entries[i].picture.copyTo(sheet(cv::Rect(at + cv::Point(0, kCaption), cell)));
  }
  cv::Point at = has_room ? cv::Point(static_cast<int>(entries.size()) % kColumns * cell.width + 8,
                                      (rows - 1) * row_height + 17)
                          : cv::Point(8, rows * row_height + 17);
  for (const std::string& line : lines) {
    write(sheet, line, at, kInk);
    at.y += 20;
  }
  return sheet;
}

}  // namespace kirin::engine::motion
