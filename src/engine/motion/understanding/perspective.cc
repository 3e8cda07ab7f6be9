#include "engine/motion/understanding/perspective.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "engine/motion/imaging/picture.h"

namespace kirin::engine::motion {
namespace {

constexpr int kLineSide = 480;        // longer side of the picture that lines are found in
constexpr double kLeastSide = 4;      // no lines run together in a narrower strip
constexpr std::size_t kVoters = 160;  // the longest segments
constexpr std::size_t kPairs = 50;    // of these, the longest propose

struct Segment {
  cv::Point2d middle;
  cv::Point2d direction;  // of length 1
  double length = 0;
};

/// Slanting segments, the longest first.
std::vector<Segment> segments_of(const cv::Mat& picture) {
  const double shrink =
      std::min(1.0, static_cast<double>(kLineSide) / std::max(picture.cols, picture.rows));
  if (std::min(picture.cols, picture.rows) * shrink < kLeastSide) {
    return {};
  }
  cv::Mat small;
  cv::resize(luma_of(picture), small, {}, shrink, shrink, cv::INTER_AREA);
  std::vector<cv::Vec4f> lines;
  // At full size: the picture is small and antialiased already.
  cv::createLineSegmentDetector(cv::LSD_REFINE_NONE, 1.0)->detect(small, lines);
  const double least = 0.035 * std::max(small.cols, small.rows);
  std::vector<Segment> segments;
  for (const cv::Vec4f& line : lines) {
    const cv::Point2d from(line[0], line[1]);
    const cv::Point2d to(line[2], line[3]);
    const double length = cv::norm(to - from);
    if (length < least) {
      continue;
    }
    const cv::Point2d direction = (to - from) / length;
    constexpr double kLevel = 0.07;
    constexpr double kUpright = 0.14;
    if (std::abs(direction.y) > kLevel && std::abs(direction.x) > kUpright) {
      segments.push_back({(from + to) / 2, direction, length});
    }
  }
  std::stable_sort(segments.begin(), segments.end(),
                   [](const Segment& a, const Segment& b) { return a.length > b.length; });
  segments.resize(std::min(segments.size(), kVoters));
  for (Segment& segment : segments) {
    segment.middle /= static_cast<double>(std::max(small.cols, small.rows));
    segment.length /= std::max(small.cols, small.rows);
  }
  return segments;
}

/// How well a segment runs towards a point: 1 exactly, 0 where it is 2.5 degrees off.
double agreement(const Segment& segment, cv::Point2d point) {
  const cv::Point2d towards = point - segment.middle;
  const double distance = cv::norm(towards);
  if (distance < 0.06 || distance < 0.75 * segment.length) {
    return 0;  // it goes through the point, as any line may
  }
  const double sine = std::abs(towards.cross(segment.direction)) / distance;
  constexpr double kOff = 2.5 * std::numbers::pi / 180;
  return std::max(0.0, 1 - sine / kOff);
}

double votes_for(const std::vector<Segment>& segments, cv::Point2d point) {
  double votes = 0;
  for (const Segment& segment : segments) {
    votes += segment.length * agreement(segment, point);
  }
  return votes;
}

/// The point nearest to the lines of all segments that agree with `point`, by least squares.
cv::Point2d settled(const std::vector<Segment>& segments, cv::Point2d point) {
  cv::Matx22d left(1e-9, 0, 0, 1e-9);
  cv::Vec2d right;
  for (const Segment& segment : segments) {
    const double weight = segment.length * agreement(segment, point) /
                          std::max(0.05, cv::norm(point - segment.middle));
    const cv::Vec2d normal(-segment.direction.y, segment.direction.x);
    const double offset = normal[0] * segment.middle.x + normal[1] * segment.middle.y;
    left += weight * (normal * normal.t());
    right += weight * offset * normal;
  }
  const cv::Vec2d solved = left.solve(right, cv::DECOMP_LU);
  return {solved[0], solved[1]};
}

double trust_in(const std::vector<Segment>& segments, cv::Point2d point) {
  double all = 0;
  double inside = 0;
  double voters = 0;
  // Seen from the point, its segments lie all around; a facade has them on one side.
  cv::Point2d mean;
  for (const Segment& segment : segments) {
    const double share = agreement(segment, point);
    all += segment.length;
    inside += segment.length * share;
    voters += share;
    const cv::Point2d outwards = segment.middle - point;
    mean += share * segment.length / std::max(cv::norm(outwards), 1e-6) * outwards;
  }
  if (inside <= 0) {
    return 0;
  }
  const double spread = 1 - cv::norm(mean) / inside;
  return smooth_between(0.17F, 0.32F, static_cast<float>(inside / all)) *
         smooth_between(4, 8, static_cast<float>(voters)) *
         smooth_between(0.15F, 0.5F, static_cast<float>(spread)) *
         smooth_between(0.3F, 0.7F, static_cast<float>(inside));
}

struct Vote {
  double row = 0;
  double trust = 0;
};

/// The rows where `region` ends (or begins), per column where it is, as fractions of the height.
std::vector<double> ends_of(const Region& region, bool is_lower) {
  std::vector<double> ends;
  const cv::Mat& share = region.share;
  for (int x = 0; x < share.cols; ++x) {
    for (int i = 0; i < share.rows; ++i) {
      const int y = is_lower ? share.rows - 1 - i : i;
      if (share.at<float>(y, x) > 0.5F) {
        ends.push_back(static_cast<double>(is_lower ? y + 1 : y) / share.rows);
        break;
      }
    }
  }
  std::sort(ends.begin(), ends.end());
  return ends;
}

double quantile(const std::vector<double>& sorted, double share) {
  return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

Vote vote_of_water(const Region& water) {
  const std::vector<double> tops =
      water.share.empty() ? std::vector<double>{} : ends_of(water, false);
  if (tops.size() < 8) {
    return {};
  }
  return {quantile(tops, 0.3), 0.95 * water.trust};
}

Vote vote_of_sky(const Region& sky) {
  const std::vector<double> ends = sky.share.empty() ? std::vector<double>{} : ends_of(sky, true);
  if (ends.size() < 8 || quantile(ends, 0.5) > 0.97) {
    return {};
  }
  const double spread = quantile(ends, 0.85) - quantile(ends, 0.15);
  const double width = static_cast<double>(ends.size()) / sky.share.cols;
  const double level = smooth_between(0.25F, 0.04F, static_cast<float>(spread));
  // Hills stand above the horizon, and in a gap of theirs one sees deepest.
  return {quantile(ends, 0.8),
          sky.trust * (0.25 + 0.6 * level) * smooth_between(0.3F, 0.8F, static_cast<float>(width))};
}

}  // namespace

std::optional<VanishingPoint> find_vanishing_point(const cv::Mat& picture) {
  const std::vector<Segment> segments = segments_of(picture);
  const double longer = std::max(picture.cols, picture.rows);
  const cv::Point2d extent(picture.cols / longer, picture.rows / longer);
  const auto is_near = [&](cv::Point2d point) {
    constexpr double kBeyond = 0.35;
    return point.x > -kBeyond * extent.x && point.x < (1 + kBeyond) * extent.x &&
           point.y > -kBeyond * extent.y && point.y < (1 + kBeyond) * extent.y;
  };
  cv::Point2d best;
  double most = 0;
  const std::size_t count = std::min(kPairs, segments.size());
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t j = i + 1; j < count; ++j) {
      const Segment& a = segments[i];
      const Segment& b = segments[j];
      const double sine = a.direction.cross(b.direction);
      if (std::abs(sine) < 0.08) {
        continue;
      }
      const double along = (b.middle - a.middle).cross(b.direction) / sine;
      const cv::Point2d point = a.middle + along * a.direction;
      if (!is_near(point)) {
        continue;
      }
      if (const double votes = votes_for(segments, point); votes > most) {
        most = votes;
        best = point;
      }
    }
  }
  if (most <= 0) {
    return std::nullopt;
  }
  if (const cv::Point2d better = settled(segments, best);
      is_near(better) && votes_for(segments, better) > 0.9 * most) {
    best = better;
  }
  const double trust = trust_in(segments, best);
  if (trust < 0.05) {
    return std::nullopt;
  }
  return VanishingPoint{{best.x / extent.x, best.y / extent.y}, trust};
}

Horizon find_horizon(const Region& sky, const Region& water,
                     const std::optional<VanishingPoint>& vanishing) {
  Vote lines;
  if (vanishing) {
    lines = {vanishing->at.y, 0.8 * vanishing->trust};
  }
  const std::array votes = {vote_of_water(water), lines, vote_of_sky(sky)};
  const Vote best = *std::max_element(
      votes.begin(), votes.end(), [](const Vote& a, const Vote& b) { return a.trust < b.trust; });
  if (best.trust < 0.05) {
    return {};
  }
  // Those that agree count together, and one that does not takes trust away.
  double sum = 0;
  double weight = 0;
  double doubt = 1;
  double wrong = 1;
  for (const Vote& vote : votes) {
    const double near =
        smooth_between(0.12F, 0.04F, static_cast<float>(std::abs(vote.row - best.row)));
    sum += vote.trust * near * vote.row;
    weight += vote.trust * near;
    doubt *= 1 - vote.trust * near;
    wrong *= 1 - 0.5 * vote.trust * (1 - near);
  }
  return {sum / weight, (1 - doubt) * wrong};
}

}  // namespace kirin::engine::motion
