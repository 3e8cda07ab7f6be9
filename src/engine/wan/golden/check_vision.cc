#include "engine/wan/golden/check_vision.h"

#include <fmt/format.h>

#include <cstdlib>

#include "engine/wan/condition/resize.h"
#include "engine/wan/condition/video_size.h"
#include "engine/wan/vision/image_encoder.h"

namespace kirin::wan {
namespace {

using nn::Index;
using nn::Tensor;

/// The first rows of each four, as the reference keeps of the preprocessed picture.
Tensor every_fourth_row(const Tensor& image) {
  const Index rows = (image.extent(1) + 3) / 4;
  Tensor kept = Tensor::uninitialised({image.extent(0), rows, image.extent(2)});
  for (Index row = 0; row < rows; ++row) {
    kept.slice(1, row, row + 1).copy_from(image.slice(1, 4 * row, 4 * row + 1));
  }
  return kept;
}

/// "i2v_bicubic.48x64" → kind and size.
struct Resize {
  std::string_view kind;
  Index height = 0;
  Index width = 0;
};
Resize resize_named(std::string_view name) {
  const auto dot = name.find('.');
  const auto cross = name.find('x', dot);
  if (dot == std::string_view::npos || cross == std::string_view::npos) {
    return {name, 0, 0};
  }
  return {name.substr(0, dot), std::atoll(std::string(name.substr(dot + 1)).c_str()),
          std::atoll(std::string(name.substr(cross + 1)).c_str())};
}

using SizeRule = VideoSize (*)(VideoSize, double, Index);

Result<void> check_sizes(const GoldenCase& golden, std::string_view key, SizeRule rule, Index step,
                         Comparison& comparison) {
  const Json* rows = golden.description().if_contains(key);
  if (rows == nullptr) {
    return {};
  }
  int number = 0;
  try {
    for (const Json& row : rows->as_array()) {
      const auto& image = row.at("image_hw").as_array();
      const auto& video = row.at("video_hw").as_array();
      const VideoSize size =
          rule({.width = image.at(1).to_number<Index>(), .height = image.at(0).to_number<Index>()},
               row.at("max_area").to_number<double>(), step);
      const std::string name = fmt::format("{}.{}", key, number++);
      comparison.expect_numbers(name,
                                {video.at(0).to_number<double>(), video.at(1).to_number<double>()});
      comparison.see_numbers(name,
                             {static_cast<double>(size.height), static_cast<double>(size.width)});
    }
  } catch (const std::exception& failure) {
    return Error{ErrorCode::data_loss, fmt::format("case.json, {}: {}", key, failure.what())};
  }
  return {};
}

}  // namespace

Result<void> check_image_encoder(const GoldenCase& golden, Comparison& comparison) {
  ASSIGN_OR_RETURN(const nn::Weights weights,
                   nn::read_safetensors(golden.file("weights", "weights.safetensors")));
  ASSIGN_OR_RETURN(const JsonObject config, golden.json("config.json"));
  const Json* heads = config.if_contains("vision_heads");
  ASSIGN_OR_RETURN(const ImageEncoder encoder,
                   ImageEncoder::load(weights, heads == nullptr ? 0 : heads->to_number<Index>()));
  std::vector<Tensor> outputs;
  for (Index i = 0; golden.inputs().has(fmt::format("image{}_u8", i)); ++i) {
    ASSIGN_OR_RETURN(const Tensor image, golden.input(fmt::format("image{}_u8", i)));
    const nn::Trace trace([&](const std::string& name, const Tensor& ours) {
      if (i > 0 || name == "output") {
        return;  // intermediates are kept of the first picture only
      }
      comparison.see(name, name == "preprocessed" ? every_fourth_row(ours) : ours);
    });
    ASSIGN_OR_RETURN(Tensor output, encoder.encode(to_signed_floats(image), {}, trace));
    outputs.push_back(std::move(output));
  }
  Tensor all = Tensor::uninitialised(
      {static_cast<Index>(outputs.size()), encoder.tokens(), encoder.width()});
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    all.select(0, static_cast<Index>(i)).copy_from(outputs[i]);
  }
  comparison.see("output", all);
  return {};
}

Result<void> check_image_preparation(const GoldenCase& golden, Comparison& comparison) {
  ASSIGN_OR_RETURN(const Tensor image, golden.input("image_u8"));
  const Tensor floats = to_signed_floats(image);
  for (const auto& [name, expected] : golden.outputs().tensors()) {
    const Resize resize = resize_named(name);
    if (resize.height < 1 || resize.width < 1) {
      continue;
    }
    if (resize.kind == "i2v_bicubic" || resize.kind == "clip_bicubic") {
      comparison.see(name, resize_bicubic(floats, resize.height, resize.width));
    } else if (resize.kind == "vace_letterbox") {
      comparison.see(name, letterboxed(floats, resize.height, resize.width));
    } else if (resize.kind == "lanczos_u8") {
      comparison.see_levels(name, resize_lanczos(image, resize.height, resize.width));
    }
  }
  RETURN_IF_ERROR(check_sizes(golden, "geometry_i2v", image_video_size, 16, comparison));
  return check_sizes(golden, "geometry_ti2v", image_video_size_5b, 32, comparison);
}

}  // namespace kirin::wan
