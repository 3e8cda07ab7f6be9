#include "engine/wan/dit/time_embedding.h"

#include <algorithm>
#include <cmath>

#include "engine/wan/dit/load_layer.h"

namespace kirin::wan {

nn::Tensor time_sinusoid(std::span<const double> timesteps, Index freq_dim) {
  const Index half = freq_dim / 2;
  nn::Tensor table =
      nn::Tensor::uninitialised({static_cast<Index>(timesteps.size()), freq_dim}, nn::DType::f64);
  auto* row = table.mutable_data<double>();
  for (const double timestep : timesteps) {
    for (Index i = 0; i < half; ++i) {
      const double angle =
          timestep * std::pow(10000.0, -static_cast<double>(i) / static_cast<double>(half));
      row[i] = std::cos(angle);
      row[half + i] = std::sin(angle);
    }
    row += freq_dim;
  }
  return table;
}

nn::Tensor TokenTimes::for_tokens(const nn::Tensor& rows) const {
  if (distinct.size() == 1) {
    return rows;
  }
  nn::Shape shape = rows.shape();
  shape[0] = runs.back().first + runs.back().count;
  nn::Tensor all = nn::Tensor::uninitialised(shape, rows.type());
  for (const TokenRun& run : runs) {
    for (Index i = 0; i < run.count; ++i) {
      const Index token = run.first + i;
      all.slice(0, token, token + 1).copy_from(rows.slice(0, run.row, run.row + 1));
    }
  }
  return all;
}

TokenTimes token_times(std::span<const double> timesteps, Index tokens) {
  const auto given = static_cast<Index>(timesteps.size());
  EXPECTS(tokens >= 1 && (given == 1 || given == tokens));
  TokenTimes times;
  for (Index token = 0; token < given; ++token) {
    const double timestep = timesteps[static_cast<std::size_t>(token)];
    auto known = std::ranges::find(times.distinct, timestep);
    if (known == times.distinct.end()) {
      known = times.distinct.insert(known, timestep);
    }
    const Index row = known - times.distinct.begin();
    if (times.runs.empty() || times.runs.back().row != row) {
      times.runs.push_back({token, 0, row});
    }
    ++times.runs.back().count;
  }
  if (given == 1) {
    times.runs.back().count = tokens;
  }
  return times;
}

Result<TimeEmbedding> TimeEmbedding::load(const nn::Weights& weights, const DitConfig& config) {
  TimeEmbedding embedding;
  embedding.freq_dim_ = config.freq_dim;
  ASSIGN_OR_RETURN(embedding.first_, load_linear(weights, "time_embedding.0", config.freq_dim,
                                                 config.dim, nn::Activation::silu));
  ASSIGN_OR_RETURN(embedding.second_,
                   load_linear(weights, "time_embedding.2", config.dim, config.dim));
  ASSIGN_OR_RETURN(embedding.projection_,
                   load_linear(weights, "time_projection.1", config.dim, 6 * config.dim));
  return embedding;
}

TimeVectors TimeEmbedding::operator()(const TokenTimes& times, const nn::Trace& trace) const {
  const nn::Tensor sinusoid = time_sinusoid(times.distinct, freq_dim_).to(nn::DType::f32);
  TimeVectors vectors;
  vectors.embedding = second_(first_(sinusoid));
  nn::Tensor activated = vectors.embedding.clone();
  nn::Activate{}(nn::Activation::silu, activated, activated);
  const nn::Tensor projected = projection_(activated);
  const Index dim = vectors.embedding.extent(1);
  vectors.projection = projected.reshaped({projected.extent(0), 6, dim});
  if (trace.active()) {
    trace("time_sinusoid", times.for_tokens(sinusoid));
    trace("time_embedding", times.for_tokens(vectors.embedding));
    trace("time_projection", times.for_tokens(projected));
  }
  return vectors;
}

}  // namespace kirin::wan
