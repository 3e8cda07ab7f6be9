#include "engine/motion/job_words.h"

#include <string>
#include <vector>

#include "engine/motion/camera/camera_plan.h"
#include "engine/motion/direct/camera_path.h"
#include "engine/motion/motion_engine.h"
#include "engine/motion/story/scene_description.h"

namespace kirin::engine::motion {

Explanation explain_words(const JobWords& words) {
  Explanation made;
  made.facts["scene"] = nullptr;
  if (!words.has_pictures) {
    const story::SceneDescription scene = story::read_story(words.prompt, words.negative_prompt);
    made.text = story::explain(scene);
    made.facts["scene"] = story::to_json(scene);
  }
  const CameraPlan plan =
      words.has_pictures ? read_camera(words.prompt, words.negative_prompt, words.prompt_strength,
                                       words.seed, words.seconds)
                         : direct::plan_camera(words.prompt, words.negative_prompt,
                                               words.prompt_strength, words.seed, words.seconds);
  const std::string told = words.has_pictures && !plan.is_from_prompt
                               ? "what suits the picture (default)"
                               : describe(plan);
  std::vector<std::string> lines = explain_camera(words.prompt, words.negative_prompt);
  lines.push_back("plan: " + told);
  JsonArray notes;
  for (const std::string& line : lines) {
    made.text += "camera     " + line + "\n";
    notes.emplace_back(line);
  }
  made.facts["camera"] = {
      {"plan", told}, {"from_prompt", plan.is_from_prompt}, {"notes", std::move(notes)}};
  return made;
}

Result<Explanation> MotionEngine::explain(const JobWords& words) { return explain_words(words); }

}  // namespace kirin::engine::motion
