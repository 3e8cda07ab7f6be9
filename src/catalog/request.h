/// \file
/// A checked request: what `check` makes of a caller's parameters, defaults filled in.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"

namespace kirin::catalog {

enum class Mode { standard, professional };

/// An image a caller named: an http(s) URL, bare base64 (or the token of a spilled string,
/// base/json.h), or, once ingested, the key of a stored asset as "asset:<key>".
struct ImageInput {
  std::string source;
};

struct TrajectoryPoint {
  double x = 0;  ///< pixels of the input image, from its left
  double y = 0;  ///< pixels of the input image, from its BOTTOM, as on the wire
};

struct BrushInput {
  ImageInput mask;
  std::vector<TrajectoryPoint> trajectory;
};

/// One request for one clip. Which fields a model knows is its contract's matter; the others stay
/// empty.
struct GenerationRequest {
  std::string model;            ///< the contract's id, "kirin_v1_i2v"
  std::string requested_model;  ///< as the caller wrote it, perhaps an alias
  std::string prompt;
  std::string negative_prompt;
  Mode mode = Mode::standard;
  int duration_seconds = 5;
  std::string aspect_ratio;  ///< "16:9"; empty where the clip follows the image
  bool sound = false;  ///< whether the clip will have sound, after the rules between parameters
  std::vector<std::string> voice_ids;
  double cfg_scale = 0.5;
  bool watermark = false;
  std::optional<ImageInput> image;
  std::optional<ImageInput> image_tail;
  std::vector<ImageInput> image_list;
  std::optional<ImageInput> static_mask;
  std::vector<BrushInput> dynamic_masks;
  std::optional<std::string> callback_url;
  std::optional<std::string> external_task_id;
  std::optional<std::uint64_t>
      seed;  ///< an extension; drawn at admission where the caller gave none
  std::vector<std::string>
      warnings;  ///< for the caller: ignored parameters, combinations without effect
};

/// The request as the task row keeps it, and back. data_loss where the row is not one of ours.
JsonObject to_json(const GenerationRequest& request);
Result<GenerationRequest> request_from_json(const Json& json);

}  // namespace kirin::catalog
