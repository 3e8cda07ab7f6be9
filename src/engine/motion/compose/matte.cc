#include "engine/motion/compose/matte.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace kirin::engine::motion {
namespace {

cv::Mat averaged(const cv::Mat& field, int radius) {
  cv::Mat mean;
  cv::boxFilter(field, mean, -1, {2 * radius + 1, 2 * radius + 1}, {-1, -1}, true,
                cv::BORDER_REFLECT_101);
  return mean;
}

cv::Mat product(const cv::Mat& three, const cv::Mat& one) {
  cv::Mat wide;
  cv::merge(std::array{one, one, one}, wide);
  return three.mul(wide);
}

/// The weighted mean of `colours` around each pixel, wherever `weight` is not nought; where it is
/// nought all around, the colour itself.
cv::Mat spread(const cv::Mat& colours, const cv::Mat& weight, int radius) {
  const cv::Mat sum = averaged(product(colours, weight), radius);
  const cv::Mat total = averaged(weight, radius);
  cv::Mat result(colours.size(), CV_32FC3);
  for (int y = 0; y < colours.rows; ++y) {
    for (int x = 0; x < colours.cols; ++x) {
      const float w = total.at<float>(y, x);
      result.at<cv::Vec3f>(y, x) =
          w > 1e-4F ? cv::Vec3f(sum.at<cv::Vec3f>(y, x) / w) : colours.at<cv::Vec3f>(y, x);
    }
  }
  return result;
}

cv::Mat disc(int radius) {
  return cv::getStructuringElement(cv::MORPH_ELLIPSE, {2 * radius + 1, 2 * radius + 1});
}

float smoothstep(float low, float high, float x) {
  const float t = std::clamp((x - low) / (high - low), 0.0F, 1.0F);
  return t * t * (3 - 2 * t);
}

/// Where a colour lies on the way from `behind` (0) to `before` (1).
float part_of(const cv::Vec3f& colour, const cv::Vec3f& behind, const cv::Vec3f& before) {
  const cv::Vec3f way = before - behind;
  return std::clamp((colour - behind).dot(way) / std::max(way.dot(way), 1e-6F), 0.0F, 1.0F);
}

/// What is surely in front and surely behind, and the rough mask, softened, between.
struct Trimap {
  cv::Mat before;  ///< CV_8UC1
  cv::Mat behind;
  cv::Mat rough;  ///< CV_32FC1
};

Trimap trimap_of(const cv::Mat& mask, cv::Size size, int width) {
  Trimap map;
  cv::Mat larger;
  cv::resize(mask, larger, size, 0, 0, cv::INTER_LINEAR);
  // The mask's own pixels would be steps along the outline.
  cv::GaussianBlur(larger, larger, {},
                   0.5 * std::max(1.0, static_cast<double>(size.width) / mask.cols));
  larger.convertTo(map.rough, CV_32F, 1 / 255.0);
  const cv::Mat inside = larger > 127;
  cv::erode(inside, map.before, disc(width), {-1, -1}, 1, cv::BORDER_REPLICATE);
  cv::Mat grown;
  cv::dilate(inside, grown, disc(width), {-1, -1}, 1, cv::BORDER_REPLICATE);
  map.behind = ~grown;
  return map;
}

/// Alpha by colour where the colours of the two sides differ, else by the mask.
cv::Mat alpha_by_colour(const cv::Mat& picture, const Trimap& map, int width) {
  cv::Mat before;
  cv::Mat behind;
  map.before.convertTo(before, CV_32F, 1 / 255.0);
  map.behind.convertTo(behind, CV_32F, 1 / 255.0);
  const cv::Mat front = spread(picture, before, 3 * width);
  const cv::Mat ground = spread(picture, behind, 3 * width);
  cv::Mat alpha = before.clone();
  for (int y = 0; y < alpha.rows; ++y) {
    for (int x = 0; x < alpha.cols; ++x) {
      if (map.before.at<std::uint8_t>(y, x) != 0 || map.behind.at<std::uint8_t>(y, x) != 0) {
        continue;
      }
      const cv::Vec3f f = front.at<cv::Vec3f>(y, x);
      const cv::Vec3f g = ground.at<cv::Vec3f>(y, x);
      const float trust = smoothstep(0.10F, 0.35F, static_cast<float>(cv::norm(f - g)));
      const float rough = map.rough.at<float>(y, x);
      const float by_colour = part_of(picture.at<cv::Vec3f>(y, x), g, f);
      // Colour decides near the outline; far from it the mask has the larger say.
      const float open = 1 - std::abs(2 * rough - 1);
      alpha.at<float>(y, x) = rough + (by_colour - rough) * trust * (0.35F + 0.5F * open);
    }
  }
  return alpha;
}

void keep_known(const Trimap& map, cv::Mat& alpha) {
  alpha.setTo(1, map.before);
  alpha.setTo(0, map.behind);
}

/// One step of blur fusion: better colours of both sides from their blurs.
cv::Mat foreground_step(const cv::Mat& picture, const cv::Mat& alpha, const cv::Mat& before,
                        const cv::Mat& behind, int radius) {
  const cv::Mat front = spread(before, alpha, radius);
  const cv::Mat ground = spread(behind, 1 - alpha, radius);
  cv::Mat result(picture.size(), CV_32FC3);
  for (int y = 0; y < picture.rows; ++y) {
    for (int x = 0; x < picture.cols; ++x) {
      const float a = alpha.at<float>(y, x);
      const cv::Vec3f f = front.at<cv::Vec3f>(y, x);
      const cv::Vec3f mixed = a * f + (1 - a) * ground.at<cv::Vec3f>(y, x);
      cv::Vec3f colour = f + a * (picture.at<cv::Vec3f>(y, x) - mixed);
      for (int c = 0; c < 3; ++c) {
        colour[c] = std::clamp(colour[c], 0.0F, 1.0F);
      }
      result.at<cv::Vec3f>(y, x) = colour;
    }
  }
  return result;
}

cv::Vec3f solved(const std::array<float, 6>& covariance, float epsilon, const cv::Vec3f& right) {
  const cv::Matx33f matrix(covariance[0] + epsilon, covariance[1], covariance[2], covariance[1],
                           covariance[3] + epsilon, covariance[4], covariance[2], covariance[4],
                           covariance[5] + epsilon);
  return matrix.solve(right, cv::DECOMP_CHOLESKY);
}

}  // namespace

cv::Mat colour_guided(const cv::Mat& input, const cv::Mat& guide, int radius, double epsilon) {
  const cv::Size half(std::max(1, guide.cols / 2), std::max(1, guide.rows / 2));
  cv::Mat small;
  cv::Mat p;
  cv::resize(guide, small, half, 0, 0, cv::INTER_AREA);
  cv::resize(input, p, half, 0, 0, cv::INTER_AREA);
  const int r = std::max(1, radius / 2);
  std::vector<cv::Mat> channels;
  cv::split(small, channels);
  const cv::Mat mean = averaged(small, r);
  const cv::Mat mean_p = averaged(p, r);
  const cv::Mat cross = averaged(product(small, p), r);
  std::array<cv::Mat, 6> squares;
  std::size_t k = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = i; j < 3; ++j) {
      squares[k++] = averaged(channels[i].mul(channels[j]), r);
    }
  }
  cv::Mat slope(half, CV_32FC4);  // three factors and an offset
  for (int y = 0; y < half.height; ++y) {
    for (int x = 0; x < half.width; ++x) {
      const cv::Vec3f m = mean.at<cv::Vec3f>(y, x);
      const float q = mean_p.at<float>(y, x);
      std::array<float, 6> covariance{};
      std::size_t n = 0;
      for (int i = 0; i < 3; ++i) {
        for (int j = i; j < 3; ++j, ++n) {
          covariance[n] = squares[n].at<float>(y, x) - m[i] * m[j];
        }
      }
      const cv::Vec3f a =
          solved(covariance, static_cast<float>(epsilon), cross.at<cv::Vec3f>(y, x) - m * q);
      slope.at<cv::Vec4f>(y, x) = {a[0], a[1], a[2], q - a.dot(m)};
    }
  }
  slope = averaged(slope, r);
  cv::resize(slope, slope, guide.size(), 0, 0, cv::INTER_LINEAR);
  cv::Mat output(guide.size(), CV_32F);
  for (int y = 0; y < guide.rows; ++y) {
    for (int x = 0; x < guide.cols; ++x) {
      const cv::Vec4f& a = slope.at<cv::Vec4f>(y, x);
      const cv::Vec3f& g = guide.at<cv::Vec3f>(y, x);
      output.at<float>(y, x) = a[0] * g[0] + a[1] * g[1] + a[2] * g[2] + a[3];
    }
  }
  return output;
}

Matte matte_of(const cv::Mat& picture, const cv::Mat& mask, double band) {
  cv::Mat colours;
  picture.convertTo(colours, CV_32F, 1 / 255.0);
  const int side = std::max(picture.cols, picture.rows);
  const int width = std::max(2, static_cast<int>(std::lround(band * side)));
  const Trimap map = trimap_of(mask, picture.size(), width);
  cv::Mat alpha = alpha_by_colour(colours, map, width);
  alpha = colour_guided(alpha, colours, std::max(2, width / 2), 1e-4);
  // A little contrast: what is nearly there is there, and the ground's faint rest is not.
  alpha = cv::min(cv::max((alpha - 0.08) / 0.84, 0.0), 1.0);
  keep_known(map, alpha);

  cv::Mat front = foreground_step(colours, alpha, colours, colours, 4 * width);
  front = foreground_step(colours, alpha, front, colours, std::max(2, width / 2));
  Matte matte;
  front.convertTo(matte.colour, CV_8U, 255);
  alpha.convertTo(matte.alpha, CV_8U, 255);
  return matte;
}

}  // namespace kirin::engine::motion
