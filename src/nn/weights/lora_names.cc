#include <algorithm>
#include <array>
#include <optional>

#include "nn/weights/lora.h"

namespace kirin::nn {
namespace {

struct Suffix {
  std::string_view text;
  LoraRole role;
};
constexpr std::array kSuffixes = {
    Suffix{".lora_down.weight", LoraRole::down},
    Suffix{".lora_up.weight", LoraRole::up},
    Suffix{".lora_A.weight", LoraRole::down},
    Suffix{".lora_B.weight", LoraRole::up},
    Suffix{".lora_A.default.weight", LoraRole::down},
    Suffix{".lora_B.default.weight", LoraRole::up},
    Suffix{".lora.down.weight", LoraRole::down},
    Suffix{".lora.up.weight", LoraRole::up},
    Suffix{"_lora.down.weight", LoraRole::down},
    Suffix{"_lora.up.weight", LoraRole::up},
    Suffix{".alpha", LoraRole::alpha},
    Suffix{".diff", LoraRole::diff},
    Suffix{".diff_b", LoraRole::diff_bias},
    Suffix{".diff_m", LoraRole::diff_modulation},
};

struct Prefix {
  std::string_view text;
  bool is_flat;
};
/// Longer ones before those that they begin with.
constexpr std::array kPrefixes = {
    Prefix{"base_model.model.model.diffusion_model.", false},
    Prefix{"base_model.model.diffusion_model.", false},
    Prefix{"base_model.model.transformer.", false},
    Prefix{"base_model.model.", false},
    Prefix{"model.diffusion_model.", false},
    Prefix{"diffusion_model.", false},
    Prefix{"transformer.", false},
    Prefix{"unet.", false},
    Prefix{"lora_unet__", true},
    Prefix{"lora_unet_", true},
    Prefix{"lora_transformer_", true},
};

}  // namespace

std::optional<LoraName> parse_lora_name(std::string_view name) {
  const auto* suffix =
      std::ranges::find_if(kSuffixes, [&](const Suffix& one) { return name.ends_with(one.text); });
  if (suffix == kSuffixes.end() || name.size() == suffix->text.size()) {
    return std::nullopt;
  }
  LoraName found{name.substr(0, name.size() - suffix->text.size()), suffix->role, false};
  const auto* prefix = std::ranges::find_if(
      kPrefixes, [&](const Prefix& one) { return found.module.starts_with(one.text); });
  if (prefix != kPrefixes.end()) {
    found.module.remove_prefix(prefix->text.size());
    found.is_flat = prefix->is_flat;
  }
  return found.module.empty() ? std::nullopt : std::optional(found);
}

bool looks_like_lora(const Weights& weights) {
  return std::ranges::any_of(weights.tensors(), [](const auto& entry) {
    const auto name = parse_lora_name(entry.first);
    return name && name->role != LoraRole::alpha;
  });
}

}  // namespace kirin::nn
