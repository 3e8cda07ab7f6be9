#include "engine/wan/vae/coder.h"

#include <fmt/format.h>

#include "engine/wan/vae/blocks.h"
#include "engine/wan/vae/resample.h"

namespace kirin::wan {
namespace {

using nn::Index;

std::string member(const std::string& name, Index index) {
  return fmt::format("{}.{}", name, index);
}

/// Builds one coder: follows the channels from layer to layer. Names are official module paths
/// below the coder ("middle.0").
class Builder {
 public:
  Builder(const nn::Weights& weights, Coding coding)
      : reader_(weights),
        root_(coding == Coding::encoder ? "encoder." : "decoder."),
        stack_(coding == Coding::encoder ? "downsamples" : "upsamples"),
        coding_(coding) {}

  Result<Coder> build() {
    ASSIGN_OR_RETURN(coder_.inputs, reader_.extent(root_ + "conv1.weight", 1));
    ASSIGN_OR_RETURN(channels_, reader_.extent(root_ + "conv1.weight", 0));
    ASSIGN_OR_RETURN(CausalConv first,
                     CausalConv::read(reader_, root_ + "conv1", coder_.inputs, channels_, slots_));
    coder_.chain.add("conv1", std::make_unique<FirstConv>(std::move(first)));
    if (coding_ == Coding::decoder) {
      RETURN_IF_ERROR(add_all("middle", coder_.chain));
    }
    RETURN_IF_ERROR(add_stack());
    if (coding_ == Coding::encoder) {
      RETURN_IF_ERROR(add_all("middle", coder_.chain));
    }
    RETURN_IF_ERROR(add_head());
    RETURN_IF_ERROR(reader_.all_taken(root_));
    coder_.slots = slots_.count();
    return std::move(coder_);
  }

 private:
  /// `name`.0, `name`.1, … as far as there are any.
  Result<void> add_all(const std::string& name, Chain& chain) {
    for (Index i = 0; reader_.has_member(root_ + name, i); ++i) {
      RETURN_IF_ERROR(add_layer(member(name, i), chain));
    }
    return {};
  }

  Result<void> add_stack() {
    for (Index i = 0; reader_.has_member(root_ + stack_, i); ++i) {
      const std::string name = member(stack_, i);
      if (reader_.has_member(root_ + name + "." + stack_, 0)) {
        RETURN_IF_ERROR(add_level(name));
      } else {
        RETURN_IF_ERROR(add_layer(name, coder_.chain));
      }
    }
    return {};
  }

  Result<void> add_layer(const std::string& name, Chain& chain) {
    if (reader_.has(root_ + name + ".residual.0.gamma")) {
      return add_residual(name, chain);
    }
    if (reader_.has(root_ + name + ".to_qkv.weight")) {
      return add_attention(name, chain);
    }
    if (reader_.has(root_ + name + ".resample.1.weight")) {
      return add_resample(name, chain);
    }
    return Error{ErrorCode::failed_precondition,
                 fmt::format("\"{}{}\" is no layer that an autoencoder of Wan has", root_, name)};
  }

  Result<void> add_residual(const std::string& name, Chain& chain) {
    const std::string full = root_ + name;
    ASSIGN_OR_RETURN(const Index out, reader_.extent(full + ".residual.2.weight", 0));
    ASSIGN_OR_RETURN(nn::Tensor first_gamma, reader_.gamma(full + ".residual.0", channels_));
    ASSIGN_OR_RETURN(CausalConv first,
                     CausalConv::read(reader_, full + ".residual.2", channels_, out, slots_));
    ASSIGN_OR_RETURN(nn::Tensor second_gamma, reader_.gamma(full + ".residual.3", out));
    ASSIGN_OR_RETURN(CausalConv second,
                     CausalConv::read(reader_, full + ".residual.6", out, out, slots_));
    std::optional<nn::Linear> shortcut;
    if (out != channels_) {
      ASSIGN_OR_RETURN(shortcut, reader_.pointwise(full + ".shortcut", out, channels_));
    }
    channels_ = out;
    chain.add(name, std::make_unique<Residual>(Residual::Parts{
                        std::move(first_gamma), std::move(first), std::move(second_gamma),
                        std::move(second), std::move(shortcut)}));
    return {};
  }

  Result<void> add_attention(const std::string& name, Chain& chain) {
    const std::string full = root_ + name;
    ASSIGN_OR_RETURN(nn::Tensor gamma, reader_.gamma(full + ".norm", channels_));
    ASSIGN_OR_RETURN(nn::Linear to_qkv,
                     reader_.pointwise(full + ".to_qkv", 3 * channels_, channels_));
    ASSIGN_OR_RETURN(nn::Linear proj, reader_.pointwise(full + ".proj", channels_, channels_));
    chain.add(name, std::make_unique<FrameAttention>(FrameAttention::Parts{
                        std::move(gamma), std::move(to_qkv), std::move(proj)}));
    return {};
  }

  Result<void> add_resample(const std::string& name, Chain& chain) {
    coder_.space_factor *= 2;
    if (coding_ == Coding::encoder) {
      ASSIGN_OR_RETURN(auto layer, Downsample::read(reader_, root_ + name, channels_, slots_));
      channels_ = layer->outputs();
      coder_.time_factor *= layer->halves_time() ? 2 : 1;
      chain.add(name, std::move(layer));
      return {};
    }
    ASSIGN_OR_RETURN(auto layer, Upsample::read(reader_, root_ + name, channels_, slots_));
    channels_ = layer->outputs();
    coder_.time_factor *= layer->doubles_time() ? 2 : 1;
    chain.add(name, std::move(layer));
    return {};
  }

  /// A level of Wan 2.2, shortcut included. The decoder's last level has none.
  Result<void> add_level(const std::string& name) {
    const Index in = channels_;
    const Index space_before = coder_.space_factor;
    const Index time_before = coder_.time_factor;
    Chain chain;
    RETURN_IF_ERROR(add_all(name + "." + stack_, chain));
    const nn::Cell factor{.time = coder_.time_factor / time_before,
                          .space = coder_.space_factor / space_before};
    const Index cell = factor.time * factor.space * factor.space;
    const std::string shortcut = name + ".avg_shortcut";
    if (coding_ == Coding::encoder) {
      if (in * cell % channels_ != 0) {
        return no_shortcut(name, in);
      }
      coder_.chain.add(
          name, std::make_unique<DownLevel>(shortcut, std::move(chain), channels_, factor, slots_));
    } else if (factor.space > 1) {
      if (channels_ * cell % in != 0) {
        return no_shortcut(name, in);
      }
      coder_.chain.add(name, std::make_unique<UpLevel>(shortcut, std::move(chain), factor, slots_));
    } else {
      coder_.chain.add(name, std::make_unique<PlainLevel>(std::move(chain)));
    }
    return {};
  }

  Error no_shortcut(const std::string& name, Index in) const {
    return {ErrorCode::failed_precondition,
            fmt::format("\"{}{}\" makes {} channels of {}, which no shortcut can", root_, name,
                        channels_, in)};
  }

  Result<void> add_head() {
    const std::string conv = root_ + "head.2";
    ASSIGN_OR_RETURN(coder_.outputs, reader_.extent(conv + ".weight", 0));
    ASSIGN_OR_RETURN(nn::Tensor gamma, reader_.gamma(root_ + "head.0", channels_));
    ASSIGN_OR_RETURN(CausalConv last,
                     CausalConv::read(reader_, conv, channels_, coder_.outputs, slots_));
    coder_.chain.add("out", std::make_unique<Head>(std::move(gamma), std::move(last)));
    return {};
  }

  WeightReader reader_;
  std::string root_;
  std::string stack_;
  Coding coding_;
  Slots slots_;
  Index channels_ = 0;
  Coder coder_;
};

}  // namespace

Result<Coder> read_coder(const nn::Weights& weights, Coding coding) {
  return Builder(weights, coding).build();
}

}  // namespace kirin::wan
