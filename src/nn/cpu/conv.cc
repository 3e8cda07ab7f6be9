#include "nn/ops/conv.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "nn/cpu/onednn.h"
#include "nn/cpu/row_kernels.h"
#include "nn/cpu/rows.h"
#include "nn/parallel.h"

// A convolution over time is a sum of convolutions of single frames, one for each moment of the
// kernel. Lines of y are computed in bands, so that a band's sums stay in the cache from one moment
// to the next, the past needs no copy beside x, and every band is work for one thread.
namespace kirin::nn {
namespace {

using dnnl::memory;

/// What x and y of a band may take of the second-level cache.
constexpr Index kBandBytes = Index{1} << 21;
/// Kernels that a thread keeps: three bands (top, inside, bottom) of two moments (first, others)
/// for each of some sixty layers.
constexpr std::size_t kMostKernels = 512;

/// A convolution of some lines of a frame, as oneDNN needs to know it.
struct BandShape {
  Index in = 0;
  Index out = 0;
  Index lines_in = 0;
  Index width_in = 0;
  Index lines_out = 0;
  Index width_out = 0;
  Index kernel_height = 0;
  Index kernel_width = 0;
  Index stride = 1;
  Index top = 0;
  Index left = 0;
  Index right = 0;
  DType type = DType::f32;
  /// Adds to what y holds; otherwise y is the result and the bias.
  bool accumulate = false;

  auto operator<=>(const BandShape&) const = default;

  Index bottom() const { return (lines_out - 1) * stride + kernel_height - lines_in - top; }
};

struct Kernel {
  explicit Kernel(const BandShape& band) {
    const auto type = band.type == DType::bf16 ? memory::data_type::bf16 : memory::data_type::f32;
    const memory::desc x_shape({1, band.in, band.lines_in, band.width_in}, type,
                               memory::format_tag::nhwc);
    const memory::desc y_shape({1, band.out, band.lines_out, band.width_out},
                               memory::data_type::f32, memory::format_tag::nhwc);
    const memory::desc bias_shape({band.out}, memory::data_type::f32, memory::format_tag::x);
    dnnl::primitive_attr attributes;
    attributes.set_scratchpad_mode(dnnl::scratchpad_mode::user);
    if (band.accumulate) {
      dnnl::post_ops sum;
      sum.append_sum(1.0F);
      attributes.set_post_ops(sum);
    }
    auto& engine = cpu::onednn_engine();
    const dnnl::convolution_forward::primitive_desc description(
        {dnnl::prop_kind::forward_inference,
         dnnl::algorithm::convolution_direct,
         x_shape,
         {{band.out, band.in, band.kernel_height, band.kernel_width},
          type,
          memory::format_tag::any},
         band.accumulate ? memory::desc() : bias_shape,
         y_shape,
         {band.stride, band.stride},
         {band.top, band.left},
         {band.bottom(), band.right}},
        attributes, engine);
    weights_order = description.weights_desc();
    scratch_bytes = description.scratchpad_desc().get_size();
    x = memory(x_shape, engine, nullptr);
    weights = memory(weights_order, engine, nullptr);
    bias = memory(bias_shape, engine, nullptr);
    y = memory(y_shape, engine, nullptr);
    scratch = memory(description.scratchpad_desc(), engine, nullptr);
    convolution = dnnl::convolution_forward(description);
    arguments = {{DNNL_ARG_SRC, x},
                 {DNNL_ARG_WEIGHTS, weights},
                 {DNNL_ARG_DST, y},
                 {DNNL_ARG_SCRATCHPAD, scratch}};
    if (!band.accumulate) {
      arguments[DNNL_ARG_BIAS] = bias;
    }
  }

  void run(const std::byte* from, const Tensor& packed, const Tensor& offsets, float* to) {
    x.set_data_handle(const_cast<std::byte*>(from));  // NOLINT: oneDNN has no const handles
    weights.set_data_handle(const_cast<std::byte*>(packed.bytes()));  // NOLINT
    bias.set_data_handle(const_cast<std::byte*>(offsets.bytes()));    // NOLINT
    y.set_data_handle(to);
    if (scratch_bytes > 0) {
      scratch.set_data_handle(cpu::onednn_scratch(scratch_bytes));
    }
    convolution.execute(cpu::onednn_stream(), arguments);
  }

  dnnl::convolution_forward convolution;
  memory::desc weights_order;
  memory x;
  memory weights;
  memory bias;
  memory y;
  memory scratch;
  std::size_t scratch_bytes = 0;
  std::unordered_map<int, memory> arguments;
};

Kernel& kernel_of(const BandShape& band) {
  thread_local std::map<BandShape, Kernel> kernels;
  const auto found = kernels.find(band);
  if (found != kernels.end()) {
    return found->second;
  }
  if (kernels.size() >= kMostKernels) {
    kernels.clear();
  }
  return kernels.emplace(band, band).first->second;
}

Tensor packed_weights(const Tensor& weight, Index moment, DType type, const memory::desc& order) {
  // [out, in, kt, kh, kw] at one kt.
  const Tensor plain = weight.select(2, moment).to(type);
  const auto name = type == DType::bf16 ? memory::data_type::bf16 : memory::data_type::f32;
  const memory::desc plain_shape(
      {plain.extent(0), plain.extent(1), plain.extent(2), plain.extent(3)}, name,
      memory::format_tag::oihw);
  auto& engine = cpu::onednn_engine();
  Tensor packed = Tensor::uninitialised(
      {static_cast<Index>(std::max<std::size_t>(1, order.get_size()))}, DType::u8);
  memory from(plain_shape, engine, const_cast<std::byte*>(plain.bytes()));  // NOLINT
  memory to(order, engine, packed.mutable_data<std::uint8_t>());
  dnnl::reorder(from, to).execute(cpu::onednn_stream(), from, to);
  return packed;
}

}  // namespace

/// The weights in the order of oneDNN's kernels, made on first use and kept, which doubles their
/// memory: one copy for each moment and each order that the kernels of some shape ask for, which is
/// one in practice.
struct Conv3d::Packed {
  struct Order {
    DType type;
    memory::desc desc;
    std::vector<Tensor> moments;
  };

  std::mutex mutex;
  std::vector<std::unique_ptr<Order>> orders;

  const Order& in_order(const Tensor& weight, DType type, const memory::desc& desc) {
    const std::lock_guard lock(mutex);
    for (const auto& order : orders) {
      if (order->type == type && order->desc == desc) {
        return *order;
      }
    }
    auto order = std::make_unique<Order>(Order{type, desc, {}});
    for (Index moment = 0; moment < weight.extent(2); ++moment) {
      order->moments.push_back(packed_weights(weight, moment, type, desc));
    }
    orders.push_back(std::move(order));
    return *orders.back();
  }
};

std::shared_ptr<Conv3d::Packed> Conv3d::nothing_packed() { return std::make_shared<Packed>(); }

namespace {

/// Lines of y that are computed together: equal bands that depend on the shapes alone.
Index band_height(Index lines, Index bytes_of_line) {
  const Index most = std::max<Index>(4, kBandBytes / std::max<Index>(1, bytes_of_line));
  const Index bands = (lines + most - 1) / most;
  return (lines + bands - 1) / bands;
}

/// One frame of x or of its past: [height, width, in].
const std::byte* frame_of(const Tensor& past, const Tensor& x, Index at) {
  const Index before = past.empty() ? 0 : past.extent(0);
  const Tensor& frames = at < before ? past : x;
  const Index numbers = x.extent(1) * x.extent(2) * x.extent(3);
  return frames.bytes() +
         (at < before ? at : at - before) * numbers * static_cast<Index>(size_bytes(x.type()));
}

}  // namespace

void Conv3d::run(Cpu, const Tensor& past, const Tensor& x, Tensor& y) const {
  const Index height = x.extent(1);
  const Index line_of_x = x.extent(2) * inputs();
  const Index line_of_y = y.extent(2) * outputs();
  const bool narrow = x.type() == DType::bf16 && cpu::multiplies_bf16();
  const BandShape common{.in = inputs(),
                         .out = outputs(),
                         .width_in = x.extent(2),
                         .width_out = y.extent(2),
                         .kernel_height = weight_.extent(3),
                         .kernel_width = weight_.extent(4),
                         .stride = options_.stride_space,
                         .left = options_.left,
                         .right = options_.right,
                         .type = narrow ? DType::bf16 : DType::f32};
  const bool must_widen = x.type() != common.type;
  const Index most = band_height(y.extent(1), 4 * (line_of_x * common.stride + line_of_y));
  const Index most_in = (most - 1) * common.stride + common.kernel_height;
  const Index bands = (y.extent(1) + most - 1) / most;
  // A thread's memory: a band of sums where y is not f32, and one of x where it must be widened;
  // 2 MiB in all but for lines so long that four of them are more.
  parallel_for(y.extent(0) * bands, 1, [&](Index begin, Index end) {
    Tensor sums = Tensor::uninitialised({y.type() == DType::f32 ? 0 : most * line_of_y});
    Tensor wide = Tensor::uninitialised({must_widen ? most_in * line_of_x : 0});
    for (Index at = begin; at < end; ++at) {
      const Index frame = at / bands;
      const Index line = at % bands * most;
      BandShape band = common;
      band.lines_out = std::min(most, y.extent(1) - line);
      // The lines of x that the kernel reaches, and how far it reaches above.
      const Index from = line * band.stride - options_.top;
      const Index to = from + (band.lines_out - 1) * band.stride + band.kernel_height;
      const Index first = std::clamp<Index>(from, 0, height);
      band.lines_in = std::clamp<Index>(to, first, height) - first;
      band.top = first - from;
      const Index first_of_y = (frame * y.extent(1) + line) * line_of_y;
      float* const result = y.type() == DType::f32 ? y.mutable_data<float>() + first_of_y
                                                   : sums.mutable_data<float>();
      for (Index moment = 0; moment < kernel_time(); ++moment) {
        const std::byte* lines = frame_of(past, x, frame * options_.stride_time + moment) +
                                 first * line_of_x * static_cast<Index>(size_bytes(x.type()));
        if (must_widen) {
          cpu::widen(lines, x.type(), band.lines_in * line_of_x, wide.mutable_data<float>());
          lines = wide.bytes();
        }
        band.accumulate = moment > 0;
        Kernel& kernel = kernel_of(band);
        const auto& order = packed_->in_order(weight_, band.type, kernel.weights_order);
        kernel.run(lines, order.moments[static_cast<std::size_t>(moment)], bias_, result);
      }
      if (y.type() != DType::f32) {
        cpu::store_floats(result, first_of_y, band.lines_out * line_of_y, y);
      }
    }
  });
}

}  // namespace kirin::nn
