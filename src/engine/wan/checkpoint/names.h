/// \file
/// Official tensor names of Wan's networks, and what other packagings call them.
///
/// Official: the names of the published original checkpoints, which all of `wan` uses. Library: the
/// names of diffusers (DiT, VAE) and transformers (text and image encoder), which ComfyUI's
/// repackaged text and image encoders have too. ComfyUI's DiTs have official names behind a prefix.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "nn/weights/weights.h"

namespace kirin::wan {

enum class PartKind : std::uint8_t { dit, vae21, vae22, t5, clip };
/// "dit", "vae21", …
std::string_view to_string(PartKind kind);

enum class NameLayout : std::uint8_t { official, library };

/// The official name of what a library calls `name`; nothing where it has none. The q, k and v
/// projections of CLIP have one official name together (rows in that order).
std::optional<std::string> official_name(PartKind kind, std::string_view name);
/// The inverse; for CLIP's qkv "….{q,k,v}_proj.…".
std::optional<std::string> library_name(PartKind kind, std::string_view name);

/// What stands before the names of repackaged files, such as "model.diffusion_model."; empty where
/// there is nothing.
std::string_view name_prefix(std::string_view name);

/// Which network these tensors are, and how they are named; nothing where it is none of ours.
/// Names may have a prefix.
struct Recognised {
  PartKind kind = PartKind::dit;
  NameLayout layout = NameLayout::official;
};
std::optional<Recognised> recognise(const nn::Weights& weights);

/// The same tensors under official names and in official shapes, as views where that is possible:
/// only CLIP's qkv (which a library splits in three) and its unused head (transposed) are copied.
/// Names that have no official one are kept. failed_precondition where q, k and v do not fit.
Result<nn::Weights> with_official_names(const nn::Weights& weights, const Recognised& recognised);

/// Official names and shapes of the same tensors: what with_official_names would give, without
/// reading any.
using TensorShapes = std::map<std::string, nn::Shape, std::less<>>;
TensorShapes official_shapes(const nn::Weights& weights, const Recognised& recognised);
TensorShapes shapes_of(const nn::Weights& weights);

}  // namespace kirin::wan
