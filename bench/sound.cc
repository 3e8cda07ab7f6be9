// CPU time of the sound of a 5 s clip (goal: below 500 ms), beside what measuring its loudness
// alone takes.
#include "sound/sound.h"

#include <benchmark/benchmark.h>

#include "sound/mix/loudness.h"
#include "sound/random.h"

namespace kirin::sound {
namespace {

constexpr double kSeconds = 5;

void render(benchmark::State& state, const SoundPlan& plan) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(render_sound(plan, {}));
  }
}

void prompt(benchmark::State& state, const char* text) {
  render(state, plan_sound(text, "", {}, kSeconds, 1));
}

// A street as an engine may show it: as many cues as are ever heard.
void many_cues(benchmark::State& state) {
  constexpr const char* kSounds[] = {"footsteps", "engine", "dog", "bicycle_bell"};
  SoundPlan plan{.duration_seconds = kSeconds, .ambience = {"traffic", "crowd"}};
  for (int i = 0; i < 40; ++i) {
    Cue cue{.sound = kSounds[i % 4], .end_seconds = kSeconds, .pan_from = -1, .pan_to = 1};
    for (double at = 0.3; i % 4 != 1 && at < kSeconds; at += 0.55) {
      cue.beats.push_back(at);
    }
    plan.cues.push_back(cue);
  }
  render(state, plan);
}

void reference_loudness(benchmark::State& state) {
  Stereo sound(static_cast<std::size_t>(kSeconds * kSampleRate));
  Random random(1);
  for (std::size_t i = 0; i < sound.length(); ++i) {
    sound.left[i] = 0.1F * random.bipolar();
    sound.right[i] = 0.1F * random.bipolar();
  }
  for (auto _ : state) {
    benchmark::DoNotOptimize(loudness_of(sound));
  }
}

BENCHMARK(reference_loudness)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(prompt, storm, "a storm at the sea")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(prompt, music, "a cup of tea")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(prompt, everything,
                  "people laugh and dance to jazz at a party by the sea, fireworks, a crowd")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(prompt, speech, "a street, a man says \"What a day this is, my friend\"")
    ->Unit(benchmark::kMillisecond);
BENCHMARK(many_cues)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace kirin::sound
