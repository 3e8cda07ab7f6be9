#include "nn/ops/attention.h"

#include <algorithm>
#include <array>
#include <limits>
#include <vector>

#include "nn/cpu/matrix_product.h"
#include "nn/cpu/onednn.h"
#include "nn/cpu/online_softmax.h"
#include "nn/cpu/row_kernels.h"
#include "nn/cpu/rows.h"
#include "nn/parallel.h"

namespace kirin::nn {
namespace {

// A tile of scores is kQueries × keys_at_a_time(…), up to 512 KiB of floats: half of a second-level
// cache. Blocks depend on shapes and types alone, and so do the results.
constexpr Index kQueries = 256;
constexpr Index kMostKeys = 512;

/// Sums over f32 values are taken 128 keys by 128 keys, because rounding errors grow with the
/// length of a sum: hundreds of identical keys cost 2e-6 that way and 4e-6 in one go. bf16 values
/// round more than that.
Index keys_at_a_time(DType values) { return values == DType::f32 ? 128 : kMostKeys; }

Index padded(Index count) { return (count + 15) / 16 * 16; }

/// One head of one sample as a matrix: [tokens, head_dim].
struct Head {
  const Tensor& tensor;
  Index batch;
  Index head;

  Index offset(Index token) const {
    return batch * tensor.stride(0) + token * tensor.stride(1) + head * tensor.stride(2);
  }
};

struct Matrix {
  const void* numbers;
  Index stride;
};

/// Rows `first` to `first + count` in `type`: where they lie, or widened into `copy`.
Matrix rows_as(DType type, const Head& from, Index first, Index count, Tensor& copy) {
  const Tensor& tensor = from.tensor;
  if (tensor.type() == type) {
    return {tensor.bytes() + from.offset(first) * static_cast<Index>(size_bytes(type)),
            tensor.stride(1)};
  }
  const Index dim = tensor.extent(3);
  for (Index row = 0; row < count; ++row) {
    cpu::load_floats(tensor, from.offset(first + row), dim, copy.mutable_data<float>() + row * dim);
  }
  return {copy.bytes(), dim};
}

/// What one thread needs for a block of queries: about 1.2 MiB at a head_dim of 128.
struct Room {
  Room(Index dim, DType from, DType type)
      : scores(Tensor::uninitialised({kQueries, kMostKeys})),
        weights(
            Tensor::uninitialised({type == DType::bf16 ? kQueries : 0, kMostKeys}, DType::bf16)),
        sums(Tensor::uninitialised({kQueries, padded(dim)})),
        bias(kMostKeys) {
    if (from != type) {
      q = Tensor::uninitialised({kQueries, dim});
      k = Tensor::uninitialised({kMostKeys, dim});
      v = Tensor::uninitialised({kMostKeys, dim});
    }
  }
  Tensor scores;
  Tensor weights;
  Tensor sums;
  Tensor q;
  Tensor k;
  Tensor v;
  std::vector<float> bias;
  std::array<cpu::OnlineSoftmax, kQueries> softmax;
};

/// A block of queries of one head against all keys.
class QueryBlock {
 public:
  QueryBlock(Head q, Head k, Head v, const Tensor& bias, Attention::Options options, Index first,
             Index count, DType type, Room& room)
      : q_(q),
        k_(k),
        v_(v),
        bias_(bias),
        options_(options),
        first_(first),
        count_(count),
        dim_(q.tensor.extent(3)),
        type_(type),
        room_(room) {}

  void compute(Tensor& y) {
    float* const sums = room_.sums.mutable_data<float>();
    std::fill_n(sums, count_ * padded(dim_), 0.0F);
    for (Index row = 0; row < count_; ++row) {
      room_.softmax[row] = {-std::numeric_limits<float>::infinity(), 0.0F,
                            sums + row * padded(dim_)};
    }
    const Matrix q = rows_as(type_, q_, first_, count_, room_.q);
    const Index keys = keys_at_a_time(v_.tensor.type());
    for (Index key = 0; key < options_.valid_keys; key += keys) {
      absorb(q, key, std::min(keys, options_.valid_keys - key));
    }
    const Index heads = y.extent(2);
    for (Index row = 0; row < count_; ++row) {
      cpu::OnlineSoftmax& softmax = room_.softmax[row];
      cpu::scale_row(1.0F / softmax.total, dim_, softmax.sum);
      const Index at = ((q_.batch * y.extent(1) + first_ + row) * heads + q_.head) * dim_;
      cpu::store_floats(softmax.sum, at, dim_, y);
    }
  }

 private:
  void absorb(const Matrix& q, Index key, Index keys) {
    float* const scores = room_.scores.mutable_data<float>();
    const Index stride = padded(keys);
    const Matrix k = rows_as(type_, k_, key, keys, room_.k);
    cpu::multiply({.rows = count_,
                   .columns = keys,
                   .depth = dim_,
                   .a_stride = q.stride,
                   .b_stride = k.stride,
                   .c_stride = stride,
                   .type = type_,
                   .b_transposed = true},
                  q.numbers, k.numbers, scores);
    // Weights of bf16 values are bf16 numbers, whatever the type of the product.
    BFloat16* const narrow =
        type_ == DType::bf16 ? room_.weights.mutable_data<BFloat16>() : nullptr;
    for (Index row = 0; row < count_; ++row) {
      cpu::absorb_scores(scores + row * stride, keys, options_.scale, bias_row(row, key, keys),
                         dim_,
                         {.rounded = v_.tensor.type() == DType::bf16,
                          .bf16 = narrow == nullptr ? nullptr : narrow + row * stride},
                         room_.softmax[row]);
    }
    const Matrix v = rows_as(type_, v_, key, keys, room_.v);
    cpu::multiply({.rows = count_,
                   .columns = dim_,
                   .depth = keys,
                   .a_stride = stride,
                   .b_stride = v.stride,
                   .c_stride = padded(dim_),
                   .type = type_,
                   .accumulate = true},
                  narrow == nullptr ? static_cast<const void*>(scores) : narrow, v.numbers,
                  room_.sums.mutable_data<float>());
  }

  const float* bias_row(Index row, Index key, Index keys) {
    if (bias_.empty()) {
      return nullptr;
    }
    const Index query = bias_.extent(1) == 1 ? 0 : first_ + row;
    const Index at = (q_.head * bias_.extent(1) + query) * bias_.extent(2) + key;
    cpu::load_floats(bias_, at, keys, room_.bias.data());
    return room_.bias.data();
  }

  Head q_;
  Head k_;
  Head v_;
  const Tensor& bias_;
  Attention::Options options_;
  Index first_;
  Index count_;
  Index dim_;
  DType type_;
  Room& room_;
};

}  // namespace

void Attention::run(Cpu, const Tensor& q, const Tensor& k, const Tensor& v, const Tensor& bias,
                    Tensor& y, Options options) {
  const Index queries = q.extent(1);
  const Index heads = q.extent(2);
  const DType type = q.type() == DType::bf16 && cpu::multiplies_bf16() ? DType::bf16 : DType::f32;
  const Index blocks = (queries + kQueries - 1) / kQueries;
  parallel_for(q.extent(0) * heads * blocks, 1, [&](Index begin, Index end) {
    Room room(q.extent(3), q.type(), type);
    for (Index at = begin; at < end; ++at) {
      const Index batch = at / (heads * blocks);
      const Index head = at / blocks % heads;
      const Index first = at % blocks * kQueries;
      QueryBlock({q, batch, head}, {k, batch, head}, {v, batch, head}, bias, options, first,
                 std::min(kQueries, queries - first), type, room)
          .compute(y);
    }
  });
}

}  // namespace kirin::nn
