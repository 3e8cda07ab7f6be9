/// \file
/// One block of the softmax over keys that come in blocks.
#pragma once

#include "nn/tensor.h"

namespace kirin::nn::cpu {

/// What is known of a query after some keys: the highest score (in multiples of ln 2), the sum of
/// the weights relative to it, and the weighted sum of the values, not yet divided.
struct OnlineSoftmax {
  float highest;
  float total;
  float* sum;  // [dim], with padding up to a multiple of 64 bytes
};

/// What becomes of the weights: floats where the scores were, the same rounded to bf16, or bf16
/// numbers elsewhere. Rounded weights are also what is summed, so that they add up to one.
struct WeightTarget {
  bool rounded = false;
  BFloat16* bf16 = nullptr;  // with padding; null: in place of the scores
};

/// Takes the scores of one query and `count` more keys: turns them into weights exp(score · scale +
/// bias - highest) and scales what was summed before to the new highest score. `scores` and `bias`
/// (which may be null) have padding up to a multiple of 64 bytes, which takes no part. Source:
/// Milakov & Gimelshein, "Online normalizer calculation for softmax" (2018), algorithm 3.
void absorb_scores(float* scores, Index count, float scale, const float* bias, Index dim,
                   WeightTarget target, OnlineSoftmax& softmax);

/// values = values · factor, with padding.
void scale_row(float factor, Index count, float* values);

}  // namespace kirin::nn::cpu
