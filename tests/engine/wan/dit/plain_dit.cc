#include "engine/wan/dit/plain_dit.h"

#include <cmath>
#include <functional>
#include <string>

namespace kirin::wan {
namespace {

/// Rows of numbers.
using Rows = std::vector<std::vector<double>>;

class PlainDit {
 public:
  PlainDit(const nn::Weights& weights, const DitConfig& config, const PlainInputs& inputs)
      : weights_(weights), config_(config), inputs_(inputs) {}

  nn::Tensor velocity();

 private:
  std::vector<double> numbers(const std::string& name) const {
    const auto tensor = weights_.get(name);
    EXPECTS(tensor.has_value());
    const auto values = tensor->values();
    return {values.begin(), values.end()};
  }
  Rows linear(const std::string& name, const Rows& x) const {
    const auto weight = numbers(name + ".weight");
    auto bias = numbers(name + ".bias");
    Rows y;
    for (const auto& row : x) {
      auto out = bias;
      for (std::size_t o = 0; o < out.size(); ++o) {
        for (std::size_t i = 0; i < row.size(); ++i) {
          out[o] += weight[o * row.size() + i] * row[i];
        }
      }
      y.push_back(out);
    }
    return y;
  }
  static Rows each(Rows x, const std::function<double(double)>& f) {
    for (auto& row : x) {
      for (double& value : row) {
        value = f(value);
      }
    }
    return x;
  }
  static Rows sum(Rows a, const Rows& b, double factor = 1) {
    for (std::size_t r = 0; r < a.size(); ++r) {
      for (std::size_t i = 0; i < a[r].size(); ++i) {
        a[r][i] += factor * b[r][i];
      }
    }
    return a;
  }
  Rows layer_norm(Rows x, double eps) const;
  Rows affine(Rows x, const std::string& name) const;
  Rows rms_norm(Rows x, const std::string& name) const;
  Rows patches(const nn::Tensor& latent, const nn::Tensor& condition) const;
  void rotate(Rows& x) const;
  Rows attention(const Rows& q, const Rows& k, const Rows& v) const;
  Rows block(const std::string& name, Rows x) const;
  void embed_time();
  void embed_context();

  const nn::Weights& weights_;
  const DitConfig& config_;
  const PlainInputs& inputs_;
  std::array<Index, 3> grid_ = {};
  Rows time_;        // per token [dim]
  Rows projection_;  // per token [6 · dim]
  Rows text_;
  Rows image_;
};

double gelu_tanh(double x) {
  return 0.5 * x * (1 + std::tanh(std::sqrt(2 / M_PI) * (x + 0.044715 * x * x * x)));
}
double gelu_erf(double x) { return 0.5 * x * (1 + std::erf(x / std::sqrt(2.0))); }
double silu(double x) { return x / (1 + std::exp(-x)); }

Rows PlainDit::layer_norm(Rows x, double eps) const {
  for (auto& row : x) {
    double mean = 0;
    for (const double value : row) {
      mean += value / static_cast<double>(row.size());
    }
    double variance = 0;
    for (const double value : row) {
      variance += (value - mean) * (value - mean) / static_cast<double>(row.size());
    }
    for (double& value : row) {
      value = (value - mean) / std::sqrt(variance + eps);
    }
  }
  return x;
}

Rows PlainDit::affine(Rows x, const std::string& name) const {
  const auto weight = numbers(name + ".weight");
  const auto bias = numbers(name + ".bias");
  for (auto& row : x) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      row[i] = row[i] * weight[i] + bias[i];
    }
  }
  return x;
}

Rows PlainDit::rms_norm(Rows x, const std::string& name) const {
  const auto weight = numbers(name + ".weight");
  for (auto& row : x) {
    double mean = 0;
    for (const double value : row) {
      mean += value * value / static_cast<double>(row.size());
    }
    for (std::size_t i = 0; i < row.size(); ++i) {
      row[i] = row[i] / std::sqrt(mean + config_.eps) * weight[i];
    }
  }
  return x;
}

Rows PlainDit::patches(const nn::Tensor& latent, const nn::Tensor& condition) const {
  Rows rows(static_cast<std::size_t>(grid_[0] * grid_[1] * grid_[2]));
  for (const nn::Tensor* part : {&latent, &condition}) {
    if (part->empty()) {
      continue;
    }
    const auto values = part->values();
    const auto& s = part->shape();
    for (Index c = 0; c < s[0]; ++c) {
      for (std::size_t token = 0; token < rows.size(); ++token) {
        const auto t = static_cast<Index>(token);
        const Index frame = t / (grid_[1] * grid_[2]);
        const Index row = t / grid_[2] % grid_[1];
        const Index column = t % grid_[2];
        for (Index i = 0; i < 2; ++i) {
          for (Index j = 0; j < 2; ++j) {
            const Index at = ((c * s[1] + frame) * s[2] + 2 * row + i) * s[3] + 2 * column + j;
            rows[token].push_back(values[static_cast<std::size_t>(at)]);
          }
        }
      }
    }
  }
  return rows;
}

void PlainDit::rotate(Rows& x) const {
  const Index pairs = config_.head_dim() / 2;
  const std::array<Index, 3> share = {pairs - 2 * (pairs / 3), pairs / 3, pairs / 3};
  for (std::size_t token = 0; token < x.size(); ++token) {
    const auto t = static_cast<Index>(token);
    const std::array<Index, 3> at = {t / (grid_[1] * grid_[2]), t / grid_[2] % grid_[1],
                                     t % grid_[2]};
    for (Index head = 0; head < config_.heads; ++head) {
      Index pair = 0;
      for (std::size_t axis = 0; axis < 3; ++axis) {
        for (Index i = 0; i < share[axis]; ++i, ++pair) {
          const double angle =
              static_cast<double>(at[axis]) *
              std::pow(10000, -2.0 * static_cast<double>(i) / static_cast<double>(2 * share[axis]));
          double* p = &x[token][static_cast<std::size_t>(head * 2 * pairs + 2 * pair)];
          const double real = p[0] * std::cos(angle) - p[1] * std::sin(angle);
          p[1] = p[0] * std::sin(angle) + p[1] * std::cos(angle);
          p[0] = real;
        }
      }
    }
  }
}

Rows PlainDit::attention(const Rows& q, const Rows& k, const Rows& v) const {
  const auto dim = static_cast<std::size_t>(config_.head_dim());
  Rows y(q.size(), std::vector<double>(q[0].size(), 0.0));
  for (std::size_t first = 0; first < q[0].size(); first += dim) {
    for (std::size_t row = 0; row < q.size(); ++row) {
      std::vector<double> weights;
      double total = 0;
      for (const auto& key : k) {
        double score = 0;
        for (std::size_t i = first; i < first + dim; ++i) {
          score += q[row][i] * key[i];
        }
        weights.push_back(std::exp(score / std::sqrt(static_cast<double>(dim))));
        total += weights.back();
      }
      for (std::size_t key = 0; key < k.size(); ++key) {
        for (std::size_t i = first; i < first + dim; ++i) {
          y[row][i] += weights[key] / total * v[key][i];
        }
      }
    }
  }
  return y;
}

Rows PlainDit::block(const std::string& name, Rows x) const {
  const auto table = numbers(name + ".modulation");
  const auto dim = static_cast<std::size_t>(config_.dim);
  const auto part = [&](std::size_t token, std::size_t index, std::size_t i) {
    return table[index * dim + i] + projection_[token][index * dim + i];
  };
  const auto modulated = [&](Rows rows, std::size_t shift, std::size_t scale) {
    rows = layer_norm(std::move(rows), config_.eps);
    for (std::size_t t = 0; t < rows.size(); ++t) {
      for (std::size_t i = 0; i < dim; ++i) {
        rows[t][i] = rows[t][i] * (1 + part(t, scale, i)) + part(t, shift, i);
      }
    }
    return rows;
  };
  const auto gated = [&](Rows rows, std::size_t gate) {
    for (std::size_t t = 0; t < rows.size(); ++t) {
      for (std::size_t i = 0; i < dim; ++i) {
        rows[t][i] *= part(t, gate, i);
      }
    }
    return rows;
  };
  const std::string self = name + ".self_attn";
  Rows h = modulated(x, 0, 1);
  Rows q = rms_norm(linear(self + ".q", h), self + ".norm_q");
  Rows k = rms_norm(linear(self + ".k", h), self + ".norm_k");
  rotate(q);
  rotate(k);
  x = sum(x, gated(linear(self + ".o", attention(q, k, linear(self + ".v", h))), 2));

  const std::string cross = name + ".cross_attn";
  h = affine(layer_norm(x, config_.eps), name + ".norm3");
  q = rms_norm(linear(cross + ".q", h), cross + ".norm_q");
  Rows attended = attention(q, rms_norm(linear(cross + ".k", text_), cross + ".norm_k"),
                            linear(cross + ".v", text_));
  if (!image_.empty()) {
    attended = sum(attended,
                   attention(q, rms_norm(linear(cross + ".k_img", image_), cross + ".norm_k_img"),
                             linear(cross + ".v_img", image_)));
  }
  x = sum(x, linear(cross + ".o", attended));

  h = linear(name + ".ffn.2", each(linear(name + ".ffn.0", modulated(x, 3, 4)), gelu_tanh));
  return sum(x, gated(h, 5));
}

void PlainDit::embed_time() {
  const Index half = config_.freq_dim / 2;
  const Index tokens = grid_[0] * grid_[1] * grid_[2];
  Rows sinusoid;
  for (Index token = 0; token < tokens; ++token) {
    const auto given = static_cast<std::size_t>(token) % inputs_.timesteps.size();
    std::vector<double> row;
    for (Index i = 0; i < 2 * half; ++i) {
      const double angle =
          inputs_.timesteps[given] *
          std::pow(10000, -static_cast<double>(i % half) / static_cast<double>(half));
      row.push_back(i < half ? std::cos(angle) : std::sin(angle));
    }
    sinusoid.push_back(row);
  }
  time_ = linear("time_embedding.2", each(linear("time_embedding.0", sinusoid), silu));
  projection_ = linear("time_projection.1", each(time_, silu));
}

void PlainDit::embed_context() {
  const auto rows_of = [](const nn::Tensor& tensor) {
    Rows rows;
    for (Index row = 0; row < tensor.extent(0); ++row) {
      const auto values = tensor.select(0, row).values();
      rows.emplace_back(values.begin(), values.end());
    }
    return rows;
  };
  Rows padded = rows_of(inputs_.text);
  padded.resize(static_cast<std::size_t>(config_.text_len),
                std::vector<double>(static_cast<std::size_t>(config_.text_dim), 0.0));
  text_ = linear("text_embedding.2", each(linear("text_embedding.0", padded), gelu_tanh));
  if (inputs_.image.empty()) {
    return;
  }
  Rows image = rows_of(inputs_.image);
  if (config_.image_positions > 0) {
    const auto positions = weights_.get("img_emb.emb_pos");
    image = sum(image, rows_of(positions->select(0, 0)));
  }
  image = affine(layer_norm(image, 1e-5), "img_emb.proj.0");
  image = linear("img_emb.proj.3", each(linear("img_emb.proj.1", image), gelu_erf));
  image_ = affine(layer_norm(image, 1e-5), "img_emb.proj.4");
}

nn::Tensor PlainDit::velocity() {
  const auto& extents = inputs_.latent.shape();
  grid_ = {extents[1], extents[2] / 2, extents[3] / 2};
  embed_time();
  embed_context();
  Rows x = linear("patch_embedding", patches(inputs_.latent, inputs_.condition));
  std::vector<Rows> hints;
  if (!inputs_.control.empty()) {
    Rows c = linear("vace_patch_embedding", patches(inputs_.control, {}));
    c = sum(linear("vace_blocks.0.before_proj", c), x);
    for (std::size_t i = 0; i < config_.control_layers.size(); ++i) {
      const std::string name = "vace_blocks." + std::to_string(i);
      c = block(name, c);
      hints.push_back(linear(name + ".after_proj", c));
    }
  }
  for (Index layer = 0; layer < config_.layers; ++layer) {
    x = block("blocks." + std::to_string(layer), x);
    for (std::size_t i = 0; i < hints.size(); ++i) {
      if (config_.control_layers[i] == layer) {
        x = sum(x, hints[i], inputs_.control_scale);
      }
    }
  }
  const auto table = numbers("head.modulation");
  x = layer_norm(x, config_.eps);
  const auto dim = static_cast<std::size_t>(config_.dim);
  for (std::size_t t = 0; t < x.size(); ++t) {
    for (std::size_t i = 0; i < dim; ++i) {
      x[t][i] = x[t][i] * (1 + table[dim + i] + time_[t][i]) + table[i] + time_[t][i];
    }
  }
  const Rows head = linear("head.head", x);
  nn::Tensor velocity =
      nn::Tensor::uninitialised({config_.out_channels, extents[1], extents[2], extents[3]});
  auto* out = velocity.mutable_data<float>();
  for (Index c = 0; c < config_.out_channels; ++c) {
    for (Index f = 0; f < extents[1]; ++f) {
      for (Index r = 0; r < extents[2]; ++r) {
        for (Index col = 0; col < extents[3]; ++col) {
          const Index token = (f * grid_[1] + r / 2) * grid_[2] + col / 2;
          const Index at = (r % 2 * 2 + col % 2) * config_.out_channels + c;
          *out++ = static_cast<float>(
              head[static_cast<std::size_t>(token)][static_cast<std::size_t>(at)]);
        }
      }
    }
  }
  return velocity;
}

}  // namespace

nn::Tensor plain_velocity(const nn::Weights& weights, const DitConfig& config,
                          const PlainInputs& inputs) {
  return PlainDit(weights, config, inputs).velocity();
}

}  // namespace kirin::wan
