#include "engine/motion/imaging/poisson.h"

#include <cstdint>
#include <vector>

#include "base/expects.h"

namespace kirin::engine::motion {

void join_seamlessly(cv::Mat& picture, const cv::Mat& hole, const cv::Mat& across,
                     const cv::Mat& down, int rounds) {
  EXPECTS(picture.isContinuous());
  struct Unknown {
    cv::Vec3f* value;
    const cv::Vec3f* neighbours[4];  // beyond the border the value itself: nothing pulls there
    cv::Vec3f sources;               // what the differences add up to
  };
  std::vector<Unknown> unknown;
  for (int y = 0; y < hole.rows; ++y) {
    for (int x = 0; x < hole.cols; ++x) {
      if (hole.at<std::uint8_t>(y, x) == 0) {
        continue;
      }
      cv::Vec3f* at = picture.ptr<cv::Vec3f>(y) + x;
      Unknown pixel{at, {at, at, at, at}, {0, 0, 0}};
      if (x > 0) {
        pixel.neighbours[0] = at - 1;
        pixel.sources += across.at<cv::Vec3f>(y, x - 1);
      }
      if (x + 1 < picture.cols) {
        pixel.neighbours[1] = at + 1;
        pixel.sources -= across.at<cv::Vec3f>(y, x);
      }
      if (y > 0) {
        pixel.neighbours[2] = at - picture.cols;
        pixel.sources += down.at<cv::Vec3f>(y - 1, x);
      }
      if (y + 1 < picture.rows) {
        pixel.neighbours[3] = at + picture.cols;
        pixel.sources -= down.at<cv::Vec3f>(y, x);
      }
      unknown.push_back(pixel);
    }
  }
  constexpr float kRelaxation = 1.9F;
  for (int round = 0; round < rounds; ++round) {
    for (const Unknown& pixel : unknown) {
      const float* left = pixel.neighbours[0]->val;
      const float* right = pixel.neighbours[1]->val;
      const float* above = pixel.neighbours[2]->val;
      const float* below = pixel.neighbours[3]->val;
      float* value = pixel.value->val;
      for (int c = 0; c < 3; ++c) {
        const float mean = 0.25F * (left[c] + right[c] + above[c] + below[c] + pixel.sources[c]);
        value[c] += kRelaxation * (mean - value[c]);
      }
    }
  }
}

}  // namespace kirin::engine::motion
