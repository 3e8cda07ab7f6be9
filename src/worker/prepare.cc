#include "worker/prepare.h"

#include <fmt/format.h>

#include <cmath>
#include <optional>

#include "assets/ingest.h"
#include "base/file.h"
#include "base/hash.h"

namespace kirin::worker {
namespace {

using catalog::FailureCause;

constexpr std::string_view kAssetPrefix = "asset:";
constexpr int kStandardCrf = 21;
constexpr int kProfessionalCrf = 18;

// Masks are painted over a scaled copy of the image, so that rounding may move a side by a pixel or
// two.
constexpr double kAspectTolerance = 0.02;

// Brings the inputs of one request here, one after the other; remembers the first thing that went
// wrong.
class Staging {
 public:
  Staging(const catalog::Contract& contract, const InputSources& sources, TimePoint now)
      : contract_(contract), sources_(sources), now_(now) {}

  const GenerationFailure& failure() const { return failure_; }

  // Appends `input` for `role`; false, with failure() set, where it cannot be had or breaks the
  // parameter's rules.
  bool add(std::string_view parameter, InputRole role, const catalog::ImageInput& input,
           std::vector<engine::Point> trajectory = {}) {
    const catalog::ImageRules rules = contract_.image_rules(parameter);
    auto file = open(input, rules);
    if (!file) {
      return fail(FailureCause::transfer, parameter, file.error());
    }
    const auto header = assets::check_image(
        file->get(),
        {.max_bytes = rules.max_bytes, .min_side = rules.min_side, .max_aspect = rules.max_aspect});
    if (!header) {
      return fail(FailureCause::rejected, parameter, header.error());
    }
    sizes.push_back(header->size);
    files.push_back(*std::move(file));
    inputs.push_back({role, std::move(trajectory)});
    return true;
  }

  bool reject(std::string message) {
    failure_ = {FailureCause::rejected, std::move(message), false, false};
    return false;
  }

  std::vector<UniqueFd> files;
  std::vector<TicketInput> inputs;
  std::vector<media::Size> sizes;

 private:
  Result<UniqueFd> open_asset(std::string_view key) {
    ASSIGN_OR_RETURN(assets::OpenAsset asset, sources_.assets.open(key));
    return std::move(asset.fd);
  }

  Result<UniqueFd> open(const catalog::ImageInput& input, const catalog::ImageRules& rules) {
    const std::string_view source = input.source;
    if (source.starts_with(kAssetPrefix)) {
      return open_asset(source.substr(kAssetPrefix.size()));
    }
    const auto own = sources_.signed_urls.own_key(source, sources_.public_url, now_);
    if (own) {
      return open_asset(*own);
    }
    ASSIGN_OR_RETURN(UniqueFd file, anonymous_file(sources_.scratch_directory));
    fetch::FetchLimits limits;
    limits.max_bytes = rules.max_bytes;
    RETURN_IF_ERROR(sources_.fetcher.get(input.source, limits, file.get()));
    return file;
  }

  bool fail(FailureCause cause, std::string_view parameter, const Error& error) {
    // A network that hiccups may be better next time; an address that is refused will not.
    const bool passing =
        error.code == ErrorCode::unavailable || error.code == ErrorCode::deadline_exceeded;
    failure_ = {cause, fmt::format("{}: {}", parameter, error.message), passing, false};
    return false;
  }

  const catalog::Contract& contract_;
  const InputSources& sources_;
  TimePoint now_;
  GenerationFailure failure_;
};

std::vector<engine::Point> from_top_left(const std::vector<catalog::TrajectoryPoint>& trajectory,
                                         int height) {
  std::vector<engine::Point> points;
  for (const catalog::TrajectoryPoint& point : trajectory) {
    points.push_back({point.x, height - point.y});
  }
  return points;
}

bool same_aspect(media::Size a, media::Size b) {
  const double ratio =
      static_cast<double>(a.width) * b.height / (static_cast<double>(b.width) * a.height);
  return std::abs(ratio - 1) <= kAspectTolerance;
}

// The seeds: a mask has the image's aspect ratio, and all masks share one resolution; otherwise the
// task fails.
bool masks_fit(Staging& staging) {
  std::optional<media::Size> mask_size;
  for (std::size_t i = 1; i < staging.sizes.size(); ++i) {
    const media::Size size = staging.sizes[i];
    if (!same_aspect(size, staging.sizes[0])) {
      return staging.reject(
          fmt::format("a mask of {}x{} does not have the aspect ratio of the image, {}x{}",
                      size.width, size.height, staging.sizes[0].width, staging.sizes[0].height));
    }
    if (mask_size && *mask_size != size) {
      return staging.reject(fmt::format("the masks differ in resolution: {}x{} and {}x{}",
                                        mask_size->width, mask_size->height, size.width,
                                        size.height));
    }
    mask_size = size;
  }
  return true;
}

bool stage_masks(Staging& staging, const catalog::GenerationRequest& request) {
  if (!request.static_mask && request.dynamic_masks.empty()) {
    return true;
  }
  const int height = staging.sizes.at(0).height;
  if (request.static_mask &&
      !staging.add("static_mask", InputRole::static_mask, *request.static_mask)) {
    return false;
  }
  for (const catalog::BrushInput& brush : request.dynamic_masks) {
    if (!staging.add("dynamic_masks", InputRole::brush, brush.mask,
                     from_top_left(brush.trajectory, height))) {
      return false;
    }
  }
  return masks_fit(staging);
}

bool stage_all(Staging& staging, const catalog::GenerationRequest& request) {
  if (request.image && !staging.add("image", InputRole::first_frame, *request.image)) {
    return false;
  }
  if (request.image_tail &&
      !staging.add("image_tail", InputRole::last_frame, *request.image_tail)) {
    return false;
  }
  for (const catalog::ImageInput& reference : request.image_list) {
    if (!staging.add("image_list", InputRole::reference, reference)) {
      return false;
    }
  }
  return stage_masks(staging, request);
}

std::string request_hash(const catalog::GenerationRequest& request) {
  return sha256_hex(boost::json::serialize(catalog::to_json(request)));
}

media::ClipSpec clip_spec(const catalog::GenerationRequest& request,
                          const catalog::Contract& contract,
                          std::optional<catalog::PixelSize> first_image,
                          const PrepareOptions& options, const std::string& engine) {
  const catalog::PixelSize size = contract.output_size(request, first_image);
  media::ClipSpec clip;
  clip.size = {size.width, size.height};
  clip.fps = contract.fps(request);
  clip.frame_count = clip.fps * request.duration_seconds;
  clip.crf = request.mode == catalog::Mode::professional ? kProfessionalCrf : kStandardCrf;
  clip.preset = options.x264_preset;
  clip.has_audio = request.sound;
  clip.tags = {{"comment", fmt::format("Generated by Kirin, engine {}", engine)},
               {"kirin.model", request.model},
               {"kirin.seed", std::to_string(request.seed.value_or(0))},
               {"kirin.request_sha256", request_hash(request)}};
  return clip;
}

}  // namespace

PrepareOutcome prepare_clip(const std::string& task_id, const catalog::GenerationRequest& request,
                            const catalog::Contract& contract, const InputSources& sources,
                            const PrepareOptions& options, TimePoint now) {
  EXPECTS(request.seed.has_value());
  Staging staging{contract, sources, now};
  if (!stage_all(staging, request)) {
    return staging.failure();
  }
  std::optional<catalog::PixelSize> first_image;
  if (!staging.sizes.empty()) {
    first_image = catalog::PixelSize{staging.sizes[0].width, staging.sizes[0].height};
  }
  auto engine = options.engine(request);
  if (!engine) {
    return GenerationFailure{FailureCause::generation, engine.error().message, false, false};
  }
  PreparedClip prepared;
  prepared.engine = *std::move(engine);
  Ticket& ticket = prepared.ticket;
  ticket.task_id = task_id;
  ticket.engine = prepared.engine.name;
  ticket.model = request.model;
  ticket.prompt = request.prompt;
  ticket.negative_prompt = request.negative_prompt;
  ticket.clip = clip_spec(request, contract, first_image, options, prepared.engine.name);
  ticket.quality = request.mode == catalog::Mode::professional ? engine::Quality::professional
                                                               : engine::Quality::standard;
  ticket.prompt_strength = request.cfg_scale;
  ticket.seed = *request.seed;
  ticket.watermark = request.watermark;
  ticket.voice_ids = request.voice_ids;
  ticket.external_voices = options.external_voices;
  ticket.inputs = std::move(staging.inputs);
  ticket.threads = options.threads;
  prepared.inputs = std::move(staging.files);
  return prepared;
}

}  // namespace kirin::worker
