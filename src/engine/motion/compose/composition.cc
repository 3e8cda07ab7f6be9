#include "engine/motion/compose/composition.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <opencv2/imgproc.hpp>
#include <utility>
#include <vector>

#include "engine/motion/ambient/ambient_motion.h"
#include "engine/motion/camera/camera_plan.h"
#include "engine/motion/clip.h"
#include "engine/motion/compose/casting.h"
#include "engine/motion/compose/common_light.h"
#include "engine/motion/compose/cut_out.h"
#include "engine/motion/compose/matte.h"
#include "engine/motion/compose/placement.h"
#include "engine/motion/compose/stage_directions.h"
#include "engine/motion/compose/subject.h"
#include "engine/motion/compose/surroundings.h"
#include "engine/motion/imaging/picture.h"
#include "engine/motion/view/camera_move.h"
#include "engine/motion/view/parallax_view.h"

namespace kirin::engine::motion {
namespace {

constexpr int kLookedAtSide = 640;      // pictures are understood at this size
constexpr double kFittingShape = 0.25;  // difference of aspect ratios (log) that a crop may hide
constexpr double kMustStay = 0.93;      // of each subject, at every moment
constexpr double kRoomForAll = 0.74;    // of the frame's sides: what the camera sees all the time

/// A reference picture and what is known of it.
struct Reference {
  cv::Mat picture;
  Subject subject;
  cv::Mat interest;
  double scenery = 0;
  ShownAs shown = ShownAs::inset;
};

double aspect_of(cv::Size size) { return static_cast<double>(size.width) / size.height; }

cv::Mat smaller(const cv::Mat& picture) {
  const double shrink =
      std::min(1.0, static_cast<double>(kLookedAtSide) / std::max(picture.cols, picture.rows));
  cv::Mat small;
  cv::resize(picture, small,
             {std::max(24, static_cast<int>(picture.cols * shrink)),
              std::max(24, static_cast<int>(picture.rows * shrink))},
             0, 0, cv::INTER_AREA);
  return small;
}

/// What of a picture should stay in sight: its subject, as far as one was found, and its middle.
cv::Mat interest_of(const Subject& subject, cv::Size size) {
  cv::Mat interest(36, 36 * size.width / std::max(1, size.height) + 1, CV_32F);
  for (int y = 0; y < interest.rows; ++y) {
    for (int x = 0; x < interest.cols; ++x) {
      const double dx = (x + 0.5) / interest.cols - 0.5;
      const double dy = (y + 0.5) / interest.rows - 0.45;
      interest.at<float>(y, x) = static_cast<float>(0.25 * std::exp(-6 * (dx * dx + dy * dy)));
    }
  }
  if (!subject.mask.empty()) {
    const double sure = 0.2 + 0.5 * subject.confidence();
    cv::Mat field;
    cv::resize(subject.mask, field, interest.size(), 0, 0, cv::INTER_AREA);
    field.convertTo(field, CV_32F, sure / 255);
    interest += field;
    cv::resize(subject.stands_out, field, interest.size(), 0, 0, cv::INTER_AREA);
    interest += field * (0.75 - sure);
  }
  return interest;
}

Reference looked_at(const cv::Mat& picture) {
  Reference reference;
  reference.picture = picture;
  const cv::Mat small = smaller(picture);
  const SceneUnderstanding seen = understand(small);
  reference.subject = find_subject(small, seen.faces);
  reference.interest = interest_of(reference.subject, picture.size());
  reference.scenery = scenery_of(seen, reference.subject);
  return reference;
}

void cast(std::vector<Reference>& references, const StageDirections& directions, cv::Size frame) {
  std::vector<Candidate> candidates;
  for (const Reference& reference : references) {
    candidates.push_back(
        {aspect_of(reference.picture.size()), reference.subject.confidence(), reference.scenery});
  }
  const std::vector<ShownAs> shown = cast_pictures(candidates, directions, aspect_of(frame));
  for (std::size_t i = 0; i < references.size(); ++i) {
    references[i].shown = shown[i];
  }
}

std::vector<std::size_t> all_shown_as(const std::vector<Reference>& references, ShownAs shown) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < references.size(); ++i) {
    if (references[i].shown == shown) {
      found.push_back(i);
    }
  }
  return found;
}

/// The picture behind all cut-outs, and what of it they should not hide (coarse).
struct Surroundings {
  cv::Mat picture;
  cv::Mat interest;
  bool is_invented = false;
};

constexpr double kInventedHorizon = 0.62;

Surroundings surroundings_of(const std::vector<Reference>& references, cv::Size frame) {
  const auto places = all_shown_as(references, ShownAs::background);
  auto inset = all_shown_as(references, ShownAs::inset);
  const double aspect = aspect_of(frame);
  Surroundings result;
  result.interest = cv::Mat::zeros(36, 36 * frame.width / frame.height, CV_32F);
  const cv::Rect all({0, 0}, result.interest.size());
  const auto in_interest = [&](const Pane& pane) {
    return cv::Rect(static_cast<int>(pane.x * all.width), static_cast<int>(pane.y * all.height),
                    static_cast<int>(pane.width * all.width),
                    static_cast<int>(pane.height * all.height)) &
           all;
  };
  std::size_t place = 0;
  if (!places.empty()) {
    place = places.front();
  } else if (!inset.empty()) {  // the first of them is the place
    place = inset.front();
    inset.erase(inset.begin());
  } else {
    std::vector<cv::Mat> palette;
    for (const Reference& reference : references) {
      palette.push_back(reference.picture);
    }
    result.picture = invented_place(palette, frame, kInventedHorizon);
    result.is_invented = true;
    return result;
  }
  const Reference& ground = references[place];
  const auto show_interest = [&](const Reference& reference, const Pane& pane, double weight) {
    const cv::Rect box = in_interest(pane);
    const cv::Rect crop = attentive_crop(reference.picture.size(),
                                         aspect * pane.width / pane.height, reference.interest);
    const double sx = static_cast<double>(reference.interest.cols) / reference.picture.cols;
    const double sy = static_cast<double>(reference.interest.rows) / reference.picture.rows;
    const cv::Rect part = cv::Rect(static_cast<int>(crop.x * sx), static_cast<int>(crop.y * sy),
                                   std::max(1, static_cast<int>(crop.width * sx)),
                                   std::max(1, static_cast<int>(crop.height * sy))) &
                          cv::Rect({0, 0}, reference.interest.size());
    cv::Mat seen;
    cv::resize(reference.interest(part), seen, box.size(), 0, 0, cv::INTER_AREA);
    cv::Mat target = result.interest(box);
    cv::max(target, seen * weight, target);
  };
  const bool has_subjects = !all_shown_as(references, ShownAs::cut_out).empty();
  const std::vector<Pane> panes = panes_for(inset.size(), aspect, has_subjects);
  show_interest(ground, panes.back(), 0.9);
  if (inset.empty()) {
    result.picture = ground.picture(attentive_crop(ground.picture.size(), aspect, ground.interest));
    return result;
  }
  std::vector<Inset> insets;
  for (std::size_t k = 0; k < inset.size(); ++k) {
    const Reference& reference = references[inset[k]];
    insets.push_back({reference.picture, reference.interest});
    show_interest(reference, panes[k], 1);
  }
  const cv::Size fine(frame.width * 5 / 4, frame.height * 5 / 4);
  result.picture = dissolved({ground.picture, ground.interest}, insets, panes, fine);
  return result;
}

/// The part of the picture that the subject's mask covers, with room for its soft edge.
cv::Rect part_of(const Reference& reference) {
  const cv::Mat& mask = reference.subject.mask;
  const cv::Rect box = cv::boundingRect(mask);
  const double x = static_cast<double>(reference.picture.cols) / mask.cols;
  const double y = static_cast<double>(reference.picture.rows) / mask.rows;
  const double room = 0.02 * std::max(box.width * x, box.height * y) + 2 * std::max(x, y);
  const cv::Point from(static_cast<int>(box.x * x - room), static_cast<int>(box.y * y - room));
  const cv::Point to(static_cast<int>((box.x + box.width) * x + room),
                     static_cast<int>((box.y + box.height) * y + room));
  return cv::Rect(from, to) & cv::Rect({0, 0}, reference.picture.size());
}

/// `part` of the picture in the mask.
cv::Mat mask_of(const Reference& reference, const cv::Rect& part) {
  const cv::Mat& mask = reference.subject.mask;
  const double x = static_cast<double>(mask.cols) / reference.picture.cols;
  const double y = static_cast<double>(mask.rows) / reference.picture.rows;
  cv::Mat cut;
  cv::warpAffine(mask, cut, cv::Matx23d(1, 0, part.x * x, 0, 1, part.y * y),
                 {std::max(4, static_cast<int>(std::lround(part.width * x))),
                  std::max(4, static_cast<int>(std::lround(part.height * y)))},
                 cv::INTER_LINEAR | cv::WARP_INVERSE_MAP, cv::BORDER_REPLICATE);
  return cut;
}

Performer performer_of(const Reference& reference, const StagePlace& wish) {
  const cv::Rect part = part_of(reference);
  Performer performer;
  performer.aspect = aspect_of(part.size());
  cv::resize(mask_of(reference, part), performer.outline, {kOutline, kOutline}, 0, 0,
             cv::INTER_AREA);
  performer.outline.convertTo(performer.outline, CV_32F, 1 / 255.0);
  performer.is_cut_below = reference.subject.is_cut_below;
  performer.weight = reference.subject.has_head ? 1.3 : 1;
  performer.wish = wish;
  return performer;
}

/// The matte of a reference at the size it is drawn at, and `at` narrowed to what is not empty.
Matte matte_at(const Reference& reference, cv::Size frame, Standing& at) {
  const cv::Rect part = part_of(reference);
  const cv::Size size(std::max(8, static_cast<int>(at.width * frame.height * CutOut::kFiner)),
                      std::max(8, static_cast<int>(at.height * frame.height * CutOut::kFiner)));
  Matte matte = matte_of(resampled(reference.picture(part), size), mask_of(reference, part));
  const cv::Rect filled = cv::boundingRect(matte.alpha > 20);
  if (filled.area() == 0) {
    return matte;
  }
  matte.colour = matte.colour(filled).clone();
  matte.alpha = matte.alpha(filled).clone();
  const double unit = at.height / size.height;
  at.x += (filled.x + filled.width / 2.0 - size.width / 2.0) * unit;
  at.width = filled.width * unit;
  at.height = filled.height * unit;
  return matte;
}

/// Directions for the cut-outs alone.
std::vector<StageLink> links_among(const std::vector<StageLink>& links,
                                   const std::vector<std::size_t>& cut_out) {
  std::vector<StageLink> result;
  for (const StageLink& link : links) {
    const auto who = std::find(cut_out.begin(), cut_out.end(), link.who);
    const auto whom = std::find(cut_out.begin(), cut_out.end(), link.whom);
    if (who != cut_out.end() && whom != cut_out.end()) {
      result.push_back({static_cast<std::size_t>(who - cut_out.begin()), link.relation,
                        static_cast<std::size_t>(whom - cut_out.begin())});
    }
  }
  return result;
}

class Composition {
 public:
  Composition(const GenerationJob& job, const std::vector<Reference>& references,
              const StageDirections& directions)
      : frame_(job.size.width, job.size.height),
        surroundings_(surroundings_of(references, frame_)),
        view_(surroundings_.picture, frame_,
              job.quality == Quality::professional ? Detail::fine : Detail::normal),
        plan_(read_camera(job.prompt, job.negative_prompt, job.prompt_strength, job.seed)),
        seconds_(static_cast<double>(job.frame_count) / job.fps),
        ambient_(
            view_.understanding(), view_.plain(),
            {job.prompt, job.negative_prompt, job.prompt_strength, frame_, seconds_, job.seed}) {
    plan_.seconds = seconds_;
    add_cut_outs(references, directions);
    keep_in_sight();
  }

  void paint(double t, cv::Mat& frame) const {
    const CameraPose pose = pose_at(t);
    view_.paint(pose, ambient_.at(t), frame);
    for (const CutOut& cut_out : cut_outs_) {
      cut_out.paint(pose, t * seconds_, frame);
    }
    ambient_.draw_over(
        t, pose, [&](cv::Point2f p) { return view_.seen_at(pose, p); }, frame);
  }

  void describe(GenerationReport& report) const {
    report.facts["camera"] = motion::describe(plan_);
    JsonArray moving;
    for (const std::string& name : ambient_.describe()) {
      moving.emplace_back(name);
    }
    if (!moving.empty()) {
      report.facts["ambient"] = std::move(moving);
    }
  }

 private:
  void add_cut_outs(const std::vector<Reference>& references, const StageDirections& directions) {
    const std::vector<std::size_t> who = all_shown_as(references, ShownAs::cut_out);
    std::vector<Performer> performers;
    for (std::size_t k = 0; k < who.size(); ++k) {
      StagePlace wish = directions.places[who[k]];
      if (wish.side == StageSide::anywhere && directions.unnamed.size() == who.size()) {
        wish.side = directions.unnamed[k];
      }
      performers.push_back(performer_of(references[who[k]], wish));
    }
    const SceneUnderstanding& seen = view_.understanding();
    Stage stage;
    stage.aspect = aspect_of(frame_);
    stage.horizon = surroundings_.is_invented  ? kInventedHorizon
                    : seen.horizon_trust > 0.3 ? std::clamp(seen.horizon, 0.2, 0.75)
                                               : 0.55;
    stage.interest = surroundings_.interest;
    find_safe(stage);
    // Subjects need room: a camera that leaves too little moves less.
    while (reach_ > 0.2 && !who.empty() &&
           (stage.safe.width < kRoomForAll * stage.aspect || stage.safe.height < kRoomForAll)) {
      reach_ *= 0.8;
      find_safe(stage);
    }
    std::vector<Standing> places =
        place_performers(performers, stage, links_among(directions.links, who));
    std::vector<std::size_t> order(who.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return places[a].depth < places[b].depth; });
    const LightGuess light = guess_light(view_.plain());
    double disparity = 0.25;
    for (const std::size_t k : order) {
      Standing& at = places[k];
      Matte matte = matte_at(references[who[k]], frame_, at);
      match_light(view_.plain()(around(at)), matte);
      const GroundShadow shadow =
          performers[k].is_cut_below ? GroundShadow{} : shadow_of(matte.alpha, light);
      // On the ground its feet do not slide; what stands in front is nearer in any case.
      const double ground = view_.disparity_at(at.x / stage.aspect, std::min(at.foot, 0.98));
      disparity = std::clamp(ground, std::min(0.95, disparity + 0.04), 0.95);
      cut_outs_.emplace_back(matte, shadow, at, frame_, disparity, 0.37 * static_cast<double>(k));
    }
  }

  /// What the camera sees at every moment of what is near.
  void find_safe(Stage& stage) const {
    const double unit = frame_.height;
    stage.lowest = 1;
    double left = 0;
    double right = stage.aspect;
    double top = 0;
    double bottom = 1;
    for (const double t : {0.25, 0.5, 0.75, 1.0}) {
      const cv::Matx23d map = plane_from_frame(pose_at(t), frame_, 0.85);
      const auto seen = [&](double x, double y) {
        return cv::Point2d(map(0, 0) * x + map(0, 1) * y + map(0, 2),
                           map(1, 0) * x + map(1, 1) * y + map(1, 2)) /
               unit;
      };
      const cv::Point2d corners[] = {seen(0, 0), seen(frame_.width, 0), seen(0, frame_.height),
                                     seen(frame_.width, frame_.height)};
      left = std::max({left, corners[0].x, corners[2].x});
      right = std::min({right, corners[1].x, corners[3].x});
      top = std::max({top, corners[0].y, corners[1].y});
      bottom = std::min({bottom, corners[2].y, corners[3].y});
      stage.lowest = std::max({stage.lowest, corners[2].y, corners[3].y});
    }
    stage.safe = {left, top, std::max(0.3, right - left), std::max(0.3, bottom - top)};
  }

  /// The pixels of the plain view that `at` covers, and half as much again around.
  cv::Rect around(const Standing& at) const {
    const double unit = frame_.height;
    const cv::Rect box(static_cast<int>((at.x - 0.75 * at.width) * unit),
                       static_cast<int>((at.foot - 1.1 * at.height) * unit),
                       static_cast<int>(1.5 * at.width * unit),
                       static_cast<int>(1.2 * at.height * unit));
    const cv::Rect inside = box & cv::Rect({0, 0}, frame_);
    return inside.area() > 64 ? inside : cv::Rect({0, 0}, frame_);
  }

  /// Makes the camera's moves smaller until all subjects stay in the frame.
  void keep_in_sight() {
    for (int tries = 0; tries < 8 && least_seen() < kMustStay; ++tries) {
      reach_ *= 0.75;
    }
  }

  /// The camera at `t`, its moves made smaller by `reach_`.
  CameraPose pose_at(double t) const {
    CameraPose pose = at(plan_, t);
    pose.zoom = std::pow(pose.zoom, reach_);
    for (double* amount :
         {&pose.x, &pose.y, &pose.truck_x, &pose.truck_y, &pose.push, &pose.roll}) {
      *amount *= reach_;
    }
    return pose;
  }

  double least_seen() const {
    double least = 1;
    for (const double t : {0.25, 0.5, 0.75, 1.0}) {
      for (const CutOut& cut_out : cut_outs_) {
        least = std::min(least, cut_out.seen_part(pose_at(t)));
      }
    }
    return least;
  }

  cv::Size frame_;
  Surroundings surroundings_;
  ParallaxView view_;
  CameraPlan plan_;
  double reach_ = 1;  ///< of the camera's moves, [0, 1]
  double seconds_;
  AmbientMotion ambient_;
  std::vector<CutOut> cut_outs_;  ///< from back to front
};

media::Image as_image(const cv::Mat& pixels) {
  media::Image image({pixels.cols, pixels.rows});
  cv::Mat target = as_mat(image);
  pixels.copyTo(target);
  return image;
}

/// One picture: all of the frame, where need be extended.
Result<GenerationReport> show_alone(const GenerationJob& job, FrameSink& frames,
                                    ProgressSink& progress, const std::stop_token& stop) {
  const cv::Mat picture = as_mat(job.references[0]);
  const cv::Size frame(job.size.width, job.size.height);
  GenerationJob alone = job;
  alone.references.clear();
  std::string_view how = "full frame";
  if (std::abs(std::log(aspect_of(picture.size()) / aspect_of(frame))) < kFittingShape) {
    alone.first_frame = job.references[0];
  } else {
    progress.report(0, "analyse");
    const Reference reference = looked_at(picture);
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
  for (const media::Image& reference : job.references) {
    if (reference.empty()) {
      return Error{ErrorCode::invalid_argument, "an empty reference picture"};
    }
  }
  if (job.references.size() == 1) {
    return show_alone(job, frames, progress, stop);
  }
  progress.report(0, "analyse");
  std::vector<Reference> references;
  for (const media::Image& reference : job.references) {
    references.push_back(looked_at(as_mat(reference)));
  }
  const StageDirections directions = read_stage_directions(job.prompt, references.size());
  const cv::Size frame_size(job.size.width, job.size.height);
  cast(references, directions, frame_size);

  const Composition composition(job, references, directions);
  RETURN_IF_ERROR(render_frames(job, frames, progress, stop, [&](int index, media::Image& frame) {
    cv::Mat pixels = as_mat(frame);
    composition.paint(frame_time(job, index), pixels);
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
  composition.describe(report);
  return report;
}

}  // namespace kirin::engine::motion
