#include "engine/motion/compose/placement.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>

#include "base/expects.h"

namespace kirin::engine::motion {
namespace {

constexpr double kMargin = 0.03;      // of the frame's height, to the sides of what is safe
constexpr double kBelow = 0.05;       // how far below all that is seen the feet are that are cut
constexpr double kMostHidden = 0.10;  // aimed at, so that a moving camera stays below 0.15

double squared(double x) { return x * x; }
double above_zero(double x) { return std::max(0.0, x); }

/// How large a performer, who fills `fill` of its box, is beside what is asked: 1 fulfils it.
double size_of(double fill, const Standing& at, double aspect) {
  const double visible = std::min(at.height, 1 - (at.foot - at.height));
  const double area = at.width * visible * fill / aspect;
  return std::max(visible / 0.47, std::sqrt(area / 0.22));
}

/// The weighted mean of `field` under the outline.
double field_under(const cv::Mat& field, double aspect, const Performer& performer,
                   const Standing& at) {
  double sum = 0;
  for (int y = 0; y < kOutline; ++y) {
    for (int x = 0; x < kOutline; ++x) {
      const double u = (at.x + ((x + 0.5) / kOutline - 0.5) * at.width) / aspect;
      const double v = at.foot - (1 - (y + 0.5) / kOutline) * at.height;
      if (u >= 0 && u < 1 && v >= 0 && v < 1) {
        sum += performer.outline.at<float>(y, x) *
               field.at<float>(static_cast<int>(v * field.rows), static_cast<int>(u * field.cols));
      }
    }
  }
  return sum * at.width * at.height / (kOutline * kOutline) / aspect;
}

class Search {
 public:
  Search(std::span<const Performer> performers, const Stage& stage,
         std::span<const StageLink> links)
      : performers_(performers), stage_(stage), links_(links) {
    for (const Performer& performer : performers) {
      fills_.push_back(cv::mean(performer.outline)[0]);
    }
    const double crowd = static_cast<double>(performers.size()) / std::min(2.2, 1.2 + stage.aspect);
    asked_ = std::clamp(1.08 / std::pow(crowd, 0.75), 0.6, 1.0);
    if (!stage.interest.empty()) {
      all_interest_ = std::max(0.02, cv::mean(stage.interest)[0]);
    }
  }

  std::vector<Standing> run() {
    std::vector<std::size_t> order(performers_.size());
    std::iota(order.begin(), order.end(), 0U);
    std::vector<Standing> best;
    double least = 1e30;
    do {
      for (const bool is_stacked : {false, true}) {
        std::vector<Standing> places = begun(order, is_stacked);
        const double cost = improved(places);
        for (std::size_t i = 0; i < places.size(); ++i) {
          bring_inside(places[i], i);
        }
        order_by_links(places);
        if (cost < least) {
          least = cost;
          best = places;
        }
      }
    } while (std::next_permutation(order.begin(), order.end()));
    return best;
  }

 private:
  void resize(Standing& at, std::size_t i, double height) const {
    at.height = std::clamp(height, 0.15, 1.0);
    at.width = at.height * performers_[i].aspect;
  }

  void settle(Standing& at, std::size_t i) const {
    if (performers_[i].is_cut_below) {
      at.foot = stage_.lowest + kBelow;
    }
    at.depth = std::clamp(at.foot, 0.0, 1.2) / 1.2;
  }

  void bring_inside(Standing& at, std::size_t i) const {
    const double widest = stage_.aspect - kMargin;
    if (at.width > widest) {
      resize(at, i, widest / performers_[i].aspect);
    }
    const double half = at.width / 2 + kMargin / 4;
    at.x = std::clamp(at.x, half, stage_.aspect - half);
    if (at.foot - at.height < kMargin / 4) {
      resize(at, i, at.foot - kMargin / 4);
    }
  }

  /// Whoever stands in front is painted later, also where neither has feet to tell by.
  void order_by_links(std::vector<Standing>& places) const {
    for (const StageLink& link : links_) {
      const bool is_before =
          link.relation == StageRelation::in_front_of || link.relation == StageRelation::held_by;
      if (is_before || link.relation == StageRelation::behind) {
        Standing& front = places[is_before ? link.who : link.whom];
        const Standing& back = places[is_before ? link.whom : link.who];
        front.depth = std::max(front.depth, back.depth + 0.02);
      }
    }
  }

  /// Side by side in that order, or in two rows, one behind the other.
  std::vector<Standing> begun(const std::vector<std::size_t>& order, bool is_stacked) const {
    std::vector<Standing> places(performers_.size());
    const auto count = static_cast<double>(order.size());
    for (std::size_t k = 0; k < order.size(); ++k) {
      const std::size_t i = order[k];
      const double column = (static_cast<double>(k) + 0.5) / count;
      const bool is_back = is_stacked && k % 2 == 1;
      resize(places[i], i, std::min(0.6, 0.9 * stage_.aspect / count / performers_[i].aspect));
      places[i].x = column * stage_.aspect;
      places[i].foot = is_back ? 0.6 : 0.94;
      settle(places[i], i);
    }
    return places;
  }

  /// [0, 1) from a 64-bit mix (Steele, Lea & Flood 2014), the same in every run.
  double dice() {
    state_ += 0x9e3779b97f4a7c15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return static_cast<double>((z ^ (z >> 31)) >> 11) * 0x1p-53;
  }

  /// Changes one performer at a time, by less and less, and keeps what is better.
  double improved(std::vector<Standing>& places) {
    constexpr int kSteps = 260;
    double cost = cost_of(places);
    for (int step = 0; step < kSteps; ++step) {
      const double reach = 0.22 * (1 - 0.9 * step / kSteps);
      const auto i = static_cast<std::size_t>(dice() * static_cast<double>(places.size()));
      const Standing before = places[i];
      Standing& at = places[i];
      at.x += reach * (2 * dice() - 1) * stage_.aspect;
      at.foot += reach * (2 * dice() - 1);
      resize(at, i, at.height * std::exp(1.2 * reach * (2 * dice() - 1)));
      settle(at, i);
      const double changed = cost_of(places);
      if (changed < cost) {
        cost = changed;
      } else {
        at = before;
      }
    }
    return cost;
  }

  double cost_of(const std::vector<Standing>& places) const {
    double cost = 0;
    double weight = 0;
    double moment = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
      cost += alone(places[i], i);
      weight += places[i].width * places[i].height;
      moment += places[i].width * places[i].height * places[i].x;
      for (std::size_t k = 0; k < i; ++k) {
        cost += together(places[i], i, places[k], k);
      }
    }
    for (const StageLink& link : links_) {
      cost += linked(places[link.who], places[link.whom], link.relation);
    }
    if (places.size() > 1) {  // in balance
      cost += 0.8 * squared(moment / weight / stage_.aspect - 0.5);
    }
    return cost;
  }

  double alone(const Standing& at, std::size_t i) const {
    const Performer& performer = performers_[i];
    const double size = size_of(fills_[i], at, stage_.aspect) / (performer.weight * asked_);
    const cv::Rect2d& safe = stage_.safe;
    double cost = 8 * squared(above_zero(1.04 - size)) + 0.6 * squared(above_zero(1.25 - size)) +
                  1.5 * squared(above_zero(size - 1.5));
    cost += 60 * squared(above_zero(safe.x + kMargin - (at.x - at.width / 2)));
    cost += 60 * squared(above_zero(at.x + at.width / 2 - (safe.x + safe.width - kMargin)));
    cost += 60 * squared(above_zero(safe.y + kMargin - (at.foot - at.height)));
    if (!performer.is_cut_below) {
      cost += 60 * squared(above_zero(at.foot - (safe.y + safe.height - 0.03)));
      const double in_air = above_zero(stage_.horizon + 0.12 - at.foot);
      cost += 30 * squared(in_air) + 1.5 * in_air;
      cost += 3 * squared(above_zero(safe.br().y - 0.08 - at.foot));
    }
    if (!stage_.interest.empty()) {
      cost += 1.5 * field_under(stage_.interest, stage_.aspect, performer, at) / all_interest_;
    }
    if (performers_.size() < 3 && performer.wish.side == StageSide::anywhere) {  // on a third
      cost += 3 * squared(std::abs(at.x / stage_.aspect - 0.5) - 0.19);
    }
    return cost + wished(at, performer.wish);
  }

  double wished(const Standing& at, const StagePlace& wish) const {
    const double x = at.x / stage_.aspect;
    double cost = 0;
    if (wish.side == StageSide::left) {
      cost += 20 * squared(above_zero(x - 0.32));
    } else if (wish.side == StageSide::right) {
      cost += 20 * squared(above_zero(0.68 - x));
    } else if (wish.side == StageSide::centre) {
      cost += 20 * squared(x - 0.5);
    }
    if (wish.depth == StageDepth::front) {
      cost += 6 * squared(above_zero(stage_.safe.br().y - 0.06 - at.foot));
    } else if (wish.depth == StageDepth::back) {
      cost += 6 * squared(above_zero(at.foot - std::max(0.8, stage_.horizon + 0.12)));
    }
    return cost;
  }

  double together(const Standing& a, std::size_t i, const Standing& b, std::size_t k) const {
    const bool is_before = a.depth > b.depth || (a.depth == b.depth && i > k);
    const double hidden = is_before ? hidden_part(performers_[k], b, performers_[i], a)
                                    : hidden_part(performers_[i], a, performers_[k], b);
    double cost = 40 * above_zero(hidden - kMostHidden) + 0.8 * hidden;
    // Alike in size for where they stand: neither a giant nor a dwarf.
    cost += 0.35 * squared(std::log(a.width * a.height / (b.width * b.height)));
    return cost;
  }

  double linked(const Standing& a, const Standing& b, StageRelation relation) const {
    const double beside = (a.width + b.width) / 2;
    const double apart = std::abs(a.x - b.x) - beside;
    switch (relation) {
      case StageRelation::left_of:
        return 6 * squared(above_zero(a.x - b.x + 0.6 * beside));
      case StageRelation::right_of:
        return 6 * squared(above_zero(b.x - a.x + 0.6 * beside));
      case StageRelation::in_front_of:
        return 8 * squared(above_zero(b.foot - a.foot + 0.06)) + 2 * squared(above_zero(apart));
      case StageRelation::behind:
        return 8 * squared(above_zero(a.foot - b.foot + 0.06)) + 2 * squared(above_zero(apart));
      case StageRelation::next_to:
        return 4 * squared(above_zero(apart - 0.02)) + 2 * squared(a.foot - b.foot);
      case StageRelation::above:
        return 8 * squared(above_zero(a.foot - a.height / 2 - (b.foot - b.height / 2) + 0.2)) +
               squared(a.x - b.x);
      case StageRelation::below:
        return 8 * squared(above_zero(b.foot - b.height / 2 - (a.foot - a.height / 2) + 0.2)) +
               squared(a.x - b.x);
      case StageRelation::held_by:
        return 3 * squared(above_zero(apart)) + 4 * squared(above_zero(b.foot - a.foot)) +
               squared(a.foot - 0.95);
    }
    return 0;
  }

  std::span<const Performer> performers_;
  const Stage& stage_;
  std::span<const StageLink> links_;
  std::vector<double> fills_;
  double asked_ = 1;  ///< of the size: many, or some in a narrow frame, have to share
  double all_interest_ = 1;
  std::uint64_t state_ = 17;
};

}  // namespace

double hidden_part(const Performer& behind, const Standing& behind_at, const Performer& before,
                   const Standing& before_at) {
  const double left = behind_at.x - behind_at.width / 2;
  const double top = behind_at.foot - behind_at.height;
  const double before_left = before_at.x - before_at.width / 2;
  const double before_top = before_at.foot - before_at.height;
  double hidden = 0;
  double all = 1e-6;
  for (int y = 0; y < kOutline; ++y) {
    const double v = top + (y + 0.5) / kOutline * behind_at.height;
    const auto row = static_cast<int>(std::floor((v - before_top) / before_at.height * kOutline));
    for (int x = 0; x < kOutline; ++x) {
      const float part = behind.outline.at<float>(y, x);
      all += part;
      const double u = left + (x + 0.5) / kOutline * behind_at.width;
      const auto column =
          static_cast<int>(std::floor((u - before_left) / before_at.width * kOutline));
      if (row >= 0 && row < kOutline && column >= 0 && column < kOutline) {
        hidden += part * before.outline.at<float>(row, column);
      }
    }
  }
  return hidden / all;
}

std::vector<Standing> place_performers(std::span<const Performer> performers, const Stage& stage,
                                       std::span<const StageLink> links) {
  EXPECTS(performers.size() <= 4);
  if (performers.empty()) {
    return {};
  }
  return Search(performers, stage, links).run();
}

}  // namespace kirin::engine::motion
