#include "engine/motion/understanding/far_shore.h"

namespace kirin::engine::motion {

int far_shore(const Appearance& seen, const cv::Mat& sky) {
  constexpr float kDarker = 0.05F;
  constexpr float kBrighterBelow = 0.025F;
  constexpr float kMirrorLoses = 0.02F;
  const int reach = sky.rows / 16;
  if (reach < 4) {
    return -1;
  }
  const cv::Mat soft = blurred(seen.grey, 1.5);
  int best = -1;
  int most = 0;
  for (int y = sky.rows / 3; y + reach < sky.rows * 9 / 10; ++y) {
    int votes = 0;
    int columns = 0;
    for (int x = 0; x < sky.cols; ++x) {
      if (sky.at<std::uint8_t>(y - reach, x) == 0 || sky.at<std::uint8_t>(y + reach, x) == 0) {
        continue;
      }
      ++columns;
      const float above = soft.at<float>(y - reach, x);
      const float at = soft.at<float>(y, x);
      const float below = soft.at<float>(y + reach, x);
      votes += above - at > kDarker && below - at > kBrighterBelow && below < above - kMirrorLoses
                   ? 1
                   : 0;
    }
    if (columns > sky.cols / 10 && votes * 5 > columns * 3 && votes > most) {
      most = votes;
      best = y;
    }
  }
  return best;
}

}  // namespace kirin::engine::motion
