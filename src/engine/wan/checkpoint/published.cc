#include "engine/wan/checkpoint/published.h"

#include <algorithm>
#include <array>
#include <vector>

namespace kirin::wan {
namespace {

using nn::Index;

std::vector<Index> every(Index step, Index layers) {
  std::vector<Index> all;
  for (Index i = 0; i < layers; i += step) {
    all.push_back(i);
  }
  return all;
}

DitArchitecture small() { return {.dim = 1536, .ffn_dim = 8960, .heads = 12, .layers = 30}; }
DitArchitecture large() { return {.dim = 5120, .ffn_dim = 13824, .heads = 40, .layers = 40}; }

DitArchitecture with_image_channels(DitArchitecture dit) {
  dit.in_channels = 36;
  return dit;
}
DitArchitecture with_image_tokens(DitArchitecture dit, Index positions) {
  dit = with_image_channels(std::move(dit));
  dit.image_dim = 1280;
  dit.image_positions = positions;
  return dit;
}
DitArchitecture with_control(DitArchitecture dit, Index step) {
  dit.control_channels = 96;
  dit.control_layers = every(step, dit.layers);
  return dit;
}
DitArchitecture dense() {
  return {.dim = 3072,
          .ffn_dim = 14336,
          .heads = 24,
          .layers = 30,
          .in_channels = 48,
          .out_channels = 48};
}

bool is_same(const DitArchitecture& a, const DitArchitecture& b) {
  return a.dim == b.dim && a.ffn_dim == b.ffn_dim && a.heads == b.heads && a.layers == b.layers &&
         a.in_channels == b.in_channels && a.out_channels == b.out_channels &&
         a.text_dim == b.text_dim && a.freq_dim == b.freq_dim && a.image_dim == b.image_dim &&
         a.image_positions == b.image_positions && a.control_channels == b.control_channels &&
         a.control_layers == b.control_layers;
}

}  // namespace

std::string_view to_string(ModelKind kind) {
  constexpr std::array<std::string_view, 5> kNames = {"t2v", "i2v", "flf2v", "vace", "ti2v"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::span<const PublishedModel> published_models() {
  static const std::vector<PublishedModel> all = {
      {"wan2.1-t2v-1.3b", "Wan 2.1 T2V-1.3B", "Wan-AI/Wan2.1-T2V-1.3B", false, small()},
      {"wan2.1-t2v-14b", "Wan 2.1 T2V-14B", "Wan-AI/Wan2.1-T2V-14B", false, large()},
      {"wan2.1-i2v-14b", "Wan 2.1 I2V-14B", "Wan-AI/Wan2.1-I2V-14B-480P", false,
       with_image_tokens(large(), 0)},
      {"wan2.1-flf2v-14b", "Wan 2.1 FLF2V-14B", "Wan-AI/Wan2.1-FLF2V-14B-720P", false,
       with_image_tokens(large(), 514)},
      {"wan2.1-vace-1.3b", "Wan 2.1 VACE-1.3B", "Wan-AI/Wan2.1-VACE-1.3B", false,
       with_control(small(), 2)},
      {"wan2.1-vace-14b", "Wan 2.1 VACE-14B", "Wan-AI/Wan2.1-VACE-14B", false,
       with_control(large(), 5)},
      {"wan2.2-t2v-a14b", "Wan 2.2 T2V-A14B", "Wan-AI/Wan2.2-T2V-A14B", true, large()},
      {"wan2.2-i2v-a14b", "Wan 2.2 I2V-A14B", "Wan-AI/Wan2.2-I2V-A14B", true,
       with_image_channels(large())},
      {"wan2.2-ti2v-5b", "Wan 2.2 TI2V-5B", "Wan-AI/Wan2.2-TI2V-5B", false, dense()},
  };
  return all;
}

const PublishedModel* find_published(std::string_view name) {
  const auto all = published_models();
  const auto found = std::ranges::find(all, name, &PublishedModel::name);
  return found == all.end() ? nullptr : &*found;
}

const PublishedModel* find_published(const DitArchitecture& dit, bool has_two_experts) {
  const auto all = published_models();
  const auto same = [&](const PublishedModel& model) {
    return is_same(model.dit, dit) && model.has_two_experts == has_two_experts;
  };
  // One expert alone is still known by its sizes.
  auto found = std::ranges::find_if(all, same);
  if (found == all.end()) {
    found = std::ranges::find_if(
        all, [&](const PublishedModel& model) { return is_same(model.dit, dit); });
  }
  return found == all.end() ? nullptr : &*found;
}

ModelKind model_kind(const DitArchitecture& dit) {
  if (dit.control_channels > 0) {
    return ModelKind::vace;
  }
  if (dit.image_positions > 0) {
    return ModelKind::flf2v;
  }
  // The latent, four mask channels, the image's latent.
  if (dit.image_dim > 0 || dit.in_channels == 2 * dit.out_channels + 4) {
    return ModelKind::i2v;
  }
  return needs_vae22(dit) ? ModelKind::ti2v : ModelKind::t2v;
}

std::string_view same_tensors(const DitArchitecture& dit, bool has_two_experts) {
  const ModelKind kind = model_kind(dit);
  if (kind == ModelKind::t2v && !has_two_experts) {
    return "Phantom has the same tensors as T2V of its size";
  }
  if (kind == ModelKind::i2v && needs_clip(dit)) {
    return "Wan-Move and ATI have the same tensors as I2V-14B";
  }
  return {};
}

VaeArchitecture published_vae(bool is_22) {
  return is_22 ? VaeArchitecture{.is_22 = true,
                                 .encoder_dim = 160,
                                 .decoder_dim = 256,
                                 .latent_channels = 48}
               : VaeArchitecture{};
}

}  // namespace kirin::wan
