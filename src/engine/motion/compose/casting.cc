#include "engine/motion/compose/casting.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/core.hpp>

namespace kirin::engine::motion {
namespace {

constexpr double kClearScenery = 0.35;
constexpr double kSomeScenery = 0.2;  ///< enough where the prompt says that others stand before it

bool has_own_place(const StageDirections& directions, std::size_t i) {
  return directions.places[i] != StagePlace{} ||
         std::any_of(directions.links.begin(), directions.links.end(),
                     [&](const StageLink& link) { return link.who == i; });
}

/// "in front of image 2" makes image 2 the place where it may be one.
bool is_stood_before(const StageDirections& directions, std::size_t i) {
  return std::any_of(directions.links.begin(), directions.links.end(), [&](const StageLink& link) {
    return link.whom == i && link.relation == StageRelation::in_front_of;
  });
}

std::optional<std::size_t> place_among(std::span<const Candidate> candidates,
                                       const StageDirections& directions, double frame_aspect) {
  if (directions.background) {
    return directions.background;
  }
  std::optional<std::size_t> best;
  double most = -1e9;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const Candidate& candidate = candidates[i];
    const bool can_be_cut_out = candidate.certainty >= kSureSubject;
    const double due = is_stood_before(directions, i) ? kSomeScenery : kClearScenery;
    if ((can_be_cut_out && candidate.scenery < due) || has_own_place(directions, i)) {
      continue;
    }
    const double misfit = std::abs(std::log(candidate.aspect / frame_aspect));
    const double worth = candidate.scenery - 0.25 * misfit + (can_be_cut_out ? -0.15 : 0) +
                         (is_stood_before(directions, i) ? 2 : 0);
    if (worth > most) {
      most = worth;
      best = i;
    }
  }
  return best;
}

}  // namespace

std::string_view to_string(ShownAs shown) {
  constexpr std::array<std::string_view, 3> kNames = {"background", "cut out", "inset"};
  return kNames.at(static_cast<std::size_t>(shown));
}

double scenery_of(const SceneUnderstanding& seen, const Subject& subject) {
  double natural = 0;
  for (const RegionKind kind : {RegionKind::sky, RegionKind::water, RegionKind::vegetation}) {
    const Region& region = seen.region(kind);
    if (!region.share.empty()) {
      natural += region.trust * std::min(1.0, 2.5 * cv::mean(region.share)[0]);
    }
  }
  const double bands = std::clamp((subject.layering - 0.3) / 0.3, 0.0, 1.0);
  return std::min(1.0, 0.6 * bands + 0.35 * std::min(natural, 1.5) + 0.2 * seen.horizon_trust);
}

std::vector<ShownAs> cast_pictures(std::span<const Candidate> candidates,
                                   const StageDirections& directions, double frame_aspect) {
  std::optional<std::size_t> place;
  if (candidates.size() > 1) {
    place = place_among(candidates, directions, frame_aspect);
  }
  std::vector<ShownAs> shown;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    shown.push_back(place == i                                ? ShownAs::background
                    : candidates[i].certainty >= kSureSubject ? ShownAs::cut_out
                                                              : ShownAs::inset);
  }
  return shown;
}

}  // namespace kirin::engine::motion
