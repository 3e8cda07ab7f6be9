/// \file
/// How each published model is meant to be run: steps, shift, guidance, sizes and rates.
#pragma once

#include <string_view>

#include "engine/wan/dit/dit_config.h"
#include "engine/wan/pipeline/denoise.h"
#include "engine/wan/pipeline/negative_prompt.h"

namespace kirin::wan {

/// What a clip is made from.
enum class Task : unsigned char {
  text,        ///< words alone
  image,       ///< a first frame
  last_image,  ///< a last frame
  first_last,  ///< both
  references,  ///< pictures of what is to appear
  brush,       ///< a first frame and tracks
};
std::string_view to_string(Task task);

/// What kind of model the tensors are, as far as it changes how it is run.
enum class Family : unsigned char {
  text,            ///< Wan 2.1 T2V
  text_experts,    ///< Wan 2.2 T2V A14B
  image,           ///< Wan 2.1 I2V, with CLIP
  image_experts,   ///< Wan 2.2 I2V A14B
  first_last,      ///< Wan 2.1 FLF2V
  first_frame_5b,  ///< Wan 2.2 TI2V 5B, with or without a first frame
  vace,            ///< Wan 2.1 VACE
};
std::string_view to_string(Family family);
Family family_of(const DitConfig& config, bool two_experts);

/// How a clip with references or tracks is conditioned, where tensors do not tell: the networks of
/// Phantom have the shape of T2V, those of Wan-Move and ATI that of I2V.
enum class Method : unsigned char { plain, phantom, wan_move, ati };

struct Recipe {
  DenoiseSettings denoise;
  double boundary = 0;       ///< of the experts' shares, 0: one network
  int fps = 16;              ///< that the model makes
  nn::Index frames = 81;     ///< that it makes at once: 5 s
  double area = 480 * 832;   ///< pixels that it was trained for
  nn::Index size_step = 16;  ///< both extents are multiples of it
  NegativeStart negative = NegativeStart::none;
  double control_scale = 1;
};

/// The official defaults. `area`: pixels of a frame; image models of 2.1 shift less at 480p.
/// Source: generate.py and wan/configs of Wan-Video/Wan2.1 and Wan2.2; Phantom's and Wan-Move's and
/// ATI's own programs for their methods.
Recipe recipe_for(Family family, Method method, double area);

/// Guidance by the contract's `cfg_scale`: 0 no guidance (1), 0.5 the model's own, 1 twice as far
/// from 1.
double guidance_for(double prompt_strength, double own);

}  // namespace kirin::wan
