/// \file
/// How far a transition has come at each moment: two cameras, one change.
#pragma once

#include <opencv2/core.hpp>

#include "engine/motion/camera/camera_plan.h"
#include "engine/motion/join/transition_words.h"
#include "engine/motion/understanding/scene_understanding.h"

namespace kirin::engine::motion {

/// One moment of a transition.
struct Passage {
  CameraPose first;         ///< of the view of the first picture
  CameraPose last;          ///< of the view of the last
  double changed = 0;       ///< [0, 1]: how much of the frame shows the last
  double first_graded = 0;  ///< how far the first's colours are the last's, [0, 1]
  double last_graded = 0;   ///< and the other way round
  double veiled = 0;        ///< how much of everything is black or white, [0, 1]
  double thrown = 0;        ///< a whip pan's way from the first to the last, [0, 1]
  double throw_speed = 0;   ///< of `thrown`, a whole clip's worth
};

/// In which order places change.
enum class ChangeOrder { far_to_near, from_focus, across, everywhere_at_once };

/// Where the eye is in a picture and how large that is: centred fractions of width and height.
struct Focus {
  cv::Point2d at;
  double size = 0.5;  ///< of the width
};
/// The subject or a face where it is certain, else the middle.
Focus subject_focus(const SceneUnderstanding& seen);
/// The middle of what is far: where a camera would travel to.
Focus far_focus(const SceneUnderstanding& seen);

class TransitionPath {
 public:
  TransitionPath() = default;
  TransitionPath(const TransitionWords& words, const CameraPlan& plan,
                 const SceneUnderstanding& first, const SceneUnderstanding& last);

  Passage at(double t) const;

  ChangeOrder order() const;
  const TransitionWords& words() const { return words_; }
  Focus first_focus() const { return first_; }
  /// How soft the edge between the pictures is: a part of the change.
  double softness() const;

 private:
  TransitionWords words_;
  CameraPlan leaving_;
  CameraPlan arriving_;
  Focus first_;
  Focus last_;
};

}  // namespace kirin::engine::motion
