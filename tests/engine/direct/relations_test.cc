#include "engine/motion/direct/relations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/direct/props.h"

namespace kirin::engine::motion::direct {
namespace {

story::SceneDescription scene_of(std::initializer_list<const char*> kinds) {
  story::SceneDescription scene;
  for (const char* kind : kinds) {
    story::Subject subject;
    subject.kind = kind;
    scene.subjects.push_back(subject);
  }
  return scene;
}

TEST(Ties, WhatIsOnAThingIsCarriedByIt) {
  auto scene = scene_of({"cat", "table"});
  scene.relations.push_back({.subject = 0, .preposition = "on", .object = 1});
  const auto ties = ties_of(scene, casting_of({Family::animal, Family::object}));
  EXPECT_EQ(ties[0].kind, Tie::Kind::carried);
  EXPECT_EQ(ties[0].to, 1);
  EXPECT_EQ(ties[1].kind, Tie::Kind::none);
}

TEST(Ties, WhoRidesSitsOnTheBack) {
  auto scene = scene_of({"man", "horse"});
  scene.subjects[0].actions.push_back({.id = "ride", .heading = {}, .towards = 1});
  const auto ties = ties_of(scene, casting_of({Family::person, Family::animal}));
  EXPECT_EQ(ties[0].kind, Tie::Kind::carried);
  EXPECT_EQ(ties[0].anchor, "back");
}

TEST(Ties, SmallThingsAreHeldLargeOnesStandBeside) {
  auto scene = scene_of({"girl", "umbrella", "horse"});
  scene.relations.push_back({.subject = 0, .preposition = "with", .object = 1});
  scene.relations.push_back({.subject = 0, .preposition = "with", .object = 2});
  const auto ties = ties_of(scene, casting_of({Family::person, Family::object, Family::animal}));
  EXPECT_EQ(ties[1].kind, Tie::Kind::carried);
  EXPECT_EQ(ties[1].anchor, "hand_right");
  EXPECT_EQ(ties[0].kind, Tie::Kind::beside);
  EXPECT_EQ(ties[0].to, 2);
}

TEST(Ties, NeverFormACircle) {
  auto scene = scene_of({"cat", "table", "box"});
  scene.relations.push_back({.subject = 0, .preposition = "on", .object = 1});
  scene.relations.push_back({.subject = 1, .preposition = "on", .object = 2});
  scene.relations.push_back({.subject = 2, .preposition = "on", .object = 0});
  const auto ties = ties_of(scene, casting_of({Family::animal, Family::object, Family::object}));
  EXPECT_EQ(ties[0].to, 1);
  EXPECT_EQ(ties[1].to, 2);
  EXPECT_EQ(ties[2].kind, Tie::Kind::none);
}

TEST(Ties, ThoseNobodyKnowsAreLeftOut) {
  auto scene = scene_of({"cat"});
  scene.relations.push_back(
      {.subject = 0, .preposition = "on", .object = -1, .part_of_place = "ground"});
  scene.relations.push_back({.subject = 0, .preposition = "on", .object = 9});
  EXPECT_EQ(ties_of(scene, casting_of({Family::animal}))[0].kind, Tie::Kind::none);
}

}  // namespace
}  // namespace kirin::engine::motion::direct
