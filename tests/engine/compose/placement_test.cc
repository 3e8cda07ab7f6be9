#include "engine/motion/compose/placement.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>
#include <random>

namespace kirin::engine::motion {
namespace {

constexpr double kFrames[] = {16.0 / 9, 9.0 / 16, 1.0};

Performer performer_of(double aspect) {
  Performer performer;
  performer.aspect = aspect;
  cv::Mat shape = cv::Mat::zeros(kOutline * 8, kOutline * 8, CV_8U);
  cv::ellipse(shape, {kOutline * 4, kOutline * 4}, {kOutline * 4, kOutline * 4}, 0, 0, 360, 255,
              cv::FILLED);
  cv::resize(shape, shape, {kOutline, kOutline}, 0, 0, cv::INTER_AREA);
  shape.convertTo(performer.outline, CV_32F, 1 / 255.0);
  return performer;
}

Stage stage_of(double aspect) {
  Stage stage;
  stage.aspect = aspect;
  stage.safe.width = aspect;
  return stage;
}

double hidden_most(const std::vector<Performer>& performers, const std::vector<Standing>& places) {
  double most = 0;
  for (std::size_t i = 0; i < places.size(); ++i) {
    double hidden = 0;
    for (std::size_t k = 0; k < places.size(); ++k) {
      if (places[k].depth > places[i].depth) {
        hidden += hidden_part(performers[i], places[i], performers[k], places[k]);
      }
    }
    most = std::max(most, hidden);
  }
  return most;
}

TEST(PlacementTest, KeepsItsLawsForAnyShapes) {
  constexpr double kLeastHigh[] = {0, 0.42, 0.36, 0.3, 0.24};
  constexpr double kLeastShare[] = {0, 0.2, 0.14, 0.1, 0.07};
  std::mt19937 dice(3);
  std::uniform_real_distribution<double> logs(-0.8, 0.7);
  for (const double aspect : kFrames) {
    for (std::size_t count = 1; count <= 4; ++count) {
      for (int round = 0; round < 6; ++round) {
        std::vector<Performer> performers;
        for (std::size_t i = 0; i < count; ++i) {
          performers.push_back(performer_of(std::exp(logs(dice))));
          performers.back().is_cut_below = (round + static_cast<int>(i)) % 3 == 0;
        }
        const Stage stage = stage_of(aspect);
        const std::vector<Standing> places = place_performers(performers, stage, {});
        ASSERT_EQ(places.size(), count);
        for (std::size_t i = 0; i < count; ++i) {
          const Standing& at = places[i];
          SCOPED_TRACE(testing::Message()
                       << aspect << " " << count << " " << i << " shape " << performers[i].aspect);
          EXPECT_NEAR(at.width / at.height, performers[i].aspect, 1e-9);
          EXPECT_GT(at.x - at.width / 2, -0.01);
          EXPECT_LT(at.x + at.width / 2, aspect + 0.01);
          EXPECT_GT(at.foot - at.height, -0.01);
          const double visible = std::min(at.foot, 1.0) - (at.foot - at.height);
          const double share = at.width * visible / aspect;
          EXPECT_TRUE(visible > kLeastHigh[count] || share > kLeastShare[count])
              << visible << " " << share;
          if (performers[i].is_cut_below) {
            EXPECT_GT(at.foot, 1);
          } else {
            EXPECT_LT(at.foot, 1);
          }
        }
        EXPECT_LT(hidden_most(performers, places), 0.2) << aspect << " " << count;
      }
    }
  }
}

TEST(PlacementTest, OneOrTwoAreLarge) {
  for (const double aspect : kFrames) {
    for (std::size_t count = 1; count <= 2; ++count) {
      const std::vector<Performer> performers(count, performer_of(0.9));
      for (const Standing& at : place_performers(performers, stage_of(aspect), {})) {
        EXPECT_TRUE(at.height > 0.44 || at.width * at.height / aspect > 0.22)
            << aspect << " " << count;
      }
    }
  }
}

TEST(PlacementTest, ObeysDirections) {
  for (const double aspect : kFrames) {
    std::vector<Performer> performers(2, performer_of(0.8));
    performers[0].wish.side = StageSide::right;
    auto places = place_performers(performers, stage_of(aspect), {});
    EXPECT_GT(places[0].x, places[1].x) << aspect;

    performers[0].wish = {};
    const StageLink left[] = {{1, StageRelation::left_of, 0}};
    places = place_performers(performers, stage_of(aspect), left);
    EXPECT_LT(places[1].x, places[0].x) << aspect;

    const StageLink behind[] = {{1, StageRelation::behind, 0}};
    places = place_performers(performers, stage_of(aspect), behind);
    EXPECT_LT(places[1].depth, places[0].depth) << aspect;
    EXPECT_LT(places[1].foot, places[0].foot) << aspect;

    const StageLink above[] = {{1, StageRelation::above, 0}};
    places = place_performers(performers, stage_of(aspect), above);
    EXPECT_LT(places[1].foot - places[1].height / 2, places[0].foot - places[0].height / 2);
  }
}

TEST(PlacementTest, BetweenIsBetween) {
  const std::vector<Performer> performers(3, performer_of(0.7));
  const StageLink between[] = {{0, StageRelation::right_of, 1}, {0, StageRelation::left_of, 2}};
  const auto places = place_performers(performers, stage_of(16.0 / 9), between);
  EXPECT_LT(places[1].x, places[0].x);
  EXPECT_LT(places[0].x, places[2].x);
}

TEST(PlacementTest, DoesNotHideWhatIsOfInterest) {
  cv::Mat interest = cv::Mat::zeros(36, 64, CV_32F);
  interest.colRange(36, 60).setTo(1);
  const std::vector<Performer> performers(1, performer_of(0.8));
  Stage stage = stage_of(16.0 / 9);
  stage.interest = interest;
  const auto places = place_performers(performers, stage, {});
  EXPECT_LT(places[0].x, 0.9);
}

TEST(PlacementTest, IsTheSameEachTime) {
  const std::vector<Performer> performers(3, performer_of(1.1));
  const auto one = place_performers(performers, stage_of(1), {});
  const auto other = place_performers(performers, stage_of(1), {});
  for (std::size_t i = 0; i < one.size(); ++i) {
    EXPECT_EQ(one[i].x, other[i].x);
    EXPECT_EQ(one[i].height, other[i].height);
  }
}

}  // namespace
}  // namespace kirin::engine::motion
