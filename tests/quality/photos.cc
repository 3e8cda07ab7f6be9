#include "quality/photos.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <opencv2/imgproc.hpp>
#include <span>

#include "engine/motion/imaging/picture.h"
#include "engine/pictures.h"
#include "media/decode.h"

namespace kirin::quality {
namespace {

using engine::motion::as_mat;

[[noreturn]] void give_up(const std::string& message) {
  std::fprintf(stderr, "%s\n", message.c_str());
  std::exit(2);
}

std::string folder() {
  const char* given = std::getenv("KIRIN_PHOTOS");
  return given != nullptr ? given : KIRIN_SOURCE_DIR "/.cache/photos";
}

const Photo& find(std::string_view name) {
  for (const Photo& photo : photos()) {
    if (photo.name == name) {
      return photo;
    }
  }
  give_up("no photograph is called " + std::string{name});
}

media::Image painted() {
  engine::GenerationJob job;
  job.size = {1280, 720};
  job.frame_count = 1;
  job.seed = 3;
  job.prompt = "Mountains behind a lake at sunset, static camera";
  return engine::test::generated(job).at(0);
}

media::Image whole(std::string_view name) {
  const Photo& wanted = find(name);
  if (wanted.path.empty()) {
    return painted();
  }
  const std::string path = folder() + "/" + std::string{wanted.path};
  std::ifstream file(path, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), {});
  if (bytes.empty()) {
    give_up(path + " is not there: scripts/photos fetches it");
  }
  auto image = media::decode_image(std::as_bytes(std::span(bytes.data(), bytes.size())));
  if (!image) {
    give_up(path + ": " + image.error().describe());
  }
  return *std::move(image);
}

}  // namespace

const std::vector<Photo>& photos() {
  static const std::vector<Photo> kPhotos = {
      {"mountains", "landscape", "usr/share/backgrounds/picosdeeuropa_by_Aitzol_Berasategi.jpg"},
      {"meadow", "landscape", "usr/share/backgrounds/aitzgorri_by_Aitzol_Berasategi.jpg"},
      {"stream", "water", "usr/share/backgrounds/life_by_Aitzol_Berasategi.jpg"},
      {"sunset", "landscape", "usr/share/backgrounds/sunset_by_Aitzol_Berasategi.jpg"},
      {"dandelion", "macro", "usr/share/backgrounds/seeding_by_Clements_Engelhardt.jpg"},
      {"dragonfly", "macro", "usr/share/backgrounds/Dragonfly_by_Bolly.jpg"},
      {"room", "interior", "usr/share/backgrounds/Wine_by_Jakkub_Mede.jpg"},
      {"dogs", "animals", "usr/share/backgrounds/friends_by_Aitzol_Berasategi.jpg"},
      {"lamps", "night", "usr/share/backgrounds/free_by_Peter_Nerlich.jpg"},
      {"pagoda", "city", "usr/lib/python3/dist-packages/sklearn/datasets/images/china.jpg"},
      {"flower", "macro", "usr/lib/python3/dist-packages/sklearn/datasets/images/flower.jpg"},
      {"astronaut", "person", "usr/lib/python3/dist-packages/skimage/data/astronaut.png"},
      {"cat", "animals", "usr/lib/python3/dist-packages/skimage/data/chelsea.png"},
      {"coffee", "still life", "usr/lib/python3/dist-packages/skimage/data/coffee.png"},
      {"rocket", "night", "usr/lib/python3/dist-packages/skimage/data/rocket.jpg"},
      {"motorcycle", "interior", "usr/lib/python3/dist-packages/skimage/data/motorcycle_left.png"},
      {"motorcycle, other eye", "interior",
       "usr/lib/python3/dist-packages/skimage/data/motorcycle_right.png"},
      {"lake", "drawing", ""},
  };
  return kPhotos;
}

media::Image photo(std::string_view name, media::Size size) {
  media::Image result(size);
  engine::motion::fitted(whole(name), {size.width, size.height}).copyTo(as_mat(result));
  return result;
}

media::Image window(std::string_view name, media::Size size, double x, double y, double width,
                    double angle) {
  const media::Image source = whole(name);
  const cv::Mat pixels = as_mat(source);
  // Twice as fine first, then halved: what a cubic alone would alias.
  const double scale = width * pixels.cols / (2.0 * size.width);
  const double c = scale * std::cos(angle);
  const double s = scale * std::sin(angle);
  const cv::Matx23d seen(c, s, x * pixels.cols - c * size.width - s * size.height,  //
                         -s, c, y * pixels.rows + s * size.width - c * size.height);
  cv::Mat smooth = pixels;
  if (scale > 1) {
    cv::GaussianBlur(pixels, smooth, {}, 0.5 * scale);
  }
  cv::Mat fine;
  cv::warpAffine(smooth, fine, seen, {2 * size.width, 2 * size.height},
                 cv::INTER_CUBIC | cv::WARP_INVERSE_MAP, cv::BORDER_REFLECT_101);
  media::Image result(size);
  cv::Mat out = as_mat(result);
  cv::resize(fine, out, out.size(), 0, 0, cv::INTER_AREA);
  return result;
}

}  // namespace kirin::quality
