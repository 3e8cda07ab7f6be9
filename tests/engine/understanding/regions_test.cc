#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "engine/motion/understanding/scene_understanding.h"
#include "engine/understanding/painted.h"

namespace kirin::engine::motion {
namespace {

using namespace test;

/// The mean share of a region within a rectangle of fractions of the picture.
double share_in(const Region& region, cv::Rect2d part) {
  if (region.share.empty()) {
    return 0;
  }
  const cv::Size size = region.share.size();
  const cv::Rect pixels(
      static_cast<int>(part.x * size.width), static_cast<int>(part.y * size.height),
      static_cast<int>(part.width * size.width), static_cast<int>(part.height * size.height));
  return cv::mean(region.share(pixels))[0];
}

constexpr double kSure = 0.5;

TEST(Regions, BlueSkyOverEarth) {
  const auto seen =
      understand(painted([](int x, int y) { return y < 190 ? blue_sky(y) : earth(x, y); }));
  const Region& sky = seen.region(RegionKind::sky);
  EXPECT_GT(sky.trust, kSure);
  EXPECT_GT(share_in(sky, {0, 0, 1, 0.5}), 0.95);
  EXPECT_LT(share_in(sky, {0, 0.56, 1, 0.4}), 0.02);
  EXPECT_LT(seen.region(RegionKind::cloud).trust, kSure);
  EXPECT_LT(seen.region(RegionKind::water).trust, kSure);
  EXPECT_LT(seen.region(RegionKind::vegetation).trust, kSure);
  EXPECT_LT(seen.region(RegionKind::light).trust, kSure);
}

TEST(Regions, TheSkyDoesNotLeakIntoAWhiteHouse) {
  const auto seen = understand(painted([](int x, int y) -> cv::Vec3d {
    if (x > 250 && x < 420 && y > 70 && y < 330) {
      return {236, 236, 230};
    }
    return y < 190 ? blue_sky(y) : earth(x, y);
  }));
  const Region& sky = seen.region(RegionKind::sky);
  EXPECT_GT(sky.trust, kSure);
  EXPECT_GT(share_in(sky, {0, 0, 0.35, 0.5}), 0.95);
  EXPECT_LT(share_in(sky, {0.41, 0.25, 0.22, 0.6}), 0.02);
}

TEST(Regions, TheSkyGoesOnBehindACable) {
  const auto seen = understand(painted([](int x, int y) -> cv::Vec3d {
    if (std::abs(y - 20 - x / 3) < 3) {
      return {60, 60, 60};
    }
    return y < 190 ? blue_sky(y) : earth(x, y);
  }));
  const Region& sky = seen.region(RegionKind::sky);
  EXPECT_GT(sky.trust, kSure);
  EXPECT_GT(share_in(sky, {0.02, 0.4, 0.25, 0.1}), 0.9);
}

TEST(Regions, AWallIsNoSky) {
  // White planks, and the same white below.
  const auto seen = understand(painted([](int x, int y) -> cv::Vec3d {
    const double plank = y % 40 < 2 ? 150 : 225;
    const double grain = 8 * noise(x, y, 30, 2, 9);
    return {plank - grain, plank - grain, plank - grain - 4};
  }));
  EXPECT_LT(seen.region(RegionKind::sky).trust, 0.3);
}

TEST(Regions, CloudsAreWhereTheSkyIsWhite) {
  const auto seen = understand(painted([](int x, int y) -> cv::Vec3d {
    if (y >= 220) {
      return earth(x, y);
    }
    const double puff = std::clamp(1.6 - std::hypot((x - 190) / 110.0, (y - 80) / 45.0) +
                                       0.8 * (noise(x, y, 24, 18, 11) - 0.5),
                                   0.0, 1.0);
    return blue_sky(y) * (1 - puff) + cv::Vec3d(246, 247, 250) * puff;
  }));
  const Region& cloud = seen.region(RegionKind::cloud);
  EXPECT_GT(cloud.trust, kSure);
  EXPECT_GT(share_in(cloud, {0.2, 0.14, 0.2, 0.16}), 0.6);
  EXPECT_LT(share_in(cloud, {0.7, 0.05, 0.25, 0.4}), 0.25);
  EXPECT_LT(share_in(cloud, {0, 0.65, 1, 0.35}), 0.01);
}

/// A blue sky with a white cloud that a dark ridge cuts off.
cv::Mat cloud_at_ridge() {
  return painted([](int x, int y) -> cv::Vec3d {
    if (y > 150 + 50 * noise(x, 0, 80, 1, 17)) {
      return earth(x, y) * 0.6;
    }
    const double puff = std::clamp(1.6 - 1.2 * std::hypot((x - 260) / 120.0, (y - 150) / 90.0) +
                                       0.7 * (noise(x, y, 40, 30, 11) - 0.5),
                                   0.0, 1.0);
    return cv::Vec3d(50, 95, 160) * (1 - puff) + cv::Vec3d(250, 250, 252) * puff;
  });
}

TEST(Regions, ACloudThatTouchesTheRidgeIsOfTheSky) {
  const auto seen = understand(cloud_at_ridge());
  const Region& sky = seen.region(RegionKind::sky);
  const Region& cloud = seen.region(RegionKind::cloud);
  EXPECT_GT(sky.trust, kSure);
  EXPECT_GT(share_in(sky, {0.33, 0.25, 0.15, 0.12}), 0.9);
  EXPECT_GT(cloud.trust, kSure);
  EXPECT_GT(share_in(cloud, {0.33, 0.25, 0.15, 0.12}), 0.9);
  EXPECT_LT(share_in(cloud, {0.8, 0.05, 0.18, 0.3}), 0.1);
  EXPECT_LT(share_in(sky, {0, 0.6, 1, 0.4}), 0.01);
}

TEST(Regions, ASunsetGoesDownToItsHills) {
  // Blue above, soft dark clouds, fire below them, and hills that are nearly black.
  const auto seen = understand(painted([](int x, int y) -> cv::Vec3d {
    if (y > 170 + 25 * noise(x, 0, 110, 1, 17)) {
      return earth(x, y) * 0.25;
    }
    const double low = std::clamp((y - 40) / 60.0 + noise(x, y, 90, 40, 12) - 0.5, 0.0, 1.0);
    const double dark = std::clamp(3 * noise(x, y, 130, 40, 13) - 1.6, 0.0, 1.0) * low;
    const cv::Vec3d clear = cv::Vec3d(110, 145, 215) * (1 - low) + cv::Vec3d(250, 175, 90) * low;
    return clear * (1 - dark) + cv::Vec3d(130, 95, 85) * dark;
  }));
  const Region& sky = seen.region(RegionKind::sky);
  EXPECT_GT(sky.trust, kSure);
  EXPECT_GT(share_in(sky, {0, 0.02, 1, 0.4}), 0.85);
  EXPECT_LT(share_in(sky, {0, 0.58, 1, 0.4}), 0.01);
}

TEST(Regions, AWhiteHouseBeforeARidgeIsNoCloud) {
  const auto seen = understand(painted([](int x, int y) -> cv::Vec3d {
    if (x > 190 && x < 330 && y > 60 && y < 240) {
      return {240, 240, 240};
    }
    return y > 150 + 50 * noise(x, 0, 80, 1, 17) ? earth(x, y) * 0.6 : cv::Vec3d(50, 95, 160);
  }));
  EXPECT_GT(seen.region(RegionKind::sky).trust, kSure);
  EXPECT_LT(share_in(seen.region(RegionKind::sky), {0.32, 0.22, 0.17, 0.4}), 0.02);
  EXPECT_LT(share_in(seen.region(RegionKind::cloud), {0.32, 0.22, 0.17, 0.4}), 0.02);
}

TEST(Regions, TheSeaIsBelowTheHorizon) {
  const auto seen =
      understand(painted([](int x, int y) { return y < 170 ? blue_sky(y) : waves(x, y); }));
  const Region& water = seen.region(RegionKind::water);
  EXPECT_GT(water.trust, kSure);
  EXPECT_GT(share_in(water, {0, 0.55, 1, 0.4}), 0.8);
  EXPECT_LT(share_in(water, {0, 0, 1, 0.45}), 0.02);
}

TEST(Regions, ALakeInTheHazeIsNoSky) {
  // No edge anywhere but at the near bank; a faint far shore at row 190.
  const auto seen = understand(painted([](int x, int y) -> cv::Vec3d {
    if (y > 280) {
      return leaves(x, y);
    }
    const double shore = std::exp(-std::pow((y - 190) / 9.0, 2));
    const double lake = std::clamp((y - 180) / 20.0, 0.0, 1.0);
    return cv::Vec3d(226, 232, 240) * (1 - 0.16 * lake) - cv::Vec3d(60, 55, 45) * shore;
  }));
  const Region& water = seen.region(RegionKind::water);
  EXPECT_GE(water.trust, 0.2);
  EXPECT_GT(share_in(water, {0, 0.6, 1, 0.14}), 0.85);
  EXPECT_LT(share_in(water, {0, 0, 1, 0.5}), 0.01);
  EXPECT_LT(share_in(seen.region(RegionKind::sky), {0, 0.6, 1, 0.4}), 0.05);
  EXPECT_NEAR(seen.horizon, 190.0 / 360, 0.06);
}

TEST(Regions, AStreamBetweenRocksIsFoundForThoseWhoNameIt) {
  const auto seen = understand(painted([](int x, int y) -> cv::Vec3d {
    const double middle = 320 + 60 * std::sin(y / 50.0);
    if (y > 90 && std::abs(x - middle) < 20 + y / 12.0) {
      const double foam = noise(x, y, 7, 3, 51) * 0.7 + noise(x, y, 3, 2, 52) * 0.3;
      return cv::Vec3d(85, 98, 115) + cv::Vec3d::all(190 * (foam - 0.3));
    }
    return earth(x, y);
  }));
  const Region& water = seen.region(RegionKind::water);
  EXPECT_GT(water.trust, 0.25);
  EXPECT_LT(water.trust, kSure);
  EXPECT_GT(share_in(water, {0.55, 0.55, 0.04, 0.1}) + share_in(water, {0.45, 0.55, 0.04, 0.1}),
            0.6);
  EXPECT_LT(share_in(water, {0, 0, 0.33, 1}), 0.03);
  EXPECT_LT(share_in(water, {0.68, 0, 0.32, 1}), 0.03);
  EXPECT_EQ(seen.horizon_trust, 0);
}

TEST(Regions, AStretchOfWaterBehindADeckIsFoundForThoseWhoNameIt) {
  // No sky to compare with: dark trees, water, and a deck that rises to the right.
  const auto seen = understand(painted([](int x, int y) -> cv::Vec3d {
    if (y < 90) {
      return leaves(x, y) * 0.4;
    }
    if (y < 210 - x / 12) {
      const double wave = 14 * noise(x, y, 60, 9, 7);
      return {88 + wave, 110 + wave, 122 + wave};
    }
    const double plank = (y + x / 12) % 36 < 5 ? 0.3 : 1;
    return cv::Vec3d(205, 165, 105) * plank + cv::Vec3d::all(20 * noise(x, y, 3, 3, 5));
  }));
  const Region& water = seen.region(RegionKind::water);
  EXPECT_GT(water.trust, 0.2);
  EXPECT_GT(share_in(water, {0.05, 0.3, 0.9, 0.1}), 0.8);
  EXPECT_LT(share_in(water, {0, 0.65, 1, 0.35}), 0.05);
  EXPECT_LT(share_in(water, {0, 0, 1, 0.2}), 0.05);
}

TEST(Regions, LeavesAreGreenAndTextured) {
  const auto seen = understand(painted([](int x, int y) -> cv::Vec3d {
    if (y < 150) {
      return blue_sky(y);
    }
    // Green paint without texture on the right.
    return x < 320 ? leaves(x, y) : cv::Vec3d(50, 120, 40);
  }));
  const Region& vegetation = seen.region(RegionKind::vegetation);
  EXPECT_GT(vegetation.trust, kSure);
  EXPECT_GT(share_in(vegetation, {0.02, 0.5, 0.4, 0.45}), 0.8);
  EXPECT_LT(share_in(vegetation, {0.58, 0.5, 0.4, 0.45}), 0.05);
}

TEST(Regions, LampsShineAtNightOnly) {
  const auto with_lamps = [](cv::Vec3d ground) {
    return painted([ground](int x, int y) -> cv::Vec3d {
      const double grain = 8 * noise(x, y, 5, 5, 13);
      for (int i = 0; i < 7; ++i) {
        if (std::hypot(x - 60 - 85 * i, y - 130 - 20 * (i % 3)) < 6) {
          return {255, 240, 190};
        }
      }
      return ground + cv::Vec3d(grain, grain, grain);
    });
  };
  const auto night = understand(with_lamps({18, 18, 26}));
  EXPECT_GT(night.region(RegionKind::light).trust, kSure);
  EXPECT_GT(share_in(night.region(RegionKind::light), {0.088, 0.353, 0.012, 0.018}), 0.8);
  EXPECT_LT(cv::mean(night.region(RegionKind::light).share)[0], 0.03);
  const auto day = understand(with_lamps({130, 130, 130}));
  EXPECT_LT(day.region(RegionKind::light).trust, 0.1);
}

/// A flame of a candle: a pale core in an orange drop, its glow around.
cv::Vec3d candle_light(int x, int y, cv::Point2d wick, double height, bool is_round) {
  const double up = (wick.y - y) / height;
  const double wide = is_round
                          ? 0.5 * std::sqrt(std::max(0.0, 1 - std::pow(2 * up - 1, 2)))
                          : 0.23 * std::sin(std::clamp(up, 0.0, 1.0) * 3.14159) * (1.25 - 0.6 * up);
  const double off = std::abs(x - wick.x) / height;
  const double inside = wide <= 0 ? 0 : std::clamp(1.5 - 1.5 * off / wide, 0.0, 1.0);
  const double glow = std::exp(-std::hypot(x - wick.x, y - wick.y + height / 2) / height);
  const cv::Vec3d dark(18 + 60 * glow, 12 + 30 * glow, 8 + 8 * glow);
  const cv::Vec3d rim(250, 150, 30);
  const cv::Vec3d core(255, 246, 205);
  const cv::Vec3d flame = rim * (1 - inside) + core * inside;
  const double share = std::clamp(inside * 4, 0.0, 1.0);
  return dark * (1 - share) + flame * share;
}

TEST(Regions, ACandleBurnsAndALampShines) {
  const auto candle = understand(painted([](int x, int y) {
    return candle_light(x, y, {300, 200}, 90, false);
  }));
  EXPECT_GT(candle.region(RegionKind::fire).trust, kSure);
  EXPECT_GT(share_in(candle.region(RegionKind::fire), {0.46, 0.36, 0.015, 0.1}), 0.8);
  EXPECT_LT(cv::mean(candle.region(RegionKind::fire).share)[0], 0.05);
  const auto lamp = understand(painted([](int x, int y) {
    return candle_light(x, y, {300, 200}, 40, true);
  }));
  EXPECT_LT(lamp.region(RegionKind::fire).trust, 0.3);
}

TEST(Regions, AnOrangeFlowerInTheDarkDoesNotBurn) {
  const auto seen = understand(painted([](int x, int y) -> cv::Vec3d {
    const double angle = std::atan2(y - 180.0, x - 320.0);
    const double petal = 60 + 40 * std::abs(std::sin(4 * angle));
    if (std::hypot(x - 320, y - 180) < petal) {
      const double shade = 0.7 + 0.3 * noise(x, y, 9, 9, 41);
      return cv::Vec3d(255, 160, 20) * shade;
    }
    return {14, 18, 12};
  }));
  EXPECT_LT(seen.region(RegionKind::fire).trust, 0.1);
}

TEST(Regions, AGreyPictureHasNoLeaves) {
  const auto seen = understand(painted([](int x, int y) -> cv::Vec3d {
    const cv::Vec3d colour = leaves(x, y);
    return cv::Vec3d::all(colour[1]);
  }));
  EXPECT_EQ(seen.region(RegionKind::vegetation).trust, 0);
}

TEST(Regions, TheFullSizeShareIsCrispAtTheSkyline) {
  const cv::Mat picture = painted([](int x, int y) {
    const double ridge = 150 + 60 * noise(x, 0, 90, 1, 17);
    return y < ridge ? blue_sky(y) : earth(x, y) * 0.6;
  });
  const auto seen = understand(picture);
  const cv::Mat share = refined_share(seen.region(RegionKind::sky), picture);
  ASSERT_EQ(share.size(), picture.size());
  ASSERT_EQ(share.type(), CV_8UC1);
  int soft = 0;
  for (int x = 0; x < share.cols; ++x) {
    for (int y = 0; y < share.rows; ++y) {
      const double ridge = 150 + 60 * noise(x, 0, 90, 1, 17);
      const int value = share.at<std::uint8_t>(y, x);
      if (y < ridge - 6) {
        EXPECT_GT(value, 200) << x << ' ' << y;
      } else if (y > ridge + 6) {
        EXPECT_LT(value, 55) << x << ' ' << y;
      } else {
        soft += value > 40 && value < 215 ? 1 : 0;
      }
    }
  }
  EXPECT_LT(soft, 4 * share.cols);
}

TEST(Regions, TheSameForTheSamePicture) {
  const cv::Mat picture =
      painted([](int x, int y) { return y < 170 ? blue_sky(y) : leaves(x, y); });
  const auto one = understand(picture);
  cv::theRNG().state = 77;
  const auto other = understand(picture);
  for (std::size_t i = 0; i < kRegionKinds; ++i) {
    EXPECT_EQ(one.regions[i].trust, other.regions[i].trust);
    if (!one.regions[i].share.empty()) {
      EXPECT_EQ(cv::norm(one.regions[i].share, other.regions[i].share, cv::NORM_INF), 0);
    }
  }
  EXPECT_EQ(cv::norm(one.disparity, other.disparity, cv::NORM_INF), 0);
}

TEST(Regions, OddSizesAreLookedAtToo) {
  for (const cv::Size size : {cv::Size(16, 16), cv::Size(4000, 16), cv::Size(16, 2000)}) {
    const auto seen =
        understand(painted([](int x, int y) { return y < 8 ? blue_sky(y) : leaves(x, y); }, size));
    EXPECT_FALSE(seen.disparity.empty());
    for (const Region& region : seen.regions) {
      EXPECT_TRUE(region.share.empty() || region.share.size() == seen.disparity.size());
      EXPECT_TRUE(region.share.empty() ||
                  cv::checkRange(region.share, true, nullptr, -1e-4, 1.0001));
    }
  }
}

}  // namespace
}  // namespace kirin::engine::motion
