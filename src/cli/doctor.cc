#include <fcntl.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <iostream>

#include "base/file.h"
#include "base/log.h"
#include "cli/commands.h"
#include "cli/engines.h"
#include "cli/exit_status.h"
#include "cli/house.h"
#include "media/clip_writer.h"
#include "media/probe.h"
#include "sound/sound.h"
#include "sound/speech/languages.h"
#include "worker/confine.h"
#include "worker/voice_sample.h"

namespace kirin::cli {
namespace {

constexpr std::uint64_t kEnoughDiskBytes = std::uint64_t{5} << 30;

// What one check found: how it stands, and what to do where it does not.
struct Finding {
  bool ok = false;
  std::string text;
  std::string advice;
};

class Report {
 public:
  void add(std::string_view what, const Finding& finding) {
    all_well_ = all_well_ && finding.ok;
    std::cout << fmt::format("{} {:<12} {}\n", finding.ok ? "ok  " : "FAIL", what, finding.text);
    if (!finding.ok && !finding.advice.empty()) {
      std::cout << fmt::format("     {:<12} -> {}\n", "", finding.advice);
    }
  }
  bool all_well() const { return all_well_; }

 private:
  bool all_well_ = true;
};

Finding check_disk(const House& house) {
  struct statvfs status {};
  if (::statvfs(house.data_dir.c_str(), &status) != 0) {
    return {false, house.data_dir, "make the folder of storage.data_dir, or name another"};
  }
  const std::uint64_t free_bytes = static_cast<std::uint64_t>(status.f_bavail) * status.f_frsize;
  return {free_bytes >= kEnoughDiskBytes,
          fmt::format("{:.1f} GiB free in {}", static_cast<double>(free_bytes) / (1 << 30),
                      house.data_dir),
          "free some space: results and uploads are kept there"};
}

Finding check_keys(House& house) {
  const auto keys = house.stores.keys->list_keys(std::nullopt);
  if (!keys) {
    return {false, keys.error().message, "see whether storage.data_dir can be written"};
  }
  return {!keys->empty(), fmt::format("{} API keys", keys->size()), "make one: kirin keys create"};
}

Result<void> encode_two_frames(const House& house) {
  ASSIGN_OR_RETURN(const UniqueFd file, anonymous_file(house.scratch_dir));
  media::ClipSpec spec;
  spec.size = {64, 64};
  spec.frame_count = 24;
  spec.has_audio = true;
  ASSIGN_OR_RETURN(const auto writer, media::ClipWriter::open(file.get(), spec));
  const media::Image frame{spec.size};
  for (int i = 0; i < spec.frame_count; ++i) {
    RETURN_IF_ERROR(writer->add_frame(frame.view()));
  }
  const std::vector<float> silence(static_cast<std::size_t>(media::kAudioRate) *
                                   media::kAudioChannels);
  RETURN_IF_ERROR(writer->add_audio(silence));
  RETURN_IF_ERROR(writer->finish());
  ASSIGN_OR_RETURN(const media::ClipFacts facts, media::probe_clip(file.get()));
  return media::check_clip(facts, spec);
}

Finding check_codecs(const House& house) {
  const auto encoded = encode_two_frames(house);
  return encoded ? Finding{true, "H.264 and AAC encode, MP4 reads back", {}}
                 : Finding{false, encoded.error().message,
                           "install FFmpeg's libraries with x264 (Debian: libavcodec59)"};
}

// In a child, because there is no way back out of it.
Finding check_confinement() {
  const pid_t child = ::fork();
  if (child == 0) {
    const bool confined = worker::confine_process({}).has_value();
    const bool locked_out = ::open("/etc/hostname", O_RDONLY) < 0 && errno == EACCES;
    ::_exit(confined && locked_out ? 0 : 1);
  }
  int status = 0;
  const bool ended = child > 0 && ::waitpid(child, &status, 0) == child;
  return {ended && status == 0, "generators run without files, network and privileges",
          "the kernel refuses seccomp filters: in a container, allow them"};
}

constexpr std::string_view kSpeechAdvice = "see to the settings of sound.speech";

// One voice for each program, made as for a task: in the confined process, by way of the studio.
Finding check_speech(const Config& config, const House& house) {
  worker::GeneratorOptions options = generator_options(config, house);
  std::vector<std::string> missing;
  const auto speaks = [&](const char* voice_id) {
    return worker::make_voice_sample(options, voice_id, {}).has_value();
  };
  if (!speaks("en_male_1")) {
    return {false, "the built-in voices do not speak", "see 'confinement' above"};
  }
  if (!speaks("zh_female_1")) {
    missing.emplace_back("English only: no espeak-ng (Debian: espeak-ng)");
  }
  if (!speaks("en_female_4")) {
    missing.emplace_back(
        "no festival, another voice speaks for en_female_4 (Debian: festival, festvox-us-slt-hts)");
  }
  for (const sound::ExternalVoice& voice : house.external_voices) {
    const auto sample = worker::make_voice_sample(options, voice.id, house.external_voices);
    if (!sample) {
      return {false, sample.error().message, std::string{kSpeechAdvice}};
    }
  }
  return {true,
          missing.empty()
              ? fmt::format("{} voices in {} languages, {} of your own", sound::voices().size(),
                            sound::languages().size(), house.external_voices.size())
              : fmt::format("{}", fmt::join(missing, "; ")),
          {}};
}

Finding check_engines(const Config& config) {
  const auto chooser = engine_chooser(config);
  if (!chooser) {
    return {false, chooser.error().message,
            "see docs/open-weights.md; kirin weights inspect FOLDER says what a folder holds"};
  }
  std::string text = "motion (embedded)";
  const auto routes = wan_routes(config);
  for (const wan::Route& route : routes ? routes->all() : std::vector<wan::Route>()) {
    text += fmt::format("; wan with {} ({}) for {}", route.name, route.settings.weights,
                        wan::tasks_of(route.family, route.settings.method));
  }
  return {true, text, {}};
}

}  // namespace

int doctor(const ConfigSource& source) {
  log::configure(log::Level::error, log::Format::text);
  Report report;
  report.add("confinement", check_confinement());
  const auto config = source.load();
  if (!config) {
    report.add("config", {false, config.error().message,
                          "correct the setting; 'kirin config --print' shows all"});
    return kExitFailure;
  }
  report.add("config", {true, "every setting is understood", {}});
  report.add("engines", check_engines(*config));
  // A house does not open with these wrong, and would blame its store.
  if (const auto speech = speech_settings(*config); !speech) {
    report.add("speech", {false, speech.error().message, std::string{kSpeechAdvice}});
    return kExitFailure;
  }
  auto house = House::open(*config);
  if (!house) {
    report.add("store", {false, house.error().message,
                         "see whether storage.data_dir can be written by this user"});
    return kExitFailure;
  }
  report.add("store", {true, "the task store opens and its schema is current", {}});
  report.add("disk", check_disk(**house));
  report.add("codecs", check_codecs(**house));
  report.add("speech", check_speech(*config, **house));
  report.add("keys", check_keys(**house));
  const auto plan = plan_workers(*config);
  report.add(
      "workers",
      plan ? Finding{true, fmt::format("{} with {} threads each", plan->count, plan->threads), {}}
           : Finding{false, plan.error().message, "correct workers.count"});
  return report.all_well() ? kExitOk : kExitFailure;
}

}  // namespace kirin::cli
