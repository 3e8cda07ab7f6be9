#include "engine/motion/brush/layer.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace kirin::engine::motion {
namespace {

constexpr int kRoom = 4;            // pixels of nothing around a thing, for the sampling filter
constexpr double kMostHeld = 0.35;  // of its extent may a thing be stretched to reach the border
constexpr double kMostBlur = 0.03;  // of the frame's width; faster things are gone at once anyway
constexpr double kAllOfIt = 0.95;   // of a side: the picture itself moves, and has no end to show
constexpr double kTouching = 0.12;  // of a side must lie on the border to count as cut off there

double smoothstep(double x) {
  x = std::clamp(x, 0.0, 1.0);
  return x * x * (3 - 2 * x);
}

/// The part of a picture in `box`; where that reaches beyond the picture, the border repeats.
cv::Mat part_of(const cv::Mat& picture, cv::Rect box) {
  const cv::Rect inside = box & cv::Rect({0, 0}, picture.size());
  cv::Mat part;
  cv::copyMakeBorder(picture(inside), part, inside.y - box.y, box.br().y - inside.br().y,
                     inside.x - box.x, box.br().x - inside.br().x,
                     cv::BORDER_REPLICATE | cv::BORDER_ISOLATED);
  return part;
}

/// How many pixels a thing smears: half of what it moves (a shutter of 180 degrees), nothing below
/// what the eye follows. Velocities as at 1280 pixels of width.
double blur_length(Point velocity, int width) {
  const double speed = std::hypot(velocity.x, velocity.y);
  const double usual = speed * 1280 / std::max(width, 1);
  return std::min(0.5 * speed * smoothstep((usual - 5) / 4), kMostBlur * width);
}

/// One row of a drawn thing: colours and coverage, summed over the moments of a blur.
class RowSum {
 public:
  explicit RowSum(int count) : count_(count), row_(static_cast<std::size_t>(4 * count)) {}

  std::uint8_t* row() { return row_.data(); }
  std::uint8_t* other() {
    other_.resize(row_.size());
    return other_.data();
  }
  /// row() becomes `share` of itself and the rest of other().
  void mix(double share) {
    const int own = static_cast<int>(std::lround(256 * share));
    for (std::size_t i = 0; i < row_.size(); ++i) {
      row_[i] = static_cast<std::uint8_t>((row_[i] * own + other_[i] * (256 - own) + 128) >> 8);
    }
  }
  /// Adds row(); colours count by their coverage.
  void add() {
    sum_.resize(row_.size(), 0.0F);
    for (std::size_t i = 0; i < row_.size(); i += 4) {
      const float alpha = row_[i + 3];
      sum_[i] += alpha * static_cast<float>(row_[i]);
      sum_[i + 1] += alpha * static_cast<float>(row_[i + 1]);
      sum_[i + 2] += alpha * static_cast<float>(row_[i + 2]);
      sum_[i + 3] += alpha;
    }
  }
  /// The mean of what was added, into row().
  void finish(int added) {
    for (std::size_t i = 0; i < row_.size(); i += 4) {
      const float alpha = sum_[i + 3];
      const float each = alpha > 0 ? 1 / alpha : 0;
      for (std::size_t c = 0; c < 3; ++c) {
        row_[i + c] = static_cast<std::uint8_t>(sum_[i + c] * each + 0.5F);
      }
      row_[i + 3] = static_cast<std::uint8_t>(alpha / static_cast<float>(added) + 0.5F);
    }
    std::fill(sum_.begin(), sum_.end(), 0.0F);
  }
  void cover(std::uint8_t* rgb) const {
    const std::uint8_t* from = row_.data();
    for (int x = 0; x < count_; ++x, from += 4, rgb += 3) {
      if (from[3] == 255) {
        std::copy(from, from + 3, rgb);
      } else if (from[3] > 0) {
        const int alpha = from[3] + (from[3] >> 7);
        for (int c = 0; c < 3; ++c) {
          rgb[c] = static_cast<std::uint8_t>((from[c] * alpha + rgb[c] * (256 - alpha) + 128) >> 8);
        }
      }
    }
  }
  /// Adds `difference`, given for every kCell-th pixel and one past the last, to the colours.
  void tint(const std::vector<cv::Vec3f>& difference) {
    for (std::size_t cell = 0; cell + 1 < difference.size(); ++cell) {
      const cv::Vec3f& here = difference[cell];
      const cv::Vec3f step = (difference[cell + 1] - here) / kCell;
      const float most = std::max({std::abs(here[0]), std::abs(here[1]), std::abs(here[2])});
      if (most < 0.4F && cv::norm(step) < 0.1) {
        continue;
      }
      std::uint8_t* to = row_.data() + 4 * kCell * cell;
      const int pixels = std::min(kCell, count_ - kCell * static_cast<int>(cell));
      for (int x = 0; x < pixels; ++x, to += 4) {
        for (int c = 0; c < 3; ++c) {
          const float value = static_cast<float>(to[c]) + here[c] + step[c] * static_cast<float>(x);
          to[c] = static_cast<std::uint8_t>(std::clamp(value + 0.5F, 0.0F, 255.0F));
        }
      }
    }
  }

 private:
  int count_;
  std::vector<std::uint8_t> row_;
  std::vector<std::uint8_t> other_;
  std::vector<float> sum_;
};

/// A coarse field of three channels over a box, along a row that looks at `x`, `y` of the box: a
/// value for each point of `x`.
void correction_row(const cv::Mat& field, cv::Size box, const std::vector<float>& x, float y,
                    std::vector<cv::Vec3f>& row) {
  const auto node = [](float at, int pixels, int nodes) {
    return std::clamp(at / static_cast<float>(pixels - 1), 0.0F, 0.9999F) *
           static_cast<float>(nodes - 1);
  };
  const float v = node(y, box.height, field.rows);
  const auto v0 = static_cast<int>(v);
  const float av = v - static_cast<float>(v0);
  const auto* top = field.ptr<cv::Vec3f>(v0);
  const auto* bottom = field.ptr<cv::Vec3f>(v0 + 1);
  row.resize(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    const float u = node(x[i], box.width, field.cols);
    const auto u0 = static_cast<int>(u);
    const float au = u - static_cast<float>(u0);
    row[i] = (top[u0] * (1 - au) + top[u0 + 1] * au) * (1 - av) +
             (bottom[u0] * (1 - au) + bottom[u0 + 1] * au) * av;
  }
}

}  // namespace

Layer::Layer(const cv::Mat& picture, const cv::Mat& fine, const PaintedThing& thing)
    : picture_(picture.size()) {
  cv::Rect box = cv::boundingRect(thing.alpha);
  if (box.empty()) {
    box = {0, 0, 1, 1};
  }
  const cv::Moments mass = cv::moments(thing.alpha(box), false);
  area_ = mass.m00 / 255;
  centre_ = mass.m00 > 0 ? cv::Point2f(static_cast<float>(box.x + mass.m10 / mass.m00),
                                       static_cast<float>(box.y + mass.m01 / mass.m00))
                         : cv::Point2f(box.tl());
  foot_ = box.br().y;
  box_ = cv::Rect(box.x - kRoom, box.y - kRoom, box.width + 2 * kRoom, box.height + 2 * kRoom);

  alpha_ = part_of(thing.alpha, box_);
  membrane_ = Membrane(picture, box_, thing.outline);
  if (!membrane_.is_idle()) {
    const cv::Mat left = membrane_.fade(alpha_);
    cv::multiply(alpha_, left, alpha_, 1, CV_8U);
  }
  plain_ = SampledPicture(part_of(picture, box_), alpha_);
  fineness_x_ = static_cast<float>(fine.cols) / static_cast<float>(picture.cols);
  fineness_y_ = static_cast<float>(fine.rows) / static_cast<float>(picture.rows);
  // The finer box holds the same part of the picture up to a fraction of a pixel; its coverage is
  // looked up where its pixels really are.
  const cv::Rect larger(cvFloor(static_cast<float>(box_.x) * fineness_x_),
                        cvFloor(static_cast<float>(box_.y) * fineness_y_),
                        cvCeil(static_cast<float>(box_.width) * fineness_x_) + 1,
                        cvCeil(static_cast<float>(box_.height) * fineness_y_) + 1);
  fine_corner_ = larger.tl();
  const cv::Matx23d look(1 / fineness_x_, 0, (larger.x + 0.5) / fineness_x_ - 0.5 - box_.x, 0,
                         1 / fineness_y_, (larger.y + 0.5) / fineness_y_ - 0.5 - box_.y);
  cv::Mat fine_alpha;
  cv::warpAffine(alpha_, fine_alpha, look, larger.size(), cv::INTER_LINEAR | cv::WARP_INVERSE_MAP,
                 cv::BORDER_REPLICATE);
  fine_ = SampledPicture(own_colours(part_of(fine, larger), fine_alpha), fine_alpha);
}

void Layer::hold_at_borders(const std::vector<Placement>& placements) {
  const cv::Mat seen =
      alpha_(cv::Rect({0, 0}, alpha_.size()) & (cv::Rect({0, 0}, picture_) - box_.tl()));
  double most[4] = {};  // how far inwards from the left, top, right, bottom
  for (const Placement& placement : placements) {
    most[0] = std::max(most[0], placement.offset.x);
    most[1] = std::max(most[1], placement.offset.y);
    most[2] = std::max(most[2], -placement.offset.x);
    most[3] = std::max(most[3], -placement.offset.y);
  }
  const auto is_held = [&](bool at_border, const cv::Mat& line, double inwards, int extent) {
    const double touching =
        at_border ? cv::countNonZero(line > 127) / static_cast<double>(line.total()) : 0;
    return touching > kAllOfIt || (touching > kTouching && inwards < kMostHeld * extent);
  };
  held_[0] = {is_held(box_.x < 0, seen.col(0), most[0], box_.width),
              is_held(box_.br().x > picture_.width, seen.col(seen.cols - 1), most[2], box_.width)};
  held_[1] = {
      is_held(box_.y < 0, seen.row(0), most[1], box_.height),
      is_held(box_.br().y > picture_.height, seen.row(seen.rows - 1), most[3], box_.height)};
}

/// Where the pixels `first`, ... of a frame's line look in the box.
std::vector<float> Layer::points(int first, int count, double offset, double scale,
                                 int axis) const {
  const double centre = axis == 0 ? centre_.x : centre_.y;
  const double corner = axis == 0 ? box_.x : box_.y;
  const double last = (axis == 0 ? picture_.width : picture_.height) - 1;
  const double extent = axis == 0 ? box_.width : box_.height;
  const auto source = [&](double at) { return centre + (at - centre - offset) / scale; };
  // Beyond the border the outer part of the thing is stretched: 1 steep where that part begins.
  const auto stretched = [&](double beyond, double into_border) {
    const double band = std::min(3 * beyond, 0.7 * extent);
    beyond = std::min(beyond, 0.95 * band);
    const double into = band - into_border;
    if (beyond <= 0 || into <= 0) {
      return into_border;
    }
    const double part = std::min(1.0, into / (band + beyond));
    return band - ((band + beyond) * part - beyond * part * part);
  };
  std::vector<float> points(static_cast<std::size_t>(cell_points(count)));
  for (std::size_t i = 0; i < points.size(); ++i) {
    double at = source(first + kCell * static_cast<double>(i));
    if (held_[axis].start) {
      at = stretched(-source(0), at);
    }
    if (held_[axis].end) {
      at = last - stretched(source(last) - last, last - at);
    }
    points[i] = static_cast<float>(at - corner);
  }
  return points;
}

void Layer::draw(const Placement& placement, double change, const BackgroundTones& tones,
                 cv::Mat& frame) const {
  const double length = blur_length(placement.velocity, picture_.width);
  const int moments = length < 0.5 ? 1 : 2 + static_cast<int>(length / 1.25);
  const double speed = std::max(1e-9, std::hypot(placement.velocity.x, placement.velocity.y));
  const Point smear{placement.velocity.x / speed * length, placement.velocity.y / speed * length};

  const auto reach = [&](int axis) {
    const double offset = axis == 0 ? placement.offset.x : placement.offset.y;
    const double centre = axis == 0 ? centre_.x : centre_.y;
    const double start = axis == 0 ? box_.x : box_.y;
    const double end = axis == 0 ? box_.br().x : box_.br().y;
    const int room = axis == 0 ? picture_.width : picture_.height;
    const double half = std::abs(axis == 0 ? smear.x : smear.y) / 2;
    const double first = centre + offset + (start + 1 - centre) * placement.scale - half;
    const double last = centre + offset + (end - 2 - centre) * placement.scale + half;
    const auto pixel = [room](double at) {
      return static_cast<int>(std::clamp(at, 0.0, static_cast<double>(room)));
    };
    return cv::Range(held_[axis].start ? 0 : pixel(std::ceil(first)),
                     held_[axis].end ? room : pixel(std::floor(last) + 1));
  };
  const cv::Range columns = reach(0);
  const cv::Range rows = reach(1);
  if (columns.start >= columns.end || rows.start >= rows.end) {
    return;
  }
  cv::Mat correction;
  if (!membrane_.is_idle()) {
    correction = membrane_.correction(tones, centre_, placement.scale,
                                      cv::Point2f(static_cast<float>(placement.offset.x),
                                                  static_cast<float>(placement.offset.y))) *
                 change;
  }

  struct Moment {
    std::vector<float> across;  ///< in the box
    std::vector<float> down;
    std::vector<float> fine_across;  ///< in its finer copy
  };
  std::vector<Moment> looks(static_cast<std::size_t>(moments));
  for (int i = 0; i < moments; ++i) {
    const double part = moments == 1 ? 0 : static_cast<double>(i) / (moments - 1) - 0.5;
    Moment& look = looks[static_cast<std::size_t>(i)];
    look.across = points(columns.start, columns.size(), placement.offset.x + part * smear.x,
                         placement.scale, 0);
    for (const float x : look.across) {
      look.fine_across.push_back((x + static_cast<float>(box_.x) + 0.5F) * fineness_x_ - 0.5F -
                                 static_cast<float>(fine_corner_.x));
    }
    for (int y = rows.start; y < rows.end; ++y) {
      look.down.push_back(
          points(y, 1, placement.offset.y + part * smear.y, placement.scale, 1).front());
    }
  }
  RowSum sum(columns.size());
  std::vector<float> down(looks.front().across.size());
  std::vector<float> fine_down(down.size());
  std::vector<cv::Vec3f> tint;
  const bool is_plain = moments == 1 && correction.empty() && change >= 1;
  for (int y = rows.start; y < rows.end; ++y) {
    const auto row = static_cast<std::size_t>(y - rows.start);
    std::uint8_t* to = frame.ptr(y) + 3 * columns.start;
    for (const Moment& look : looks) {
      std::fill(down.begin(), down.end(), look.down[row]);
      std::fill(fine_down.begin(), fine_down.end(),
                (look.down[row] + static_cast<float>(box_.y) + 0.5F) * fineness_y_ - 0.5F -
                    static_cast<float>(fine_corner_.y));
      const RowLook at_fine{&fine_, look.fine_across.data(), fine_down.data()};
      if (is_plain) {
        cover_row(at_fine, columns.size(), to);
        continue;
      }
      sample_rgba_row(at_fine, columns.size(), sum.row());
      if (change < 1) {
        sample_rgba_row({&plain_, look.across.data(), down.data()}, columns.size(), sum.other());
        sum.mix(change);
      }
      if (moments > 1) {
        sum.add();
      }
    }
    if (is_plain) {
      continue;
    }
    if (moments > 1) {
      sum.finish(moments);
    }
    if (!correction.empty()) {
      const Moment& middle = looks[looks.size() / 2];
      correction_row(correction, box_.size(), middle.across, middle.down[row], tint);
      sum.tint(tint);
    }
    sum.cover(to);
  }
}

}  // namespace kirin::engine::motion
