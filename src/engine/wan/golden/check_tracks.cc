#include "engine/wan/golden/check_tracks.h"

#include "engine/wan/condition/image_condition.h"
#include "engine/wan/condition/resize.h"
#include "engine/wan/condition/tracks.h"
#include "engine/wan/condition/video_size.h"
#include "engine/wan/golden/case_models.h"

namespace kirin::wan {
namespace {

using nn::Index;
using nn::Tensor;

/// The chosen tracks of [frames, tracks, …].
Tensor chosen(const Tensor& tracks, const Tensor& numbers) {
  nn::Shape shape = tracks.shape();
  shape[1] = numbers.count();
  Tensor kept = Tensor::uninitialised(shape, tracks.type());
  const Tensor wide = numbers.to(nn::DType::i64);
  for (Index i = 0; i < numbers.count(); ++i) {
    const Index track = wide.data<std::int64_t>()[i];
    kept.slice(1, i, i + 1).copy_from(tracks.slice(1, track, track + 1));
  }
  return kept;
}

/// The latents after the listed tracks were copied along.
Tensor copied(const Tensor& latent, const Tensor& tracks, const Tensor& visible) {
  Tensor edited = latent.clone();
  copy_along_tracks(edited, tracks, visible, HiddenStart::last_cell);
  return edited;
}

/// What the outputs named `run`.* must be for the tracks listed in `run`.tracks.
void see_run(const GoldenCase& golden, const std::string& run, const Tensor& latent,
             const Tensor& tracks, const Tensor& visible, Comparison& comparison) {
  const auto numbers = golden.outputs().get(run + ".tracks");
  if (!numbers) {
    return;
  }
  comparison.leave_out(run + ".tracks");  // says which tracks to take
  const Tensor some = chosen(tracks, *numbers);
  const Tensor shown = chosen(visible, *numbers);
  comparison.see(run + ".y", copied(latent, some, shown));
}

/// The conditioning of the whole pipeline: a picture, its latents, and tracks in pixels of the
/// video.
Result<void> check_pipeline(const GoldenCase& golden, Comparison& comparison) {
  ASSIGN_OR_RETURN(const Vae vae, case_vae(golden));
  ASSIGN_OR_RETURN(const Tensor picture, golden.input("image_u8"));
  ASSIGN_OR_RETURN(const Tensor tracks, golden.input("pipeline.tracks"));
  ASSIGN_OR_RETURN(const Tensor visible, golden.input("pipeline.visibility"));
  ASSIGN_OR_RETURN(const double max_area, golden.number("pipeline_max_area"));
  const VideoSize size_of_picture{.width = picture.extent(1), .height = picture.extent(0)};
  const VideoSize size = image_video_size(size_of_picture, max_area);
  GivenFrames given;
  given.first = resize_bicubic(to_signed_floats(picture), size.height, size.width);
  ASSIGN_OR_RETURN(
      Tensor y,
      image_condition(vae, given, {tracks.extent(0), size.height, size.width}, Vae::Run()));
  const Index channels = y.extent(0);
  Tensor latents = y.slice(0, 4, channels).clone();
  comparison.see("pipeline.y_before_edit", latents);
  copy_along_tracks(latents, scaled_tracks(tracks, size_of_picture, size), visible,
                    HiddenStart::last_cell);
  y.slice(0, 4, channels).copy_from(latents);
  comparison.see("pipeline.y_cond", y);
  comparison.see("pipeline.y_uncond", y);  // the official code edits the one that both use
  return {};
}

}  // namespace

Result<void> check_copied_tracks(const GoldenCase& golden, Comparison& comparison) {
  ASSIGN_OR_RETURN(const Tensor latent, golden.input("latent"));
  ASSIGN_OR_RETURN(const Tensor tracks, golden.input("tracks"));
  ASSIGN_OR_RETURN(const Tensor visible, golden.input("visibility"));
  const Tensor cells =
      track_cells(tracks, visible, latent.extent(1), latent.extent(2), latent.extent(3));
  comparison.see("all.track_pos", cells);
  comparison.see("no_collision.track_pos", cells);
  see_run(golden, "no_collision", latent, tracks, visible, comparison);
  see_run(golden, "visible_start", latent, tracks, visible, comparison);
  comparison.see("all_list_order.y", copied(latent, tracks, visible));
  return golden.inputs().has("pipeline.tracks") ? check_pipeline(golden, comparison)
                                                : Result<void>();
}

Result<void> check_splatted_tracks(const GoldenCase& golden, Comparison& comparison) {
  ASSIGN_OR_RETURN(const Tensor raw, golden.input("raw_tracks"));
  ASSIGN_OR_RETURN(const Tensor y, golden.input("y"));
  ASSIGN_OR_RETURN(const auto size, golden.numbers("frame_wh"));
  ASSIGN_OR_RETURN(const double multiplier, golden.number("quant_multi"));
  ASSIGN_OR_RETURN(const double temperature, golden.number("temperature"));
  ASSIGN_OR_RETURN(const double strongest, golden.number("topk"));
  if (size.size() != 2) {
    return Error{ErrorCode::data_loss, "case.json: frame_wh needs two numbers"};
  }
  const Tensor tracks =
      ati_tracks(raw, static_cast<Index>(size[0]), static_cast<Index>(size[1]), multiplier);
  comparison.see("processed_tracks", tracks);
  comparison.see("conditioned_y",
                 splat_tracks(y, tracks, temperature, static_cast<Index>(strongest)));
  return {};
}

}  // namespace kirin::wan
