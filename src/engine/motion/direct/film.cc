#include "engine/motion/direct/film.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string_view>
#include <utility>

#include "engine/motion/dice.h"
#include "engine/motion/direct/camera_path.h"
#include "engine/motion/direct/cues.h"
#include "engine/motion/direct/effects.h"
#include "engine/motion/direct/framing.h"
#include "engine/motion/frame_pipeline.h"
#include "engine/motion/places/snow_cover.h"
#include "engine/motion/render/renderer.h"

namespace kirin::engine::motion::direct {
namespace {

/// Twelve poses a second are what puppet animators make.
double step_of(std::string_view style) {
  constexpr auto kStepped =
      std::to_array<std::string_view>({"claymation", "paper_cutout", "pixel_art"});
  return std::ranges::find(kStepped, style) != kStepped.end() ? 1.0 / 12 : 0;
}

/// Fireworks are seen in the sky, not as a rocket on the ground.
void send_fireworks_up(story::SceneDescription& scene) {
  const bool are_told = std::ranges::any_of(scene.subjects, is_fireworks);
  const bool are_seen = std::ranges::any_of(
      scene.sights, [](const story::SkySight& sight) { return sight.id == "fireworks"; });
  if (are_told && !are_seen) {
    scene.sights.push_back({.id = "fireworks"});
  }
}

/// Snow lies on what stands outdoors in it: trees, houses, cars; not on who lives.
class Dresser {
 public:
  explicit Dresser(const Film& film) : film_(film) {}

  std::shared_ptr<const world::Mesh> mesh_of(const Actor& actor) {
    const auto own = std::shared_ptr<const world::Mesh>(actor.model, &actor.model->mesh);
    const float cover =
        film_.place.snow_cover * share_of(nature_of(actor.model->kind, *actor.model));
    if (cover <= 0) {
      return own;
    }
    auto& made = snowed_[actor.model.get()];
    if (made == nullptr) {
      made = std::make_shared<const world::Mesh>(
          places::with_snow(actor.model->mesh, film_.place.snow, cover));
    }
    return made;
  }

 private:
  static float share_of(const Nature& nature) {
    const bool stands = nature.family == Family::building || nature.family == Family::plant;
    const bool drives = nature.domain == Domain::road || nature.domain == Domain::rail;
    return stands ? 1.0F : drives ? 0.8F : 0.0F;
  }

  const Film& film_;
  std::map<const world::Model*, std::shared_ptr<const world::Mesh>> snowed_;
};

void add_cast(Film& film) {
  const Cast& cast = film.casting.cast;
  Dresser dresser(film);
  for (std::size_t i = 0; i < cast.size(); ++i) {
    world::Node node;
    node.label = cast[i].label;
    node.object = cast[i].object;
    node.mesh = dresser.mesh_of(cast[i]);
    node.skeleton = std::shared_ptr<const world::Skeleton>(cast[i].model, &cast[i].model->skeleton);
    node.at = [&cast, i](double seconds) { return state_at(cast, i, seconds); };
    film.world.nodes.push_back(std::move(node));
  }
}

void set_camera(Film& film, float aspect, double seconds) {
  const Framing framing = frame_stage(film.stage, film.place, aspect);
  if (film.place.is_deep) {
    // What is filmed from far away swims in clear water, or it would be a shadow.
    film.world.fog.density = std::min(film.world.fog.density, 0.45F / framing.distance);
  }
  const float share = follow_share(film.stage, framing, aspect);
  const int hero = film.stage.hero;
  const Cast& cast = film.casting.cast;
  const world::Vec3 at_half =
      hero >= 0 ? middle_at(cast, static_cast<std::size_t>(hero), seconds / 2) : world::Vec3{};
  const auto focus_at = [&cast, hero, at_half, focus = framing.focus](double now) {
    // Not up and down with every step.
    const world::Vec3 way =
        hero >= 0 ? middle_at(cast, static_cast<std::size_t>(hero), now) - at_half : world::Vec3{};
    return focus + world::Vec3{way.x, 0.25F * way.y, 0.6F * way.z};
  };
  film.world.camera = camera_path(framing, film.camera, seconds, share, focus_at);
}

std::vector<std::string> warnings_of(const story::SceneDescription& scene) {
  if (scene.understood) {
    return {};
  }
  return {
      "No word of the prompt names something the scene renderer can show; the clip is an abstract "
      "scene chosen by its letters."};
}

/// Passes pictures on, each for as many frames as show its moment.
class HoldingSink final : public FrameSink {
 public:
  /// `holds`: of each picture that comes in, how many frames it is.
  HoldingSink(FrameSink& frames, std::vector<int> holds)
      : frames_(frames), holds_(std::move(holds)) {}

  Result<void> add(media::ImageView frame) override {
    for (int i = 0; i < holds_[next_]; ++i) {
      RETURN_IF_ERROR(frames_.add(frame));
    }
    ++next_;
    return {};
  }

 private:
  FrameSink& frames_;
  std::vector<int> holds_;
  std::size_t next_ = 0;
};

/// One picture for each thread's canvas.
class Projector {
 public:
  Projector(const Film& film, const GenerationJob& job)
      : renderer_(render::Renderer::make(
            film.world, {.size = job.size,
                         .samples = 4,
                         .shutter_seconds = film.step_seconds > 0 ? 0 : 0.5 / job.fps,
                         .is_fine = job.quality == Quality::professional})) {
    const int threads = std::clamp(job.threads, 1, job.frame_count);
    for (int i = 0; i < threads; ++i) {
      canvases_.push_back(renderer_->make_canvas());
    }
  }

  int threads() const { return static_cast<int>(canvases_.size()); }

  void draw(double seconds, int worker, media::Image& out) {
    renderer_->draw(seconds, *canvases_[static_cast<std::size_t>(worker)], out, nullptr);
  }

 private:
  std::unique_ptr<render::Renderer> renderer_;
  std::vector<std::unique_ptr<render::Canvas>> canvases_;
};

}  // namespace

double Film::seconds_of(int index, int fps) const {
  const double seconds = static_cast<double>(index) / fps;
  return step_seconds > 0 ? std::floor(seconds / step_seconds + 1e-9) * step_seconds : seconds;
}

std::unique_ptr<const Film> make_film(const GenerationJob& job) {
  auto film = std::make_unique<Film>();
  const double seconds = static_cast<double>(job.frame_count) / job.fps;
  const auto aspect = static_cast<float>(job.size.width) / static_cast<float>(job.size.height);
  film->scene = story::read_story(job.prompt, job.negative_prompt);
  film->camera =
      plan_camera(job.prompt, job.negative_prompt, job.prompt_strength, job.seed, seconds, aspect);
  send_fireworks_up(film->scene);
  const std::uint64_t seed = mixed(job.seed ^ film->scene.words_hash);
  film->place = places::build_place(film->scene, aspect, seed, film->world);
  film->world.look.style = film->scene.style;
  film->step_seconds = step_of(film->scene.style);
  film->casting = cast_scene(film->scene, seconds, seed);
  film->stage = block(film->scene, film->place, aspect, seconds, seed, film->casting);
  const std::size_t first_node = film->world.nodes.size();
  add_cast(*film);
  add_effects(film->scene, film->casting.cast, seconds, seed, first_node, film->world);
  set_camera(*film, aspect, seconds);
  film->cues = cues_of(film->scene, film->casting, film->world.camera, aspect, seconds);
  return film;
}

Result<GenerationReport> film_scene(const GenerationJob& job, FrameSink& frames,
                                    ProgressSink& progress, const std::stop_token& stop) {
  if (job.size.width < 16 || job.size.height < 16 || job.frame_count < 1 || job.fps < 1) {
    return Error{ErrorCode::invalid_argument,
                 "a scene needs at least 16 by 16 pixels, one frame and one frame a second"};
  }
  progress.report(0, "build");
  const std::unique_ptr<const Film> film = make_film(job);
  Projector projector(*film, job);
  // Poses that are held for several frames are drawn once.
  std::vector<double> moments;
  std::vector<int> holds;
  for (int index = 0; index < job.frame_count; ++index) {
    const double seconds = film->seconds_of(index, job.fps);
    if (moments.empty() || moments.back() != seconds) {
      moments.push_back(seconds);
      holds.push_back(0);
    }
    ++holds.back();
  }
  const auto pictures = static_cast<int>(moments.size());
  HoldingSink sink(frames, std::move(holds));
  RETURN_IF_ERROR(send_frames(
      {pictures, job.size, projector.threads()},
      [&](int index, int worker, media::Image& out) {
        projector.draw(moments[static_cast<std::size_t>(index)], worker, out);
      },
      sink, progress, stop));
  GenerationReport report;
  JsonObject facts = story::to_json(film->scene);
  facts["camera"] = describe(film->camera);
  report.facts["scene"] = std::move(facts);
  report.warnings = warnings_of(film->scene);
  report.cues = film->cues;
  return report;
}

}  // namespace kirin::engine::motion::direct
