/// \file
/// How the velocities of several contexts become the one that the solver takes.
#pragma once

#include "nn/tensor.h"

namespace kirin::wan {

/// Classifier-free guidance: unconditional + scale · (conditional - unconditional).
/// Source: Ho & Salimans, "Classifier-Free Diffusion Guidance" (2022). Any one shape, f32; `guided`
/// may be one of the others.
void guide(const nn::Tensor& conditional, const nn::Tensor& unconditional, double scale,
           nn::Tensor& guided);

/// Guidance by references and by words: negative + image_scale · (image - negative) + text_scale ·
/// (image_text - image), where `negative` saw neither, `image` the references with the negative
/// words, `image_text` both. Source: Liu et al., "Phantom: Subject-consistent video generation via
/// cross-modal alignment" (2025).
struct ThreeWayScales {
  double image = 5.0;
  double text = 7.5;
};
void guide_three_ways(const nn::Tensor& negative, const nn::Tensor& image,
                      const nn::Tensor& image_text, ThreeWayScales scales, nn::Tensor& guided);

}  // namespace kirin::wan
