#include "nn/ops/regroup.h"

#include <gtest/gtest.h>

#include "nn/tensors.h"

namespace kirin::nn {
namespace {

struct Sizes {
  Index height, width, in, out;
  Cell cell;
};

constexpr Sizes kDown[] = {
    {2, 3, 5, 5, {1, 1}}, {1, 2, 3, 6, {1, 2}}, {3, 1, 4, 8, {2, 2}}, {2, 2, 6, 4, {2, 2}}};
constexpr Sizes kUp[] = {
    {2, 3, 4, 4, {2, 2}}, {1, 2, 6, 3, {1, 2}}, {3, 1, 8, 4, {2, 2}}, {2, 2, 4, 3, {2, 2}}};

TEST(Regroup, AMeanOverACellIsTheMeanOfItsNumbersInOrder) {
  for (const Sizes& s : kDown) {
    std::vector<Tensor> frames;
    Tensor y = Tensor::zeros({1, s.height, s.width, s.out});
    for (Index t = 0; t < s.cell.time; ++t) {
      frames.push_back(random_tensor({1, s.height * s.cell.space, s.width * s.cell.space, s.in},
                                     static_cast<std::uint32_t>(7 + t)));
      AverageDown{}(frames.back(), {s.cell.time, s.cell.space, t}, y);
    }
    for (Index h = 0; h < s.height; ++h) {
      for (Index w = 0; w < s.width; ++w) {
        std::vector<double> cell;  // in the order (channel, frame, row, column)
        for (Index c = 0; c < s.in; ++c) {
          for (const Tensor& frame : frames) {
            for (Index row = 0; row < s.cell.space; ++row) {
              for (Index column = 0; column < s.cell.space; ++column) {
                const Index line = h * s.cell.space + row;
                const Index at = w * s.cell.space + column;
                cell.push_back(frame.data<float>()[(line * frame.extent(2) + at) * s.in + c]);
              }
            }
          }
        }
        const std::size_t group = cell.size() / static_cast<std::size_t>(s.out);
        for (Index o = 0; o < s.out; ++o) {
          double sum = 0;
          for (std::size_t i = 0; i < group; ++i) {
            sum += cell[static_cast<std::size_t>(o) * group + i];
          }
          EXPECT_NEAR(y.data<float>()[(h * s.width + w) * s.out + o],
                      sum / static_cast<double>(group), 1e-6);
        }
      }
    }
  }
}

TEST(Regroup, RepeatsFillACellInOrder) {
  for (const Sizes& s : kUp) {
    const Tensor x = random_tensor({1, s.height, s.width, s.in}, 3);
    const Index repeats = s.out * s.cell.time * s.cell.space * s.cell.space / s.in;
    for (Index t = 0; t < s.cell.time; ++t) {
      Tensor y = random_tensor({1, s.height * s.cell.space, s.width * s.cell.space, s.out}, 4);
      const Tensor before = y.clone();
      RepeatUp{}(x, {s.cell.time, s.cell.space, t}, y);
      for (Index line = 0; line < y.extent(1); ++line) {
        for (Index at = 0; at < y.extent(2); ++at) {
          for (Index o = 0; o < s.out; ++o) {
            const Index in_cell =
                ((o * s.cell.time + t) * s.cell.space + line % s.cell.space) * s.cell.space +
                at % s.cell.space;
            const Index from =
                (line / s.cell.space * s.width + at / s.cell.space) * s.in + in_cell / repeats;
            const Index to = (line * y.extent(2) + at) * s.out + o;
            EXPECT_FLOAT_EQ(y.data<float>()[to], before.data<float>()[to] + x.data<float>()[from]);
          }
        }
      }
    }
  }
}

TEST(Regroup, InterleavedFramesStandAtTheirPhase) {
  Tensor y = Tensor::zeros({1, 6, 4, 3});
  std::vector<Tensor> phases;
  for (Index i = 0; i < 4; ++i) {
    phases.push_back(random_tensor({1, 3, 2, 3}, static_cast<std::uint32_t>(i)));
    Interleave{}(phases.back(), 2, i / 2, i % 2, y);
  }
  for (Index line = 0; line < 6; ++line) {
    for (Index at = 0; at < 4; ++at) {
      for (Index c = 0; c < 3; ++c) {
        const Tensor& phase = phases[static_cast<std::size_t>(line % 2 * 2 + at % 2)];
        EXPECT_EQ(y.data<float>()[(line * 4 + at) * 3 + c],
                  phase.data<float>()[(line / 2 * 2 + at / 2) * 3 + c]);
      }
    }
  }
}

}  // namespace
}  // namespace kirin::nn
