#include "nn/ops/conv.h"

#include <vector>

#include "nn/cpu/rows.h"
#include "nn/parallel.h"

namespace kirin::nn {

struct Conv3d::Packed {};

void Conv3d::run(Cpu, const Tensor& past, const Tensor& x, Tensor& y) const {
  const Index in = inputs();
  const Index out = outputs();
  const Index kt = kernel_time();
  const Index kh = weight_.extent(3);
  const Index kw = weight_.extent(4);
  const Index height = x.extent(1);
  const Index width = x.extent(2);
  const Index before = past.empty() ? 0 : past.extent(0);
  const Tensor weight = weight_.to(DType::f32);
  const Index rows = y.extent(0) * y.extent(1);
  parallel_for(rows, 1, [&](Index begin, Index end) {
    std::vector<float> pixel(static_cast<std::size_t>(in));
    std::vector<double> sum(static_cast<std::size_t>(out));
    std::vector<float> result(static_cast<std::size_t>(out));
    for (Index row = begin; row < end; ++row) {
      const Index frame = row / y.extent(1);
      const Index line = row % y.extent(1);
      for (Index column = 0; column < y.extent(2); ++column) {
        for (Index o = 0; o < out; ++o) {
          sum[o] = bias_.empty() ? 0.0 : bias_.data<float>()[o];
        }
        for (Index t = 0; t < kt; ++t) {
          const Index source = frame * options_.stride_time + t;
          const Tensor& frames = source < before ? past : x;
          const Index at_frame = source < before ? source : source - before;
          for (Index i = 0; i < kh; ++i) {
            const Index at_line = line * options_.stride_space + i - options_.top;
            for (Index j = 0; j < kw; ++j) {
              const Index at_column = column * options_.stride_space + j - options_.left;
              if (at_line < 0 || at_line >= height || at_column < 0 || at_column >= width) {
                continue;
              }
              cpu::load_floats(frames, ((at_frame * height + at_line) * width + at_column) * in, in,
                               pixel.data());
              for (Index o = 0; o < out; ++o) {
                const float* factors =
                    weight.data<float>() + (((o * in) * kt + t) * kh + i) * kw + j;
                double partial = 0;
                for (Index c = 0; c < in; ++c) {
                  partial += static_cast<double>(pixel[c]) * factors[c * kt * kh * kw];
                }
                sum[o] += partial;
              }
            }
          }
        }
        for (Index o = 0; o < out; ++o) {
          result[o] = static_cast<float>(sum[o]);
        }
        cpu::store_floats(result.data(), (row * y.extent(2) + column) * out, out, y);
      }
    }
  });
}

}  // namespace kirin::nn
