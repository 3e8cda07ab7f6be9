#include "engine/wan/checkpoint/names.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <vector>

#include "engine/wan/checkpoint/name_tables.h"

namespace kirin::wan {
namespace {

using nn::Index;
using nn::Shape;
using nn::Tensor;
using nn::Weights;

/// Longest first.
constexpr std::array<std::string_view, 6> kPrefixes = {
    "model.diffusion_model.", "diffusion_model.", "text_encoders.umt5xxl.transformer.",
    "first_stage_model.",     "clip_vision.",     "vae."};

constexpr std::string_view kFlatUpsamples = "decoder.upsamples.";
constexpr Index kLevelBlocks = 4;  // of a level of the decoder: three residual blocks, an upsampler

/// "decoder.upsamples.9.rest" ↔ "decoder.upsamples.2.upsamples.1.rest": the decoder of 2.1 counts
/// through, all others count in levels.
std::string in_levels(std::string_view name) {
  const std::string_view rest = name.substr(kFlatUpsamples.size());
  Index flat = 0;
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), flat);
  if (error != std::errc{} || flat < 0) {
    return std::string(name);
  }
  return fmt::format(
      "{}{}.upsamples.{}{}", kFlatUpsamples, flat / kLevelBlocks, flat % kLevelBlocks,
      std::string_view(end, static_cast<std::size_t>(rest.data() + rest.size() - end)));
}

std::string counted_through(std::string_view name) {
  const std::string_view rest = name.substr(kFlatUpsamples.size());
  const char* const last = rest.data() + rest.size();
  constexpr std::string_view kInner = ".upsamples.";
  Index level = 0;
  Index block = 0;
  const auto outer = std::from_chars(rest.data(), last, level);
  const std::string_view behind(outer.ptr, static_cast<std::size_t>(last - outer.ptr));
  if (outer.ec != std::errc{} || !behind.starts_with(kInner) || level < 0 || level > 1000) {
    return std::string(name);
  }
  const auto inner = std::from_chars(behind.data() + kInner.size(), last, block);
  return inner.ec != std::errc{}
             ? std::string(name)
             : fmt::format("{}{}{}", kFlatUpsamples, level * kLevelBlocks + block,
                           std::string_view(inner.ptr, static_cast<std::size_t>(last - inner.ptr)));
}

/// Blocks of VACE's control branch are named as the others behind this.
constexpr std::string_view kVace = "vace_";
constexpr std::string_view kVaceBlocks = "vace_blocks.";

std::optional<std::string> translated_dit(std::string_view name, NameSide from) {
  if (!name.starts_with(kVaceBlocks)) {
    return translated(dit_names(), name, from);
  }
  auto inner = translated(dit_names(), name.substr(kVace.size()), from);
  return inner ? std::optional(std::string(kVace) + *inner) : std::nullopt;
}

constexpr std::string_view kHead = "visual.head";

Shape shape_for(std::string_view official, const Shape& shape) {
  if (official == "visual.cls_embedding" && shape.size() == 1) {
    return {1, 1, shape[0]};
  }
  if (official == "visual.pos_embedding" && shape.size() == 2) {
    return {1, shape[0], shape[1]};
  }
  if (official == kHead && shape.size() == 2) {
    return {shape[1], shape[0]};
  }
  return shape;
}

Tensor reshaped_for(std::string_view official, const Tensor& tensor) {
  if (official == kHead && tensor.rank() == 2) {
    return tensor.transposed(0, 1).clone();
  }
  return tensor.reshaped(shape_for(official, tensor.shape()));
}

/// q, k and v, one below the other.
Result<Tensor> stacked(const std::string& name, const std::array<Tensor, 3>& parts) {
  for (const Tensor& part : parts) {
    if (part.empty() || part.rank() == 0 || part.shape() != parts[0].shape() ||
        part.type() != parts[0].type()) {
      return Error{ErrorCode::failed_precondition,
                   fmt::format("q, k and v of \"{}\" are not alike, or one is missing", name)};
    }
  }
  const Index rows = parts[0].extent(0);
  Shape shape = parts[0].shape();
  shape[0] = 3 * rows;
  Tensor all = Tensor::uninitialised(shape, parts[0].type());
  for (Index i = 0; i < 3; ++i) {
    all.slice(0, i * rows, (i + 1) * rows).copy_from(parts[static_cast<std::size_t>(i)]);
  }
  return all;
}

std::optional<std::size_t> qkv_place(std::string_view name) {
  constexpr std::array<std::string_view, 3> kParts = {".q_proj.", ".k_proj.", ".v_proj."};
  for (std::size_t i = 0; i < kParts.size(); ++i) {
    if (name.find(kParts[i]) != std::string_view::npos) {
      return i;
    }
  }
  return std::nullopt;
}

}  // namespace

std::string_view to_string(PartKind kind) {
  constexpr std::array<std::string_view, 5> kNames = {"dit", "vae21", "vae22", "t5", "clip"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::optional<std::string> official_name(PartKind kind, std::string_view name) {
  switch (kind) {
    case PartKind::dit:
      return translated_dit(name, NameSide::other);
    case PartKind::vae21: {
      auto found = translated(vae21_names(), name, NameSide::other);
      return found && found->starts_with(kFlatUpsamples) ? counted_through(*found) : found;
    }
    case PartKind::vae22:
      return translated(vae22_names(), name, NameSide::other);
    case PartKind::t5:
      return translated(t5_names(), name, NameSide::other);
    case PartKind::clip:
      return translated(clip_names(), name, NameSide::other);
  }
  EXPECTS(false);
}

std::optional<std::string> library_name(PartKind kind, std::string_view name) {
  switch (kind) {
    case PartKind::dit:
      return translated_dit(name, NameSide::official);
    case PartKind::vae21:
      return translated(vae21_names(),
                        name.starts_with(kFlatUpsamples) ? in_levels(name) : std::string(name),
                        NameSide::official);
    case PartKind::vae22:
      return translated(vae22_names(), name, NameSide::official);
    case PartKind::t5:
      return translated(t5_names(), name, NameSide::official);
    case PartKind::clip:
      return translated(clip_names(), name, NameSide::official);
  }
  EXPECTS(false);
}

std::string_view name_prefix(std::string_view name) {
  for (const std::string_view prefix : kPrefixes) {
    if (name.starts_with(prefix)) {
      return prefix;
    }
  }
  return {};
}

std::optional<Recognised> recognise(const Weights& weights) {
  const auto has = [&](std::string_view name) {
    return weights.has(name) || std::ranges::any_of(kPrefixes, [&](std::string_view prefix) {
             return weights.has(std::string(prefix) += name);
           });
  };
  using enum PartKind;
  using enum NameLayout;
  // Names that one network has and no other, of tensors that no packaging leaves out.
  if (has("patch_embedding.weight") && has("text_embedding.0.weight")) {
    return Recognised{dit, official};
  }
  if (has("patch_embedding.weight") && has("condition_embedder.text_embedder.linear_1.weight")) {
    return Recognised{dit, library};
  }
  if (has("decoder.conv1.weight") && has("conv2.weight")) {
    return Recognised{has("decoder.upsamples.0.upsamples.0.residual.0.gamma") ? vae22 : vae21,
                      official};
  }
  if (has("decoder.conv_in.weight") && has("post_quant_conv.weight")) {
    // 2.2 alone has levels in its encoder.
    return Recognised{has("encoder.down_blocks.0.resnets.0.norm1.gamma") ? vae22 : vae21, library};
  }
  if (has("blocks.0.attn.q.weight") && has("blocks.0.pos_embedding.embedding.weight")) {
    return Recognised{t5, official};
  }
  if (has("encoder.block.0.layer.0.SelfAttention.q.weight")) {
    return Recognised{t5, library};
  }
  if (has("visual.patch_embedding.weight")) {
    return Recognised{clip, official};
  }
  if (has("vision_model.embeddings.patch_embedding.weight")) {
    return Recognised{clip, library};
  }
  return std::nullopt;
}

namespace {

/// The official name of a file's tensor, its own where it has none, and which third of it that is.
struct Renamed {
  std::string name;
  bool is_translated = false;
  std::optional<std::size_t> third;
};
Renamed renamed(const std::string& full_name, const Recognised& recognised) {
  const std::string_view name = std::string_view(full_name).substr(name_prefix(full_name).size());
  auto official = recognised.layout == NameLayout::library ? official_name(recognised.kind, name)
                                                           : std::nullopt;
  if (!official) {
    return {std::string(name), false, std::nullopt};
  }
  return {*std::move(official), true,
          recognised.kind == PartKind::clip ? qkv_place(name) : std::nullopt};
}

}  // namespace

TensorShapes official_shapes(const Weights& weights, const Recognised& recognised) {
  TensorShapes shapes;
  for (const auto& [full_name, tensor] : weights.tensors()) {
    const Renamed one = renamed(full_name, recognised);
    Shape shape = one.is_translated ? shape_for(one.name, tensor.shape()) : tensor.shape();
    if (one.third && !shape.empty()) {
      shape[0] *= 3;
    }
    shapes.emplace(one.name, std::move(shape));
  }
  return shapes;
}

TensorShapes shapes_of(const Weights& weights) {
  TensorShapes shapes;
  for (const auto& [name, tensor] : weights.tensors()) {
    shapes.emplace(name, tensor.shape());
  }
  return shapes;
}

Result<Weights> with_official_names(const Weights& weights, const Recognised& recognised) {
  Weights::Tensors tensors;
  std::map<std::string, std::array<Tensor, 3>> split;
  for (const auto& [full_name, tensor] : weights.tensors()) {
    const Renamed one = renamed(full_name, recognised);
    if (one.third) {
      split[one.name][*one.third] = tensor;
    } else {
      tensors.emplace(one.name, one.is_translated ? reshaped_for(one.name, tensor) : tensor);
    }
  }
  for (const auto& [name, parts] : split) {
    ASSIGN_OR_RETURN(Tensor all, stacked(name, parts));
    tensors.emplace(name, std::move(all));
  }
  return Weights(std::move(tensors));
}

}  // namespace kirin::wan
