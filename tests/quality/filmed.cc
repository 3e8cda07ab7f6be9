#include "quality/filmed.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <opencv2/imgproc.hpp>
#include <set>

namespace kirin::quality {

namespace direct = engine::motion::direct;
namespace render = engine::motion::render;

Filmed::Filmed(const engine::GenerationJob& job, const std::vector<double>& moments)
    : film_(direct::make_film(job)), size_(job.size) {
  const auto renderer = render::Renderer::make(film_->world, {.size = size_, .samples = 4});
  const auto canvas = renderer->make_canvas();
  for (const double moment : moments) {
    media::Image image(size_);
    render::GroundTruth truth;
    const int index = static_cast<int>(std::lround(moment * (job.frame_count - 1)));
    renderer->draw(film_->seconds_of(index, job.fps), *canvas, image, &truth);
    pictures_.push_back(cv::Mat(size_.height, size_.width, CV_8UC3, image.row(0)).clone());
    truths_.push_back(std::move(truth));
  }
}

cv::Mat Filmed::mask(std::size_t frame, const std::string& kind) const {
  cv::Mat mask(size_.height, size_.width, CV_8UC1, cv::Scalar(0));
  const auto& subjects = film_->scene.subjects;
  for (int y = 0; y < size_.height; ++y) {
    for (int x = 0; x < size_.width; ++x) {
      const std::uint16_t object =
          truths_[frame]
              .objects[static_cast<std::size_t>(y) * static_cast<std::size_t>(size_.width) +
                       static_cast<std::size_t>(x)];
      const int subject = direct::subject_of(object);
      if (subject >= 0 && subjects[static_cast<std::size_t>(subject)].kind == kind) {
        mask.at<std::uint8_t>(y, x) = 255;
      }
    }
  }
  return mask;
}

int Filmed::count(std::size_t frame, const std::string& kind, int least_pixels) const {
  std::map<std::uint16_t, int> pixels;
  for (const std::uint16_t object : truths_[frame].objects) {
    ++pixels[object];
  }
  int seen = 0;
  for (const auto& [object, count] : pixels) {
    const int subject = direct::subject_of(object);
    seen += subject >= 0 && count >= least_pixels &&
                    film_->scene.subjects[static_cast<std::size_t>(subject)].kind == kind
                ? 1
                : 0;
  }
  return seen;
}

double Filmed::share(std::size_t frame, const std::string& kind) const {
  return cv::countNonZero(mask(frame, kind)) / (static_cast<double>(size_.width) * size_.height);
}

cv::Point2d Filmed::middle(std::size_t frame, const std::string& kind) const {
  const cv::Moments m = cv::moments(mask(frame, kind), true);
  if (m.m00 <= 0) {
    return {-1, -1};
  }
  return {m.m10 / m.m00 / size_.width, m.m01 / m.m00 / size_.height};
}

namespace {

struct Hsv {
  double hue;  // degrees
  double saturation;
  double value;
};

bool is_called(const Hsv& c, const std::string& name) {
  const auto hue = [&](double from, double to) {
    return from <= to ? c.hue >= from && c.hue <= to : c.hue >= from || c.hue <= to;
  };
  const bool is_vivid = c.saturation > 0.25 && c.value > 0.10;
  if (name == "red") {
    return is_vivid && c.saturation > 0.4 && hue(338, 18);
  }
  if (name == "orange") {
    return is_vivid && c.value > 0.3 && hue(12, 44);
  }
  if (name == "yellow") {
    return is_vivid && c.value > 0.25 && hue(36, 72);
  }
  if (name == "green") {
    return is_vivid && hue(72, 168);
  }
  if (name == "blue") {
    return is_vivid && hue(185, 262);
  }
  if (name == "purple") {
    return is_vivid && hue(255, 320);
  }
  if (name == "pink") {
    return c.saturation > 0.15 && c.value > 0.3 && hue(300, 22);
  }
  if (name == "brown") {
    return c.saturation > 0.2 && c.value < 0.75 && hue(5, 45);
  }
  if (name == "white") {
    return c.saturation < 0.3 && c.value > 0.55;
  }
  if (name == "black") {
    return c.value < 0.28;
  }
  return name == "grey" && c.saturation < 0.2 && c.value > 0.2 && c.value < 0.8;
}

}  // namespace

double share_of_colour(const cv::Mat& picture, const cv::Mat& mask, const std::string& name) {
  cv::Mat hsv;
  cv::cvtColor(picture, hsv, cv::COLOR_RGB2HSV_FULL);
  int all = 0;
  int called = 0;
  for (int y = 0; y < picture.rows; ++y) {
    for (int x = 0; x < picture.cols; ++x) {
      if (mask.at<std::uint8_t>(y, x) == 0) {
        continue;
      }
      const auto p = hsv.at<cv::Vec3b>(y, x);
      ++all;
      called += is_called({p[0] * 360.0 / 256, p[1] / 255.0, p[2] / 255.0}, name) ? 1 : 0;
    }
  }
  return all > 0 ? static_cast<double>(called) / all : 0;
}

double mean_luma(const cv::Mat& picture) {
  const cv::Scalar mean = cv::mean(picture);
  return 0.2126 * mean[0] + 0.7152 * mean[1] + 0.0722 * mean[2];
}

double warmth(const cv::Mat& picture) {
  const cv::Scalar mean = cv::mean(picture.rowRange(0, picture.rows * 6 / 10));
  return mean[0] - mean[2];
}

double mean_saturation(const cv::Mat& picture) {
  cv::Mat hsv;
  cv::cvtColor(picture, hsv, cv::COLOR_RGB2HSV_FULL);
  return cv::mean(hsv)[1] / 255;
}

double flatness(const cv::Mat& picture) {
  int equal = 0;
  for (int y = 0; y < picture.rows; ++y) {
    for (int x = 0; x + 1 < picture.cols; ++x) {
      equal += picture.at<cv::Vec3b>(y, x) == picture.at<cv::Vec3b>(y, x + 1) ? 1 : 0;
    }
  }
  return static_cast<double>(equal) / (static_cast<double>(picture.rows) * (picture.cols - 1));
}

}  // namespace kirin::quality
