/// \file
/// Scale, shift and gate of a block from its learned table and the time (adaLN; Peebles & Xie,
/// "Scalable Diffusion Models with Transformers", 2023).
#pragma once

#include "engine/wan/dit/pass.h"
#include "nn/ops/norm.h"

namespace kirin::wan {

/// Vectors [distinct timesteps, parts, dim] of one block or head, and their application to the rows
/// of tokens that each timestep belongs to.
class Modulation {
 public:
  /// table: [parts, dim]; time: [distinct, parts, dim], or [distinct, dim] which every part shares.
  Modulation(const nn::Tensor& table, const nn::Tensor& time, const DitPass& pass);

  /// y = layer_norm(x) · (1 + part `scale`) + part `shift`, no affine parameters. x, y: [rows,
  /// dim].
  void norm(const nn::Tensor& x, Index scale, Index shift, float eps, nn::Tensor& y) const;
  /// x += z · part `gate`.
  void add_gated(nn::Tensor& x, const nn::Tensor& z, Index gate) const;

 private:
  nn::Tensor part(Index row, Index index) const;

  const DitPass& pass_;
  nn::Tensor vectors_;
};

}  // namespace kirin::wan
