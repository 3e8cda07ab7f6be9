#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <new>
#include <thread>

#include "base/file.h"
#include "media/clip_writer.h"
#include "media/decode.h"
#include "media/flatten.h"
#include "media/png_writer.h"
#include "media/probe.h"
#include "media/watermark.h"
#include "sound/sound.h"
#include "sound/speech/cast.h"
#include "sound/speech/sample.h"
#include "sound/speech/wav.h"
#include "worker/generator.h"
#include "worker/ordering_recorder.h"

namespace kirin::worker {
namespace {

constexpr std::uint64_t kMaxTicketBytes = std::uint64_t{4} << 20;
constexpr std::uint64_t kMaxInputBytes = std::uint64_t{128} << 20;
constexpr std::chrono::milliseconds kProgressInterval{200};

// The engine's share of the way; sound, index and probe take the rest.
constexpr double kEngineShare = 0.94;
constexpr double kSoundAt = 0.95;
constexpr double kFinishAt = 0.97;

constexpr int kSampleRate = 48000;

void send(const JsonObject& event) {
  // Where nobody listens any more, there is nobody to tell.
  (void)write_all(kEventsFd, boost::json::serialize(event) + "\n");
}

// Passes progress on, but not more often than a reader can use.
class EventProgress : public engine::ProgressSink {
 public:
  void report(double fraction, std::string_view phase) override {
    const auto now = std::chrono::steady_clock::now();
    if (now - last_ < kProgressInterval && phase == phase_) {
      return;
    }
    last_ = now;
    phase_ = phase;
    send({{"event", "progress"}, {"fraction", fraction * kEngineShare}, {"phase", phase}});
  }

 private:
  std::chrono::steady_clock::time_point last_;
  std::string phase_;
};

// Frames into the clip and, where asked for, into its watermarked twin.
class ClipSink : public engine::FrameSink {
 public:
  static Result<ClipSink> open(const Ticket& ticket) {
    ClipSink sink;
    ASSIGN_OR_RETURN(sink.clip_, media::ClipWriter::open(kClipFd, ticket.clip));
    if (ticket.watermark) {
      ASSIGN_OR_RETURN(sink.watermarked_, media::ClipWriter::open(kWatermarkedFd, ticket.clip));
    }
    return sink;
  }

  Result<void> add(media::ImageView frame) override {
    RETURN_IF_ERROR(clip_->add_frame(frame));
    if (watermarked_ == nullptr) {
      return {};
    }
    if (marked_.size() != frame.size) {
      marked_ = media::Image{frame.size};
    }
    for (int y = 0; y < frame.size.height; ++y) {
      std::copy_n(frame.row(y), marked_.stride_bytes(), marked_.row(y));
    }
    media::stamp_watermark(marked_);
    return watermarked_->add_frame(marked_.view());
  }

  Result<void> add_audio(std::span<const float> samples) {
    RETURN_IF_ERROR(clip_->add_audio(samples));
    return watermarked_ == nullptr ? Result<void>{} : watermarked_->add_audio(samples);
  }

  Result<void> finish() {
    RETURN_IF_ERROR(clip_->finish());
    return watermarked_ == nullptr ? Result<void>{} : watermarked_->finish();
  }

 private:
  std::unique_ptr<media::ClipWriter> clip_;
  std::unique_ptr<media::ClipWriter> watermarked_;
  media::Image marked_;
};

// What shows through transparent pixels: white under a photo; in a mask they mean "nothing".
constexpr std::uint8_t kUnderPhoto = 255;
constexpr std::uint8_t kUnderMask = 0;

void place(engine::GenerationJob& job, const TicketInput& input, media::ImageWithAlpha picture) {
  const auto before = [&picture](std::uint8_t background) {
    return media::flattened(std::move(picture), background);
  };
  switch (input.role) {
    case InputRole::first_frame:
      job.first_frame = before(kUnderPhoto);
      return;
    case InputRole::last_frame:
      job.last_frame = before(kUnderPhoto);
      return;
    case InputRole::reference:
      job.references.push_back(std::move(picture));
      return;
    case InputRole::static_mask:
      job.static_mask = before(kUnderMask);
      return;
    case InputRole::brush:
      job.brushes.push_back({before(kUnderMask), input.trajectory});
      return;
  }
}

engine::GenerationJob job_without_pictures(const Ticket& ticket) {
  engine::GenerationJob job;
  job.task_id = ticket.task_id;
  job.model = ticket.model;
  job.prompt = ticket.prompt;
  job.negative_prompt = ticket.negative_prompt;
  job.size = ticket.clip.size;
  job.fps = ticket.clip.fps;
  job.frame_count = ticket.clip.frame_count;
  job.quality = ticket.quality;
  job.prompt_strength = ticket.prompt_strength;
  job.seed = ticket.seed;
  job.threads = ticket.threads;
  return job;
}

Result<Ticket> read_ticket() {
  ASSIGN_OR_RETURN(const std::vector<std::byte> bytes, read_all(kTicketFd, kMaxTicketBytes));
  const std::string_view text{reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  ASSIGN_OR_RETURN(const Json json, parse_json(text));
  return ticket_from_json(json);
}

void report_phase(double fraction, std::string_view phase) {
  send({{"event", "progress"}, {"fraction", fraction}, {"phase", phase}});
}

// The making of one clip. `cause` names what an error at the present step means for the task.
class ClipMaking {
 public:
  /// `engine` was opened before this process was confined, or is null.
  ClipMaking(std::stop_token stop, std::unique_ptr<engine::Engine> engine)
      : stop_(std::move(stop)), engine_(std::move(engine)) {}

  const char* cause() const { return cause_; }

  Result<void> run() {
    ASSIGN_OR_RETURN(const Ticket ticket, read_ticket());
    if (!ticket.voice_sample.empty()) {
      return speak_sample(ticket);
    }
    if (engine_ == nullptr) {
      ASSIGN_OR_RETURN(engine_, engine::make_engine(ticket.engine));
    }
    report_phase(0, "decode");
    ASSIGN_OR_RETURN(const engine::GenerationJob job, read_job(ticket));
    if (ticket.debug_sheet) {
      return draw_sheet(*engine_, job);
    }
    cause_ = "result";
    ASSIGN_OR_RETURN(ClipSink sink, ClipSink::open(ticket));
    cause_ = "generation";
    EventProgress progress;
    ASSIGN_OR_RETURN(engine::GenerationReport report,
                     engine_->generate(job, sink, progress, stop_));
    if (ticket.clip.has_audio) {
      RETURN_IF_ERROR(add_sound(ticket, sink, report));
    }
    report_phase(kFinishAt, "encode");
    cause_ = "result";
    RETURN_IF_ERROR(sink.finish());
    RETURN_IF_ERROR(check_files(ticket));
    report.facts["engine"] = engine_->name();
    send({{"event", "done"},
          {"facts", report.facts},
          {"warnings", JsonArray(report.warnings.begin(), report.warnings.end())}});
    return {};
  }

 private:
  Result<engine::GenerationJob> read_job(const Ticket& ticket) {
    cause_ = "rejected";
    engine::GenerationJob job = job_without_pictures(ticket);
    int fd = kFirstInputFd;
    for (const TicketInput& input : ticket.inputs) {
      ASSIGN_OR_RETURN(const std::vector<std::byte> file, read_all(fd++, kMaxInputBytes));
      ASSIGN_OR_RETURN(media::ImageWithAlpha picture, media::decode_image_with_alpha(file));
      place(job, input, std::move(picture));
    }
    return job;
  }

  Result<void> draw_sheet(engine::Engine& engine, const engine::GenerationJob& job) {
    ASSIGN_OR_RETURN(const media::Image sheet, engine.debug_sheet(job));
    cause_ = "result";
    ASSIGN_OR_RETURN(const std::string png, media::encode_png(sheet.view()));
    RETURN_IF_ERROR(write_all(kClipFd, png));
    send({{"event", "done"}});
    return {};
  }

  Result<void> speak_sample(const Ticket& ticket) {
    const auto cast = sound::make_cast(&recorder_, ticket.external_voices);
    ASSIGN_OR_RETURN(
        const sound::Utterance spoken,
        cast->speak(sound::sample_request(ticket.voice_sample, ticket.external_voices), stop_));
    cause_ = "result";
    RETURN_IF_ERROR(write_all(kClipFd, sound::write_wav(spoken.samples, kSampleRate)));
    send({{"event", "done"},
          {"warnings", JsonArray(spoken.warnings.begin(), spoken.warnings.end())}});
    return {};
  }

  Result<void> add_sound(const Ticket& ticket, ClipSink& sink, engine::GenerationReport& report) {
    report_phase(kSoundAt, "sound");
    const double seconds = static_cast<double>(ticket.clip.frame_count) / ticket.clip.fps;
    sound::SoundPlan plan = sound::plan_sound(ticket.prompt, ticket.negative_prompt,
                                              ticket.voice_ids, seconds, ticket.seed);
    plan.cues = std::move(report.cues);
    const auto cast = sound::make_cast(&recorder_, ticket.external_voices);
    ASSIGN_OR_RETURN(const sound::SoundTrack track, sound::render_sound(plan, *cast, stop_));
    report.warnings.insert(report.warnings.end(), track.warnings.begin(), track.warnings.end());
    cause_ = "result";
    return sink.add_audio(track.samples);
  }

  static Result<void> check_file(int fd, const media::ClipSpec& spec) {
    ASSIGN_OR_RETURN(const media::ClipFacts facts, media::probe_clip(fd));
    return media::check_clip(facts, spec);
  }

  static Result<void> check_files(const Ticket& ticket) {
    RETURN_IF_ERROR(check_file(kClipFd, ticket.clip));
    return ticket.watermark ? check_file(kWatermarkedFd, ticket.clip) : Result<void>{};
  }

  std::stop_token stop_;
  std::unique_ptr<engine::Engine> engine_;
  OrderingRecorder recorder_{kSpeechFd, kSpeechAnswersFd, send};
  const char* cause_ = "generation";
};

void send_failure(std::string_view cause, std::string_view message) {
  send({{"event", "failed"}, {"cause", cause}, {"message", message}});
}

// The engine, with its files open; null where none is named.
Result<std::unique_ptr<engine::Engine>> open_engine(const std::string& name,
                                                    const std::string& options) {
  if (name.empty()) {
    return std::unique_ptr<engine::Engine>();
  }
  ASSIGN_OR_RETURN(const Json json, parse_json(options));
  if (!json.is_object()) {
    return Error{ErrorCode::invalid_argument, "the engine's options are no object"};
  }
  return engine::make_engine(name, json.get_object());
}

// Address space of this process now: weights that are mapped take much of it, and no memory that
// could run out.
std::uint64_t mapped_bytes() {
  std::ifstream file("/proc/self/statm");
  std::uint64_t pages = 0;
  file >> pages;
  return pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

// Asks for a stop when the parent closes its end of the pipe.
void watch_for_stop(std::stop_source source) {
  char byte = 0;
  ssize_t count = 0;
  do {
    count = ::read(kStopFd, &byte, 1);
  } while (count > 0 || (count < 0 && errno == EINTR));
  source.request_stop();
}

}  // namespace

int confined_generator_main(ConfinementLimits limits, const std::string& engine,
                            const std::string& engine_options) {
  // A write beyond the limit on file size is an error to report, not a reason to die.
  ::signal(SIGXFSZ, SIG_IGN);
  ::signal(SIGPIPE, SIG_IGN);
  auto opened = open_engine(engine, engine_options);
  if (!opened) {
    send_failure("generation", opened.error().message);
    return 1;
  }
  const std::uint64_t allowed_bytes = limits.memory_bytes;
  if (*opened != nullptr) {
    limits.memory_bytes += mapped_bytes();
  }
  const auto confined = confine_process(limits);
  if (!confined) {
    send_failure("generation", confined.error().message);
    return 1;
  }
  std::stop_source stop;
  std::thread{watch_for_stop, stop}.detach();
  ClipMaking making{stop.get_token(), *std::move(opened)};
  try {
    const auto made = making.run();
    if (!made) {
      send_failure(making.cause(), made.error().message);
    }
  } catch (const std::bad_alloc&) {
    send_failure("generation",
                 fmt::format("out of memory: the clip needs more than the limit of {} MiB",
                             allowed_bytes >> 20));
  } catch (const std::exception& problem) {
    send_failure("generation", problem.what());
  }
  // The watcher may still wait on its pipe: leave without destroying what it uses.
  ::_exit(0);
}

}  // namespace kirin::worker
