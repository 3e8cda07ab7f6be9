#include "engine/motion/imaging/picture.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace kirin::engine::motion {
namespace {

double cubic(double x) {
  x = std::abs(x);
  if (x < 1) {
    return (1.5 * x - 2.5) * x * x + 1;
  }
  return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
}

/// For each output sample the first input sample and its weights, as many for all.
struct Taps {
  int count = 0;
  std::vector<int> first;
  std::vector<float> weights;
};

Taps taps_for(int input, int output) {
  const double scale = static_cast<double>(input) / output;
  const double stretch = std::max(1.0, scale);
  Taps taps;
  taps.count = std::min(input, static_cast<int>(std::ceil(4 * stretch)) + 1);
  for (int i = 0; i < output; ++i) {
    const double centre = (i + 0.5) * scale - 0.5;
    const int wanted = static_cast<int>(std::floor(centre - 2 * stretch)) + 1;
    const int first = std::clamp(wanted, 0, input - taps.count);
    std::vector<double> weights(static_cast<std::size_t>(taps.count), 0.0);
    double sum = 0;
    for (int k = 0; k <= static_cast<int>(std::ceil(4 * stretch)); ++k) {
      const double weight = cubic((wanted + k - centre) / stretch);
      const int at = std::clamp(wanted + k, 0, input - 1) - first;  // the edge pixel repeats
      weights[static_cast<std::size_t>(std::clamp(at, 0, taps.count - 1))] += weight;
      sum += weight;
    }
    taps.first.push_back(first);
    for (const double weight : weights) {
      taps.weights.push_back(static_cast<float>(weight / sum));
    }
  }
  return taps;
}

template <int channels>
void scale_row(const std::uint8_t* input, const Taps& taps, float* output) {
  const std::size_t outputs = taps.first.size();
  for (std::size_t i = 0; i < outputs; ++i) {
    const std::uint8_t* from = input + taps.first[i] * channels;
    const float* weight = &taps.weights[i * static_cast<std::size_t>(taps.count)];
    float sum[channels] = {};
    for (int k = 0; k < taps.count; ++k) {
      for (int c = 0; c < channels; ++c) {
        sum[c] += weight[k] * static_cast<float>(from[k * channels + c]);
      }
    }
    for (int c = 0; c < channels; ++c) {
      *output++ = sum[c];
    }
  }
}

}  // namespace

cv::Mat as_mat(const media::Image& image) {
  const media::Size size = image.size();
  return {size.height, size.width, CV_8UC3, const_cast<std::uint8_t*>(image.row(0)),
          image.stride_bytes()};
}

cv::Mat as_mat(const media::AlphaPlane& plane) {
  const media::Size size = plane.size();
  return {size.height, size.width, CV_8UC1, const_cast<std::uint8_t*>(plane.row(0)),
          plane.stride_bytes()};
}

cv::Mat as_mat(media::Image& image) { return as_mat(static_cast<const media::Image&>(image)); }

cv::Mat resampled(const cv::Mat& picture, cv::Size size) {
  if (picture.size() == size) {
    return picture.clone();
  }
  const int channels = picture.channels();
  const Taps across = taps_for(picture.cols, size.width);
  const Taps down = taps_for(picture.rows, size.height);
  cv::Mat output(size, picture.type());
  // Rows already scaled across, as many as one output row needs.
  std::vector<std::vector<float>> rows(static_cast<std::size_t>(down.count));
  std::vector<int> held(static_cast<std::size_t>(down.count), -1);
  const auto width = static_cast<std::size_t>(size.width * channels);
  std::vector<float> sum(width);
  for (int y = 0; y < size.height; ++y) {
    const auto index = static_cast<std::size_t>(y);
    std::fill(sum.begin(), sum.end(), 0.5F);
    for (int k = 0; k < down.count; ++k) {
      const int row = down.first[index] + k;
      const auto slot = static_cast<std::size_t>(row % down.count);
      if (held[slot] != row) {
        rows[slot].resize(width);
        (channels == 3 ? scale_row<3> : scale_row<1>)(picture.ptr(row), across, rows[slot].data());
        held[slot] = row;
      }
      const float weight =
          down.weights[index * static_cast<std::size_t>(down.count) + static_cast<std::size_t>(k)];
      const float* from = rows[slot].data();
      for (std::size_t x = 0; x < width; ++x) {
        sum[x] += weight * from[x];
      }
    }
    std::uint8_t* to = output.ptr(y);
    for (std::size_t x = 0; x < width; ++x) {
      to[x] = static_cast<std::uint8_t>(std::clamp(sum[x], 0.0F, 255.0F));
    }
  }
  return output;
}

cv::Mat cover_crop(const cv::Mat& picture, cv::Size size) {
  const double wanted = static_cast<double>(size.width) / size.height;
  const double given = static_cast<double>(picture.cols) / picture.rows;
  if (std::abs(wanted / given - 1) < 0.015) {
    return picture;
  }
  if (given > wanted) {
    const int width =
        std::clamp(static_cast<int>(std::lround(picture.rows * wanted)), 1, picture.cols);
    return picture(cv::Rect((picture.cols - width) / 2, 0, width, picture.rows));
  }
  const int height =
      std::clamp(static_cast<int>(std::lround(picture.cols / wanted)), 1, picture.rows);
  return picture(cv::Rect(0, (picture.rows - height) / 2, picture.cols, height));
}

cv::Mat fitted(const media::Image& image, cv::Size size) {
  return resampled(cover_crop(as_mat(image), size), size);
}

cv::Mat fitted_mask(const media::Image& mask, cv::Size size) {
  cv::Mat bright = luma_of(fitted(mask, size));
  cv::threshold(bright, bright, 127, 255, cv::THRESH_BINARY);
  return bright;
}

cv::Mat luma_of(const cv::Mat& picture) {
  cv::Mat luma;
  cv::transform(picture, luma, cv::Matx13f(0.2126F, 0.7152F, 0.0722F));
  return luma;
}

}  // namespace kirin::engine::motion
