/// \file
/// The figures of the scene: people, animals, vehicles, plants, each drawn from its actor and the
/// time.
#pragma once

#include "engine/motion/scene/stage.h"

namespace kirin::engine::motion::scene {

/// Draws the actor where it is now, with its shadow, reflection or light.
void draw_actor(Stage& stage, const Actor& actor);

// By kind, each in the file named for its sort.
void draw_person(Stage& stage, const Actor& actor);
void draw_kite(Stage& stage, const Actor& actor, const Actor* holder);
void draw_bird(Stage& stage, const Actor& actor);
void draw_butterfly(Stage& stage, const Actor& actor);
void draw_fish(Stage& stage, const Actor& actor);
void draw_four_legged(Stage& stage, const Actor& actor);
void draw_boat(Stage& stage, const Actor& actor);
void draw_car(Stage& stage, const Actor& actor);
void draw_house(Stage& stage, const Actor& actor);
void draw_balloon(Stage& stage, const Actor& actor);
void draw_rocket(Stage& stage, const Actor& actor);
void draw_lantern(Stage& stage, const Actor& actor);
void draw_tree(Stage& stage, const Actor& actor);
void draw_flower(Stage& stage, const Actor& actor);

/// The hand that holds a kite's string, in pixels.
Vec2 hand_of(const Stage& stage, const Actor& person);

/// The placement of the actor's figure now.
Placement placed(const Stage& stage, const Actor& actor);

}  // namespace kirin::engine::motion::scene
