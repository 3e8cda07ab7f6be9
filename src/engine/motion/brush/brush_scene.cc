#include "engine/motion/brush/brush_scene.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "engine/motion/imaging/hole_fill.h"
#include "engine/motion/imaging/picture.h"
#include "engine/motion/view/view_grid.h"
#include "engine/motion/view/view_painter.h"

namespace kirin::engine::motion {
namespace {

constexpr double kTakesOn = 4;      // pixels of motion after which a thing shows its own soft edge
constexpr int kWorkPixels = 50000;  // to find a thing's outline in

// How much of a mask's outline must cross a thing for the mask to be a part of it, and how far, in
// mask sizes, such a part may go before it is cut off after all; a flower on its stem less far.
constexpr double kClearlyPart = 0.12;
constexpr double kSmallMotion = 0.6;
constexpr double kHangsOn = 0.02;
constexpr double kSlightMotion = 0.25;
// How much higher, in frame heights, a thing's foot must be than the picture's subject's for it to
// pass behind.
constexpr double kClearlyFarther = 0.06;
constexpr double kMostFold = 0.92;  // above, what bends looks crushed

cv::Mat united(const std::vector<Stroke>& strokes, cv::Size size) {
  cv::Mat all = cv::Mat::zeros(size, CV_8U);
  for (const Stroke& stroke : strokes) {
    all |= stroke.mask;
  }
  return all;
}

double foot_of(const cv::Mat& alpha) { return cv::boundingRect(alpha).br().y; }

/// How far a stroke goes, as a share of the size of what it moves.
double relative_motion(const Stroke& stroke, const std::vector<Placement>& placements) {
  double farthest = 0;
  for (const Placement& placement : placements) {
    farthest = std::max(farthest, std::hypot(placement.offset.x, placement.offset.y));
  }
  return farthest / std::sqrt(static_cast<double>(cv::countNonZero(stroke.mask)));
}

/// Whether the mask covers a part of something larger that moves only a little: cut out it would
/// be a severed head.
bool is_small_part(const PaintedThing& thing, const Stroke& stroke,
                   const std::vector<Placement>& placements) {
  const double motion = relative_motion(stroke, placements);
  return (thing.crossing > kClearlyPart && motion < kSmallMotion) ||
         (thing.crossing > kHangsOn && motion < kSlightMotion);
}

Spread spread_of(const Layer& layer, const Placement& placement) {
  const cv::Rect box = layer.box();
  const cv::Point2f centre = layer.centre();
  const double scale = placement.scale;
  const cv::Rect2d now(centre.x + placement.offset.x + (box.x - centre.x) * scale,
                       centre.y + placement.offset.y + (box.y - centre.y) * scale,
                       box.width * scale, box.height * scale);
  return {now, centre.y + placement.offset.y + (layer.foot() - centre.y) * scale};
}

}  // namespace

BrushScene::BrushScene(const cv::Mat& plain, const cv::Mat& fine, const SceneUnderstanding& seen,
                       const std::vector<Stroke>& strokes, const cv::Mat& held, int frame_count,
                       const AmbientBrief& brief)
    : plain_(plain),
      held_(held),
      frame_count_(frame_count),
      tones_(plain),
      ambient_(seen, plain, brief),
      ambient_names_(ambient_.describe()) {
  std::vector<Painted> painted;
  for (const Stroke& stroke : strokes) {
    painted.push_back({stroke.mask, static_cast<double>(cv::boundingRect(stroke.mask).br().y)});
  }
  const Layering layering(painted);
  const cv::Mat all_painted = united(strokes, plain.size());
  const std::vector<Cut> cuts =
      cuts_of(strokes, layering, GroundDepth(seen, all_painted), frame_count);
  bend_parts(strokes, cuts);
  cut_out(fine, cuts, layering, frame_count);
  group_places();
  find_occluder(seen, all_painted);
  cv::Mat hole = cv::Mat::zeros(plain.size(), CV_8U);
  for (const Thing& thing : things_) {
    hole(thing.place) |= thing.removed;
  }
  background_ = hole_filled(plain, hole);
  tones_ = BackgroundTones(background_);
  if (!bent_.empty() || !ambient_names_.empty()) {
    background_samples_ = SampledPicture(background_);
  }
  if (!bent_.empty()) {
    cv::Mat behind;
    cv::resize(hole, behind, fine.size(), 0, 0, cv::INTER_LINEAR);
    cv::Mat finer = fine.clone();
    resampled(background_, fine.size()).copyTo(finer, behind);
    fine_samples_ = SampledPicture(finer);
  }
  calm_around(hole);
}

std::vector<BrushScene::Cut> BrushScene::cuts_of(const std::vector<Stroke>& strokes,
                                                 const Layering& layering,
                                                 const GroundDepth& ground, int frame_count) const {
  const int work = kWorkPixels / std::max(1, static_cast<int>(strokes.size() + 1) / 2);
  const std::vector<std::size_t>& order = layering.painted_order();
  std::vector<Cut> cuts(strokes.size());
  // From front to back: what was painted onto a thing is filled in before that thing is cut out.
  cv::Mat before = cv::Mat::zeros(plain_.size(), CV_8U);
  for (auto i = order.rbegin(); i != order.rend(); ++i) {
    Cut& cut = cuts[*i];
    const Stroke& stroke = strokes[*i];
    const bool is_covered = cv::countNonZero(before & stroke.mask) > 0;
    cut.picture = is_covered ? hole_filled(plain_, before) : plain_;
    cut.thing = painted_thing(cut.picture, stroke.mask, work);
    before |= cut.thing.removed;
    cut.placements =
        placements(stroke.path, frame_count, foot_of(cut.thing.alpha), plain_.rows, ground);
  }
  for (std::size_t i = 0; i < cuts.size(); ++i) {
    for (std::size_t k = 0; k < cuts.size(); ++k) {
      cuts[i].overlaps |= i != k && cv::countNonZero(strokes[i].mask & strokes[k].mask) > 0;
    }
  }
  return cuts;
}

void BrushScene::bend_parts(const std::vector<Stroke>& strokes, const std::vector<Cut>& cuts) {
  manners_.assign(strokes.size(), "cut out");
  std::vector<std::size_t> candidates;
  cv::Mat pinned = cv::Mat::zeros(plain_.size(), CV_8U);
  if (!held_.empty()) {
    pinned |= held_;
  }
  for (std::size_t i = 0; i < strokes.size(); ++i) {
    if (!cuts[i].overlaps && is_small_part(cuts[i].thing, strokes[i], cuts[i].placements)) {
      candidates.push_back(i);
    } else {
      pinned |= cuts[i].thing.removed;
    }
  }
  // The part that moves farthest for its size is the first to be cut out where it would fold.
  std::stable_sort(candidates.begin(), candidates.end(), [&](std::size_t a, std::size_t b) {
    return relative_motion(strokes[a], cuts[a].placements) <
           relative_motion(strokes[b], cuts[b].placements);
  });
  while (!candidates.empty()) {
    std::vector<SoftPart> parts;
    for (const std::size_t i : candidates) {
      parts.push_back({strokes[i].mask, cuts[i].placements});
    }
    SoftWarp warp(plain_.size(), std::move(parts), pinned);
    if (warp.fold() < kMostFold) {
      bent_ = std::move(warp);
      break;
    }
    pinned |= cuts[candidates.back()].thing.removed;
    candidates.pop_back();
  }
  for (const std::size_t i : candidates) {
    manners_[i] = "bent";
  }
}

void BrushScene::cut_out(const cv::Mat& fine, const std::vector<Cut>& cuts,
                         const Layering& layering, int frame_count) {
  std::vector<std::size_t> place(cuts.size(), cuts.size());  // of a stroke among the things
  for (std::size_t i = 0; i < cuts.size(); ++i) {
    if (manners_[i] == "bent") {
      continue;
    }
    place[i] = things_.size();
    const PaintedThing& cut = cuts[i].thing;
    const bool is_whole = cuts[i].picture.data == plain_.data;  // nothing was painted onto it
    Thing thing{
        Layer(cuts[i].picture, is_whole ? fine : resampled(cuts[i].picture, fine.size()), cut),
        {},
        cv::boundingRect(cut.removed),
        cuts[i].placements,
        i,
        false,
        things_.size()};
    thing.removed = cut.removed(thing.place).clone();
    thing.layer.hold_at_borders(thing.placements);
    things_.push_back(std::move(thing));
  }
  std::vector<std::vector<Spread>> spreads(static_cast<std::size_t>(frame_count),
                                           std::vector<Spread>(cuts.size()));
  for (std::size_t frame = 0; frame < spreads.size(); ++frame) {
    for (const Thing& thing : things_) {
      spreads[frame][thing.stroke] = spread_of(thing.layer, thing.placements[frame]);
    }
  }
  orders_ = layering.orders(spreads);
  for (std::vector<std::size_t>& frame : orders_) {
    std::vector<std::size_t> order;
    for (const std::size_t stroke : frame) {
      if (place[stroke] < things_.size()) {
        order.push_back(place[stroke]);
      }
    }
    frame = std::move(order);
  }
}

void BrushScene::group_places() {
  for (std::size_t i = 0; i < things_.size(); ++i) {
    things_[i].group = i;
  }
  for (std::size_t i = 0; i < things_.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      const cv::Rect both = things_[i].place & things_[k].place;
      if (both.empty() || cv::countNonZero(things_[i].removed(both - things_[i].place.tl()) &
                                           things_[k].removed(both - things_[k].place.tl())) == 0) {
        continue;
      }
      const std::size_t from = things_[i].group;
      const std::size_t to = things_[k].group;
      for (Thing& thing : things_) {
        thing.group = thing.group == from ? to : thing.group;
      }
    }
  }
}

void BrushScene::find_occluder(const SceneUnderstanding& seen, const cv::Mat& painted) {
  occluder_ = certain_occluder(seen, plain_, painted);
  if (occluder_.alpha.empty()) {
    return;
  }
  const double clearly = kClearlyFarther * plain_.rows;
  for (Thing& thing : things_) {
    // All the way: what changes sides would jump.
    thing.is_behind = std::all_of(
        thing.placements.begin(), thing.placements.end(), [&](const Placement& placement) {
          return spread_of(thing.layer, placement).foot < occluder_.foot - clearly;
        });
  }
}

void BrushScene::calm_around(const cv::Mat& hole) {
  cv::Mat calm = hole.clone();
  if (!held_.empty()) {
    calm |= held_;
  }
  if (!bent_.empty()) {
    calm(bent_.box()).setTo(255);
  }
  ambient_.hold_still(calm);
}

void BrushScene::paint_background(double t, cv::Mat& frame) const {
  const AmbientMoment moment = ambient_names_.empty() ? AmbientMoment{} : ambient_.at(t);
  if (moment.empty()) {
    background_.copyTo(frame);
    return;
  }
  // From the picture itself: the motion is small, and what rests is exact.
  const ViewSources sources{
      .plain = background_samples_, .fine = background_samples_, .fine_share = 0, .blurred = {}};
  paint_view(view_grid({}, plain_.size(), {}, moment), sources, frame);
}

void BrushScene::uncover(const Thing& thing, double share, cv::Mat& frame) const {
  cv::Mat mixed;
  cv::addWeighted(background_(thing.place), share, plain_(thing.place), 1 - share, 0, mixed);
  mixed.copyTo(frame(thing.place), thing.removed);
}

void BrushScene::paint(int index, cv::Mat& frame) const {
  const auto i = static_cast<std::size_t>(index);
  const double t = frame_count_ < 2 ? 0 : static_cast<double>(index) / (frame_count_ - 1);
  paint_background(t, frame);
  const double takes_on = std::max(2.0, kTakesOn * plain_.cols / 1280);
  std::vector<double> change;
  std::vector<double> shares(things_.size(), 0.0);  // by group
  for (const Thing& thing : things_) {
    change.push_back(
        std::min(1.0, moved(thing.placements[i], thing.layer.box().size()) / takes_on));
    shares[thing.group] = std::max(shares[thing.group], change.back());
  }
  for (const Thing& thing : things_) {
    if (shares[thing.group] < 1) {
      uncover(thing, shares[thing.group], frame);
    }
  }
  bent_.draw(background_samples_, fine_samples_, index, frame);
  for (const std::size_t k : orders_[i]) {
    const Thing& thing = things_[k];
    thing.layer.draw(thing.placements[i], change[k], tones_, frame);
    if (thing.is_behind) {
      const cv::Rect2d now = spread_of(thing.layer, thing.placements[i]).box;
      const cv::Rect seen(now & cv::Rect2d(0, 0, frame.cols, frame.rows));
      cover_with(occluder_, background_, seen + cv::Size(2, 2), frame);
    }
  }
  if (!ambient_names_.empty()) {
    ambient_.draw_over(
        t, {},
        [&](cv::Point2f p) {
          return cv::Point2f(p.x * static_cast<float>(frame.cols) - 0.5F,
                             p.y * static_cast<float>(frame.rows) - 0.5F);
        },
        frame);
  }
  if (!held_.empty()) {
    plain_.copyTo(frame, held_);
  }
}

}  // namespace kirin::engine::motion
