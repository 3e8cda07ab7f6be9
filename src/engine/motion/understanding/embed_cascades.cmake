# Sets cascades_source: a C++ source that holds the trained cascades of Debian's opencv-data, as cascades.h declares
# them. The engine runs where it may open no file.
find_path(OPENCV_DATA_DIR lbpcascades/lbpcascade_frontalface_improved.xml
  PATHS /usr/share/opencv4 /usr/local/share/opencv4 REQUIRED
  DOC "Where OpenCV's cascades are (Debian: opencv-data)")
set(cascade_files
  ${OPENCV_DATA_DIR}/lbpcascades/lbpcascade_frontalface_improved.xml
  ${OPENCV_DATA_DIR}/haarcascades/haarcascade_eye.xml)
list(GET cascade_files 0 face_cascade)
list(GET cascade_files 1 eye_cascade)
set(cascades_source ${CMAKE_CURRENT_BINARY_DIR}/motion/understanding/cascades.cc)
file(CONFIGURE OUTPUT ${cascades_source} @ONLY CONTENT [[
// Written by src/engine/motion/understanding/embed_cascades.cmake.
#include "engine/motion/understanding/cascades.h"

#include <cstddef>

extern "C" {
extern const char kirin_face_cascade[];
extern const char kirin_face_cascade_end[];
extern const char kirin_eye_cascade[];
extern const char kirin_eye_cascade_end[];
}

__asm__(
    ".pushsection .rodata\n"
    ".global kirin_face_cascade, kirin_face_cascade_end, kirin_eye_cascade, kirin_eye_cascade_end\n"
    "kirin_face_cascade: .incbin \"@face_cascade@\"\n"
    "kirin_face_cascade_end:\n"
    "kirin_eye_cascade: .incbin \"@eye_cascade@\"\n"
    "kirin_eye_cascade_end:\n"
    ".popsection\n");

namespace kirin::engine::motion {

std::string_view face_cascade() {
  return {kirin_face_cascade, static_cast<std::size_t>(kirin_face_cascade_end - kirin_face_cascade)};
}

std::string_view eye_cascade() {
  return {kirin_eye_cascade, static_cast<std::size_t>(kirin_eye_cascade_end - kirin_eye_cascade)};
}

}  // namespace kirin::engine::motion
]])
set_source_files_properties(${cascades_source} PROPERTIES OBJECT_DEPENDS "${cascade_files}")
