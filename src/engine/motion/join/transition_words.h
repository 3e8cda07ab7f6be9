/// \file
/// How a prompt wants to get from one picture to another.
#pragma once

#include <string_view>

namespace kirin::engine::motion {

/// Ways from one picture to another that shows something else; named as on an editing desk.
enum class TransitionStyle {
  push_through,  ///< the camera travels into the first; the last comes up from its far parts
  camera,        ///< the camera move that the prompt asks for carries both pictures
  zoom_through,  ///< into the first's subject and out of the last's
  whip_pan,      ///< the camera is thrown aside, everything blurs, it lands on the last
  wipe,          ///< an edge travels over the frame
  dissolve,      ///< one fades into the other
  dip,           ///< the first fades to black (or white), the last out of it
  morph,         ///< the subjects are brought together, and one becomes the other
  match_cut,     ///< a cut, the last's subject where the first's was
};

/// "push through", "whip pan".
std::string_view to_string(TransitionStyle style);

enum class WayOver { left, right, up, down };  ///< where the camera or the edge goes

struct TransitionWords {
  TransitionStyle style = TransitionStyle::push_through;
  bool is_from_prompt = false;
  WayOver way = WayOver::right;
  bool is_white = false;  ///< of a dip
};

/// Reads English words and Chinese phrases. What stands behind "no", "not" or "without" ("不要") or
/// in `negative_prompt` is not wanted.
TransitionWords read_transition(std::string_view prompt, std::string_view negative_prompt);

}  // namespace kirin::engine::motion
