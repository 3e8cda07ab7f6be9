#include "engine/motion/compose/panel_layout.h"

#include <algorithm>
#include <cmath>

namespace kirin::engine::motion {
namespace {

/// One thing, or several side by side (a row, equally high) or below each other (a column, equally
/// wide).
struct Block {
  enum class Kind { thing, row, column };
  Kind kind = Kind::thing;
  std::size_t thing = 0;
  std::vector<Block> parts;
};

std::vector<Block> arrangements(std::size_t first, std::size_t count);

/// All ways to arrange each run of things that `breaks` cuts [first, first + count) into.
std::vector<std::vector<Block>> parts_of(std::size_t first, std::size_t count, unsigned breaks,
                                         Block::Kind outer) {
  std::vector<std::vector<Block>> all(1);
  std::size_t start = 0;
  for (std::size_t end = 1; end <= count; ++end) {
    if (end < count && (breaks >> (end - 1) & 1U) == 0) {
      continue;
    }
    std::vector<std::vector<Block>> longer;
    for (const Block& part : arrangements(first + start, end - start)) {
      if (part.kind == outer) {
        continue;  // a row in a row is the longer row, which is another arrangement
      }
      for (std::vector<Block> parts : all) {
        parts.push_back(part);
        longer.push_back(std::move(parts));
      }
    }
    all = std::move(longer);
    start = end;
  }
  return all;
}

std::vector<Block> arrangements(std::size_t first, std::size_t count) {
  if (count == 1) {
    return {Block{Block::Kind::thing, first, {}}};
  }
  std::vector<Block> blocks;
  for (const Block::Kind kind : {Block::Kind::row, Block::Kind::column}) {
    for (unsigned breaks = 1; breaks < 1U << (count - 1); ++breaks) {
      for (std::vector<Block>& parts : parts_of(first, count, breaks, kind)) {
        blocks.push_back({kind, 0, std::move(parts)});
      }
    }
  }
  return blocks;
}

/// How wide a block is for its height: width = slope * height + extra, because gaps do not scale.
struct Width {
  double slope = 0;
  double extra = 0;
  double at(double height) const { return slope * height + extra; }
  double height_at(double width) const { return (width - extra) / slope; }
};

Width width_of(const Block& block, std::span<const double> aspects, double gap) {
  if (block.kind == Block::Kind::thing) {
    return {aspects[block.thing], 0};
  }
  const double gaps = gap * static_cast<double>(block.parts.size() - 1);
  double slope = 0;
  double extra = 0;
  for (const Block& part : block.parts) {
    const Width width = width_of(part, aspects, gap);
    if (block.kind == Block::Kind::row) {
      slope += width.slope;
      extra += width.extra;
    } else {  // heights add up: height = width / slope - extra / slope
      slope += 1 / width.slope;
      extra += width.extra / width.slope;
    }
  }
  return block.kind == Block::Kind::row ? Width{slope, extra + gaps}
                                        : Width{1 / slope, (extra - gaps) / slope};
}

/// Puts the block's things, its upper left corner at (x, y).
void put(const Block& block, std::span<const double> aspects, double gap, double x, double y,
         double height, std::vector<Place>& places) {
  if (block.kind == Block::Kind::thing) {
    const double width = aspects[block.thing] * height;
    places[block.thing] = {x + width / 2, y + height / 2, width, height};
    return;
  }
  const double whole = width_of(block, aspects, gap).at(height);
  for (const Block& part : block.parts) {
    const Width width = width_of(part, aspects, gap);
    if (block.kind == Block::Kind::row) {
      put(part, aspects, gap, x, y, height, places);
      x += width.at(height) + gap;
    } else {
      const double part_height = width.height_at(whole);
      put(part, aspects, gap, x, y, part_height, places);
      y += part_height + gap;
    }
  }
}

/// How the shapes give way: all by as much, or all towards one aspect ratio.
enum class Giving { evenly, alike };

/// The shapes' aspect ratios at `lean` in [-1, 1]: the larger, the wider each of them.
std::vector<double> leaning(std::span<const PanelShape> shapes, Giving giving, double lean) {
  std::vector<double> aspects;
  for (const PanelShape& shape : shapes) {
    aspects.push_back(giving == Giving::evenly
                          ? shape.aspect * std::pow(shape.give, lean)
                          : std::clamp(std::pow(4.0, lean), shape.aspect / shape.give,
                                       shape.aspect * shape.give));
  }
  return aspects;
}

/// The lean with which the block, as high as the room, is as wide as it: wider things make every
/// arrangement wider.
double best_lean(const Block& block, std::span<const PanelShape> shapes, Giving giving, double gap,
                 double room_x, double room_y) {
  double low = -1;
  double high = 1;
  for (int i = 0; i < 30; ++i) {
    const double middle = (low + high) / 2;
    const std::vector<double> aspects = leaning(shapes, giving, middle);
    (width_of(block, aspects, gap).at(room_y) < room_x ? low : high) = middle;
  }
  return (low + high) / 2;
}

/// Large things, the smallest above all, and little cut off.
double worth(const std::vector<Place>& places, std::span<const PanelShape> shapes) {
  double areas = 0;
  double smallest = 1e30;
  double cut = 0;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const Place& place = places[i];
    if (place.width <= 0 || place.height <= 0) {
      return 0;  // the gaps alone are too large for this arrangement
    }
    areas += std::log(place.width * place.height);
    smallest = std::min(smallest, place.width * place.height);
    cut += std::abs(std::log(place.width / place.height / shapes[i].aspect));
  }
  const auto count = static_cast<double>(places.size());
  return std::sqrt(smallest * std::exp(areas / count)) * std::exp(-0.5 * cut / count);
}

}  // namespace

std::vector<Place> panel_layout(std::span<const PanelShape> shapes, media::Size frame) {
  EXPECTS(!shapes.empty() && shapes.size() <= 8);
  const double gap = 0.04 * std::min(frame.width, frame.height);
  const double room_x = frame.width * 0.86;
  const double room_y = frame.height * 0.86;
  std::vector<Place> best;
  double most = -1;
  for (const Block& block : arrangements(0, shapes.size())) {
    for (const Giving giving : {Giving::evenly, Giving::alike}) {
      const double lean = best_lean(block, shapes, giving, gap, room_x, room_y);
      const std::vector<double> aspects = leaning(shapes, giving, lean);
      const Width width = width_of(block, aspects, gap);
      const double height = std::min(room_y, width.height_at(room_x));
      std::vector<Place> places(shapes.size());
      put(block, aspects, gap, (frame.width - width.at(height)) / 2, (frame.height - height) / 2,
          height, places);
      if (worth(places, shapes) > most) {
        most = worth(places, shapes);
        best = std::move(places);
      }
    }
  }
  return best;
}

}  // namespace kirin::engine::motion
