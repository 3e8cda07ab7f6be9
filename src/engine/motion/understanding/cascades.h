/// \file
/// The trained cascades that come with OpenCV, in the binary: the engine may open no file.
#pragma once

#include <string_view>

namespace kirin::engine::motion {

/// XML as cv::FileStorage reads it. Views of the binary's own data.
std::string_view face_cascade();
std::string_view eye_cascade();

}  // namespace kirin::engine::motion
