#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <map>

#include "base/file.h"
#include "engine/wan/checkpoint/synth.h"
#include "engine/wan/pipeline/open_model.h"
#include "engine/wan/wan_engine.h"
#include "nn/memory.h"

namespace kirin::wan {
namespace {

namespace fs = std::filesystem;

/// A DiT of the given form, narrow enough for tests, as its config.json says it.
struct Form {
  const char* name;
  Family family;
  const char* dit;
  bool two_experts = false;
};
const std::vector<Form>& forms() {
  static const std::vector<Form> all{
      {"t2v", Family::text, R"("model_type": "t2v", "in_dim": 16, "out_dim": 16)"},
      {"t2v_a14b", Family::text_experts, R"("model_type": "t2v", "in_dim": 16, "out_dim": 16)",
       true},
      {"i2v", Family::image,
       R"("model_type": "i2v", "in_dim": 36, "out_dim": 16, "image_dim": 32)"},
      {"flf2v", Family::first_last,
       R"("model_type": "flf2v", "in_dim": 36, "out_dim": 16, "image_dim": 32, "pos_embed_seq_len": 34)"},
      {"i2v_a14b", Family::image_experts, R"("model_type": "i2v", "in_dim": 36, "out_dim": 16)",
       true},
      {"ti2v", Family::first_frame_5b, R"("model_type": "ti2v", "in_dim": 48, "out_dim": 48)"},
      {"vace", Family::vace,
       R"("model_type": "vace", "in_dim": 16, "out_dim": 16, "vace_in_dim": 96, "vace_layers": [0])"},
  };
  return all;
}

/// The folder of a small random checkpoint of that form, made once.
fs::path checkpoint(const Form& form) {
  static std::map<std::string, fs::path> made;
  if (made.contains(form.name)) {
    return made[form.name];
  }
  const fs::path folder = fs::path(testing::TempDir()) / "kirin-wan-engine" / form.name;
  fs::remove_all(folder);
  const std::string text =
      std::string(R"({"dit": {"dim": 48, "ffn_dim": 64, "num_heads": 2, "num_layers": 2,
        "freq_dim": 32, "text_dim": 32, "eps": 1e-6, "text_len": 512, )") +
      form.dit +
      R"(}, "t5": {"dim": 32, "dim_attn": 32, "dim_ffn": 48, "num_heads": 2, "num_layers": 1,
        "vocab_size": 1000, "num_buckets": 32},
        "vae": {"dim": 4, "dec_dim": 4},
        "clip": {"vision_dim": 32, "vision_layers": 2, "vision_mlp_ratio": 2, "image_size": 56,
        "patch_size": 14, "embed_dim": 16}, "two_experts": )" +
      (form.two_experts ? "true" : "false") + "}";
  const auto config = parse_json(text);
  EXPECT_TRUE(config) << config.error().describe();
  const auto model = synth_model(config->get_object());
  EXPECT_TRUE(model) << model.error().describe();
  SynthOptions options;
  options.parts = {PartKind::dit, PartKind::vae21, PartKind::t5, PartKind::clip};
  const auto written =
      write_synth(plan_synth(*model, options), folder, 1, [](std::uint64_t, std::string_view) {});
  EXPECT_TRUE(written) << written.error().describe();
  EXPECT_TRUE(write_file_atomically(folder / "clip_config.json", R"({"vision_heads": 2})"));
  fs::create_directories(folder / "google/umt5-xxl");
  fs::copy_file(fs::path(KIRIN_SOURCE_DIR) / "tests/golden/tokenizer/spiece.model",
                folder / "google/umt5-xxl/spiece.model");
  return made[form.name] = folder;
}

WanSettings quick(const Form& form) {
  WanSettings settings;
  settings.weights = checkpoint(form).string();
  settings.resolution = "240p";
  settings.compute = "f32";
  settings.steps = 2;
  return settings;
}

engine::GenerationJob short_job(int frames = 8) {
  engine::GenerationJob job;
  job.prompt = "a kite over the sea";
  job.size = {208, 120};
  job.fps = 24;
  job.frame_count = frames;
  job.seed = 7;
  job.threads = 2;
  return job;
}

media::Image gradient(media::Size size) {
  media::Image image(size);
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      image.row(y)[3 * x] = static_cast<std::uint8_t>(255 * x / size.width);
      image.row(y)[3 * x + 1] = static_cast<std::uint8_t>(255 * y / size.height);
      image.row(y)[3 * x + 2] = 90;
    }
  }
  return image;
}

/// A job of each task that a form can do.
engine::GenerationJob job_for(Task task) {
  auto job = short_job();
  const media::Size size{416, 240};
  if (task == Task::image || task == Task::first_last || task == Task::brush) {
    job.first_frame = gradient(size);
  }
  if (task == Task::last_image || task == Task::first_last) {
    job.last_frame = gradient(size);
  }
  if (task == Task::references) {
    job.references = {{gradient({120, 200}), {}}, {gradient({200, 90}), {}}};
  }
  if (task == Task::brush) {
    media::Image mask(size);
    for (int y = 80; y < 160; ++y) {
      std::fill_n(mask.row(y) + 3 * 100, 3 * 100, std::uint8_t{255});
    }
    job.brushes = {{mask, {{150, 120}, {250, 120}}}};
  }
  return job;
}

class Counted : public engine::FrameSink {
 public:
  Result<void> add(media::ImageView frame) override {
    sizes.push_back(frame.size);
    bytes.insert(bytes.end(), frame.data, frame.data + frame.stride_bytes * frame.size.height);
    return {};
  }
  std::vector<media::Size> sizes;
  std::vector<std::uint8_t> bytes;
};

class Recorded : public engine::ProgressSink {
 public:
  void report(double fraction, std::string_view phase) override {
    EXPECT_GE(fraction, last) << phase;
    EXPECT_LE(fraction, 1);
    last = fraction;
    ++reports;
    phases.insert(std::string(phase));
    if (on_report) {
      on_report();
    }
  }
  double last = 0;
  int reports = 0;
  std::set<std::string> phases;
  std::function<void()> on_report;
};

Result<engine::GenerationReport> generate(const WanSettings& settings,
                                          const engine::GenerationJob& job, Counted& frames,
                                          Recorded& progress, std::stop_token stop = {}) {
  ASSIGN_OR_RETURN(const auto engine, WanEngine::open(settings));
  return engine->generate(job, frames, progress, std::move(stop));
}

class WanEngineTest : public testing::TestWithParam<Form> {};

TEST_P(WanEngineTest, MakesEveryTaskThatItSaysItCan) {
  for (const Method method : {Method::plain, Method::phantom, Method::wan_move, Method::ati}) {
    for (const Task task : {Task::text, Task::image, Task::last_image, Task::first_last,
                            Task::references, Task::brush}) {
      WanSettings settings = quick(GetParam());
      settings.method = method;
      const bool said = can_do(GetParam().family, method, task);
      const bool tried_plain =
          method == Method::plain || !can_do(GetParam().family, Method::plain, task);
      if (said && !tried_plain) {
        continue;  // the method changes nothing for this task
      }
      Counted frames;
      Recorded progress;
      const auto made = generate(settings, job_for(task), frames, progress);
      ASSERT_EQ(made.has_value(), said) << to_string(task) << ": " << made.error().describe();
      if (made) {
        EXPECT_EQ(frames.sizes.size(), 8U);
        EXPECT_EQ(frames.sizes.front(), (media::Size{208, 120}));
        EXPECT_EQ(made->facts.at("mode").as_string(), to_string(task));
        EXPECT_GT(progress.reports, 5);
        EXPECT_TRUE(progress.phases.contains("step 2 of 2"));
      }
    }
  }
}

TEST_P(WanEngineTest, IsWhatItsTensorsSay) {
  const auto identity = identify_model(quick(GetParam()));
  ASSERT_TRUE(identity) << identity.error().describe();
  EXPECT_EQ(identity->family, GetParam().family);
}

INSTANTIATE_TEST_SUITE_P(Forms, WanEngineTest, testing::ValuesIn(forms()),
                         [](const auto& form) { return std::string(form.param.name); });

const Form& text_form() { return forms().front(); }

TEST(WanEngineRunTest, TheSeedDecidesTheFrames) {
  Counted first;
  Counted again;
  Counted other;
  Recorded one;
  Recorded two;
  Recorded three;
  auto job = short_job();
  ASSERT_TRUE(generate(quick(text_form()), job, first, one));
  job.threads = 1;
  ASSERT_TRUE(generate(quick(text_form()), job, again, two));
  job.seed = 8;
  ASSERT_TRUE(generate(quick(text_form()), job, other, three));
  EXPECT_EQ(first.bytes, again.bytes);
  EXPECT_NE(first.bytes, other.bytes);
}

TEST(WanEngineRunTest, ThePromptDecidesTheFrames) {
  Counted kite;
  Counted boat;
  Recorded one;
  Recorded two;
  auto job = short_job();
  ASSERT_TRUE(generate(quick(text_form()), job, kite, one));
  job.prompt = "a boat in the harbour";
  ASSERT_TRUE(generate(quick(text_form()), job, boat, two));
  EXPECT_NE(kite.bytes, boat.bytes);
}

TEST(WanEngineRunTest, ACancelEndsTheClipAtTheNextBlock) {
  // At every report once: wherever the clip is, it ends with no further report of progress but
  // those under way.
  Counted frames;
  Recorded all;
  ASSERT_TRUE(generate(quick(text_form()), short_job(), frames, all));
  for (int at = 1; at < all.reports - 2; at += 3) {
    std::stop_source stop;
    Counted some;
    Recorded progress;
    progress.on_report = [&] {
      if (progress.reports == at) {
        stop.request_stop();
      }
    };
    const auto made = generate(quick(text_form()), short_job(), some, progress, stop.get_token());
    ASSERT_FALSE(made) << at;
    EXPECT_EQ(made.error().code, ErrorCode::canceled) << at;
    EXPECT_LE(progress.reports, at + 2) << at;
  }
}

TEST(WanEngineRunTest, LongClipsGoOnFromTheLastFrame) {
  const Form& form = forms()[5];  // the 5B model: 24 fps, 121 frames at once
  auto job = short_job(150);
  Counted frames;
  Recorded progress;
  WanSettings settings = quick(form);
  settings.steps = 1;
  const auto made = generate(settings, job, frames, progress);
  ASSERT_TRUE(made) << made.error().describe();
  EXPECT_EQ(frames.sizes.size(), 150U);
  // Two passes of 77 frames that share one.
  EXPECT_EQ(made->facts.at("generated_frames").to_number<int>(), 154);
}

TEST(WanEngineRunTest, MemoryStaysUnderWhatWasPredicted) {
  for (const Form& form : {forms()[0], forms()[2], forms()[5]}) {
    WanSettings settings = quick(form);
    const auto engine = WanEngine::open(settings);
    ASSERT_TRUE(engine);
    Counted frames;
    Recorded progress;
    const std::size_t before = nn::memory_use().held_bytes;
    nn::reset_peak_memory();
    const auto job = form.family == Family::text ? short_job(24) : job_for(Task::image);
    const auto made = (*engine)->generate(job, frames, progress, {});
    ASSERT_TRUE(made);
    const std::size_t peak = nn::memory_use().peak_bytes - before;
    const auto predicted_mib = made->facts.at("predicted_peak_mib").to_number<double>();
    // One chunk of frames and a picture stand beside what is predicted.
    EXPECT_LE(static_cast<double>(peak >> 20U), predicted_mib * 1.1 + 8) << form.name;
    EXPECT_GE(static_cast<double>(peak >> 20U), predicted_mib * 0.5 - 8) << form.name;
  }
}

TEST(WanEngineRunTest, AClipThatCannotFitFailsBeforeItStarts) {
  WanSettings settings = quick(text_form());
  settings.memory_bytes = 1 << 20U;
  Counted frames;
  Recorded progress;
  const auto made = generate(settings, short_job(), frames, progress);
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code, ErrorCode::resource_exhausted);
  EXPECT_NE(made.error().message.find("engine.wan.memory"), std::string::npos);
  EXPECT_TRUE(frames.sizes.empty());
}

TEST(WanEngineRunTest, ASmallerBudgetGivesTheSameClipInTilesAndSingleSamples) {
  Counted whole;
  Recorded one;
  const auto made = generate(quick(text_form()), short_job(), whole, one);
  ASSERT_TRUE(made);
  WanSettings settings = quick(text_form());
  const auto needed = made->facts.at("predicted_peak_mib").to_number<std::uint64_t>();
  settings.memory_bytes = (needed << 20U) * 85 / 100;
  Counted tiled;
  Recorded two;
  const auto small = generate(settings, short_job(), tiled, two);
  ASSERT_TRUE(small) << small.error().describe();
  ASSERT_EQ(whole.bytes.size(), tiled.bytes.size());
  double difference = 0;
  for (std::size_t i = 0; i < whole.bytes.size(); ++i) {
    difference += std::abs(static_cast<int>(whole.bytes[i]) - static_cast<int>(tiled.bytes[i]));
  }
  EXPECT_LT(difference / static_cast<double>(whole.bytes.size()), 2.0);
}

TEST(WanEngineRunTest, GuidanceOfOneAsksTheNetworkOnce) {
  WanSettings settings = quick(text_form());
  Counted frames;
  Recorded guided;
  ASSERT_TRUE(generate(settings, short_job(), frames, guided));
  settings.guidance = 1;
  Counted other;
  Recorded alone;
  const auto made = generate(settings, short_job(), other, alone);
  ASSERT_TRUE(made);
  EXPECT_EQ(made->facts.at("guidance").to_number<double>(), 1);
  EXPECT_NE(frames.bytes, other.bytes);
}

TEST(WanEngineRunTest, AFolderWithoutAPartSaysWhichFileToDownload) {
  const fs::path folder = fs::path(testing::TempDir()) / "kirin-wan-engine" / "incomplete";
  fs::remove_all(folder);
  fs::copy(checkpoint(text_form()), folder, fs::copy_options::recursive);
  fs::remove(folder / "Wan2.1_VAE.pth");
  WanSettings settings = quick(text_form());
  settings.weights = folder.string();
  const auto opened = WanEngine::open(settings);
  ASSERT_FALSE(opened);
  EXPECT_NE(opened.error().message.find("Wan2.1_VAE.pth"), std::string::npos)
      << opened.error().message;
}

}  // namespace
}  // namespace kirin::wan
