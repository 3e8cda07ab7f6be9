/// \file
/// The styles, by the family of art they belong to; style.cc lists them by name.
#pragma once

#include <memory>

#include "engine/motion/render/style/style.h"

namespace kirin::engine::motion::render {

// Painted.
std::unique_ptr<Style> make_watercolour(media::Size size);
std::unique_ptr<Style> make_oil_painting(media::Size size);
std::unique_ptr<Style> make_pastel(media::Size size);
// Drawn.
std::unique_ptr<Style> make_ink(media::Size size);
std::unique_ptr<Style> make_line_drawing(media::Size size);
std::unique_ptr<Style> make_sketch(media::Size size);
std::unique_ptr<Style> make_comic(media::Size size);
std::unique_ptr<Style> make_anime(media::Size size);
// Filmed.
std::unique_ptr<Style> make_noir(media::Size size);
std::unique_ptr<Style> make_sepia(media::Size size);
std::unique_ptr<Style> make_neon(media::Size size);
std::unique_ptr<Style> make_vaporwave(media::Size size);
// Built.
std::unique_ptr<Style> make_pixel_art(media::Size size);
std::unique_ptr<Style> make_paper_cutout(media::Size size);
std::unique_ptr<Style> make_claymation(media::Size size);
std::unique_ptr<Style> make_low_poly(media::Size size);

}  // namespace kirin::engine::motion::render
