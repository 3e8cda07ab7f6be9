/// \file
/// The photographs that quality is measured on: from Debian packages (scripts/photos), and one
/// drawing that Kirin paints itself.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "media/image.h"

namespace kirin::quality {

/// One photograph by the name it has in tables.
struct Photo {
  std::string_view name;
  std::string_view kind;  ///< "landscape", "person", "night", …
  std::string_view path;  ///< in the photo folder; empty: painted by Kirin
};

/// All of them, in the order of the tables.
const std::vector<Photo>& photos();

/// The photograph called `name`, cropped in the centre and scaled to `size`. Ends the program with
/// what to do where it is not there: a law that is not measured must not look kept.
media::Image photo(std::string_view name, media::Size size);

/// A window of the photograph called `name` as a picture of `size`: its middle at the fractions (x,
/// y), `width` of the photograph's width wide, turned by `angle` (radians, clockwise content).
/// Antialiased.
media::Image window(std::string_view name, media::Size size, double x, double y, double width,
                    double angle = 0);

}  // namespace kirin::quality
