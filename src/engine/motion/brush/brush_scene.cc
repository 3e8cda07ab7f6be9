#include "engine/motion/brush/brush_scene.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "engine/motion/imaging/hole_fill.h"
#include "engine/motion/understanding/scene_understanding.h"

namespace kirin::engine::motion {
namespace {

constexpr double kTakesOn = 4;      // pixels of motion after which a thing shows its own soft edge
constexpr int kWorkPixels = 50000;  // to find a thing's outline in

cv::Mat united(const std::vector<Stroke>& strokes, cv::Size size) {
  cv::Mat all = cv::Mat::zeros(size, CV_8U);
  for (const Stroke& stroke : strokes) {
    all |= stroke.mask;
  }
  return all;
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

BrushScene::BrushScene(const cv::Mat& plain, std::vector<Stroke> strokes, const cv::Mat& held,
                       int frame_count)
    : plain_(plain), held_(held), tones_(plain) {
  const GroundDepth ground(understand(plain), united(strokes, plain.size()));
  cut_out(strokes, ground, frame_count);
  group_places();
  cv::Mat hole = cv::Mat::zeros(plain.size(), CV_8U);
  for (const Thing& thing : things_) {
    hole(thing.place) |= thing.removed;
  }
  background_ = hole_filled(plain, hole);
  tones_ = BackgroundTones(background_);
}

void BrushScene::cut_out(const std::vector<Stroke>& strokes, const GroundDepth& ground,
                         int frame_count) {
  std::vector<Painted> painted;
  for (const Stroke& stroke : strokes) {
    painted.push_back({stroke.mask, static_cast<double>(cv::boundingRect(stroke.mask).br().y)});
  }
  const Layering layering(painted);
  const std::vector<std::size_t>& order = layering.painted_order();
  const int work = kWorkPixels / std::max(1, static_cast<int>(strokes.size() + 1) / 2);
  std::vector<PaintedThing> cuts(strokes.size());
  // From front to back: what was painted onto a thing is filled in before that thing is cut out.
  cv::Mat before = cv::Mat::zeros(plain_.size(), CV_8U);
  for (auto i = order.rbegin(); i != order.rend(); ++i) {
    const cv::Mat& mask = strokes[*i].mask;
    const cv::Mat covered = before & mask;
    const cv::Mat picture = cv::countNonZero(covered) == 0 ? plain_ : hole_filled(plain_, before);
    cuts[*i] = painted_thing(picture, mask, work);
    before |= cuts[*i].removed;
    Thing thing{Layer(picture, cuts[*i]), {}, cv::boundingRect(cuts[*i].removed), {}, 0};
    thing.removed = cuts[*i].removed(thing.place).clone();
    thing.placements =
        placements(strokes[*i].path, frame_count, thing.layer.foot(), plain_.rows, ground);
    thing.layer.hold_at_borders(thing.placements);
    things_.push_back(std::move(thing));
  }
  // things_ is in the order of cutting; the layering speaks of strokes.
  std::vector<std::size_t> place(strokes.size());
  for (std::size_t k = 0; k < order.size(); ++k) {
    place[order[k]] = order.size() - 1 - k;
  }
  std::vector<std::vector<Spread>> spreads(static_cast<std::size_t>(frame_count));
  for (std::size_t frame = 0; frame < spreads.size(); ++frame) {
    for (std::size_t stroke = 0; stroke < strokes.size(); ++stroke) {
      const Thing& thing = things_[place[stroke]];
      spreads[frame].push_back(spread_of(thing.layer, thing.placements[frame]));
    }
  }
  orders_ = layering.orders(spreads);
  for (std::vector<std::size_t>& frame : orders_) {
    for (std::size_t& stroke : frame) {
      stroke = place[stroke];
    }
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

void BrushScene::uncover(const Thing& thing, double share, cv::Mat& frame) const {
  cv::Mat mixed;
  cv::addWeighted(background_(thing.place), share, plain_(thing.place), 1 - share, 0, mixed);
  mixed.copyTo(frame(thing.place), thing.removed);
}

void BrushScene::paint(int index, cv::Mat& frame) const {
  const auto i = static_cast<std::size_t>(index);
  background_.copyTo(frame);
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
  for (const std::size_t k : orders_[i]) {
    things_[k].layer.draw(things_[k].placements[i], change[k], tones_, frame);
  }
  if (!held_.empty()) {
    plain_.copyTo(frame, held_);
  }
}

}  // namespace kirin::engine::motion
