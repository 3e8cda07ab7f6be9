#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/expects.h"
#include "engine/motion/story/scene_description.h"

/// Any bytes as a prompt for text to video: the description is whole, and nothing in it points
/// beyond it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kirin::engine::motion::story;  // NOLINT(google-build-using-namespace)
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const SceneDescription scene = read_story(text, text.substr(text.size() - text.size() / 4));
  const auto count = static_cast<int>(scene.subjects.size());
  EXPECTS(!scene.setting.empty());
  for (const Subject& subject : scene.subjects) {
    EXPECTS(!subject.kind.empty() && subject.count >= 1 && subject.count <= 40);
    EXPECTS(subject.size > 0.05 && subject.size < 20);
    EXPECTS(!scene.excludes(subject.kind));
    for (const Action& action : subject.actions) {
      EXPECTS(action.towards >= -1 && action.towards < count && action.pace > 0);
    }
  }
  for (const Relation& relation : scene.relations) {
    EXPECTS(relation.subject >= 0 && relation.subject < count);
    EXPECTS(relation.object >= -1 && relation.object < count);
    EXPECTS((relation.object == -1) == !relation.part_of_place.empty());
  }
  EXPECTS(!explain(scene).empty() && !to_json(scene).empty());
  return 0;
}
