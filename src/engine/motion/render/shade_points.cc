#include "engine/motion/render/shade_points.h"

#include <algorithm>
#include <span>

namespace kirin::engine::motion::render {
namespace {

constexpr std::size_t kPadding = 32;
constexpr std::uint32_t kSky = world::kSurfaceCount;

/// Where a pixel's samples begin in TileSamples.
template <int kSamples>
constexpr std::size_t sample_at(int x, int y) {
  constexpr int kWidth = kSamples == 1 ? 4 : 2;
  constexpr int kHeight = kSamples == 1 ? 4 : kSamples == 4 ? 2 : 1;
  const int cell = y / kHeight * (kTile / kWidth) + x / kWidth;
  const int pixel = y % kHeight * kWidth + x % kWidth;
  return static_cast<std::size_t>(cell * kCellSamples + pixel * kSamples);
}

/// What is not 0 where a pixel's samples see different things.
template <int kSamples>
std::uint32_t differences(const std::uint32_t* samples) {
  std::uint32_t differs = 0;
  for (int s = 1; s < kSamples; ++s) {
    differs |= samples[s] ^ samples[0];
  }
  return differs;
}

}  // namespace

std::uint32_t PointMaker::record_of(std::uint32_t id) {
  if (id == kNothing) {
    return kNothing;
  }
  std::uint32_t& slot = record_of_[id];
  if (slot == kNothing) {
    slot = static_cast<std::uint32_t>(out_->records.size());
    out_->records.emplace_back();
    out_->planes.emplace_back();
    const TriangleSource& triangles = source_->triangles;
    find_planes(triangles, triangles.geometry->triangles()[(*bin_)[id]],
                static_cast<int>(out_->left), static_cast<int>(out_->top), out_->records.back(),
                out_->planes.back());
  }
  return slot;
}

std::uint32_t PointMaker::surface_of(std::uint32_t record) const {
  return record == kNothing ? kSky : static_cast<std::uint32_t>(out_->records[record].surface);
}

bool PointMaker::is_same_surface(std::uint32_t a, std::uint32_t b) const {
  if (a == kNothing || b == kNothing) {
    return a == b;
  }
  const PointRecord& p = out_->records[a];
  const PointRecord& q = out_->records[b];
  if (p.draw != q.draw || p.surface != q.surface || world::dot(p.normal, q.normal) <= 0.9F) {
    return false;
  }
  const world::Vec3 off = p.colour - q.colour;
  const PointPlanes& at_p = out_->planes[a];
  const PointPlanes& at_q = out_->planes[b];
  return world::dot(off, off) < 0.002F &&
         std::max(at_p.low, at_q.low) <= 1.15F * std::min(at_p.high, at_q.high);
}

/// One point for each surface seen by the pixel's samples, at the middle of those that see it.
template <int kSamples>
void PointMaker::add_pixel(const std::uint32_t* samples, int x, int y) {
  const SamplePattern& pattern = *source_->pattern;
  const auto pixel = static_cast<std::uint16_t>(y * kTile + x);
  RawPoint* const points = raw_.data() + raw_count_;
  int seen[kSamples] = {};
  int count = 0;
  std::uint32_t last_id = kNothing;
  int last = -1;
  for (int s = 0; s < kSamples; ++s) {
    if (last < 0 || samples[s] != last_id) {
      last_id = samples[s];
      const std::uint32_t record = record_of(last_id);
      last = 0;
      while (last < count && points[last].record != record &&
             !is_same_surface(points[last].record, record)) {
        ++last;
      }
      if (last == count) {
        points[count++] = {record, 0, 0, 0, pixel};
      }
    }
    ++seen[last];
    points[last].x += pattern.offset_x(s);
    points[last].y += pattern.offset_y(s);
  }
  for (int k = 0; k < count; ++k) {
    const float share = 1 / static_cast<float>(seen[k]);
    points[k].x = points[k].x * share + static_cast<float>(x);
    points[k].y = points[k].y * share + static_cast<float>(y);
    points[k].weight = static_cast<float>(seen[k]) / kSamples;
  }
  raw_count_ += static_cast<std::size_t>(count);
}

/// False where the pixels, each of which sees one triangle, do not see the same surface.
bool PointMaker::add_mixed(const std::uint32_t (&ids)[kBlockPixels], std::uint16_t pixel) {
  std::uint32_t records[kBlockPixels];
  std::uint32_t last = ids[0];
  records[0] = record_of(last);
  const std::uint32_t surface = surface_of(records[0]);
  for (int p = 1; p < kBlockPixels; ++p) {
    records[p] = records[p - 1];
    if (ids[p] != last) {
      last = ids[p];
      records[p] = record_of(last);
      if (surface_of(records[p]) != surface) {
        return false;
      }
    }
  }
  const auto at = static_cast<std::uint32_t>(mixed_.size());
  mixed_.insert(mixed_.end(), records, records + kBlockPixels);
  raw_blocks_.push_back({surface, kNothing, at, pixel});
  return true;
}

template <int kSamples>
void PointMaker::make_block(const std::uint32_t* samples, int x, int y, bool fits) {
  const auto pixel = static_cast<std::uint16_t>(y * kTile + x);
  std::uint32_t ids[kBlockPixels];
  std::uint32_t split = 0;  // a bit for each pixel whose samples see different things
  std::uint32_t differs = 0;
  for (int p = 0; p < kBlockPixels; ++p) {
    const std::uint32_t* at =
        samples + sample_at<kSamples>(x + p % kBlockWidth, y + p / kBlockWidth);
    ids[p] = at[0];
    differs |= at[0] ^ ids[0];
    split |= (differences<kSamples>(at) != 0 ? 1U : 0U) << p;
  }
  if (fits && (split | differs) == 0) {
    const std::uint32_t record = record_of(ids[0]);
    raw_blocks_.push_back({surface_of(record), record, 0, pixel});
    return;
  }
  if (fits && split == 0 && add_mixed(ids, pixel)) {
    return;
  }
  out_->open.push_back(pixel);
  for (int p = 0; p < kBlockPixels; ++p) {
    const int px = x + p % kBlockWidth;
    const int py = y + p / kBlockWidth;
    if (px >= width_ || py >= height_) {
      continue;
    }
    if ((split >> p & 1U) != 0) {
      add_pixel<kSamples>(samples + sample_at<kSamples>(px, py), px, py);
    } else {
      raw_[raw_count_++] = {record_of(ids[p]), static_cast<float>(px) + 0.5F,
                            static_cast<float>(py) + 0.5F, 1,
                            static_cast<std::uint16_t>(py * kTile + px)};
    }
  }
}

template <int kSamples>
void PointMaker::make_blocks(const std::uint32_t* samples) {
  for (int y = 0; y < height_; y += kBlockHeight) {
    for (int x = 0; x < width_; x += kBlockWidth) {
      make_block<kSamples>(samples, x, y, x + kBlockWidth <= width_ && y + kBlockHeight <= height_);
    }
  }
}

void PointMaker::make(const Source& source, int tile_x, int tile_y, const TileSamples& samples,
                      ShadePoints& out) {
  source_ = &source;
  bin_ = &source.triangles.geometry->bin(tile_x, tile_y);
  out_ = &out;
  out.left = static_cast<float>(tile_x * kTile);
  out.top = static_cast<float>(tile_y * kTile);
  out.records.clear();
  out.planes.clear();
  out.open.clear();
  width_ = std::min(kTile, source.size.width - tile_x * kTile);
  height_ = std::min(kTile, source.size.height - tile_y * kTile);
  record_of_.assign(bin_->size(), kNothing);
  raw_.resize(std::size_t{kTile} * kTile * kMaxSamples);
  raw_count_ = 0;
  raw_blocks_.clear();
  mixed_.clear();
  switch (source.pattern->samples) {
    case 1:
      make_blocks<1>(samples.triangle);
      break;
    case 4:
      make_blocks<4>(samples.triangle);
      break;
    default:
      make_blocks<8>(samples.triangle);
  }
  sort();
}

/// A counting sort by surface, so that a vector of points has one surface.
void PointMaker::sort() {
  std::uint32_t blocks[kSky + 1] = {};
  std::uint32_t points[kSky + 1] = {};
  for (const RawBlock& block : raw_blocks_) {
    ++blocks[block.surface];
  }
  for (const RawPoint& point : std::span(raw_.data(), raw_count_)) {
    ++points[surface_of(point.record)];
  }
  ShadePoints& out = *out_;
  out.first[0] = out.first_block[0] = 0;
  std::uint32_t at[kSky + 1];
  for (std::uint32_t s = 0; s <= kSky; ++s) {
    out.first_block[s + 1] = out.first_block[s] + blocks[s];
    out.first[s + 1] = out.first[s] + blocks[s] * kBlockPixels + points[s];
    at[s] = out.first[s] + blocks[s] * kBlockPixels;
  }
  const std::size_t room = out.count() + kPadding;
  if (out.x.size() < room) {
    for (std::vector<float>* array : {&out.x, &out.y, &out.weight}) {
      array->resize(room);
    }
    out.pixel.resize(room);
    out.record.resize(room);
  }
  for (const RawPoint& point : std::span(raw_.data(), raw_count_)) {
    const std::uint32_t to = at[surface_of(point.record)]++;
    out.x[to] = point.x + out.left;
    out.y[to] = point.y + out.top;
    out.weight[to] = point.weight;
    out.pixel[to] = point.pixel;
    out.record[to] = point.record;
  }
  put_blocks();
}

void PointMaker::put_blocks() {
  ShadePoints& out = *out_;
  out.blocks.resize(raw_blocks_.size());
  std::uint32_t at[kSky + 1];
  std::copy_n(out.first_block, kSky + 1, at);
  for (const RawBlock& block : raw_blocks_) {
    const std::uint32_t to = at[block.surface]++;
    const std::uint32_t first =
        out.first[block.surface] + (to - out.first_block[block.surface]) * kBlockPixels;
    out.blocks[to] = {first, block.record, block.pixel};
    const float x = out.left + static_cast<float>(block.pixel % kTile) + 0.5F;
    const float y = out.top + static_cast<float>(block.pixel / kTile) + 0.5F;
    for (int p = 0; p < kBlockPixels; ++p) {
      out.x[first + static_cast<std::uint32_t>(p)] = x + static_cast<float>(p % kBlockWidth);
      out.y[first + static_cast<std::uint32_t>(p)] = y + static_cast<float>(p / kBlockWidth);
    }
    if (block.record == kNothing && block.surface != kSky) {
      std::copy_n(mixed_.data() + block.mixed, kBlockPixels, out.record.data() + first);
    }
  }
}

}  // namespace kirin::engine::motion::render
