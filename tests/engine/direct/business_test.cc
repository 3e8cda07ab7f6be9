// What is done is done where it belongs: hands at the worktop, balls from hand to hand, paths on
// the sand.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "engine/kept_clip.h"
#include "engine/motion/direct/film.h"

namespace kirin::engine::motion::direct {
namespace {

std::unique_ptr<const Film> film_of(const std::string& prompt, std::uint64_t seed = 7) {
  GenerationJob job = job_of(prompt);
  job.seed = seed;
  job.fps = 24;
  job.frame_count = 120;
  job.size = {640, 360};
  return make_film(job);
}

/// The index of the first actor of that kind or label.
std::size_t actor_of(const Film& film, std::string_view kind) {
  const Cast& cast = film.casting.cast;
  const auto found = std::ranges::find_if(
      cast, [&](const Actor& actor) { return actor.model->kind == kind || actor.label == kind; });
  EXPECT_NE(found, cast.end()) << kind;
  return static_cast<std::size_t>(found - cast.begin());
}

float away(world::Vec3 a, world::Vec3 b) { return world::length(a - b); }

TEST(Business, ACooksHandsAreOverTheWorktop) {
  const auto film = film_of("A chef cooks in a kitchen");
  const Cast& cast = film->casting.cast;
  const std::size_t table = actor_of(*film, "worktop");
  const world::Vec3 top = anchor_at(cast, table, "top", 0);
  for (const double now : {0.5, 2.0, 4.0}) {
    const world::Vec3 hand = anchor_at(cast, 0, "hand_right", now);
    EXPECT_LT(std::hypot(hand.x - top.x, hand.z - top.z), 0.75F);
    EXPECT_GT(hand.y, top.y - 0.05F);
    EXPECT_LT(hand.y, top.y + 0.5F);
  }
}

TEST(Business, WhatIsCutLiesOnTheWorktop) {
  const auto film = film_of("A woman chops vegetables in the kitchen");
  const Cast& cast = film->casting.cast;
  const float top = anchor_at(cast, actor_of(*film, "worktop"), "top", 0).y;
  for (std::size_t i = 0; i < cast.size(); ++i) {
    if (cast[i].model->kind == "carrot") {
      EXPECT_GT(middle_at(cast, i, 1).y, top - 0.01F);
    }
  }
}

TEST(Business, WhoRunsOnTheBeachStaysOnTheSand) {
  for (const char* prompt : {"A dog runs on the beach", "Children run on the beach"}) {
    for (const std::uint64_t seed : {1U, 7U, 23U}) {
      const auto film = film_of(prompt, seed);
      for (std::size_t i = 0; i < film->casting.cast.size(); ++i) {
        for (double now = 0; now <= 5; now += 0.5) {
          const world::Vec3 at = middle_at(film->casting.cast, i, now);
          EXPECT_GT(film->place.ground(at.x, at.z), *film->place.water_level)
              << prompt << " seed " << seed << " at " << now;
        }
      }
    }
  }
}

TEST(Business, ATrainRunsOnRails) {
  for (const char* prompt : {"A steam train drives through the mountains", "A train in a meadow",
                             "A train on the coast", "A train in the desert"}) {
    const auto film = film_of(prompt);
    const auto rails =
        std::ranges::find(film->place.routes, places::Route::Kind::rail, &places::Route::kind);
    ASSERT_NE(rails, film->place.routes.end()) << prompt;
    for (const double now : {0.0, 2.5, 5.0}) {
      const Actor& train = film->casting.cast.front();
      const world::Vec3 at = state_at(film->casting.cast, 0, now).place.origin;
      float nearest = 1e9F;
      for (const world::Vec3 p : rails->points) {
        nearest = std::min(nearest, std::hypot(p.x - at.x, p.z - at.z));
      }
      EXPECT_LT(nearest, 1.5F) << prompt << ": " << train.label;
    }
  }
}

TEST(Business, ABallFliesFromHandToHand) {
  const auto film = film_of("A man throws a ball to a woman");
  const Cast& cast = film->casting.cast;
  const std::size_t ball = actor_of(*film, "ball");
  const std::size_t man = actor_of(*film, "man");
  const std::size_t woman = actor_of(*film, "woman");
  EXPECT_LT(away(middle_at(cast, ball, 0.3), anchor_at(cast, man, "hand_right", 0.3)), 0.4F);
  EXPECT_LT(away(middle_at(cast, ball, 3), anchor_at(cast, woman, "hand_right", 3)), 0.4F);
  const float first = away(middle_at(cast, ball, 0.9), middle_at(cast, woman, 0.9));
  const float later = away(middle_at(cast, ball, 1.3), middle_at(cast, woman, 1.3));
  EXPECT_LT(later, first);
}

TEST(Business, WhoJumpsIntoALakeEndsInTheWater) {
  const auto film = film_of("A boy jumps into a lake");
  const Cast& cast = film->casting.cast;
  const float level = *film->place.water_level;
  const float feet = state_at(cast, 0, 0).place.origin.y;
  EXPECT_GE(feet, level);
  EXPECT_GT(middle_at(cast, 0, 1.65).y, middle_at(cast, 0, 0).y);
  const world::Vec3 end = middle_at(cast, 0, 4.5);
  EXPECT_LT(film->place.ground(end.x, end.z), level);
  EXPECT_LT(state_at(cast, 0, 2.2).place.origin.y, level);
}

TEST(Business, TwoWhoFightFaceEachOther) {
  const auto film = film_of("Two knights fight");
  const Cast& cast = film->casting.cast;
  const world::NodeState one = state_at(cast, 0, 1);
  const world::NodeState other = state_at(cast, 1, 1);
  const world::Vec3 way = world::normalized(other.place.origin - one.place.origin);
  EXPECT_GT(world::dot(world::normalized(one.place.z), way), 0.8F);
  EXPECT_LT(world::dot(world::normalized(other.place.z), way), -0.8F);
}

TEST(Business, WhoSitsAroundAFireFacesItAndTheCamera) {
  const auto film = film_of("Two women sit around a campfire at night");
  const Cast& cast = film->casting.cast;
  const world::Vec3 fire = middle_at(cast, actor_of(*film, "campfire"), 0);
  int seen = 0;
  for (std::size_t i = 0; i < cast.size(); ++i) {
    EXPECT_NE(cast[i].model->kind, "bench");
    if (cast[i].model->rig != world::Rig::biped) {
      continue;
    }
    ++seen;
    const world::Affine place = state_at(cast, i, 1).place;
    const world::Vec3 way = fire - place.origin;
    EXPECT_GT(world::dot(world::normalized(place.z), world::normalized({way.x, 0, way.z})), 0.8F);
    EXPECT_LT(place.origin.z, fire.z + 0.3F);
  }
  EXPECT_EQ(seen, 2);
}

TEST(Business, ABicycleFitsItsRiderAndTheirFeetGoWithThePedals) {
  for (const char* prompt : {"A girl cycles on the street", "A man rides a bicycle on a road"}) {
    const auto film = film_of(prompt);
    const Cast& cast = film->casting.cast;
    const std::size_t bicycle = actor_of(*film, "bicycle");
    const auto rider = static_cast<std::size_t>(
        std::ranges::find_if(cast,
                             [](const Actor& a) { return a.model->rig == world::Rig::biped; }) -
        cast.begin());
    ASSERT_LT(rider, cast.size());
    const world::Model& model = *cast[rider].model;
    const world::Model& cycle = *cast[bicycle].model;
    const int foot = model.skeleton.find("foot_r");
    const int crank = cycle.skeleton.find("pedal");
    ASSERT_GE(foot, 0);
    ASSERT_GE(crank, 0);
    for (double now = 0.2; now < 4; now += 0.37) {
      const world::NodeState on = state_at(cast, rider, now);
      const world::NodeState under = state_at(cast, bicycle, now);
      const auto at = [](const world::NodeState& state, const world::Model& m, int bone,
                         world::Vec3 rest) {
        const auto skin = world::skinning(m.skeleton, state.pose);
        return state.place.point(skin[static_cast<std::size_t>(bone)].point(rest));
      };
      const world::Vec3 joint = cycle.skeleton.bones[static_cast<std::size_t>(crank)].joint;
      // The right pedal is on top at rest: 16 cm over the crank.
      const world::Vec3 pedal = at(under, cycle, crank, joint + world::Vec3{-0.14F, 0.16F, 0});
      const world::Vec3 sole =
          at(on, model, foot, model.skeleton.bones[static_cast<std::size_t>(foot)].joint);
      EXPECT_LT(away(pedal, sole), 0.24F) << prompt << " at " << now;
    }
  }
}

TEST(Business, PalmsThatFringeABeachStandOnDryGroundAroundTheStage) {
  const auto film = film_of("A palm-fringed beach");
  const Cast& cast = film->casting.cast;
  int near = 0;
  for (const Actor& palm : cast) {
    ASSERT_EQ(palm.model->kind, "palm");
    const world::Vec3 at = palm.track.points.front();
    near += std::abs(at.z) < 60 ? 1 : 0;
    EXPECT_GT(std::hypot(at.x, at.z), 2.5F) << "on the stage";
    if (std::abs(at.z) < 60) {
      EXPECT_GT(film->place.ground(at.x, at.z), *film->place.water_level);
    }
  }
  EXPECT_GE(near, 6);
}

TEST(Business, AWhaleSwimsClearOfTheSeaBed) {
  const auto film = film_of("A whale swims under water");
  const Cast& cast = film->casting.cast;
  for (const double now : {0.0, 2.5, 5.0}) {
    const world::Vec3 at = middle_at(cast, 0, now);
    EXPECT_GT(at.y - half_height(cast[0]), film->place.ground(at.x, at.z) + 0.2F);
  }
}

TEST(Business, TheHourAndTheWeatherLeaveTheLandAsItIs) {
  const auto shape_of = [](const std::string& prompt) {
    const auto film = film_of(prompt);
    std::vector<world::Vec3> points;
    for (const world::Node& node : film->world.nodes) {
      if (node.label == "range" || node.label == "ground") {
        for (const world::Vertex& v : node.mesh->vertices) {
          points.push_back(v.position);
        }
      }
    }
    return points;
  };
  const auto plain = shape_of("Mountains");
  EXPECT_EQ(plain, shape_of("Mountains at dawn"));
  EXPECT_EQ(plain, shape_of("Mountains at night in the rain, the camera pans left"));
}

TEST(Business, PlanetsOfThePromptAreTheOnlyOnes) {
  const auto film = film_of("Two planets in space");
  EXPECT_EQ(film->casting.cast.size(), 2U);
  EXPECT_TRUE(std::ranges::none_of(film->world.nodes, [](const world::Node& node) {
    return node.object == 0 && node.label == "planet";
  }));
}

std::size_t lamps_of_the_cast(const std::string& prompt) {
  const auto film = film_of(prompt);
  return static_cast<std::size_t>(std::ranges::count_if(
      film->world.lamps, [](const world::Lamp& lamp) { return lamp.node >= 0; }));
}

TEST(Business, AStreetLampIsLitByNightAlone) {
  EXPECT_EQ(lamps_of_the_cast("A street lamp in a park at night"),
            lamps_of_the_cast("A street lamp in a park at noon") + 1);
}

TEST(Business, LightningLightsTheLandForMoments) {
  const auto film = film_of("A thunderstorm over a field at night, lightning");
  const auto flash = std::ranges::find_if(
      film->world.nodes, [](const world::Node& node) { return node.label == "lightning"; });
  ASSERT_NE(flash, film->world.nodes.end());
  const auto index = static_cast<int>(flash - film->world.nodes.begin());
  EXPECT_TRUE(std::ranges::any_of(film->world.lamps,
                                  [&](const world::Lamp& lamp) { return lamp.node == index; }));
  int lit = 0;
  int dark = 0;
  for (double now = 0; now < 5; now += 1.0 / 24) {
    const world::NodeState state = film->world.state_of(*flash, now);
    lit += state.is_visible && state.glow > 0.3F ? 1 : 0;
    dark += state.is_visible ? 0 : 1;
  }
  EXPECT_GT(lit, 2);
  EXPECT_GT(dark, 60);
}

TEST(Business, RainOutsideTheWindowStaysOutside) {
  const auto film = film_of("窗外下着雨");
  EXPECT_EQ(film->scene.setting, "room");
  std::vector<world::Sprite> drops;
  for (const world::SpriteSource& source : film->world.sprites) {
    source(1, film->world.camera(1).pose.origin, drops);
  }
  EXPECT_GT(drops.size(), 100U);
  EXPECT_TRUE(std::ranges::all_of(drops, [](const world::Sprite& drop) { return drop.at.z < -3; }));
}

TEST(Business, AllThatIsListedStandsOnTheTable) {
  const auto film = film_of("桌上有三个苹果和一个杯子");
  const Cast& cast = film->casting.cast;
  const float top = anchor_at(cast, actor_of(*film, "table"), "top", 0).y;
  int standing = 0;
  for (std::size_t i = 0; i < cast.size(); ++i) {
    if (cast[i].model->kind == "apple" || cast[i].model->kind == "cup") {
      EXPECT_GT(middle_at(cast, i, 1).y, top);
      ++standing;
    }
  }
  EXPECT_EQ(standing, 4);
  for (std::size_t i = 0; i < cast.size(); ++i) {  // none inside another
    for (std::size_t k = 0; k < i; ++k) {
      if (cast[i].carrier >= 0 && cast[k].carrier >= 0) {
        EXPECT_GT(away(middle_at(cast, i, 1), middle_at(cast, k, 1)), 0.05F);
      }
    }
  }
}

TEST(Business, FlowersStandInTheirVaseOnTheDesk) {
  const auto film = film_of("A vase of flowers on a desk");
  const Cast& cast = film->casting.cast;
  const world::Vec3 vase = middle_at(cast, actor_of(*film, "vase"), 0);
  EXPECT_GT(vase.y, 0.7F);
  for (std::size_t i = 0; i < cast.size(); ++i) {
    if (cast[i].model->kind == "flower") {
      EXPECT_GT(middle_at(cast, i, 0).y, vase.y);
      EXPECT_LT(std::hypot(middle_at(cast, i, 0).x - vase.x, middle_at(cast, i, 0).z - vase.z),
                0.3F);
    }
  }
}

}  // namespace
}  // namespace kirin::engine::motion::direct
