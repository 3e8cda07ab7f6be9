#include "engine/wan/vae/whole_clip.h"

#include <fmt/format.h>

#include <cmath>

#include "nn/ops/attention.h"
#include "nn/ops/conv.h"
#include "nn/ops/elementwise.h"
#include "nn/ops/norm.h"
#include "nn/ops/rearrange.h"

namespace kirin::wan {
namespace {

using nn::Index;
using nn::Tensor;
using Options = nn::Conv3d::Options;

constexpr Options kSame{.top = 1, .bottom = 1, .left = 1, .right = 1};

Tensor frames_of(const Tensor& x, Index begin, Index end) { return x.slice(0, begin, end); }

Tensor joined(const Tensor& a, const Tensor& b) {
  Tensor y =
      Tensor::uninitialised({a.extent(0) + b.extent(0), a.extent(1), a.extent(2), a.extent(3)});
  y.slice(0, 0, a.extent(0)).copy_from(a);
  y.slice(0, a.extent(0), y.extent(0)).copy_from(b);
  return y;
}

Tensor zero_frames(const Tensor& like, Index count) {
  return Tensor::zeros({count, like.extent(1), like.extent(2), like.extent(3)});
}

Tensor sum(const Tensor& a, const Tensor& b) {
  Tensor y = Tensor::uninitialised(a.shape());
  nn::Combine{}({{1.0F, &a}, {1.0F, &b}}, y);
  return y;
}

class Layers {
 public:
  explicit Layers(const nn::Weights& weights) : weights_(weights) {}

  bool has(const std::string& name) const { return weights_.has(name + ".weight"); }
  Tensor conv(const std::string& name, const Tensor& past, const Tensor& x,
              const Options& options) const {
    return (*weights_.conv(name, options))(past, x);
  }
  Tensor causal(const std::string& name, const Tensor& x) const {
    return conv(name, zero_frames(x, 2), x, kSame);
  }
  Tensor norm(const std::string& name, const Tensor& x, nn::ChannelNorm::Then then) const {
    const Tensor gamma = *weights_.get(name + ".gamma");
    Tensor y = Tensor::uninitialised(x.shape());
    nn::ChannelNorm{}(x, gamma.reshaped({gamma.count()}), then, y);
    return y;
  }
  Tensor residual(const std::string& name, const Tensor& x) const {
    using nn::ChannelNorm;
    Tensor y = causal(name + ".residual.2", norm(name + ".residual.0", x, ChannelNorm::Then::silu));
    y = causal(name + ".residual.6", norm(name + ".residual.3", y, ChannelNorm::Then::silu));
    return sum(y, has(name + ".shortcut") ? conv(name + ".shortcut", {}, x, {}) : x);
  }
  Tensor attention(const std::string& name, const Tensor& x) const {
    const Index width = x.extent(3);
    const Tensor qkv =
        conv(name + ".to_qkv", {}, norm(name + ".norm", x, nn::ChannelNorm::Then::nothing), {})
            .reshaped({x.extent(0), x.extent(1) * x.extent(2), 1, 3 * width});
    Tensor y = Tensor::uninitialised({x.extent(0), x.extent(1) * x.extent(2), 1, width});
    nn::Attention{}(qkv.slice(3, 0, width).clone(), qkv.slice(3, width, 2 * width).clone(),
                    qkv.slice(3, 2 * width, 3 * width).clone(), {}, y,
                    {.scale = 1 / std::sqrt(static_cast<float>(width))});
    return sum(x, conv(name + ".proj", {}, y.reshaped(x.shape()), {}));
  }
  Tensor middle(const std::string& coder, const Tensor& x) const {
    return residual(coder + ".middle.2",
                    attention(coder + ".middle.1", residual(coder + ".middle.0", x)));
  }
  Tensor down(const std::string& name, const Tensor& x) const {
    const Tensor half =
        conv(name + ".resample.1", {}, x, {.stride_space = 2, .bottom = 1, .right = 1});
    if (!has(name + ".time_conv") || x.extent(0) == 1) {
      return half;
    }
    return joined(frames_of(half, 0, 1), conv(name + ".time_conv", {}, half, {.stride_time = 2}));
  }
  Tensor up(const std::string& name, Tensor x) const {
    if (has(name + ".time_conv") && x.extent(0) > 1) {
      const Tensor later = frames_of(x, 1, x.extent(0));
      const Tensor both = conv(name + ".time_conv", zero_frames(x, 2), later, {});
      const Tensor twice =
          nn::Permute{}(both.reshaped({later.extent(0), x.extent(1), x.extent(2), 2, x.extent(3)}),
                        {0, 3, 1, 2, 4});
      x = joined(frames_of(x, 0, 1),
                 twice.reshaped({2 * later.extent(0), x.extent(1), x.extent(2), x.extent(3)}));
    }
    return conv(name + ".resample.1", {}, nn::UpsampleNearest{}(x), kSame);
  }

 private:
  const nn::Weights& weights_;
};

float& at(Tensor& x, Index t, Index h, Index w, Index c) {
  return x.mutable_data<float>()[((t * x.extent(1) + h) * x.extent(2) + w) * x.extent(3) + c];
}
float at(const Tensor& x, Index t, Index h, Index w, Index c) {
  return x.data<float>()[((t * x.extent(1) + h) * x.extent(2) + w) * x.extent(3) + c];
}

/// Means over groups of (channel, frame, row, column), a zero frame in front of an odd number.
Tensor averaged(Tensor x, Index out, Index time, Index space) {
  if (x.extent(0) % time != 0) {
    x = joined(zero_frames(x, 1), x);
  }
  const Index cell = time * space * space;
  const Index group = x.extent(3) * cell / out;
  Tensor y = Tensor::zeros({x.extent(0) / time, x.extent(1) / space, x.extent(2) / space, out});
  for (Index t = 0; t < x.extent(0); ++t) {
    for (Index h = 0; h < x.extent(1); ++h) {
      for (Index w = 0; w < x.extent(2); ++w) {
        for (Index c = 0; c < x.extent(3); ++c) {
          const Index number = ((c * time + t % time) * space + h % space) * space + w % space;
          at(y, t / time, h / space, w / space, number / group) +=
              at(x, t, h, w, c) / static_cast<float>(group);
        }
      }
    }
  }
  return y;
}

/// Repeats over (channel, frame, row, column); the first time - 1 frames are dropped.
Tensor repeated(const Tensor& x, Index out, Index time, Index space) {
  const Index repeats = out * time * space * space / x.extent(3);
  Tensor y =
      Tensor::uninitialised({x.extent(0) * time, x.extent(1) * space, x.extent(2) * space, out});
  for (Index t = 0; t < y.extent(0); ++t) {
    for (Index h = 0; h < y.extent(1); ++h) {
      for (Index w = 0; w < y.extent(2); ++w) {
        for (Index c = 0; c < out; ++c) {
          const Index number = ((c * time + t % time) * space + h % space) * space + w % space;
          at(y, t, h, w, c) = at(x, t / time, h / space, w / space, number / repeats);
        }
      }
    }
  }
  return frames_of(y, time - 1, y.extent(0));
}

/// [C, T, H, W] to [T, H/p, W/p, (C, column, row)] and back.
Tensor patched(const Tensor& clip, Index p) {
  const Index c = clip.extent(0);
  const Index t = clip.extent(1);
  const Index h = clip.extent(2) / p;
  const Index w = clip.extent(3) / p;
  return nn::Permute{}(clip.reshaped({c, t, h, p, w, p}), {1, 2, 4, 0, 5, 3})
      .reshaped({t, h, w, c * p * p});
}
Tensor unpatched(const Tensor& frames, Index p) {
  const Index t = frames.extent(0);
  const Index h = frames.extent(1);
  const Index w = frames.extent(2);
  const Index c = frames.extent(3) / (p * p);
  return nn::Permute{}(frames.reshaped({t, h, w, c, p, p}), {3, 0, 1, 5, 2, 4})
      .reshaped({c, t, h * p, w * p});
}

}  // namespace

Tensor encode_whole(const VaeSizes& sizes, const nn::Weights& weights,
                    const LatentStatistics& statistics, const Tensor& video) {
  const Layers layers(weights);
  const auto channels = sizes.encoder_channels();
  const std::size_t levels = sizes.multipliers.size();
  Tensor x = layers.causal("encoder.conv1", patched(video, sizes.levels ? 2 : 1));
  int flat = 0;
  for (std::size_t i = 0; i < levels; ++i) {
    const Tensor before = x;
    int in_level = 0;
    const auto next = [&] {
      return sizes.levels ? fmt::format("encoder.downsamples.{}.downsamples.{}", i, in_level++)
                          : fmt::format("encoder.downsamples.{}", flat++);
    };
    for (Index block = 0; block < sizes.residual_blocks; ++block) {
      x = layers.residual(next(), x);
    }
    const bool last = i + 1 == levels;
    if (!last) {
      x = layers.down(next(), x);
    }
    if (sizes.levels) {
      x = sum(x, averaged(before, channels[i + 1], !last && sizes.halves_time[i] ? 2 : 1,
                          last ? 1 : 2));
    }
  }
  x = layers.middle("encoder", x);
  x = layers.causal("encoder.head.2",
                    layers.norm("encoder.head.0", x, nn::ChannelNorm::Then::silu));
  x = layers.conv("conv1", {}, x, {});
  Tensor latent = unpatched(x.slice(3, 0, sizes.latent_channels).clone(), 1);
  const Index cells = latent.count() / sizes.latent_channels;
  for (Index c = 0; c < sizes.latent_channels; ++c) {
    for (Index i = 0; i < cells; ++i) {
      float& value = latent.mutable_data<float>()[c * cells + i];
      value = (value - statistics.mean[c]) / statistics.deviation[c];
    }
  }
  return latent;
}

Tensor decode_whole(const VaeSizes& sizes, const nn::Weights& weights,
                    const LatentStatistics& statistics, const Tensor& latent) {
  const Layers layers(weights);
  const auto channels = sizes.decoder_channels();
  const std::size_t levels = sizes.multipliers.size();
  Tensor cells = latent.clone();
  const Index count = latent.count() / sizes.latent_channels;
  for (Index i = 0; i < latent.count(); ++i) {
    float& value = cells.mutable_data<float>()[i];
    value = value * statistics.deviation[i / count] + statistics.mean[i / count];
  }
  Tensor x = layers.conv("conv2", {}, patched(cells, 1), {});
  x = layers.middle("decoder", layers.causal("decoder.conv1", x));
  int flat = 0;
  for (std::size_t i = 0; i < levels; ++i) {
    const Tensor before = x;
    int in_level = 0;
    const auto next = [&] {
      return sizes.levels ? fmt::format("decoder.upsamples.{}.upsamples.{}", i, in_level++)
                          : fmt::format("decoder.upsamples.{}", flat++);
    };
    for (Index block = 0; block <= sizes.residual_blocks; ++block) {
      x = layers.residual(next(), x);
    }
    if (i + 1 == levels) {
      break;
    }
    x = layers.up(next(), x);
    if (sizes.levels) {
      x = sum(x, repeated(before, channels[i + 1], sizes.halves_time[levels - 2 - i] ? 2 : 1, 2));
    }
  }
  x = layers.causal("decoder.head.2",
                    layers.norm("decoder.head.0", x, nn::ChannelNorm::Then::silu));
  return unpatched(x, sizes.levels ? 2 : 1);
}

}  // namespace kirin::wan
