# Libraries from Debian 12 (packaging/debian-packages.txt). docs/decisions/ says why each was chosen.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(Boost 1.81 REQUIRED COMPONENTS json url)
find_package(OpenSSL REQUIRED)
find_package(CURL REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(JPEG REQUIRED)
find_package(PNG REQUIRED)
find_package(ZLIB REQUIRED)
find_package(prometheus-cpp REQUIRED)
pkg_check_modules(FFMPEG REQUIRED IMPORTED_TARGET libavformat libavcodec libavutil)
pkg_check_modules(HIGHWAY REQUIRED IMPORTED_TARGET libhwy)
pkg_check_modules(SECCOMP REQUIRED IMPORTED_TARGET libseccomp)
pkg_check_modules(EBUR128 REQUIRED IMPORTED_TARGET libebur128)
pkg_check_modules(TOMLPLUSPLUS REQUIRED IMPORTED_TARGET tomlplusplus)
find_package(CLI11 REQUIRED)

find_package(ICU REQUIRED COMPONENTS i18n uc)
# flite, CLD2 and libstemmer ship no CMake or pkg-config file.
find_library(FLITE_LIBRARY flite REQUIRED)
find_library(CLD2_LIBRARY cld2 REQUIRED)
find_library(STEMMER_LIBRARY stemmer REQUIRED)
# oneDNN's CMake config is not in Debian's package. It comes with OpenMP, which Kirin keeps to one thread a
# caller: the threads are those of nn/parallel.h.
find_library(ONEDNN_LIBRARY dnnl REQUIRED)
find_package(OpenMP REQUIRED COMPONENTS CXX)
add_library(kirin_onednn INTERFACE)
target_link_libraries(kirin_onednn INTERFACE ${ONEDNN_LIBRARY} OpenMP::OpenMP_CXX)

if(KIRIN_TESTS)
  find_package(GTest REQUIRED)
  # Only to compare our tokenizer with (docs/decisions/0012).
  pkg_check_modules(SENTENCEPIECE REQUIRED IMPORTED_TARGET sentencepiece)
endif()

# OpenCV's modules one by one: Debian's CMake config comes only with libopencv-dev, which pulls in GUI toolkits.
add_library(kirin_opencv INTERFACE)
find_path(OPENCV_INCLUDE_DIR opencv2/core.hpp PATH_SUFFIXES opencv4 REQUIRED)
target_include_directories(kirin_opencv SYSTEM INTERFACE ${OPENCV_INCLUDE_DIR})
foreach(module core imgproc features2d calib3d objdetect video)
  find_library(OPENCV_${module}_LIBRARY opencv_${module} REQUIRED)
  target_link_libraries(kirin_opencv INTERFACE ${OPENCV_${module}_LIBRARY})
endforeach()
