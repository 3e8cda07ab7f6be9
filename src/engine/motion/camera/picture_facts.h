/// \file
/// What a camera should know of a picture before it moves.
#pragma once

#include <optional>

namespace kirin::engine::motion {

/// A point of the picture: fractions of its width and height from the top left corner.
struct PictureSpot {
  double x = 0.5;
  double y = 0.5;
};

/// Facts about the picture as the frame shows it at first; whoever understands pictures fills them
/// in. What is not known stays as it is: the camera then moves as it would for any picture.
struct PictureFacts {
  double aspect = 16.0 / 9;            ///< width / height of the frame
  std::optional<PictureSpot> face;     ///< the middle of the most important face
  double face_height = 0;              ///< fraction of the frame's height
  std::optional<PictureSpot> subject;  ///< the middle of what the picture is of, where that is sure
  std::optional<double> horizon;       ///< fraction of the height from the top, where it is sure
  double sky_share = 0;                ///< of the frame's area, [0, 1]
  double water_share = 0;              ///< likewise
  double depth_range = 0.5;  ///< how much disparities differ (5th to 95th percentile), [0, 1]
  bool is_world = false;     ///< a film of a world that is built, not a picture
  bool is_flat = false;      ///< a drawing, a graphic, a page: there is no depth to move in
};

}  // namespace kirin::engine::motion
