#include "engine/motion/story/scene_description.h"

namespace kirin::engine::motion::story {

std::string_view to_string(Hour hour) {
  switch (hour) {
    case Hour::night:
      return "night";
    case Hour::dawn:
      return "dawn";
    case Hour::morning:
      return "morning";
    case Hour::noon:
      return "noon";
    case Hour::afternoon:
      return "afternoon";
    case Hour::dusk:
      return "dusk";
  }
  return "";
}

std::string_view to_string(Heading heading) {
  switch (heading) {
    case Heading::left:
      return "left";
    case Heading::right:
      return "right";
    case Heading::towards_viewer:
      return "towards the viewer";
    case Heading::away:
      return "away";
    case Heading::up:
      return "up";
    case Heading::down:
      return "down";
  }
  return "";
}

}  // namespace kirin::engine::motion::story
