#include "engine/wan/solver/guidance.h"

#include "nn/ops/elementwise.h"

namespace kirin::wan {

void guide(const nn::Tensor& conditional, const nn::Tensor& unconditional, double scale,
           nn::Tensor& guided) {
  nn::Combine{}(
      {{static_cast<float>(scale), &conditional}, {static_cast<float>(1 - scale), &unconditional}},
      guided);
}

void guide_three_ways(const nn::Tensor& negative, const nn::Tensor& image,
                      const nn::Tensor& image_text, ThreeWayScales scales, nn::Tensor& guided) {
  nn::Combine{}({{static_cast<float>(1 - scales.image), &negative},
                 {static_cast<float>(scales.image - scales.text), &image},
                 {static_cast<float>(scales.text), &image_text}},
                guided);
}

}  // namespace kirin::wan
