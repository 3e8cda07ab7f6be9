/// \file
/// The operators of nn at the shapes of Wan 2.1 T2V 1.3B, each as a share of what this machine can
/// do at all: the rate of oneDNN's best matrix product of the same number format, or the bandwidth
/// of a copy.
///
/// Rates are per second of CPU time of all threads, so that other work on the machine does not
/// count. kirin_bench_nn [THREADS] [ONLY ROWS THAT CONTAIN THIS]
#include <fmt/format.h>

#include <cstdlib>
#include <cstring>
#include <functional>
#include <random>
#include <string>

#include "ceiling.h"
#include "nn/memory.h"
#include "nn/ops/attention.h"
#include "nn/ops/conv.h"
#include "nn/ops/elementwise.h"
#include "nn/ops/linear.h"
#include "nn/ops/norm.h"
#include "nn/ops/rearrange.h"
#include "nn/ops/rope.h"
#include "nn/parallel.h"

namespace {

using namespace kirin::nn;     // NOLINT: all of it is measured
using namespace kirin::bench;  // NOLINT

Tensor random_tensor(Shape shape, DType type = DType::f32) {
  Tensor floats = Tensor::uninitialised(std::move(shape));
  std::minstd_rand generator(1);
  for (Index i = 0; i < floats.count(); ++i) {
    floats.mutable_data<float>()[i] = static_cast<float>(generator() % 2001) * 1e-3F - 1.0F;
  }
  return floats.to(type);
}

Tensor zeros_in_f8(Shape shape) {
  const auto bytes = std::make_shared<Tensor>(Tensor::zeros(shape, DType::u8));
  return Tensor::over(bytes, bytes->bytes(), std::move(shape), DType::f8_e4m3);
}

class Table {
 public:
  explicit Table(std::string filter) : filter_(std::move(filter)) {
    fmt::print("| operator | shape | CPU s | rate | share of ceiling |\n|---|---|--:|--:|--:|\n");
  }

  bool wants(const std::string& row) const { return row.find(filter_) != std::string::npos; }
  /// Whether any row whose operator has this name may be wanted.
  bool wants_some(const std::string& name) const {
    return wants(name) || filter_.find(name) != std::string::npos;
  }

  void row(const std::string& name, const std::string& shape, double amount, const char* unit,
           double ceiling, const std::function<void()>& run) {
    if (!wants(name + " " + shape)) {
      return;
    }
    const double seconds = fastest(run);
    const double rate = 1e-9 * amount / seconds;
    fmt::print("| {} | {} | {:.4f} | {:.1f} {} | {:.0f} % |\n", name, shape, seconds, rate, unit,
               100 * rate / ceiling);
    std::fflush(stdout);
  }

 private:
  std::string filter_;
};

void bench_linear(Table& table, const Ceilings& ceilings) {
  struct Types {
    DType x;
    DType weight;
    DType product;
  };
  for (const auto& [x_type, weight_type, product] :
       {Types{DType::f32, DType::f32, DType::f32}, Types{DType::f32, DType::bf16, DType::f32},
        Types{DType::bf16, DType::bf16, DType::bf16},
        Types{DType::bf16, DType::f8_e4m3, DType::bf16}}) {
    const auto name =
        fmt::format("linear, x {}, weights {}", to_string(x_type), to_string(weight_type));
    if (!table.wants_some(name)) {
      continue;
    }
    for (const Index tokens : {1, 1280, 7800}) {
      for (const auto& [in, out] :
           {std::pair<Index, Index>{1536, 1536}, {1536, 8960}, {8960, 1536}}) {
        if (weight_type == DType::f8_e4m3 && tokens != 1280) {
          continue;
        }
        const Tensor weight = weight_type == DType::f8_e4m3 ? zeros_in_f8({out, in})
                                                            : random_tensor({out, in}, weight_type);
        const Linear layer(weight, random_tensor({out}),
                           {.activation = out > in ? Activation::gelu_tanh : Activation::none});
        const Tensor x = random_tensor({tokens, in}, x_type);
        Tensor y = Tensor::uninitialised({tokens, out}, x_type);
        table.row(name, fmt::format("{} x {} -> {}", tokens, in, out),
                  2.0 * static_cast<double>(tokens * in * out), "GFLOP/s", ceilings.of(product),
                  [&] { layer(x, y); });
      }
    }
  }
}

void bench_attention(Table& table, const Ceilings& ceilings) {
  struct Size {
    Index queries;
    Index keys;
    Index heads;
    Index dim;
  };
  for (const DType type : {DType::f32, DType::bf16}) {
    const auto name = fmt::format("attention {}", to_string(type));
    if (!table.wants_some(name)) {
      continue;
    }
    for (const auto& [queries, keys, heads, dim] :
         {Size{1280, 1280, 12, 128}, Size{7800, 7800, 12, 128}, Size{7800, 512, 12, 128},
          Size{512, 512, 64, 64}, Size{6240, 6240, 1, 384}}) {
      const auto shape = fmt::format("{} x {}, {} x {}", queries, keys, heads, dim);
      if (!table.wants(name + " " + shape)) {
        continue;
      }
      const Tensor q = random_tensor({1, queries, heads, dim}, type);
      const Tensor k = random_tensor({1, keys, heads, dim}, type);
      const Tensor v = random_tensor({1, keys, heads, dim}, type);
      Tensor y = Tensor::uninitialised(q.shape(), type);
      table.row(name, shape, 4.0 * static_cast<double>(queries * keys * heads * dim), "GFLOP/s",
                ceilings.of(type), [&] { Attention{}(q, k, v, {}, y, {.scale = 0.088F}); });
    }
  }
}

void bench_conv(Table& table, const Ceilings& ceilings) {
  struct Layer {
    Shape weight;
    Shape x;
    Conv3d::Options options;
  };
  const Conv3d::Options same{.top = 1, .bottom = 1, .left = 1, .right = 1};
  for (const DType type : {DType::f32, DType::bf16}) {
    const auto name = fmt::format("conv {}", to_string(type));
    if (!table.wants_some(name)) {
      continue;
    }
    for (const Layer& layer :
         {Layer{{384, 16, 3, 3, 3}, {1, 60, 104, 16}, same},
          Layer{{384, 384, 3, 3, 3}, {1, 60, 104, 384}, same},
          Layer{{768, 384, 3, 1, 1}, {1, 60, 104, 384}, {}},
          Layer{{1152, 384, 1, 1, 1}, {1, 60, 104, 384}, {}},
          Layer{{384, 384, 3, 3, 3}, {2, 120, 208, 384}, same},
          Layer{{192, 384, 1, 3, 3}, {1, 240, 416, 384}, same},
          Layer{{192, 192, 3, 3, 3}, {1, 240, 416, 192}, same},
          Layer{{96, 96, 3, 3, 3}, {1, 480, 832, 96}, same},
          Layer{{96, 96, 1, 3, 3}, {1, 480, 832, 96}, {.stride_space = 2, .bottom = 1, .right = 1}},
          Layer{{3, 96, 3, 3, 3}, {1, 480, 832, 96}, same}}) {
      const Conv3d conv(random_tensor(layer.weight), random_tensor({layer.weight[0]}),
                        layer.options);
      Shape past_shape = layer.x;
      past_shape[0] = layer.weight[2] - 1;
      const Tensor past = past_shape[0] == 0 ? Tensor() : random_tensor(past_shape, type);
      const Tensor x = random_tensor(layer.x, type);
      Tensor y = Tensor::uninitialised(conv.output_shape(past, x), type);
      const double work = 2.0 * static_cast<double>(y.count() * count_of(layer.weight)) /
                          static_cast<double>(layer.weight[0]);
      table.row(name, fmt::format("{} over {}", to_string(layer.weight), to_string(layer.x)), work,
                "GFLOP/s", ceilings.of(type), [&] { conv(past, x, y); });
    }
  }
}

double bytes_of(const Tensor& tensor) {
  return static_cast<double>(tensor.count()) * static_cast<double>(size_bytes(tensor.type()));
}

void bench_rows(Table& table, const Ceilings& ceilings) {
  const Tensor row = random_tensor({1536});
  const Tensor group = random_tensor({1, 1536});
  for (const DType type : {DType::f32, DType::bf16}) {
    const Tensor x = random_tensor({7800, 1536}, type);
    const Tensor z = random_tensor({7800, 1536}, type);
    Tensor y = random_tensor({7800, 1536}, type);
    const auto bench = [&](const std::string& name, double bytes,
                           const std::function<void()>& run) {
      const auto full = fmt::format("{} {}", name, to_string(type));
      table.row(full, to_string(y.shape()), bytes, "GB/s", ceilings.copy, run);
    };
    const double once = bytes_of(x);
    bench("layer norm, modulated", 2 * once, [&] { LayerNorm{}(x, {}, {group, group}, 1e-6F, y); });
    bench("RMS norm", 2 * once, [&] { RmsNorm{}(x, row, 1e-6F, y); });
    bench("gated add", 3 * once, [&] { GatedAdd{}(x, z, group, y); });
    bench("sum of two", 3 * once, [&] { Combine{}({{1.0F, &x}, {0.5F, &z}}, y); });
    for (const auto& [name, activation] : {std::pair{"GELU tanh", Activation::gelu_tanh},
                                           {"GELU erf", Activation::gelu_erf},
                                           {"SiLU", Activation::silu}}) {
      bench(name, 2 * once, [&] { Activate{}(activation, x, y); });
    }
    bench("gate", 3 * once, [&] { ActivateGate{}(Activation::gelu_tanh, x, z, y); });
    Tensor heads = y.reshaped({1, 7800, 12, 128});
    const Tensor angles = random_tensor({7800, 64}, DType::f64);
    bench("RoPE", 2 * once, [&] { RotaryEmbedding{}(heads, angles, angles); });
    const Tensor pixels = random_tensor({1, 240, 416, 96}, type);
    const Tensor gamma = random_tensor({96});
    Tensor normed = Tensor::uninitialised(pixels.shape(), type);
    bench("channel norm and SiLU", 2 * bytes_of(pixels),
          [&] { ChannelNorm{}(pixels, gamma, ChannelNorm::Then::silu, normed); });
    Tensor larger = Tensor::uninitialised({1, 480, 832, 96}, type);
    bench("upsample", bytes_of(pixels) + bytes_of(larger),
          [&] { UpsampleNearest{}(pixels, larger); });
    Tensor channels_first = Tensor::uninitialised({96, 1, 240, 416}, type);
    const std::vector<Index> order = {3, 0, 1, 2};
    bench("permute, channels first", 2 * bytes_of(pixels),
          [&] { Permute{}(pixels, order, channels_first); });
  }
}

}  // namespace

int main(int count, char** arguments) {
  const int threads = count > 1 ? std::atoi(arguments[1]) : 1;
  set_compute_threads(threads);
  const Ceilings ceilings;
  fmt::print(
      "{} threads; ceilings of one: f32 {:.0f} GFLOP/s, bf16 {:.0f} GFLOP/s, copy {:.1f} GB/s\n\n",
      threads, ceilings.f32, ceilings.bf16, ceilings.copy);
  Table table(count > 2 ? arguments[2] : "");
  bench_linear(table, ceilings);
  bench_attention(table, ceilings);
  bench_conv(table, ceilings);
  bench_rows(table, ceilings);
  return 0;
}
