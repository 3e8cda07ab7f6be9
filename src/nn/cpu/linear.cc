#include "nn/ops/linear.h"

#include <algorithm>
#include <array>
#include <vector>

#include "nn/cpu/matrix_product.h"
#include "nn/cpu/onednn.h"
#include "nn/cpu/row_kernels.h"
#include "nn/cpu/rows.h"
#include "nn/parallel.h"

namespace kirin::nn {

// Weights are used where they lie: oneDNN copies those of a tile into its own order as it goes.
// That costs less than 5 % of the product with 512 rows; to pack them once would double the memory.
struct Linear::Packed {};

namespace {

// A tile of y: high enough to be worth copying its weights, small enough that its sums (256 KiB)
// stay in the second-level cache. The blocks depend on the shapes alone, and so do the results.
constexpr Index kRows = 512;
constexpr Index kOutputs = 128;

const std::byte* element(const Tensor& tensor, Index at) {
  return tensor.bytes() + at * static_cast<Index>(size_bytes(tensor.type()));
}

/// The numbers from `first` on in `type`, f32 or bf16: `kept` where the tensor has it, else a copy
/// in `copy`.
const std::byte* numbers_as(DType type, const Tensor& tensor, Index first, Index count,
                            Tensor& copy) {
  if (tensor.type() == type) {
    return element(tensor, first);
  }
  if (type == DType::f32) {
    cpu::load_floats(tensor, first, count, copy.mutable_data<float>());
    return copy.bytes();
  }
  std::array<float, 1024> floats;
  for (Index at = 0; at < count; at += 1024) {
    const Index some = std::min<Index>(1024, count - at);
    cpu::load_floats(tensor, first + at, some, floats.data());
    cpu::store_floats(floats.data(), at, some, copy);
  }
  return copy.bytes();
}

/// A copy's memory, or nothing where none will be needed.
Tensor room_for_copy(DType type, const Tensor& tensor, Shape shape) {
  return tensor.type() == type ? Tensor() : Tensor::uninitialised(std::move(shape), type);
}

struct Layer {
  const Tensor& weight;
  const Tensor& bias;
  const Linear::Options& options;
  /// Of the products' factors.
  DType type;
};

/// Rows of x in the type of the products, the first of which is row `first` of y.
struct Rows {
  const std::byte* numbers;
  Index first;
  Index count;
};

struct Tile {
  Index row;
  Index rows;
  Index output;
  Index outputs;
};

/// The memory a thread needs for a tile: its sums, and its weights where they are not of the type
/// of the products: 128 rows of them, 7 MiB at 13824 inputs.
struct Room {
  explicit Room(const Layer& layer)
      : sums(Tensor::uninitialised({kRows, kOutputs})),
        weights(room_for_copy(layer.type, layer.weight, {kOutputs, layer.weight.extent(1)})),
        row(kOutputs) {}
  Tensor sums;
  Tensor weights;
  std::vector<float> row;
};

void compute_tile(const Layer& layer, const Rows& rows, const Tile& tile, Room& room, Tensor& y) {
  const Index in = layer.weight.extent(1);
  const Index out = layer.weight.extent(0);
  const Index stride = (tile.outputs + 15) / 16 * 16;
  const auto row_bytes = in * static_cast<Index>(size_bytes(layer.type));
  auto* sums = room.sums.mutable_data<float>();
  cpu::multiply(
      {.rows = tile.rows,
       .columns = tile.outputs,
       .depth = in,
       .a_stride = in,
       .b_stride = in,
       .c_stride = stride,
       .type = layer.type,
       .b_transposed = true},
      rows.numbers + tile.row * row_bytes,
      numbers_as(layer.type, layer.weight, tile.output * in, tile.outputs * in, room.weights),
      sums);
  const float* const bias = layer.bias.empty() ? nullptr : layer.bias.data<float>() + tile.output;
  for (Index row = 0; row < tile.rows; ++row) {
    const Index at = (rows.first + tile.row + row) * out + tile.output;
    float* const result = cpu::room_for(y, at, room.row.data());
    cpu::finish_linear(layer.options.activation, sums + row * stride, layer.options.weight_scale,
                       bias, tile.outputs, result);
    cpu::keep(result, at, tile.outputs, y);
  }
}

void compute_rows(const Layer& layer, const Rows& rows, Tensor& y) {
  const Index out = layer.weight.extent(0);
  const Index columns = (out + kOutputs - 1) / kOutputs;
  const Index lines = (rows.count + kRows - 1) / kRows;
  const Index height = (rows.count + lines - 1) / lines;
  // Tiles beside each other, which share rows of x, come one after the other.
  parallel_for(lines * columns, 1, [&](Index begin, Index end) {
    Room room(layer);
    for (Index at = begin; at < end; ++at) {
      const Index row = at / columns * height;
      const Index output = at % columns * kOutputs;
      compute_tile(
          layer, rows,
          {row, std::min(height, rows.count - row), output, std::min(kOutputs, out - output)}, room,
          y);
    }
  });
}

}  // namespace

void Linear::run(Cpu, const Tensor& x, Tensor& y) const {
  if (y.count() == 0) {
    return;
  }
  const Index in = inputs();
  const Index rows = y.count() / outputs();
  const bool narrow = x.type() == DType::bf16 && cpu::multiplies_bf16() &&
                      (weight_.type() == DType::bf16 || weight_.type() == DType::f8_e4m3);
  const Layer layer{weight_, bias_, options_, narrow ? DType::bf16 : DType::f32};
  if (x.type() == layer.type) {
    compute_rows(layer, {x.bytes(), 0, rows}, y);
    return;
  }
  // Some rows of x at a time become f32: 27 MiB at 13824 inputs.
  Tensor wide = Tensor::uninitialised({std::min(rows, kRows), in});
  for (Index row = 0; row < rows; row += kRows) {
    const Index count = std::min(kRows, rows - row);
    parallel_for(count, std::max<Index>(1, 16384 / in), [&](Index begin, Index end) {
      cpu::load_floats(x, (row + begin) * in, (end - begin) * in,
                       wide.mutable_data<float>() + begin * in);
    });
    compute_rows(layer, {wide.bytes(), row, count}, y);
  }
}

}  // namespace kirin::nn
