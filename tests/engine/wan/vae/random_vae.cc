#include "engine/wan/vae/random_vae.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace kirin::wan {
namespace {

using nn::Index;
using nn::Shape;

class Maker {
 public:
  explicit Maker(std::uint32_t seed) : generator_(seed) {}

  void layer(const std::string& name, const Shape& shape) {
    const Index fan_in = nn::count_of(shape) / shape.front();
    add(name + ".weight", shape, 0, 1 / std::sqrt(static_cast<float>(fan_in)));
    add(name + ".bias", {shape.front()}, 0, 0.1F);
  }
  void gamma(const std::string& name, const Shape& shape) { add(name + ".gamma", shape, 1, 0.1F); }

  void residual(const std::string& name, Index in, Index out) {
    gamma(name + ".residual.0", {in, 1, 1, 1});
    layer(name + ".residual.2", {out, in, 3, 3, 3});
    gamma(name + ".residual.3", {out, 1, 1, 1});
    layer(name + ".residual.6", {out, out, 3, 3, 3});
    if (in != out) {
      layer(name + ".shortcut", {out, in, 1, 1, 1});
    }
  }
  void middle(const std::string& coder, Index channels) {
    residual(coder + ".middle.0", channels, channels);
    gamma(coder + ".middle.1.norm", {channels, 1, 1});
    layer(coder + ".middle.1.to_qkv", {3 * channels, channels, 1, 1});
    layer(coder + ".middle.1.proj", {channels, channels, 1, 1});
    residual(coder + ".middle.2", channels, channels);
  }
  nn::Weights made() { return nn::Weights(std::move(tensors_)); }

 private:
  void add(const std::string& name, const Shape& shape, float mean, float deviation) {
    std::normal_distribution<float> numbers(mean, deviation);
    std::vector<float> values(static_cast<std::size_t>(nn::count_of(shape)));
    std::ranges::generate(values, [&] { return numbers(generator_); });
    tensors_[name] = nn::Tensor::of(values, shape);
  }

  std::mt19937 generator_;
  nn::Weights::Tensors tensors_;
};

/// Names the layers of a stack: flat for Wan 2.1, by level for Wan 2.2.
class Names {
 public:
  Names(std::string stack, bool levels) : stack_(std::move(stack)), levels_(levels) {}
  std::string next(std::size_t level) {
    if (level != level_) {
      level_ = level;
      in_level_ = 0;
    }
    const std::string last = stack_.substr(stack_.find('.') + 1);
    return levels_ ? fmt::format("{}.{}.{}.{}", stack_, level, last, in_level_++)
                   : fmt::format("{}.{}", stack_, flat_++);
  }

 private:
  std::string stack_;
  bool levels_;
  std::size_t level_ = 0;
  int in_level_ = 0;
  int flat_ = 0;
};

}  // namespace

std::vector<Index> VaeSizes::encoder_channels() const {
  std::vector<Index> all{encoder_width * multipliers.front()};
  for (const Index multiplier : multipliers) {
    all.push_back(encoder_width * multiplier);
  }
  return all;
}

std::vector<Index> VaeSizes::decoder_channels() const {
  std::vector<Index> all{decoder_width * multipliers.back()};
  for (std::size_t i = multipliers.size(); i-- > 0;) {
    all.push_back(decoder_width * multipliers[i]);
  }
  return all;
}

nn::Weights random_vae(const VaeSizes& sizes, std::uint32_t seed) {
  Maker make(seed);
  const Index z = sizes.latent_channels;
  const std::size_t levels = sizes.multipliers.size();

  const auto down = sizes.encoder_channels();
  make.layer("encoder.conv1", {down[0], sizes.pixel_channels(), 3, 3, 3});
  Names downs("encoder.downsamples", sizes.levels);
  for (std::size_t i = 0; i < levels; ++i) {
    for (Index block = 0; block < sizes.residual_blocks; ++block) {
      make.residual(downs.next(i), block == 0 ? down[i] : down[i + 1], down[i + 1]);
    }
    if (i + 1 < levels) {
      const std::string name = downs.next(i);
      make.layer(name + ".resample.1", {down[i + 1], down[i + 1], 3, 3});
      if (sizes.halves_time[i]) {
        make.layer(name + ".time_conv", {down[i + 1], down[i + 1], 3, 1, 1});
      }
    }
  }
  make.middle("encoder", down.back());
  make.gamma("encoder.head.0", {down.back(), 1, 1, 1});
  make.layer("encoder.head.2", {2 * z, down.back(), 3, 3, 3});
  make.layer("conv1", {2 * z, 2 * z, 1, 1, 1});

  const auto up = sizes.decoder_channels();
  make.layer("conv2", {z, z, 1, 1, 1});
  make.layer("decoder.conv1", {up[0], z, 3, 3, 3});
  make.middle("decoder", up[0]);
  Names ups("decoder.upsamples", sizes.levels);
  for (std::size_t i = 0; i < levels; ++i) {
    // In Wan 2.1 enlarging halves the channels, but for those of the first level.
    const Index in = i > 0 && !sizes.levels ? up[i] / 2 : up[i];
    for (Index block = 0; block <= sizes.residual_blocks; ++block) {
      make.residual(ups.next(i), block == 0 ? in : up[i + 1], up[i + 1]);
    }
    if (i + 1 < levels) {
      const std::string name = ups.next(i);
      make.layer(name + ".resample.1", {sizes.levels ? up[i + 1] : up[i + 1] / 2, up[i + 1], 3, 3});
      if (sizes.halves_time[levels - 2 - i]) {
        make.layer(name + ".time_conv", {2 * up[i + 1], up[i + 1], 3, 1, 1});
      }
    }
  }
  make.gamma("decoder.head.0", {up.back(), 1, 1, 1});
  make.layer("decoder.head.2", {sizes.pixel_channels(), up.back(), 3, 3, 3});
  return make.made();
}

}  // namespace kirin::wan
