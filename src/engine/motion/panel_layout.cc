#include "engine/motion/panel_layout.h"

#include <algorithm>

namespace kirin::engine::motion {
namespace {

using Rows = std::vector<std::vector<std::size_t>>;

Rows rows_of(std::size_t count, unsigned breaks) {
  Rows rows(1);
  for (std::size_t i = 0; i < count; ++i) {
    rows.back().push_back(i);
    if (i + 1 < count && (breaks >> i & 1U) != 0) {
      rows.emplace_back();
    }
  }
  return rows;
}

std::vector<Place> placed(const Rows& rows, std::span<const double> aspects, media::Size frame) {
  const double gap = 0.04 * std::min(frame.width, frame.height);
  const double room_x = frame.width * 0.86;
  const double room_y = frame.height * 0.86;
  // Rows of one width: heights follow; then all shrink until they fit.
  std::vector<double> heights;
  double total = gap * static_cast<double>(rows.size() - 1);
  for (const auto& row : rows) {
    double aspect = 0;
    for (const std::size_t i : row) {
      aspect += aspects[i];
    }
    heights.push_back((room_x - gap * static_cast<double>(row.size() - 1)) / aspect);
    total += heights.back();
  }
  const double shrink = std::min(1.0, room_y / total);
  std::vector<Place> places(aspects.size());
  double y = (frame.height - total * shrink) / 2;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const double height = heights[r] * shrink;
    double x = (frame.width - room_x * shrink) / 2;
    for (const std::size_t i : rows[r]) {
      const double width = height * aspects[i];
      places[i] = {x + width / 2, y + height / 2, width, height};
      x += width + gap * shrink;
    }
    y += height + gap * shrink;
  }
  return places;
}

double smallest_area(const std::vector<Place>& places) {
  double smallest = places.front().width * places.front().height;
  for (const Place& place : places) {
    smallest = std::min(smallest, place.width * place.height);
  }
  return smallest;
}

}  // namespace

std::vector<Place> panel_layout(std::span<const double> aspects, media::Size frame) {
  EXPECTS(!aspects.empty() && aspects.size() <= 16);
  std::vector<Place> best;
  for (unsigned breaks = 0; breaks < 1U << (aspects.size() - 1); ++breaks) {
    std::vector<Place> places = placed(rows_of(aspects.size(), breaks), aspects, frame);
    if (best.empty() || smallest_area(places) > smallest_area(best)) {
      best = std::move(places);
    }
  }
  return best;
}

}  // namespace kirin::engine::motion
