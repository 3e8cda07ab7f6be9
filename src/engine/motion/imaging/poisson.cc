#include "engine/motion/imaging/poisson.h"

#include <cstdint>
#include <vector>

namespace kirin::engine::motion {

void join_seamlessly(cv::Mat& picture, const cv::Mat& hole, const cv::Mat& across,
                     const cv::Mat& down, int rounds) {
  std::vector<cv::Point> unknown;
  for (int y = 0; y < hole.rows; ++y) {
    for (int x = 0; x < hole.cols; ++x) {
      if (hole.at<std::uint8_t>(y, x) != 0) {
        unknown.emplace_back(x, y);
      }
    }
  }
  constexpr float kRelaxation = 1.9F;
  for (int round = 0; round < rounds; ++round) {
    for (const cv::Point p : unknown) {
      cv::Vec3f sum(0, 0, 0);
      float neighbours = 0;
      if (p.x > 0) {
        sum += picture.at<cv::Vec3f>(p.y, p.x - 1) + across.at<cv::Vec3f>(p.y, p.x - 1);
        ++neighbours;
      }
      if (p.x + 1 < picture.cols) {
        sum += picture.at<cv::Vec3f>(p.y, p.x + 1) - across.at<cv::Vec3f>(p);
        ++neighbours;
      }
      if (p.y > 0) {
        sum += picture.at<cv::Vec3f>(p.y - 1, p.x) + down.at<cv::Vec3f>(p.y - 1, p.x);
        ++neighbours;
      }
      if (p.y + 1 < picture.rows) {
        sum += picture.at<cv::Vec3f>(p.y + 1, p.x) - down.at<cv::Vec3f>(p);
        ++neighbours;
      }
      cv::Vec3f& value = picture.at<cv::Vec3f>(p);
      value += kRelaxation * (sum / neighbours - value);
    }
  }
}

}  // namespace kirin::engine::motion
