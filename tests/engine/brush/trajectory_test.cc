#include "engine/motion/brush/trajectory.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace kirin::engine::motion {
namespace {

double apart(Point a, Point b) { return std::hypot(a.x - b.x, a.y - b.y); }

/// A wave of 77 points as a trembling hand draws it.
std::vector<Point> hand_drawn(double tremble) {
  std::vector<Point> points;
  for (int i = 0; i < 77; ++i) {
    const double x = 100 + 12.0 * i;
    points.push_back({x + tremble * std::sin(i * 12.9898),
                      360 + 120 * std::sin(x / 150) + tremble * std::sin(i * 78.233)});
  }
  return points;
}

double to_path(const Trajectory& path, Point point) {
  double nearest = std::numeric_limits<double>::max();
  for (int i = 0; i <= 4000; ++i) {
    nearest = std::min(nearest, apart(path.at(i / 4000.0), point));
  }
  return nearest;
}

double roughness(const Trajectory& path) {
  double sum = 0;
  for (int i = 2; i <= 400; ++i) {
    const Point a = path.at((i - 2) / 400.0);
    const Point b = path.at((i - 1) / 400.0);
    const Point c = path.at(i / 400.0);
    sum += std::hypot(a.x - 2 * b.x + c.x, a.y - 2 * b.y + c.y);
  }
  return sum;
}

TEST(TrajectoryTest, TwoPointsAreAStraightLineAtASteadyPace) {
  const std::vector<Point> ends = {{10, 20}, {310, 420}};
  const Trajectory path(ends, 6);
  EXPECT_NEAR(path.length(), 500, 1e-9);
  for (int i = 0; i <= 100; ++i) {
    const double s = i / 100.0;
    EXPECT_LT(apart(path.at(s), {10 + 300 * s, 20 + 400 * s}), 1e-6);
  }
}

TEST(TrajectoryTest, PassesThroughPointsPlacedOneByOne) {
  const std::vector<Point> points = {{100, 100}, {400, 150}, {500, 500}, {900, 300}};
  const Trajectory path(points, 6);
  for (const Point point : points) {
    EXPECT_LT(to_path(path, point), 0.5);
  }
}

TEST(TrajectoryTest, EqualSharesAreEqualLengths) {
  const Trajectory path(hand_drawn(0), 6);
  const double step = path.length() / 1000;
  for (int i = 1; i <= 1000; ++i) {
    const double walked = apart(path.at((i - 1) / 1000.0), path.at(i / 1000.0));
    EXPECT_LE(walked, step * 1.0001);
    EXPECT_GE(walked, step * 0.98);
  }
}

TEST(TrajectoryTest, AHandsTrembleIsEvenedOutWithinItsTolerance) {
  const std::vector<Point> drawn = hand_drawn(3);
  constexpr double kTolerance = 6;
  const Trajectory even(drawn, kTolerance);
  const Trajectory exact(drawn);
  for (const Point point : drawn) {
    EXPECT_LT(to_path(even, point), kTolerance + 0.5);
  }
  EXPECT_LT(roughness(even), 0.5 * roughness(exact));
  EXPECT_LT(apart(even.at(0), drawn.front()), 1e-9);
  EXPECT_LT(apart(even.at(1), drawn.back()), 1e-9);
}

TEST(TrajectoryTest, AClosedPathReturns) {
  const std::vector<Point> points = {{100, 100}, {300, 100}, {300, 300}, {100, 300}, {100, 100}};
  const Trajectory path(points, 6);
  EXPECT_LT(apart(path.at(1), path.at(0)), 1e-9);
  EXPECT_GT(apart(path.at(0.5), path.at(0)), 250);
}

TEST(TrajectoryTest, CoincidentPointsAndTinyPathsAreFine) {
  const std::vector<Point> still(5, Point{40, 50});
  const Trajectory none(still, 6);
  EXPECT_EQ(none.length(), 0);
  EXPECT_EQ(none.at(0.7).x, 40);
  EXPECT_EQ(none.walked(1), 1);
  const std::vector<Point> tiny = {{40, 50}, {40, 50}, {40.01, 50}, {40.02, 50.01}};
  const Trajectory path(tiny, 6);
  EXPECT_LT(apart(path.at(1), tiny.back()), 1e-9);
  EXPECT_TRUE(std::isfinite(path.at(0.5).x));
}

TEST(TrajectoryTest, TheWalkNeverTurnsBackAndRestsAtBothEnds) {
  const std::vector<Point> zigzag = {{100, 100}, {600, 120}, {110, 140}, {600, 300}, {600, 300.5}};
  for (const Trajectory& path : {Trajectory(zigzag, 6), Trajectory(hand_drawn(2), 6)}) {
    EXPECT_EQ(path.walked(0), 0);
    EXPECT_EQ(path.walked(1), 1);
    double before = 0;
    for (int i = 1; i <= 1000; ++i) {
      const double now = path.walked(i / 1000.0);
      EXPECT_GE(now, before);
      before = now;
    }
    EXPECT_LT(path.walked(0.01), 0.001);
    EXPECT_GT(path.walked(0.99), 0.999);
  }
}

TEST(TrajectoryTest, SharpTurnsAreTakenSlower) {
  const std::vector<Point> there_and_back = {{100, 100}, {600, 100}, {100, 101}};
  const Trajectory path(there_and_back, 6);
  const auto speed = [&](double t) { return path.walked(t + 0.005) - path.walked(t - 0.005); };
  EXPECT_LT(speed(0.5), 0.85 * speed(0.4));
}

}  // namespace
}  // namespace kirin::engine::motion
