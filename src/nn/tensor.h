/// \file
/// `Tensor`: numbers of one type in a box of any rank, in memory of our own or in a mapped file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/expects.h"
#include "nn/device.h"
#include "nn/dtype.h"

namespace kirin::nn {

using Index = std::int64_t;
using Shape = std::vector<Index>;

/// "[2, 3, 5]".
std::string to_string(const Shape& shape);
/// The product of the extents; 1 for a scalar's empty shape.
Index count_of(const Shape& shape);

/// A handle on an array: copying it shares the numbers (as views of weights must), `clone` copies
/// them. Axes are counted from the outermost, negative ones from the innermost (-1).
///
/// Strides are in elements. Operators take contiguous tensors unless their header says otherwise.
/// A tensor over a mapped file is read-only: `mutable_data` on it is our bug and aborts.
class Tensor {
 public:
  /// No tensor: `empty()` is true, and all that may be asked.
  Tensor() = default;

  /// Uninitialised numbers of our own, aligned to 64 bytes. Throws std::bad_alloc.
  static Tensor uninitialised(Shape shape, DType type = DType::f32, Device device = Device::cpu);
  static Tensor zeros(Shape shape, DType type = DType::f32, Device device = Device::cpu);
  /// A copy of `values`, of which there must be as many as the shape holds.
  static Tensor of(std::span<const float> values, Shape shape);
  /// A view of read-only memory that `owner` keeps alive, on the CPU. `data` need not be aligned:
  /// files promise nothing; where it is not aligned to the type, the numbers are copied.
  static Tensor over(std::shared_ptr<const void> owner, const std::byte* data, Shape shape,
                     DType type);

  bool empty() const { return data_ == nullptr; }
  const Shape& shape() const { return shape_; }
  const std::vector<Index>& strides() const { return strides_; }
  Index rank() const { return static_cast<Index>(shape_.size()); }
  Index extent(Index axis) const;
  Index stride(Index axis) const;
  /// Number of elements.
  Index count() const { return count_of(shape_); }
  DType type() const { return type_; }
  Device device() const { return device_; }
  bool is_contiguous() const;

  /// The first element; `T` must be the storage type of `type()`.
  template <typename T>
  const T* data() const;
  template <typename T>
  T* mutable_data();
  const std::byte* bytes() const { return data_; }

  /// Views of the same numbers. `reshaped` needs a contiguous tensor; one extent may be -1.
  Tensor reshaped(Shape shape) const;
  Tensor slice(Index axis, Index begin, Index end) const;
  /// Without axis `axis`, at position `at` of it.
  Tensor select(Index axis, Index at) const;
  Tensor transposed(Index axis, Index other) const;

  /// Contiguous copies.
  Tensor clone() const;
  /// The numbers in another type; this tensor where it has that type already and is contiguous.
  /// Integers and booleans become floats by value. f8 cannot be written.
  Tensor to(DType type) const;
  /// Overwrites the numbers with those of `source`, which has the same shape; converts the type.
  void copy_from(const Tensor& source);
  /// Where the numbers lie in a mapped file: lets the system take the pages that they fill, and
  /// reads them again when they are next used. Nothing else changes. Does nothing for memory of our
  /// own.
  void release_pages() const;
  /// All numbers in row-major order, for tests and small host-side work.
  std::vector<float> values() const;

 private:
  void expect_type(DType type) const { EXPECTS(type_ == type && device_ == Device::cpu); }

  std::shared_ptr<const void> owner_;
  std::byte* data_ = nullptr;
  Shape shape_;
  std::vector<Index> strides_;
  DType type_ = DType::f32;
  Device device_ = Device::cpu;
  bool read_only_ = false;
};

/// The DType of a storage type.
template <typename T>
constexpr DType dtype_of();
template <>
constexpr DType dtype_of<float>() {
  return DType::f32;
}
template <>
constexpr DType dtype_of<double>() {
  return DType::f64;
}
template <>
constexpr DType dtype_of<Float16>() {
  return DType::f16;
}
template <>
constexpr DType dtype_of<BFloat16>() {
  return DType::bf16;
}
template <>
constexpr DType dtype_of<Float8E4M3>() {
  return DType::f8_e4m3;
}
template <>
constexpr DType dtype_of<std::int64_t>() {
  return DType::i64;
}
template <>
constexpr DType dtype_of<std::int32_t>() {
  return DType::i32;
}
template <>
constexpr DType dtype_of<std::uint8_t>() {
  return DType::u8;
}
template <>
constexpr DType dtype_of<bool>() {
  return DType::boolean;
}

template <typename T>
const T* Tensor::data() const {
  expect_type(dtype_of<T>());
  return reinterpret_cast<const T*>(data_);
}

template <typename T>
T* Tensor::mutable_data() {
  expect_type(dtype_of<T>());
  EXPECTS(!read_only_);
  return reinterpret_cast<T*>(data_);
}

}  // namespace kirin::nn
