#include "engine/motion/compose/composition.h"

#include <fmt/format.h>

#include <cmath>
#include <utility>
#include <vector>

#include "engine/motion/clip.h"
#include "engine/motion/compose/casting.h"
#include "engine/motion/compose/composed_scene.h"
#include "engine/motion/compose/framing.h"
#include "engine/motion/compose/given_matte.h"
#include "engine/motion/compose/on_two_threads.h"
#include "engine/motion/compose/reference.h"
#include "engine/motion/compose/stage_directions.h"
#include "engine/motion/imaging/picture.h"
#include "engine/motion/view/camera_move.h"
#include "media/flatten.h"

namespace kirin::engine::motion {
namespace {

constexpr double kFittingShape = 0.25;  // difference of aspect ratios (log) that a crop may hide

void cast(std::vector<Reference>& references, const StageDirections& directions, cv::Size frame) {
  std::vector<Candidate> candidates;
  for (const Reference& reference : references) {
    candidates.push_back(
        {aspect_of(reference.picture.size()), reference.subject.confidence(), reference.scenery});
  }
  const std::vector<ShownAs> shown = cast_pictures(candidates, directions, aspect_of(frame));
  for (std::size_t i = 0; i < references.size(); ++i) {
    references[i].shown = shown[i];
    references[i].wish = directions.places[i];
  }
  // Sides told of no picture by number are for those in the place, in their order; where there are
  // as many as cut-outs only, for these.
  std::vector<std::size_t> who = all_shown_as(references, ShownAs::cut_out);
  if (directions.unnamed.size() != who.size()) {
    who.clear();
    for (std::size_t i = 0; i < references.size(); ++i) {
      if (references[i].shown != ShownAs::background) {
        who.push_back(i);
      }
    }
  }
  for (std::size_t k = 0; k < who.size() && directions.unnamed.size() == who.size(); ++k) {
    StageSide& side = references[who[k]].wish.side;
    side = side == StageSide::anywhere ? directions.unnamed[k] : side;
  }
}

bool comes_cut_out(const media::ImageWithAlpha& picture) {
  return !picture.alpha.empty() && is_cut_out(as_mat(picture.alpha));
}

media::Image as_image(const cv::Mat& pixels) {
  media::Image image({pixels.cols, pixels.rows});
  cv::Mat target = as_mat(image);
  pixels.copyTo(target);
  return image;
}

/// One picture: all of the frame, where need be extended.
Result<GenerationReport> show_alone(const GenerationJob& job, FrameSink& frames,
                                    ProgressSink& progress, const std::stop_token& stop) {
  const media::ImageWithAlpha& given = job.references[0];
  const cv::Size frame(job.size.width, job.size.height);
  GenerationJob alone = job;
  alone.references.clear();
  std::string_view how = "full frame";
  if (std::abs(std::log(aspect_of(as_mat(given.image).size()) / aspect_of(frame))) <
      kFittingShape) {
    alone.first_frame = media::flattened(given);
  } else {
    progress.report(0, "analyse");
    const Reference reference = looked_at(given);
    const cv::Mat& picture = reference.picture;
    const cv::Rect crop = attentive_crop(picture.size(), aspect_of(frame), reference.interest);
    const bool is_enough = kept_part(reference.interest, picture.size(), crop) > kEnoughInterest;
    how = is_enough ? "full frame" : "full frame, extended";
    alone.first_frame =
        as_image(is_enough ? picture(crop)
                           : extended(picture, reference.interest, reference.subject.is_cut_below,
                                      {frame.width * 5 / 4, frame.height * 5 / 4}));
  }
  ASSIGN_OR_RETURN(GenerationReport report, move_camera(alone, frames, progress, stop));
  report.facts["references"] = JsonArray{how};
  return report;
}

}  // namespace

Result<GenerationReport> compose_references(const GenerationJob& job, FrameSink& frames,
                                            ProgressSink& progress, const std::stop_token& stop) {
  EXPECTS(!job.references.empty());
  for (const media::ImageWithAlpha& reference : job.references) {
    if (reference.image.empty()) {
      return Error{ErrorCode::invalid_argument, "an empty reference picture"};
    }
  }
  if (job.references.size() == 1 && !comes_cut_out(job.references[0])) {
    return show_alone(job, frames, progress, stop);
  }
  progress.report(0, "analyse");
  std::vector<Reference> references(job.references.size());
  on_two_threads(job.threads, references.size(),
                 [&](std::size_t i) { references[i] = looked_at(job.references[i]); });
  const StageDirections directions = read_stage_directions(job.prompt, references.size());
  const cv::Size frame_size(job.size.width, job.size.height);
  cast(references, directions, frame_size);

  const ComposedScene scene(job, references, directions);
  RETURN_IF_ERROR(render_frames(job, frames, progress, stop, [&](int index, media::Image& frame) {
    cv::Mat pixels = as_mat(frame);
    scene.paint(frame_time(job, index), pixels);
  }));

  GenerationReport report;
  JsonArray how;
  for (std::size_t i = 0; i < references.size(); ++i) {
    how.emplace_back(to_string(references[i].shown));
    if (references[i].shown == ShownAs::inset) {
      report.warnings.push_back(fmt::format(
          "The subject of reference image {} cannot be told from its background, so the "
          "image is blended into the scene; to have the subject cut out, use a picture "
          "that shows it whole before a plain background.",
          i + 1));
    }
  }
  report.facts["references"] = std::move(how);
  scene.describe(report);
  return report;
}

}  // namespace kirin::engine::motion
