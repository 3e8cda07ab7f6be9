#include "engine/wan/pipeline/denoise.h"

#include <fmt/format.h>

#include <map>

#include "engine/wan/solver/solver.h"

namespace kirin::wan {
namespace {

using nn::Index;
using nn::Tensor;

Tensor numbers(const std::vector<double>& values) {
  Tensor tensor = Tensor::uninitialised({static_cast<Index>(values.size())}, nn::DType::f64);
  std::copy(values.begin(), values.end(), tensor.mutable_data<double>());
  return tensor;
}

/// The latent with its last frames replaced, or with zeros there where `references` is empty.
Tensor with_references(const Tensor& latent, const Tensor& references, Index count) {
  Tensor changed = latent.clone();
  Tensor tail = changed.slice(1, latent.extent(1) - count, latent.extent(1));
  tail.copy_from(references.empty() ? Tensor::zeros(tail.shape()) : references);
  return changed;
}

/// The predictions of one run, guided.
class Predictor {
 public:
  Predictor(Experts& experts, const DenoiseInputs& inputs, const DenoiseSettings& settings,
            const DenoiseRun& run)
      : experts_(experts), inputs_(inputs), settings_(settings), run_(run) {}

  /// The guided velocity of the latent at a timestep.
  Result<Tensor> velocity(int step, double timestep, const Tensor& latent, const nn::Trace& trace) {
    ASSIGN_OR_RETURN(const Dit* network, experts_.network(timestep));
    RETURN_IF_ERROR(prepare(*network, experts_.at(timestep)));
    step_ = step;
    if (!inputs_.references.empty()) {
      return three_ways(*network, timestep, latent, trace);
    }
    const bool high = experts_.at(timestep) == Experts::Which::high_noise;
    const double scale = high ? settings_.guidance.high : settings_.guidance.low;
    ASSIGN_OR_RETURN(const Prediction pair, predict(*network, timestep, latent, scale != 1));
    trace("pred_cond", pair.conditional);
    if (pair.unconditional.empty()) {
      return pair.conditional;
    }
    trace("pred_uncond", pair.unconditional);
    Tensor guided = Tensor::uninitialised(latent.shape());
    guide(pair.conditional, pair.unconditional, scale, guided);
    return guided;
  }

 private:
  struct Contexts {
    PreparedContext text;
    PreparedContext negative;
    std::unique_ptr<StepReuse> reuse;
  };
  struct Prediction {
    Tensor conditional;
    Tensor unconditional;
  };

  /// Contexts belong to one network: another expert needs its own.
  Result<void> prepare(const Dit& network, Experts::Which which) {
    if (ready_ && which_ == which) {
      return {};
    }
    contexts_ = Contexts();
    ASSIGN_OR_RETURN(contexts_.text, network.prepare(inputs_.text, inputs_.image));
    if (!inputs_.negative.empty()) {
      ASSIGN_OR_RETURN(contexts_.negative, network.prepare(inputs_.negative, inputs_.image));
    }
    if (settings_.reuse_threshold > 0) {
      StepReuse::Options options;
      options.threshold = settings_.reuse_threshold;
      options.polynomial = reuse_polynomial(settings_.reuse_model, options.signal);
      options.steps = settings_.steps;
      contexts_.reuse = std::make_unique<StepReuse>(std::move(options));
    }
    which_ = which;
    ready_ = true;
    return {};
  }

  /// One timestep, or with a given first frame one for each token: 0 for those of that frame.
  std::vector<double> times(const Dit& network, double timestep, const Tensor& latent) const {
    if (inputs_.first_frame.empty()) {
      return {timestep};
    }
    const Index tokens = network.tokens(latent);
    std::vector<double> all(static_cast<std::size_t>(tokens), timestep);
    const Index of_first = tokens / latent.extent(1);
    std::fill_n(all.begin(), of_first, 0.0);
    if (step_ == 0) {
      run_.trace("step0.token_timesteps", numbers(all));
    }
    return all;
  }

  DitRun dit_run(const Dit& network, double timestep, const Tensor& latent, std::size_t part,
                 std::size_t parts) {
    DitRun dit;
    dit.timesteps = times(network, timestep, latent);
    dit.control_scale = inputs_.control_scale;
    dit.samples_at_once = settings_.batched_guidance ? 0 : 1;
    dit.reuse = contexts_.reuse.get();
    dit.stop = run_.stop;
    dit.progress = [this, part, parts](int done, int total) {
      if (run_.progress) {
        const double of_step = (static_cast<double>(part) + static_cast<double>(done) / total) /
                               static_cast<double>(parts);
        run_.progress((step_ + of_step) / settings_.steps);
      }
    };
    return dit;
  }

  DitSample sample(const Tensor& latent, const PreparedContext& context) const {
    return {latent, inputs_.condition, &context, inputs_.control};
  }

  Result<Prediction> predict(const Dit& network, double timestep, const Tensor& latent,
                             bool guided) {
    std::vector<DitSample> samples{sample(latent, contexts_.text)};
    if (guided) {
      samples.push_back(sample(latent, contexts_.negative));
    }
    ASSIGN_OR_RETURN(const auto velocities,
                     network.forward(samples, dit_run(network, timestep, latent, 0, 1)));
    return Prediction{velocities[0], guided ? velocities[1] : Tensor()};
  }

  /// Phantom: without references and words, with references, with both.
  Result<Tensor> three_ways(const Dit& network, double timestep, const Tensor& latent,
                            const nn::Trace& trace) {
    const Index count = inputs_.references.extent(1);
    const Tensor without = with_references(latent, Tensor(), count);
    const Tensor with = with_references(latent, inputs_.references, count);
    trace("model_in_neg", without);
    trace("model_in_ref", with);
    const std::vector<DitSample> samples{sample(with, contexts_.text),
                                         sample(with, contexts_.negative),
                                         sample(without, contexts_.negative)};
    ASSIGN_OR_RETURN(const auto velocities,
                     network.forward(samples, dit_run(network, timestep, latent, 0, 1)));
    trace("pred_img_text", velocities[0]);
    trace("pred_img", velocities[1]);
    trace("pred_neg", velocities[2]);
    Tensor guided = Tensor::uninitialised(latent.shape());
    guide_three_ways(velocities[2], velocities[1], velocities[0], settings_.reference_guidance,
                     guided);
    return guided;
  }

  Experts& experts_;
  const DenoiseInputs& inputs_;
  const DenoiseSettings& settings_;
  const DenoiseRun& run_;
  Contexts contexts_;
  Experts::Which which_ = Experts::Which::low_noise;
  bool ready_ = false;
  int step_ = 0;
};

void restore_first_frame(const DenoiseInputs& inputs, Tensor& latent) {
  if (!inputs.first_frame.empty()) {
    latent.slice(1, 0, 1).copy_from(inputs.first_frame);
  }
}

}  // namespace

Result<Tensor> denoise(Experts& experts, const DenoiseInputs& inputs,
                       const DenoiseSettings& settings, const DenoiseRun& run) {
  ASSIGN_OR_RETURN(const auto solver, make_solver(settings.solver, settings.steps, settings.shift));
  run.trace("timesteps", numbers(solver->timesteps()));
  Predictor predictor(experts, inputs, settings, run);
  Tensor latent = inputs.noise.clone();
  restore_first_frame(inputs, latent);
  std::vector<double> used_experts;
  for (int step = 0; step < solver->steps(); ++step) {
    const double timestep = solver->timesteps()[static_cast<std::size_t>(step)];
    const nn::Trace trace = run.trace.under(fmt::format("step{}", step));
    trace("latent_in", latent);
    trace("model_in", latent);
    ASSIGN_OR_RETURN(const Tensor velocity, predictor.velocity(step, timestep, latent, trace));
    trace("guided_pred", velocity);
    used_experts.push_back(experts.at(timestep) == Experts::Which::high_noise ? 1 : 0);
    solver->step(step, velocity, latent);
    trace("latent_out", latent);
    restore_first_frame(inputs, latent);
  }
  run.trace("expert", numbers(used_experts));
  const Index frames =
      latent.extent(1) - (inputs.references.empty() ? 0 : inputs.references.extent(1));
  return latent.slice(1, 0, frames).clone();
}

}  // namespace kirin::wan
