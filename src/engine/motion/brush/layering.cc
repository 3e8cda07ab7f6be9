#include "engine/motion/brush/layering.h"

#include <algorithm>
#include <numeric>

namespace kirin::engine::motion {

Layering::Layering(const std::vector<Painted>& things) {
  const auto count = static_cast<int>(things.size());
  part_of_ = cv::Mat::zeros(std::max(1, count), std::max(1, count), CV_8U);
  std::vector<int> areas;
  for (const Painted& thing : things) {
    areas.push_back(cv::countNonZero(thing.mask));
  }
  for (std::size_t a = 0; a < things.size(); ++a) {
    for (std::size_t b = 0; b < things.size(); ++b) {
      if (a != b && areas[a] < 0.8 * areas[b]) {
        const int shared = cv::countNonZero(things[a].mask & things[b].mask);
        part_of_.at<std::uint8_t>(static_cast<int>(a), static_cast<int>(b)) =
            shared > 0.7 * areas[a] ? 1 : 0;
      }
    }
  }
  order_.resize(things.size());
  std::iota(order_.begin(), order_.end(), std::size_t{0});
  std::stable_sort(order_.begin(), order_.end(),
                   [&](std::size_t a, std::size_t b) { return things[a].foot < things[b].foot; });
  // A part comes after what it is part of; each pass moves it past one more.
  for (std::size_t pass = 0; pass < order_.size(); ++pass) {
    for (std::size_t i = 0; i < order_.size(); ++i) {
      for (std::size_t k = i + 1; k < order_.size(); ++k) {
        if (is_part_of(order_[i], order_[k])) {
          std::rotate(order_.begin() + static_cast<std::ptrdiff_t>(i),
                      order_.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                      order_.begin() + static_cast<std::ptrdiff_t>(k) + 1);
          break;
        }
      }
    }
  }
}

bool Layering::is_part_of(std::size_t a, std::size_t b) const {
  return part_of_.at<std::uint8_t>(static_cast<int>(a), static_cast<int>(b)) != 0;
}

std::vector<std::vector<std::size_t>> Layering::orders(
    const std::vector<std::vector<Spread>>& frames) const {
  std::vector<std::vector<std::size_t>> orders;
  std::vector<std::size_t> order = order_;
  constexpr double kClearly = 3;  // pixels, so that equals do not trade places
  for (const std::vector<Spread>& things : frames) {
    for (std::size_t pass = 0; pass < order.size(); ++pass) {
      for (std::size_t i = 0; i + 1 < order.size(); ++i) {
        const Spread& back = things[order[i]];
        const Spread& front = things[order[i + 1]];
        if (back.foot > front.foot + kClearly && (back.box & front.box).empty() &&
            !is_part_of(order[i + 1], order[i])) {
          std::swap(order[i], order[i + 1]);
        }
      }
    }
    orders.push_back(order);
  }
  return orders;
}

}  // namespace kirin::engine::motion
