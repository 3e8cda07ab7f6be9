// Text to video does what the prompt says: the prompts (scenes.json), measured in the frames and
// in the renderer's ground truth.
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "base/json.h"
#include "quality/filmed.h"
#include "quality/measures.h"
#include "quality/table.h"

namespace kirin::quality {
namespace {

const JsonArray& cases() {
  static const Json kCases = [] {
    std::ifstream file(KIRIN_SOURCE_DIR "/tests/quality/scenes.json");
    const std::string text((std::istreambuf_iterator<char>(file)), {});
    return boost::json::parse(text);
  }();
  return kCases.as_array();
}

std::string text_of(const JsonObject& object, const char* key, const char* otherwise = "") {
  const auto* value = object.if_contains(key);
  return value != nullptr ? std::string(value->as_string()) : otherwise;
}

engine::GenerationJob job_of(const JsonObject& wanted) {
  engine::GenerationJob job;
  job.prompt = text_of(wanted, "prompt");
  job.negative_prompt = text_of(wanted, "negative");
  job.seed = 7;
  job.threads = 1;
  job.fps = 24;
  job.frame_count = 120;
  job.size = {640, 360};
  const std::string size = text_of(wanted, "size");
  if (!size.empty()) {
    const auto x = size.find('x');
    job.size = {std::stoi(size.substr(0, x)), std::stoi(size.substr(x + 1))};
  }
  return job;
}

class Scene : public testing::TestWithParam<int> {
 protected:
  Scene()
      : wanted_(cases()[static_cast<std::size_t>(GetParam())].as_object()),
        prompt_(text_of(wanted_, "prompt")),
        filmed_(job_of(wanted_), {0.15, 0.5, 0.85}) {}

  template <typename Check>
  void for_each(const char* key, const Check& check_one) {
    if (const auto* part = wanted_.if_contains(key); part != nullptr) {
      for (const auto& [name, value] : part->as_object()) {
        check_one(std::string(name), value);
      }
    }
  }

  double best(const std::function<double(std::size_t)>& measure) const {
    double most = -1e9;
    for (std::size_t i = 0; i < filmed_.frames(); ++i) {
      most = std::max(most, measure(i));
    }
    return most;
  }

  void check_visible() {
    for_each("visible", [&](const std::string& kind, const Json& count) {
      check({"scene: kinds seen, of those asked for", prompt_ + ": " + kind,
             best([&](std::size_t i) { return static_cast<double>(filmed_.count(i, kind, 30)); }),
             Limit::at_least, static_cast<double>(count.as_int64()), ""});
      check({"scene: share of the frame", prompt_ + ": " + kind,
             100 * best([&](std::size_t i) { return filmed_.share(i, kind); }), Limit::at_least,
             0.1, "%"});
    });
  }

  void check_counts() {
    for (const auto& subject : filmed_.film().scene.subjects) {
      const double seen = best(
          [&](std::size_t i) { return static_cast<double>(filmed_.count(i, subject.kind, 1)); });
      check({"scene: no more than were asked for", prompt_ + ": " + subject.kind, seen,
             Limit::at_most, static_cast<double>(std::max(subject.count, 1)), ""});
    }
  }

  void check_colours() {
    for_each("colour", [&](const std::string& kind, const Json& colour) {
      const std::string name(colour.as_string());
      check({"scene: share of the subject in its colour", prompt_ + ": " + kind + " " + name,
             100 * best([&](std::size_t i) {
               return share_of_colour(filmed_.picture(i), filmed_.mask(i, kind), name);
             }),
             Limit::at_least, 20, "%"});
    });
  }

  void check_absent() {
    if (const auto* part = wanted_.if_contains("absent"); part != nullptr) {
      for (const auto& kind : part->as_array()) {
        const std::string name(kind.as_string());
        check({"scene: excluded things seen", prompt_ + ": " + name,
               100 * best([&](std::size_t i) { return filmed_.share(i, name); }), Limit::at_most, 0,
               "%"});
        EXPECT_TRUE(filmed_.film().scene.excludes(name) || name != "rain") << name;
      }
    }
  }

  void check_above() {
    if (const auto* part = wanted_.if_contains("above"); part != nullptr) {
      for (const auto& pair : part->as_array()) {
        const std::string upper(pair.as_array()[0].as_string());
        const std::string lower(pair.as_array()[1].as_string());
        check({"scene: stands above, of the frame's height", prompt_ + ": " + upper + ", " + lower,
               100 * (filmed_.middle(1, lower).y - filmed_.middle(1, upper).y), Limit::at_least, 1,
               "%"});
      }
    }
  }

  void check_hour() {
    const std::string hour = text_of(wanted_, "hour");
    const cv::Mat& picture = filmed_.picture(1);
    if (hour == "dark") {
      check({"scene: luma by night", prompt_, mean_luma(picture), Limit::at_most, 90, ""});
      check({"scene: luma by night", prompt_, mean_luma(picture), Limit::at_least, 12, ""});
    } else if (hour == "day") {
      check({"scene: luma by day", prompt_, mean_luma(picture), Limit::at_least, 95, ""});
    } else if (hour == "warm") {
      check({"scene: red less blue of the upper frame at dawn and dusk", prompt_, warmth(picture),
             Limit::at_least, 6, ""});
    }
  }

  void check_movement() {
    for_each("moves", [&](const std::string& kind, const Json& direction) {
      // On the screen, less what the place around it does when the camera goes along.
      const auto& film = filmed_.film();
      std::size_t actor = 0;
      while (actor < film.casting.cast.size() &&
             film.scene.subjects[static_cast<std::size_t>(film.casting.cast[actor].subject)].kind !=
                 kind) {
        ++actor;
      }
      ASSERT_LT(actor, film.casting.cast.size());
      namespace direct = engine::motion::direct;
      const auto from = direct::middle_at(film.casting.cast, actor, 0.5);
      const auto to = direct::middle_at(film.casting.cast, actor, 4.5);
      const std::string way(direction.as_string());
      const double gone = way == "right"  ? to.x - from.x
                          : way == "left" ? from.x - to.x
                                          : to.y - from.y;
      const double own = 2.0 * direct::half_height(film.casting.cast[actor]);
      check({"scene: way in the asked direction, of its own height",
             prompt_ + ": " + kind + " " + way, gone / own, Limit::at_least, 0.3, ""});
      EXPECT_GT(filmed_.share(0, kind) + filmed_.share(1, kind) + filmed_.share(2, kind), 0);
    });
  }

  void check_camera() {
    const std::string camera = text_of(wanted_, "camera");
    if (camera.empty()) {
      return;
    }
    const LumaFrames clip = clip_of(job_of(wanted_), 5, 12);
    const ContentMotion seen = content_motion(clip.luma, 0, static_cast<int>(clip.luma.size()) - 1);
    const auto moved = [&](double measured, double least, const char* unit) {
      check({"scene: the camera's move", prompt_ + ": " + camera, measured, Limit::at_least, least,
             unit});
    };
    if (camera == "pan left") {
      moved(100 * seen.right, 8, "% of the width");
    } else if (camera == "pan right") {
      moved(-100 * seen.right, 8, "% of the width");
    } else if (camera == "truck right") {
      moved(-100 * seen.right, 4, "% of the width");  // what is far away stays
    } else if (camera == "tilt up") {
      moved(100 * seen.down, 8, "% of the height");
    } else if (camera == "push in" || camera == "zoom in") {
      moved(100 * std::log(seen.scale), 6, "% larger");
    } else if (camera == "pull out" || camera == "zoom out") {
      moved(-100 * std::log(seen.scale), 6, "% smaller");
    } else {
      const auto& film = filmed_.film();
      const auto before = film.world.camera(0).pose.z;
      const auto after = film.world.camera(5).pose.z;
      moved(180 / M_PI * std::atan2(after.x, after.z) - 180 / M_PI * std::atan2(before.x, before.z),
            15, "degrees");
    }
  }

  void check_style() {
    const std::string style = text_of(wanted_, "style");
    const cv::Mat& picture = filmed_.picture(1);
    if (style.empty()) {
      return;
    }
    EXPECT_EQ(filmed_.film().scene.style, style);
    if (style == "noir") {
      check({"style: saturation of noir", prompt_, mean_saturation(picture), Limit::at_most, 0.12,
             ""});
    } else if (style == "pixel_art") {
      check({"style: pixels like their neighbour in pixel art", prompt_, 100 * flatness(picture),
             Limit::at_least, 40, "%"});
    } else if (style == "line_drawing" || style == "ink") {
      check({"style: paper is light", prompt_, mean_luma(picture), Limit::at_least, 140, ""});
      check({"style: saturation of drawings", prompt_, mean_saturation(picture), Limit::at_most,
             0.25, ""});
    } else if (style == "neon") {
      check({"style: neon is dark and vivid", prompt_, mean_saturation(picture), Limit::at_least,
             0.3, ""});
    } else if (style == "watercolour") {
      check({"style: watercolour is light", prompt_, mean_luma(picture), Limit::at_least, 120, ""});
    }
  }

  const JsonObject& wanted_;
  std::string prompt_;
  Filmed filmed_;
};

TEST_P(Scene, ShowsWhatThePromptSays) {
  const std::string setting = text_of(wanted_, "setting");
  if (!setting.empty()) {
    EXPECT_EQ(filmed_.film().scene.setting, setting) << prompt_;
  }
  check_visible();
  check_counts();
  check_colours();
  check_absent();
  check_above();
  check_hour();
  check_movement();
  check_camera();
  check_style();
}

INSTANTIATE_TEST_SUITE_P(Prompts, Scene, testing::Range(0, 68));

TEST(Scenes, AreAllRun) { EXPECT_EQ(cases().size(), 68U); }

}  // namespace
}  // namespace kirin::quality
