#include "nn/tensor.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <functional>
#include <numeric>

#include "nn/memory.h"

namespace kirin::nn {
namespace {

std::vector<Index> contiguous_strides(const Shape& shape) {
  std::vector<Index> strides(shape.size());
  Index step = 1;
  for (std::size_t axis = shape.size(); axis-- > 0;) {
    strides[axis] = step;
    step *= shape[axis];
  }
  return strides;
}

std::size_t position(Index axis, Index rank) {
  const Index from_outermost = axis < 0 ? axis + rank : axis;
  EXPECTS(from_outermost >= 0 && from_outermost < rank);
  return static_cast<std::size_t>(from_outermost);
}

/// Calls `visit(offset)` for every element in row-major order; offsets in elements.
template <typename Visit>
void for_each_offset(const Shape& shape, const std::vector<Index>& strides, Visit&& visit) {
  if (std::ranges::any_of(shape, [](Index extent) { return extent == 0; })) {
    return;
  }
  std::vector<Index> at(shape.size(), 0);
  Index offset = 0;
  for (;;) {
    visit(offset);
    std::size_t axis = shape.size();
    for (;;) {
      if (axis == 0) {
        return;
      }
      --axis;
      offset += strides[axis];
      if (++at[axis] < shape[axis]) {
        break;
      }
      offset -= strides[axis] * shape[axis];
      at[axis] = 0;
    }
  }
}

/// Calls `use` with a null pointer of the storage type.
template <typename Use>
void with_storage_type(DType type, Use&& use) {
  switch (type) {
    case DType::f32:
      return use(static_cast<float*>(nullptr));
    case DType::f16:
      return use(static_cast<Float16*>(nullptr));
    case DType::bf16:
      return use(static_cast<BFloat16*>(nullptr));
    case DType::f8_e4m3:
      return use(static_cast<Float8E4M3*>(nullptr));
    case DType::f64:
      return use(static_cast<double*>(nullptr));
    case DType::i64:
      return use(static_cast<std::int64_t*>(nullptr));
    case DType::i32:
      return use(static_cast<std::int32_t*>(nullptr));
    case DType::u8:
    case DType::boolean:
      return use(static_cast<std::uint8_t*>(nullptr));
  }
  EXPECTS(false);
}

template <typename To, typename From>
To converted(From value) {
  if constexpr (std::is_same_v<To, From>) {
    return value;
  } else if constexpr (std::is_class_v<From>) {
    return converted<To>(to_float(value));
  } else if constexpr (std::is_same_v<To, Float16>) {
    return to_float16(static_cast<float>(value));
  } else if constexpr (std::is_same_v<To, BFloat16>) {
    return to_bfloat16(static_cast<float>(value));
  } else if constexpr (std::is_same_v<To, Float8E4M3>) {
    EXPECTS(false);
  } else {
    return static_cast<To>(value);
  }
}

template <typename From, typename To>
void copy_row(const From* from, Index from_stride, To* to, Index to_stride, Index count) {
  if constexpr (std::is_same_v<From, To>) {
    if (from_stride == 1 && to_stride == 1) {
      std::copy_n(from, count, to);
      return;
    }
  }
  for (Index i = 0; i < count; ++i) {
    to[i * to_stride] = converted<To>(from[i * from_stride]);
  }
}

/// Copies a box of any strides, row by row along the innermost axis.
template <typename From, typename To>
void copy_strided(const Shape& shape, const From* from, const std::vector<Index>& from_strides,
                  To* to, const std::vector<Index>& to_strides) {
  if (shape.empty()) {
    *to = converted<To>(*from);
    return;
  }
  const std::size_t inner = shape.size() - 1;
  const Shape outer(shape.begin(), shape.end() - 1);
  std::vector<Index> targets;
  for_each_offset(outer, to_strides, [&](Index offset) { targets.push_back(offset); });
  std::size_t next = 0;
  for_each_offset(outer, from_strides, [&](Index offset) {
    copy_row(from + offset, from_strides[inner], to + targets[next++], to_strides[inner],
             shape[inner]);
  });
}

}  // namespace

std::string to_string(const Shape& shape) { return fmt::format("[{}]", fmt::join(shape, ", ")); }

Index count_of(const Shape& shape) {
  return std::accumulate(shape.begin(), shape.end(), Index{1}, std::multiplies<>{});
}

Tensor Tensor::uninitialised(Shape shape, DType type, Device device) {
  EXPECTS(std::ranges::all_of(shape, [](Index extent) { return extent >= 0; }));
  Tensor tensor;
  tensor.strides_ = contiguous_strides(shape);
  // At least one byte, so that a tensor without elements is still a tensor.
  const auto bytes =
      std::max<std::size_t>(1, static_cast<std::size_t>(count_of(shape)) * nn::size_bytes(type));
  auto memory = allocate_counted(bytes);
  tensor.data_ = memory.get();
  tensor.owner_ = std::move(memory);
  tensor.shape_ = std::move(shape);
  tensor.type_ = type;
  tensor.device_ = device;
  return tensor;
}

Tensor Tensor::zeros(Shape shape, DType type, Device device) {
  Tensor tensor = uninitialised(std::move(shape), type, device);
  std::memset(tensor.data_, 0, static_cast<std::size_t>(tensor.count()) * nn::size_bytes(type));
  return tensor;
}

Tensor Tensor::of(std::span<const float> values, Shape shape) {
  Tensor tensor = uninitialised(std::move(shape));
  EXPECTS(static_cast<Index>(values.size()) == tensor.count());
  std::ranges::copy(values, tensor.mutable_data<float>());
  return tensor;
}

Tensor Tensor::over(std::shared_ptr<const void> owner, const std::byte* data, Shape shape,
                    DType type) {
  EXPECTS(data != nullptr);
  if (reinterpret_cast<std::uintptr_t>(data) % nn::size_bytes(type) != 0) {
    Tensor copy = uninitialised(std::move(shape), type);
    std::memcpy(copy.data_, data, static_cast<std::size_t>(copy.count()) * nn::size_bytes(type));
    return copy;
  }
  Tensor tensor;
  tensor.owner_ = std::move(owner);
  tensor.data_ = const_cast<std::byte*>(data);  // NOLINT: guarded by read_only_
  tensor.strides_ = contiguous_strides(shape);
  tensor.shape_ = std::move(shape);
  tensor.type_ = type;
  tensor.read_only_ = true;
  return tensor;
}

Index Tensor::extent(Index axis) const { return shape_[position(axis, rank())]; }

Index Tensor::stride(Index axis) const { return strides_[position(axis, rank())]; }

bool Tensor::is_contiguous() const {
  Index step = 1;
  for (std::size_t axis = shape_.size(); axis-- > 0;) {
    if (shape_[axis] != 1 && strides_[axis] != step) {
      return false;
    }
    step *= shape_[axis];
  }
  return true;
}

Tensor Tensor::reshaped(Shape shape) const {
  EXPECTS(is_contiguous());
  const auto open = std::ranges::find(shape, Index{-1});
  if (open != shape.end()) {
    *open = 1;
    const Index rest = count_of(shape);
    EXPECTS(rest > 0 && count() % rest == 0);
    *open = count() / rest;
  }
  EXPECTS(count_of(shape) == count());
  Tensor view = *this;
  view.strides_ = contiguous_strides(shape);
  view.shape_ = std::move(shape);
  return view;
}

Tensor Tensor::slice(Index axis, Index begin, Index end) const {
  const std::size_t at = position(axis, rank());
  EXPECTS(begin >= 0 && begin <= end && end <= shape_[at]);
  Tensor view = *this;
  view.shape_[at] = end - begin;
  view.data_ += begin * strides_[at] * static_cast<Index>(nn::size_bytes(type_));
  return view;
}

Tensor Tensor::select(Index axis, Index at) const {
  Tensor view = slice(axis, at, at + 1);
  const auto where = static_cast<std::ptrdiff_t>(position(axis, rank()));
  view.shape_.erase(view.shape_.begin() + where);
  view.strides_.erase(view.strides_.begin() + where);
  return view;
}

Tensor Tensor::transposed(Index axis, Index other) const {
  Tensor view = *this;
  const std::size_t a = position(axis, rank());
  const std::size_t b = position(other, rank());
  std::swap(view.shape_[a], view.shape_[b]);
  std::swap(view.strides_[a], view.strides_[b]);
  return view;
}

Tensor Tensor::clone() const {
  Tensor copy = uninitialised(shape_, type_, device_);
  copy.copy_from(*this);
  return copy;
}

Tensor Tensor::to(DType type) const {
  if (type == type_ && is_contiguous()) {
    return *this;
  }
  Tensor copy = uninitialised(shape_, type, device_);
  copy.copy_from(*this);
  return copy;
}

void Tensor::copy_from(const Tensor& source) {
  EXPECTS(!read_only_ && source.shape_ == shape_);
  if (source.type_ == type_ && source.is_contiguous() && is_contiguous()) {
    std::memmove(data_, source.data_, static_cast<std::size_t>(count()) * nn::size_bytes(type_));
    return;
  }
  with_storage_type(source.type_, [&](auto* from) {
    using From = std::remove_pointer_t<decltype(from)>;
    with_storage_type(type_, [&](auto* to) {
      using To = std::remove_pointer_t<decltype(to)>;
      copy_strided(shape_, reinterpret_cast<const From*>(source.data_), source.strides_,
                   reinterpret_cast<To*>(data_), strides_);
    });
  });
}

void Tensor::release_pages() const {
  if (!is_contiguous() || std::get_deleter<Unmap>(owner_) == nullptr) {
    return;
  }
  const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
  const auto begin = reinterpret_cast<std::uintptr_t>(data_) / page * page;
  const auto end = reinterpret_cast<std::uintptr_t>(data_) +
                   static_cast<std::uintptr_t>(count()) * nn::size_bytes(type_);
  // The mapping is of a file and read-only: what is dropped is still in the file.
  ::madvise(reinterpret_cast<void*>(begin), end - begin, MADV_DONTNEED);
}

std::vector<float> Tensor::values() const {
  std::vector<float> all;
  all.reserve(static_cast<std::size_t>(count()));
  with_storage_type(type_, [&](auto* type) {
    using From = std::remove_pointer_t<decltype(type)>;
    const auto* read = reinterpret_cast<const From*>(data_);
    for_each_offset(shape_, strides_,
                    [&](Index offset) { all.push_back(converted<float>(read[offset])); });
  });
  return all;
}

}  // namespace kirin::nn
