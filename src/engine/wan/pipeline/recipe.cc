#include "engine/wan/pipeline/recipe.h"

#include <array>

namespace kirin::wan {
namespace {

/// Between 480p (0.4 million pixels) and 720p (0.92): above it a frame counts as 720p.
constexpr double kBetweenSizes = 650'000;

struct Row {
  Family family;
  int steps;
  double shift;
  double shift_720p;
  double low;
  double high;
  double boundary;
};

constexpr std::array kRows = std::to_array<Row>({
    {Family::text, 50, 5, 5, 5, 5, 0},
    {Family::text_experts, 40, 12, 12, 3, 4, 0.875},
    {Family::image, 40, 3, 5, 5, 5, 0},
    {Family::image_experts, 40, 5, 5, 3.5, 3.5, 0.9},
    {Family::first_last, 50, 16, 16, 5.5, 5.5, 0},
    {Family::first_frame_5b, 50, 5, 5, 5, 5, 0},
    {Family::vace, 50, 16, 16, 5, 5, 0},
});

NegativeStart negative_of(Family family) {
  switch (family) {
    case Family::image:
      return NegativeStart::camera_shake;
    case Family::first_last:
      return NegativeStart::shot_change;
    default:
      return NegativeStart::none;
  }
}

}  // namespace

std::string_view to_string(Task task) {
  switch (task) {
    case Task::text:
      return "text to video";
    case Task::image:
      return "first frame";
    case Task::last_image:
      return "last frame";
    case Task::first_last:
      return "first and last frame";
    case Task::references:
      return "references";
    case Task::brush:
      return "motion brush";
  }
  EXPECTS(false);
}

std::string_view to_string(Family family) {
  switch (family) {
    case Family::text:
      return "Wan 2.1 T2V";
    case Family::text_experts:
      return "Wan 2.2 T2V A14B";
    case Family::image:
      return "Wan 2.1 I2V";
    case Family::image_experts:
      return "Wan 2.2 I2V A14B";
    case Family::first_last:
      return "Wan 2.1 FLF2V";
    case Family::first_frame_5b:
      return "Wan 2.2 TI2V 5B";
    case Family::vace:
      return "Wan 2.1 VACE";
  }
  EXPECTS(false);
}

Family family_of(const DitConfig& config, bool two_experts) {
  if (config.control_channels > 0) {
    return Family::vace;
  }
  if (config.image_positions > 0) {
    return Family::first_last;
  }
  if (config.image_dim > 0) {
    return Family::image;
  }
  const bool takes_condition = config.in_channels > config.out_channels;
  if (takes_condition) {
    return Family::image_experts;
  }
  if (config.out_channels != 16) {
    return Family::first_frame_5b;  // the only network on the 48 channels of the 2.2 VAE
  }
  return two_experts ? Family::text_experts : Family::text;
}

Recipe recipe_for(Family family, Method method, double area) {
  Recipe recipe;
  for (const Row& row : kRows) {
    if (row.family == family) {
      recipe.denoise.steps = row.steps;
      recipe.denoise.shift = area > kBetweenSizes ? row.shift_720p : row.shift;
      recipe.denoise.guidance = {row.low, row.high};
      recipe.boundary = row.boundary;
    }
  }
  recipe.area = area;
  recipe.negative = negative_of(family);
  if (family == Family::first_frame_5b) {
    recipe.fps = 24;
    recipe.frames = 121;
    recipe.size_step = 32;
  }
  if (method == Method::ati) {
    recipe.denoise.shift = 5;
  } else if (method == Method::wan_move) {
    recipe.denoise.shift = 3;
  }
  return recipe;
}

double guidance_for(double prompt_strength, double own) {
  return 1 + (own - 1) * 2 * prompt_strength;
}

}  // namespace kirin::wan
