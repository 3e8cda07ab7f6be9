#include "engine/motion/compose/composed_scene.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <utility>

#include "engine/motion/clip.h"
#include "engine/motion/compose/common_light.h"
#include "engine/motion/compose/framing.h"
#include "engine/motion/compose/on_two_threads.h"
#include "engine/motion/view/camera_facts.h"
#include "engine/motion/view/exposure.h"

namespace kirin::engine::motion {
namespace {

constexpr double kMustStay = 0.93;    // of each subject, at every moment
constexpr double kRoomForAll = 0.74;  // of the frame's sides: what the camera sees all the time
constexpr double kMoments[] = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0};

CameraPlan plan_for(const GenerationJob& job, double seconds, const ParallaxView& view,
                    bool has_cut_outs) {
  PictureFacts facts = camera_facts(view.plain(), view.understanding());
  if (has_cut_outs) {  // what the place was a picture of is not what this scene is of
    facts.face.reset();
    facts.subject.reset();
  }
  return read_camera(job.prompt, job.negative_prompt, job.prompt_strength, job.seed, seconds,
                     facts);
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

}  // namespace

ComposedScene::ComposedScene(const GenerationJob& job, const std::vector<Reference>& references,
                             const StageDirections& directions)
    : frame_(job.size.width, job.size.height),
      seconds_(static_cast<double>(job.frame_count) / job.fps),
      surroundings_(surroundings_of(references, frame_)),
      view_(surroundings_.picture, frame_,
            job.quality == Quality::professional ? Detail::fine : Detail::normal),
      plan_(plan_for(job, seconds_, view_, !all_shown_as(references, ShownAs::cut_out).empty())),
      ambient_(view_.understanding(), view_.plain(),
               {job.prompt, job.negative_prompt, job.prompt_strength, frame_, seconds_, job.seed,
                false}) {
  surroundings_.picture.release();
  add_cut_outs(references, directions, job.threads);
  keep_in_sight();
  double aperture = 0;
  for (const double t : kMoments) {
    aperture = std::max(aperture, pose_at(t).aperture);
  }
  if (aperture > 0) {  // of the surroundings: subjects stay sharp
    view_.prepare_focus(aperture);
  }
}

void ComposedScene::paint(double t, cv::Mat& frame) const {
  const CameraPose pose = pose_at(t);
  view_.paint(pose, ambient_.at(t), frame);
  for (const CutOut& cut_out : cut_outs_) {
    cut_out.paint(pose, t * seconds_, frame);
  }
  ambient_.draw_over(
      t, pose, [&](cv::Point2f p) { return view_.seen_at(pose, p); }, frame);
}

void ComposedScene::describe(GenerationReport& report) const {
  report.facts["camera"] = motion::describe(plan_);
  if (plan_.is_from_prompt && reach_ < 0.95) {
    report.warnings.emplace_back(
        "The camera moves less far than asked for, so that all subjects stay in sight.");
  }
  JsonArray moving;
  for (const std::string& name : ambient_.describe()) {
    moving.emplace_back(name);
  }
  if (!moving.empty()) {
    report.facts["ambient"] = std::move(moving);
  }
}

void ComposedScene::add_cut_outs(const std::vector<Reference>& references,
                                 const StageDirections& directions, int threads) {
  const std::vector<std::size_t> who = all_shown_as(references, ShownAs::cut_out);
  std::vector<Performer> performers;
  for (std::size_t k = 0; k < who.size(); ++k) {
    performers.push_back(performer_of(references[who[k]], references[who[k]].wish));
  }
  const Stage stage = find_stage(who.size());
  std::vector<Standing> places =
      place_performers(performers, stage, links_among(directions.links, who));
  std::vector<std::size_t> order(who.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return places[a].depth < places[b].depth; });
  const LightGuess light = guess_light(view_.plain());
  std::vector<Matte> mattes(who.size());
  std::vector<GroundShadow> shadows(who.size());
  on_two_threads(threads, who.size(), [&](std::size_t k) {
    mattes[k] = matte_at(references[who[k]], frame_, CutOut::kFiner, places[k]);
    match_light(view_.plain()(around(places[k])), mattes[k]);
    if (!performers[k].is_cut_below) {
      shadows[k] = shadow_of(mattes[k].alpha, light);
    }
  });
  double disparity = 0.25;
  for (const std::size_t k : order) {
    const Standing& at = places[k];
    // On the ground its feet do not slide; what stands in front is nearer in any case.
    const double ground = view_.disparity_at(at.x / stage.aspect, std::min(at.foot, 0.98));
    disparity = std::clamp(ground, std::min(0.95, disparity + 0.04), 0.95);
    cut_outs_.emplace_back(mattes[k], shadows[k], at, frame_, disparity,
                           0.37 * static_cast<double>(k));
  }
}

Stage ComposedScene::find_stage(std::size_t subjects) {
  const SceneUnderstanding& seen = view_.understanding();
  Stage stage;
  stage.aspect = aspect_of(frame_);
  stage.horizon = surroundings_.is_invented  ? kInventedHorizon
                  : seen.horizon_trust > 0.3 ? std::clamp(seen.horizon, 0.2, 0.75)
                                             : 0.55;
  stage.interest = surroundings_.interest;
  find_safe(stage);
  while (reach_ > 0.2 && subjects > 0 &&
         (stage.safe.width < kRoomForAll * stage.aspect || stage.safe.height < kRoomForAll)) {
    reach_ *= 0.8;
    find_safe(stage);
  }
  return stage;
}

void ComposedScene::find_safe(Stage& stage) const {
  const double unit = frame_.height;
  stage.lowest = 1;
  double left = 0;
  double right = stage.aspect;
  double top = 0;
  double bottom = 1;
  for (const double t : kMoments) {
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

cv::Rect ComposedScene::around(const Standing& at) const {
  const double unit = frame_.height;
  const cv::Rect box(static_cast<int>((at.x - 0.75 * at.width) * unit),
                     static_cast<int>((at.foot - 1.1 * at.height) * unit),
                     static_cast<int>(1.5 * at.width * unit),
                     static_cast<int>(1.2 * at.height * unit));
  const cv::Rect inside = box & cv::Rect({0, 0}, frame_);
  return inside.area() > 64 ? inside : cv::Rect({0, 0}, frame_);
}

void ComposedScene::keep_in_sight() {
  for (int tries = 0; tries < 8 && least_seen() < kMustStay; ++tries) {
    reach_ *= 0.75;
  }
}

CameraPose ComposedScene::pose_at(double t) const { return part_of(at(plan_, t), reach_); }

double ComposedScene::least_seen() const {
  double least = 1;
  for (const double t : kMoments) {
    for (const CutOut& cut_out : cut_outs_) {
      least = std::min(least, cut_out.seen_part(pose_at(t)));
    }
  }
  return least;
}

}  // namespace kirin::engine::motion
