/// \file
/// Pictures in memory: 8-bit RGB, interleaved, sRGB transfer and BT.709 primaries, width before
/// height. Transparency, where it matters, is a plane beside the colours.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/expects.h"

namespace kirin::media {

/// Width and height in pixels.
struct Size {
  int width = 0;
  int height = 0;
  bool operator==(const Size&) const = default;
};

/// A picture somebody else owns: rows of `size.width` RGB triples, `stride_bytes` from row to row.
struct ImageView {
  const std::uint8_t* data = nullptr;
  Size size;
  std::size_t stride_bytes = 0;

  const std::uint8_t* row(int y) const { return data + static_cast<std::size_t>(y) * stride_bytes; }
};

/// A picture that owns its pixels, without padding between rows.
class Image {
 public:
  Image() = default;
  /// A black picture; both sides at least 1.
  explicit Image(Size size) : size_(size) {
    EXPECTS(size.width > 0 && size.height > 0);
    pixels_.resize(stride_bytes() * static_cast<std::size_t>(size.height));
  }

  Size size() const { return size_; }
  bool empty() const { return pixels_.empty(); }
  std::size_t stride_bytes() const { return static_cast<std::size_t>(size_.width) * 3; }
  std::uint8_t* row(int y) { return pixels_.data() + static_cast<std::size_t>(y) * stride_bytes(); }
  const std::uint8_t* row(int y) const {
    return pixels_.data() + static_cast<std::size_t>(y) * stride_bytes();
  }
  ImageView view() const { return {pixels_.data(), size_, stride_bytes()}; }

 private:
  Size size_;
  std::vector<std::uint8_t> pixels_;
};

/// How opaque each pixel of a picture is: one byte a pixel, linear from 0, transparent, to 255,
/// opaque, without padding between rows.
class AlphaPlane {
 public:
  AlphaPlane() = default;
  /// All transparent; both sides at least 1.
  explicit AlphaPlane(Size size) : size_(size) {
    EXPECTS(size.width > 0 && size.height > 0);
    values_.resize(stride_bytes() * static_cast<std::size_t>(size.height));
  }

  Size size() const { return size_; }
  bool empty() const { return values_.empty(); }
  std::size_t stride_bytes() const { return static_cast<std::size_t>(size_.width); }
  std::uint8_t* row(int y) { return values_.data() + static_cast<std::size_t>(y) * stride_bytes(); }
  const std::uint8_t* row(int y) const {
    return values_.data() + static_cast<std::size_t>(y) * stride_bytes();
  }

 private:
  Size size_;
  std::vector<std::uint8_t> values_;
};

/// A picture with the transparency it came with.
struct ImageWithAlpha {
  Image image;            ///< colours not multiplied by alpha; where alpha is 0 they mean nothing
  AlphaPlane alpha = {};  ///< of the image's size; empty: opaque
};

}  // namespace kirin::media
