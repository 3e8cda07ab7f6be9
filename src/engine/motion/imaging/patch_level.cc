#include "engine/motion/imaging/patch_level.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <opencv2/imgproc.hpp>
#include <optional>
#include <utility>

#include "engine/motion/imaging/patch_distance.h"
#include "engine/motion/imaging/poisson.h"

namespace kirin::engine::motion {
namespace {

constexpr int kRadius = kPatchRadius;
constexpr int kSide = kPatchSide;

// What lies elsewhere is of another light and another distance. Taking from so far away, as a share
// of the picture's height or width, costs as much as so many levels of difference everywhere.
constexpr double kFarDown = 0.1;
constexpr double kFarDownLevels = 7;
constexpr double kFarAcross = 0.25;
constexpr double kFarAcrossLevels = 4;
// A patch that is taken again and again is seen as a stamp (Kaspar et al. 2015): each use so far
// costs as much as 4 levels of difference everywhere.
constexpr int kReuse = 3 * kSide * kSide * 16;
constexpr int kMostUses = 8;

const std::array<cv::Point, 9> kAround = {cv::Point(0, 0),  cv::Point(-1, 0), cv::Point(1, 0),
                                          cv::Point(0, -1), cv::Point(0, 1),  cv::Point(-1, -1),
                                          cv::Point(1, -1), cv::Point(-1, 1), cv::Point(1, 1)};

int reuse(int uses) { return kReuse * std::clamp(uses, 0, kMostUses); }

cv::Vec3b rounded(const cv::Vec3f& colour) {
  return {cv::saturate_cast<std::uint8_t>(colour[0]), cv::saturate_cast<std::uint8_t>(colour[1]),
          cv::saturate_cast<std::uint8_t>(colour[2])};
}

/// `picture` in memory that may be read a little beyond its end.
cv::Mat with_room(const cv::Mat& picture) {
  cv::Mat wide(picture.rows + 1, picture.cols, picture.type(), cv::Scalar::all(0));
  cv::Mat own = wide.rowRange(0, picture.rows);
  picture.copyTo(own);
  return own;
}

}  // namespace

PatchLevel::PatchLevel(const cv::Mat& picture, cv::Mat hole)
    : picture_(with_room(picture)), hole_(std::move(hole)) {
  const auto penalty = [](int step, double extent, double far, double levels) {
    const double part = step / (extent * far);
    return static_cast<int>(std::min(1e6, 3 * kSide * kSide * levels * levels * part * part));
  };
  for (int step = 0; step < picture_.rows; ++step) {
    down_penalty_.push_back(penalty(step, picture_.rows, kFarDown, kFarDownLevels));
  }
  for (int step = 0; step < picture_.cols; ++step) {
    across_penalty_.push_back(penalty(step, picture_.cols, kFarAcross, kFarAcrossLevels));
  }
  const cv::Mat patch = cv::Mat::ones(kSide, kSide, CV_8U);
  cv::dilate(hole_, near_, patch);
  nearest_ = cv::Mat::zeros(picture_.size(), CV_32SC2);
  cost_ = cv::Mat::zeros(picture_.size(), CV_32S);
  used_ = cv::Mat::zeros(picture_.size(), CV_32S);
  for (int y = kRadius; y < picture_.rows - kRadius; ++y) {
    for (int x = kRadius; x < picture_.cols - kRadius; ++x) {
      if (near_.at<std::uint8_t>(y, x) == 0) {
        sources_.emplace_back(x, y);
      } else {
        targets_.emplace_back(x, y);
      }
    }
  }
}

void PatchLevel::start_at_random() {
  for (const cv::Point target : targets_) {
    set_nearest(target, any_source());
  }
}

void PatchLevel::start_from(const PatchLevel& coarse) {
  for (const cv::Point target : targets_) {
    const cv::Point below(std::clamp(target.x / 2, kRadius, coarse.picture_.cols - kRadius - 1),
                          std::clamp(target.y / 2, kRadius, coarse.picture_.rows - kRadius - 1));
    cv::Point guess = any_source();
    if (coarse.near_.at<std::uint8_t>(below) != 0) {
      const cv::Vec2i source = coarse.nearest_.at<cv::Vec2i>(below);
      const cv::Point finer(source[0] * 2 + target.x % 2, source[1] * 2 + target.y % 2);
      guess = is_source(finer) ? finer : guess;
    }
    set_nearest(target, guess);
  }
}

void PatchLevel::improve(int rounds, int sweeps) {
  for (int round = 0; round < rounds; ++round) {
    for (const cv::Point target : targets_) {
      const cv::Point source = nearest(target);
      cost_.at<int>(target) = distance(target, source, std::numeric_limits<int>::max()) +
                              reuse(used_.at<int>(source) - 1);
    }
    for (int sweep = 0; sweep < sweeps; ++sweep) {
      this->sweep(sweep % 2 == 0 ? 1 : -1);
    }
    vote();
  }
}

void PatchLevel::vote() {
  cv::Mat sum(picture_.size(), CV_32FC3, cv::Scalar::all(0));
  cv::Mat weight(picture_.size(), CV_32F, cv::Scalar(0));
  for (const cv::Point target : targets_) {
    const cv::Point source = nearest(target);
    const float trust =
        1.0F / (1.0F + 0.02F * static_cast<float>(cost_.at<int>(target)) / (kSide * kSide));
    for (int dy = -kRadius; dy <= kRadius; ++dy) {
      for (int dx = -kRadius; dx <= kRadius; ++dx) {
        const cv::Point at(target.x + dx, target.y + dy);
        if (hole_.at<std::uint8_t>(at) != 0) {
          sum.at<cv::Vec3f>(at) +=
              trust * cv::Vec3f(picture_.at<cv::Vec3b>(source.y + dy, source.x + dx));
          weight.at<float>(at) += trust;
        }
      }
    }
  }
  for (int y = 0; y < picture_.rows; ++y) {
    for (int x = 0; x < picture_.cols; ++x) {
      if (const float total = weight.at<float>(y, x); total > 0) {
        picture_.at<cv::Vec3b>(y, x) = sum.at<cv::Vec3f>(y, x) / total;
      }
    }
  }
}

cv::Mat PatchLevel::joined() const {
  cv::Mat across(picture_.size(), CV_32FC3, cv::Scalar::all(0));
  cv::Mat down(picture_.size(), CV_32FC3, cv::Scalar::all(0));
  // A difference is the mean of what the sources of both its pixels say.
  const auto difference = [&](cv::Point here, cv::Point step) {
    cv::Vec3f sum(0, 0, 0);
    float count = 0;
    for (const cv::Point centre : {here, here + step}) {
      if (near_.at<std::uint8_t>(centre) != 0) {
        const cv::Point source = nearest(centre) + (here - centre);
        sum += cv::Vec3f(picture_.at<cv::Vec3b>(source + step)) -
               cv::Vec3f(picture_.at<cv::Vec3b>(source));
        ++count;
      }
    }
    return count > 0 ? sum / count : sum;
  };
  for (const cv::Point target : targets_) {
    if (target.x + kRadius + 1 < picture_.cols) {
      across.at<cv::Vec3f>(target) = difference(target, {1, 0});
    }
    if (target.y + kRadius + 1 < picture_.rows) {
      down.at<cv::Vec3f>(target) = difference(target, {0, 1});
    }
  }
  cv::Mat voted;
  picture_.convertTo(voted, CV_32F);
  cv::Mat result = voted.clone();
  constexpr int kRounds = 150;
  join_seamlessly(result, hole_, across, down, kRounds);
  constexpr double kMost = 48;  // levels; more is no seam but a wrong guess
  cv::max(result, voted - cv::Scalar::all(kMost), result);
  cv::min(result, voted + cv::Scalar::all(kMost), result);
  return result;
}

void PatchLevel::copy_full(const cv::Mat& full_hole, const cv::Mat& joined, double scale,
                           cv::Mat& full) const {
  cv::Mat levelling(picture_.size(), CV_32FC3, cv::Scalar::all(0));
  for (const cv::Point target : targets_) {
    levelling.at<cv::Vec3f>(target) =
        joined.at<cv::Vec3f>(target) - cv::Vec3f(picture_.at<cv::Vec3b>(nearest(target)));
  }
  const cv::Mat known = full.clone();
  for (int y = 0; y < full.rows; ++y) {
    for (int x = 0; x < full.cols; ++x) {
      if (full_hole.at<std::uint8_t>(y, x) == 0) {
        continue;
      }
      const cv::Point low(
          std::clamp(static_cast<int>(x / scale), kRadius, picture_.cols - kRadius - 1),
          std::clamp(static_cast<int>(y / scale), kRadius, picture_.rows - kRadius - 1));
      full.at<cv::Vec3b>(y, x) = blended(known, full_hole, levelling, {x, y}, low, scale);
    }
  }
}

cv::Vec3b PatchLevel::blended(const cv::Mat& known, const cv::Mat& full_hole,
                              const cv::Mat& levelling, cv::Point at, cv::Point low,
                              double scale) const {
  constexpr double kTogether = 2;  // pixels apart, or
  constexpr double kAlike = 8;     // levels: other pieces would only blur this one
  const cv::Vec2i own = nearest_.at<cv::Vec2i>(low) - cv::Vec2i(low.x, low.y);
  std::optional<cv::Vec3f> first;
  cv::Vec3f sum(0, 0, 0);
  float weight = 0;
  for (const cv::Point step : kAround) {
    const cv::Point centre(std::clamp(low.x + step.x, kRadius, picture_.cols - kRadius - 1),
                           std::clamp(low.y + step.y, kRadius, picture_.rows - kRadius - 1));
    if (near_.at<std::uint8_t>(centre) == 0) {
      continue;
    }
    const cv::Vec2i offset = nearest_.at<cv::Vec2i>(centre) - cv::Vec2i(centre.x, centre.y);
    const cv::Point from(at.x + static_cast<int>(offset[0] * scale),
                         at.y + static_cast<int>(offset[1] * scale));
    if (!cv::Rect({0, 0}, known.size()).contains(from) || full_hole.at<std::uint8_t>(from) != 0) {
      continue;
    }
    const cv::Vec3f colour = cv::Vec3f(known.at<cv::Vec3b>(from)) + levelling.at<cv::Vec3f>(centre);
    if (!first) {
      first = colour;
    } else if (cv::norm(offset - own) > kTogether && cv::norm(colour - *first) > kAlike) {
      continue;
    }
    const float share = step == cv::Point(0, 0) ? 4.0F : 1.0F;
    sum += share * colour;
    weight += share;
  }
  return weight > 0 ? rounded(sum / weight) : picture_.at<cv::Vec3b>(low);
}

cv::Point PatchLevel::nearest(cv::Point at) const {
  const cv::Vec2i source = nearest_.at<cv::Vec2i>(at);
  return {source[0], source[1]};
}

void PatchLevel::set_nearest(cv::Point at, cv::Point source) {
  --used_.at<int>(nearest(at));  // at first (0, 0), which is no source
  ++used_.at<int>(source);
  nearest_.at<cv::Vec2i>(at) = {source.x, source.y};
}

int PatchLevel::distance(cv::Point a, cv::Point b, int limit) const {
  const int penalty = down_penalty_[static_cast<std::size_t>(std::abs(a.y - b.y))] +
                      across_penalty_[static_cast<std::size_t>(std::abs(a.x - b.x))];
  if (penalty >= limit) {
    return penalty;
  }
  const auto patch_at = [&](cv::Point p) {
    return picture_.ptr(p.y - kRadius) + 3 * (p.x - kRadius);
  };
  return penalty + patch_distance(patch_at(a), patch_at(b),
                                  static_cast<std::ptrdiff_t>(picture_.step), limit - penalty);
}

void PatchLevel::try_source(cv::Point target, cv::Point source) {
  if (is_source(source)) {
    int& best = cost_.at<int>(target);
    const int again = reuse(used_.at<int>(source));
    if (again >= best || source == nearest(target)) {
      return;
    }
    if (const int cost = again + distance(target, source, best - again); cost < best) {
      best = cost;
      set_nearest(target, source);
    }
  }
}

void PatchLevel::sweep(int step) {
  const auto count = static_cast<std::ptrdiff_t>(targets_.size());
  for (std::ptrdiff_t i = 0; i < count; ++i) {
    const cv::Point target = targets_[static_cast<std::size_t>(step > 0 ? i : count - 1 - i)];
    for (const cv::Point neighbour : {cv::Point(step, 0), cv::Point(0, step)}) {
      const cv::Point from = target - neighbour;
      if (from.x >= kRadius && from.y >= kRadius && from.x < picture_.cols - kRadius &&
          from.y < picture_.rows - kRadius && near_.at<std::uint8_t>(from) != 0) {
        try_source(target, nearest(from) + neighbour);
      }
    }
    const cv::Point best = nearest(target);
    for (int reach = std::max(picture_.cols, picture_.rows); reach > 0; reach /= 2) {
      const int across = dice_.below(2 * reach + 1) - reach;
      const int down = dice_.below(2 * reach + 1) - reach;
      try_source(target, best + cv::Point(across, down));
    }
  }
}

cv::Point PatchLevel::any_source() {
  return sources_[static_cast<std::size_t>(dice_.below(static_cast<int>(sources_.size())))];
}

bool PatchLevel::is_source(cv::Point p) const {
  return p.x >= kRadius && p.y >= kRadius && p.x < picture_.cols - kRadius &&
         p.y < picture_.rows - kRadius && near_.at<std::uint8_t>(p) == 0;
}

}  // namespace kirin::engine::motion
