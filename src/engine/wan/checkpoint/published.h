/// \file
/// The published models: their sizes and the parts they need.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/wan/checkpoint/architecture.h"

namespace kirin::wan {

/// What a DiT films, as far as its tensors tell.
enum class ModelKind : std::uint8_t { t2v, i2v, flf2v, vace, ti2v };
std::string_view to_string(ModelKind kind);

struct PublishedModel {
  std::string_view name;        ///< "wan2.1-t2v-1.3b"
  std::string_view title;       ///< "Wan 2.1 T2V-1.3B"
  std::string_view repository;  ///< where it is published
  bool has_two_experts = false;
  DitArchitecture dit;
};

std::span<const PublishedModel> published_models();
const PublishedModel* find_published(std::string_view name);
/// The model of these very sizes; null where there is none. `has_two_experts` tells 2.2 from 2.1.
const PublishedModel* find_published(const DitArchitecture& dit, bool has_two_experts);

ModelKind model_kind(const DitArchitecture& dit);
/// Whether its text and image conditioning need CLIP's tokens.
inline bool needs_clip(const DitArchitecture& dit) { return dit.image_dim > 0; }
/// Whether its latents are those of the 2.2 VAE.
inline bool needs_vae22(const DitArchitecture& dit) { return dit.out_channels == 48; }
/// Other published models that have the very same tensors, so that only their user knows; or empty.
std::string_view same_tensors(const DitArchitecture& dit, bool has_two_experts);

VaeArchitecture published_vae(bool is_22);

}  // namespace kirin::wan
