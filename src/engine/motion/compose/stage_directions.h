/// \file
/// Who is where: what a prompt says about the reference pictures, in English and Chinese.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace kirin::engine::motion {

enum class StageSide { anywhere, left, centre, right };
enum class StageDepth { anywhere, front, back };

/// How one picture's subject stands to another's.
enum class StageRelation { left_of, right_of, in_front_of, behind, next_to, above, below, held_by };

struct StageLink {
  std::size_t who = 0;
  StageRelation relation = StageRelation::next_to;
  std::size_t whom = 0;

  friend bool operator==(const StageLink&, const StageLink&) = default;
};

struct StagePlace {
  StageSide side = StageSide::anywhere;
  StageDepth depth = StageDepth::anywhere;

  friend bool operator==(const StagePlace&, const StagePlace&) = default;
};

struct StageDirections {
  std::optional<std::size_t> background;  ///< the picture that is the place of it all
  std::vector<StagePlace> places;         ///< of each picture
  std::vector<StageLink> links;           ///< "between" is two: right of one and left of the other
  /// Sides told without naming pictures ("a cat on the left, a dog on the right"), in the order
  /// told: for those that are in the place in their order. Empty where pictures are named.
  std::vector<StageSide> unnamed;
};

/// Reads `prompt` for `count` pictures. A picture is "image 1", "the second photo", "@Image3",
/// "<<<image_4>>>", "图1", "第二张图片", ...; numbers beyond `count` are not pictures. What
/// contradicts something said before is ignored.
StageDirections read_stage_directions(std::string_view prompt, std::size_t count);

}  // namespace kirin::engine::motion
