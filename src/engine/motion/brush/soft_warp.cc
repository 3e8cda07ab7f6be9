#include "engine/motion/brush/soft_warp.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace kirin::engine::motion {
namespace {

constexpr int kSolveLongest = 160;     // nodes along the longer side while solving
constexpr double kHandover = 4;        // pixels of motion after which only the fine picture is seen
constexpr double kComfortable = 0.75;  // a fold score that needs no wider surroundings

double farthest(const std::vector<Placement>& placements) {
  double most = 0;
  for (const Placement& placement : placements) {
    most = std::max(most, std::hypot(placement.offset.x, placement.offset.y));
  }
  return most;
}

/// The harmonic function that is 1 where `ones` and 0 where `zeros` are set.
cv::Mat harmonic(const cv::Mat& ones, const cv::Mat& zeros) {
  cv::Mat share = cv::Mat::zeros(ones.size(), CV_32F);
  share.setTo(1, ones);
  std::vector<cv::Point> open;
  for (int y = 1; y + 1 < share.rows; ++y) {
    for (int x = 1; x + 1 < share.cols; ++x) {
      if (ones.at<std::uint8_t>(y, x) == 0 && zeros.at<std::uint8_t>(y, x) == 0) {
        open.emplace_back(x, y);
      }
    }
  }
  constexpr float kRelaxation = 1.9F;
  constexpr int kRounds = 160;
  for (int round = 0; round < kRounds; ++round) {
    for (const cv::Point p : open) {
      float* at = share.ptr<float>(p.y) + p.x;
      const std::ptrdiff_t row = share.cols;
      at[0] += kRelaxation * (0.25F * (at[-1] + at[1] + at[-row] + at[row]) - at[0]);
    }
  }
  return share;
}

cv::Vec2f bilinear(const cv::Mat& field, float x, float y) {
  x = std::clamp(x, 0.0F, static_cast<float>(field.cols - 1) - 1e-3F);
  y = std::clamp(y, 0.0F, static_cast<float>(field.rows - 1) - 1e-3F);
  const auto x0 = static_cast<int>(x);
  const auto y0 = static_cast<int>(y);
  const float ax = x - static_cast<float>(x0);
  const float ay = y - static_cast<float>(y0);
  const auto* top = field.ptr<cv::Vec2f>(y0) + x0;
  const auto* bottom = field.ptr<cv::Vec2f>(y0 + 1) + x0;
  return (top[0] * (1 - ax) + top[1] * ax) * (1 - ay) +
         (bottom[0] * (1 - ax) + bottom[1] * ax) * ay;
}

}  // namespace

SoftWarp::SoftWarp(cv::Size picture, std::vector<SoftPart> parts, const cv::Mat& pinned)
    : picture_(picture), parts_(std::move(parts)) {
  double reach = 0;
  for (const SoftPart& part : parts_) {
    reach = std::max(
        {reach, 1.3 * farthest(part.placements), 0.3 * std::sqrt(cv::countNonZero(part.mask))});
  }
  // The wider the surroundings that bend along, the gentler; but no wider than needed.
  const double widest = 0.6 * std::max(picture.width, picture.height);
  for (;; reach *= 1.6) {
    find_shares(pinned, reach);
    fold_ = worst_fold();
    if (fold_ < kComfortable || reach > widest) {
      break;
    }
  }
}

void SoftWarp::find_shares(const cv::Mat& pinned, double reach) {
  const double shrink =
      std::min(1.0, static_cast<double>(kSolveLongest) / std::max(picture_.width, picture_.height));
  const cv::Size nodes(std::max(4, static_cast<int>(std::lround(picture_.width * shrink))),
                       std::max(4, static_cast<int>(std::lround(picture_.height * shrink))));
  const cv::Size cells(cell_points(picture_.width), cell_points(picture_.height));
  std::vector<cv::Mat> cores;
  for (const SoftPart& part : parts_) {
    cv::Mat small;
    cv::resize(part.mask, small, nodes, 0, 0, cv::INTER_AREA);
    cv::Mat inside = small > 127;
    cv::copyMakeBorder(inside, inside, 1, 1, 1, 1, cv::BORDER_CONSTANT, cv::Scalar(0));
    cv::Mat depth;
    cv::distanceTransform(inside, depth, cv::DIST_L2, 3);
    depth = depth(cv::Rect({1, 1}, nodes));
    double deepest = 0;
    cv::minMaxIdx(depth, nullptr, &deepest);
    cores.push_back(depth > std::min(0.2 * deepest, 3.0));
  }
  cv::Mat held = cv::Mat::zeros(nodes, CV_8U);
  if (!pinned.empty()) {
    cv::resize(pinned, held, nodes, 0, 0, cv::INTER_AREA);
    cv::dilate(held > 0, held, cv::Mat::ones(5, 5, CV_8U));  // the blur below stays outside
  }
  shares_.clear();
  cv::Mat moving = cv::Mat::zeros(cells, CV_8U);
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    cv::Mat away;
    cv::distanceTransform(~cores[i], away, cv::DIST_L2, 5);
    cv::Mat zeros = (away > reach * shrink) | held;
    for (std::size_t k = 0; k < cores.size(); ++k) {
      if (k != i) {
        zeros |= cores[k];
      }
    }
    zeros.setTo(0, cores[i]);
    cv::Mat share = harmonic(cores[i] & ~held, zeros);
    // The slope changes at once at the core's edge and at the end of the reach: round both off.
    cv::GaussianBlur(share, share, {5, 5}, 1.0);
    share.setTo(0, share < 2e-3);
    share.row(0).setTo(0);
    share.row(share.rows - 1).setTo(0);
    share.col(0).setTo(0);
    share.col(share.cols - 1).setTo(0);
    // Node i of the grid is pixel kCell * i.
    cv::Mat grid;
    const double scale_x = static_cast<double>(nodes.width) / picture_.width;
    const double scale_y = static_cast<double>(nodes.height) / picture_.height;
    const cv::Matx23d look(kCell * scale_x, 0, 0.5 * scale_x - 0.5, 0, kCell * scale_y,
                           0.5 * scale_y - 0.5);
    cv::warpAffine(share, grid, look, cells, cv::INTER_LINEAR | cv::WARP_INVERSE_MAP,
                   cv::BORDER_CONSTANT, cv::Scalar(0));
    moving |= grid > 0;
    shares_.push_back(grid);
  }
  // What is seen at a node may come from as far as a part goes: the box holds both.
  box_ = cv::boundingRect(moving);
  if (!box_.empty()) {
    box_ -= cv::Point(2, 2);
    box_ += cv::Size(4, 4);
    box_ &= cv::Rect({0, 0}, cells);
  }
}

cv::Mat SoftWarp::displacement(std::size_t index) const {
  cv::Mat field(box_.size(), CV_32FC2, cv::Scalar::all(0));
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    const Point offset = parts_[i].placements[index].offset;
    const cv::Mat share = shares_[i](box_);
    const cv::Vec2f by(static_cast<float>(offset.x), static_cast<float>(offset.y));
    for (int y = 0; y < field.rows; ++y) {
      const float* from = share.ptr<float>(y);
      auto* to = field.ptr<cv::Vec2f>(y);
      for (int x = 0; x < field.cols; ++x) {
        to[x] += from[x] * by;
      }
    }
  }
  return field;
}

cv::Rect SoftWarp::box() const {
  return cv::Rect(box_.x * kCell, box_.y * kCell, box_.width * kCell, box_.height * kCell) &
         cv::Rect({0, 0}, picture_);
}

double SoftWarp::worst_fold() const {
  double worst = 0;
  if (box_.empty()) {
    return worst;
  }
  const std::size_t frames = parts_.front().placements.size();
  const std::size_t every = std::max<std::size_t>(1, frames / 24);
  for (std::size_t index = frames - 1;; index -= every) {
    const cv::Mat field = displacement(index);
    for (int y = 0; y + 1 < field.rows; ++y) {
      for (int x = 0; x + 1 < field.cols; ++x) {
        const cv::Vec2f here = field.at<cv::Vec2f>(y, x);
        const cv::Vec2f dx = (field.at<cv::Vec2f>(y, x + 1) - here) / kCell;
        const cv::Vec2f dy = (field.at<cv::Vec2f>(y + 1, x) - here) / kCell;
        const double determinant = (1.0 + dx[0]) * (1.0 + dy[1]) - 1.0 * dx[1] * dy[0];
        worst = std::max(worst, 1 - determinant);
      }
    }
    if (index < every) {
      return worst;
    }
  }
}

void SoftWarp::draw(const SampledPicture& picture, const SampledPicture& fine, int index,
                    cv::Mat& frame) const {
  if (box_.empty()) {
    return;
  }
  const cv::Mat field = displacement(static_cast<std::size_t>(index));
  cv::Mat share(box_.size(), CV_32F);  // of the fine picture
  cv::Mat look_x(box_.size(), CV_32F);
  cv::Mat look_y(box_.size(), CV_32F);
  for (int y = 0; y < box_.height; ++y) {
    for (int x = 0; x < box_.width; ++x) {
      // p + displacement(p) = q, for p: converges as the field is no steeper than it folds.
      cv::Vec2f p(static_cast<float>(x), static_cast<float>(y));
      constexpr int kIterations = 16;
      for (int i = 0; i < kIterations; ++i) {
        const cv::Vec2f back = bilinear(field, p[0], p[1]) / static_cast<float>(kCell);
        const cv::Vec2f next(static_cast<float>(x) - back[0], static_cast<float>(y) - back[1]);
        const float step = std::abs(next[0] - p[0]) + std::abs(next[1] - p[1]);
        p = next;
        if (step < 2e-3F) {
          break;
        }
      }
      const double moved = std::hypot(p[0] - static_cast<float>(x), p[1] - static_cast<float>(y));
      share.at<float>(y, x) = static_cast<float>(std::min(1.0, moved * kCell / kHandover));
      look_x.at<float>(y, x) = (p[0] + static_cast<float>(box_.x)) * kCell;
      look_y.at<float>(y, x) = (p[1] + static_cast<float>(box_.y)) * kCell;
    }
  }
  const int left = box_.x * kCell;
  const int top = box_.y * kCell;
  const int columns = std::min((box_.width - 1) * kCell, picture_.width - left);
  const int rows = std::min((box_.height - 1) * kCell, picture_.height - top);
  const float finer_x = static_cast<float>(fine.width()) / static_cast<float>(picture_.width);
  const float finer_y = static_cast<float>(fine.height()) / static_cast<float>(picture_.height);
  cv::Mat points(5, box_.width, CV_32F);
  float* x = points.ptr<float>(0);
  float* y = points.ptr<float>(1);
  float* fine_x = points.ptr<float>(2);
  float* fine_y = points.ptr<float>(3);
  float* shares = points.ptr<float>(4);
  for (int row = 0; row < rows; ++row) {
    field_row(look_x, row, box_.width, x);
    field_row(look_y, row, box_.width, y);
    field_row(share, row, box_.width, shares);
    for (int i = 0; i < box_.width; ++i) {
      fine_x[i] = (x[i] + 0.5F) * finer_x - 0.5F;
      fine_y[i] = (y[i] + 0.5F) * finer_y - 0.5F;
    }
    blend_row({&picture, x, y}, {&fine, fine_x, fine_y}, shares, columns,
              frame.ptr(top + row) + 3 * left);
  }
}

}  // namespace kirin::engine::motion
