/// \file
/// What generates video: a `GenerationJob` in, frames out.
///
/// An engine streams frames to the sink in order and holds no whole clip. It runs in a confined
/// process: no files but those handed to it, no network. The same job with the same seed gives the
/// same frames.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "media/image.h"
#include "sound/sound.h"

namespace kirin::engine {

enum class Quality { standard, professional };

/// A position in pixels of the job's first frame, origin at the top left, y downwards.
struct Point {
  double x = 0;
  double y = 0;
};

/// One stroke of the motion brush: what the mask covers follows the trajectory from its first to
/// its last point.
struct Brush {
  media::Image mask;  ///< bright (luma of at least 128) where painted; the first frame's aspect
                      ///< ratio, perhaps another size
  std::vector<Point> trajectory;  ///< 2 to 77 points
};

/// All an engine needs to make one clip. Inputs are decoded, upright, and checked.
struct GenerationJob {
  std::string task_id;
  std::string model;
  std::string prompt;
  std::string negative_prompt;
  media::Size size;  ///< of the clip; even
  int fps = 24;
  int frame_count = 120;
  Quality quality = Quality::standard;
  double prompt_strength = 0.5;  ///< `cfg_scale`, [0, 1]: how strongly the prompt rules
  std::uint64_t seed = 0;
  std::optional<media::Image> first_frame;
  std::optional<media::Image> last_frame;
  std::vector<media::ImageWithAlpha> references;  ///< transparency cuts the subject out
  std::optional<media::Image> static_mask;        ///< bright where nothing may move
  std::vector<Brush> brushes;
  int threads = 1;  ///< how many the engine may keep busy
};

/// Where frames go, in presentation order, each of the job's size.
class FrameSink {
 public:
  virtual ~FrameSink() = default;
  virtual Result<void> add(media::ImageView frame) = 0;
};

/// Where progress goes. `fraction` grows from 0 to 1; `phase` is a word such as "analyse" or
/// "render".
class ProgressSink {
 public:
  virtual ~ProgressSink() = default;
  virtual void report(double fraction, std::string_view phase) = 0;
};

/// What the engine tells beside the frames.
struct GenerationReport {
  JsonObject facts;  ///< such as {"camera": "zoom in"}; shown in the task's metadata
  std::vector<std::string> warnings;  ///< for the caller, whole sentences
  std::vector<sound::Cue> cues;       ///< what of the clip makes a sound, and when
};

/// The words of a job, without its pictures.
struct JobWords {
  std::string prompt;
  std::string negative_prompt;
  double prompt_strength = 0.5;  ///< as in GenerationJob
  std::uint64_t seed = 0;
  double seconds = 5;
  bool has_pictures = false;  ///< the clip moves them; the words then only say how
};

/// What an engine understands of a job's words.
struct Explanation {
  std::string text;  ///< for people, a fact a line
  JsonObject facts;  ///< the same for programs
};

class Engine {
 public:
  virtual ~Engine() = default;
  virtual std::string_view name() const = 0;
  /// Sends exactly `job.frame_count` frames. canceled where `stop` asks for it (looked at once per
  /// frame); the sink's error where the sink refuses; invalid_argument where the job cannot be
  /// done.
  virtual Result<GenerationReport> generate(const GenerationJob& job, FrameSink& frames,
                                            ProgressSink& progress, std::stop_token stop) = 0;
  /// A picture for people of what the engine sees in the job's pictures and how sure it is.
  /// invalid_argument where the job has no picture, failed_precondition where the engine does not
  /// look at them.
  virtual Result<media::Image> debug_sheet(const GenerationJob& job);
  /// What the engine would make of these words. failed_precondition where it cannot tell.
  virtual Result<Explanation> explain(const JobWords& words);
};

/// The names of the engines in this build.
std::vector<std::string> engine_names();
/// The engine of that name; not_found names those there are. `options` are what the operator set
/// for it; "motion" has none, "wan" those of wan/pipeline/wan_settings.h, and opens its files now.
Result<std::unique_ptr<Engine>> make_engine(std::string_view name, const JsonObject& options = {});

}  // namespace kirin::engine
