/// \file
/// What people wear: by chance and season, by profession, and as the words say.
#pragma once

#include "engine/motion/dice.h"
#include "engine/motion/models/people/look.h"

namespace kirin::engine::motion::models::person {

/// Fills in the clothes of `look`, then what the order's colour and parts say of them, of hair and
/// of the face.
void dress(Look& look, const ModelOrder& order, Dice& dice);

/// Puts one garment on, in `colour`; false where `id` is none.
bool put_on(Look& look, std::string_view id, world::Light colour, bool is_long);

/// The colour of the whole is that of its main garment.
void colour_main(Clothes& clothes, world::Light colour);

/// Does what the order says of one part.
void obey(Look& look, const story::Part& part);

/// Everyday clothes for the season.
void dress_for_the_day(Look& look, const ModelOrder& order, Dice& dice);

/// The dress of a profession or a figure of tales; false where `kind` has none.
bool dress_for_a_part(Look& look, std::string_view kind);

}  // namespace kirin::engine::motion::models::person
