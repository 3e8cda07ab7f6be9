#include "worker/worker.h"

#include <fmt/format.h>

#include <future>
#include <optional>

#include "base/file.h"
#include "base/log.h"

namespace kirin::worker {
namespace {

using std::chrono::steady_clock;

constexpr std::string_view kVideoType = "video/mp4";
constexpr std::chrono::milliseconds kPrepareTick{200};

// The W3C trace that the task was accepted in, or empty.
std::string trace_of(const tasks::Task& task) {
  const Json* trace = task.envelope.if_contains("traceparent");
  return trace != nullptr && trace->is_string() ? std::string{trace->get_string()} : std::string{};
}

// The generator's options with what the chosen engine needs of memory and time.
GeneratorOptions with_engine(GeneratorOptions options, const EngineChoice& choice, int threads) {
  if (!choice.options.empty()) {
    options.engine = choice.name;
    options.engine_options = choice.options;
  }
  if (choice.memory_bytes > 0) {
    options.limits.memory_bytes = choice.memory_bytes;
  }
  if (choice.deadline.count() > 0) {
    options.deadline = choice.deadline;
    options.limits.cpu_time = cpu_time_for(choice.deadline, threads);
  }
  return options;
}

// Keeps the lease of the task at hand alive while the generator works, and says when to give up.
class LeaseKeeper {
 public:
  LeaseKeeper(const WorkerOptions& options, tasks::TaskStore& store, tasks::Lease lease,
              std::stop_token stop)
      : options_(options), store_(store), lease_(std::move(lease)), drain_(std::move(stop)) {}

  const tasks::Lease& lease() const { return lease_; }
  bool is_lost() const { return lost_; }
  bool is_drained() const { return drained_; }
  std::stop_token generator_stop() const { return generator_.get_token(); }

  // Called about five times a second with what the generator reports.
  void tick(double fraction, const std::string& phase) {
    const auto now = steady_clock::now();
    watch_drain(now);
    const bool moved = fraction - sent_fraction_ >= 0.01 || phase != sent_phase_;
    const bool due = now - sent_at_ >= options_.lease_length / 3;
    const bool may = now - sent_at_ >= kMinInterval;
    if (!lost_ && (due || (moved && may))) {
      renew(fraction, phase, now);
    }
  }

 private:
  static constexpr std::chrono::milliseconds kMinInterval{500};

  void watch_drain(steady_clock::time_point now) {
    if (!drain_.stop_requested()) {
      return;
    }
    if (!drain_deadline_) {
      drain_deadline_ = now + options_.drain_grace;
    }
    if (now >= *drain_deadline_ && !drained_) {
      drained_ = true;
      generator_.request_stop();
    }
  }

  void renew(double fraction, const std::string& phase, steady_clock::time_point now) {
    const auto renewed = store_.renew(lease_, fraction, phase, Clock::now(), options_.lease_length);
    if (renewed) {
      lease_ = *renewed;
      sent_at_ = now;
      sent_fraction_ = fraction;
      sent_phase_ = phase;
      return;
    }
    // Another holds the task or it was canceled; or the store is away for longer than the lease
    // lasts.
    const bool refused = renewed.error().code == ErrorCode::failed_precondition ||
                         renewed.error().code == ErrorCode::not_found;
    if (refused || Clock::now() >= lease_.expires_at) {
      log::warning("lease lost", {{"task_id", lease_.task_id}, {"why", renewed.error().message}});
      lost_ = true;
      generator_.request_stop();
    }
  }

  const WorkerOptions& options_;
  tasks::TaskStore& store_;
  tasks::Lease lease_;
  std::stop_token drain_;
  std::stop_source generator_;
  std::optional<steady_clock::time_point> drain_deadline_;
  steady_clock::time_point sent_at_ = steady_clock::now();
  double sent_fraction_ = 0;
  std::string sent_phase_;
  bool lost_ = false;
  bool drained_ = false;
};

// Everything about one attempt of one task.
class Attempt {
 public:
  Attempt(const WorkerOptions& options, const WorkerTools& tools, tasks::Claim claim,
          std::stop_token stop)
      : options_(options),
        tools_(tools),
        task_(std::move(claim.task)),
        keeper_(options, tools.store, std::move(claim.lease), std::move(stop)) {}

  void run() {
    log::info("task started", {{"task_id", task_.id},
                               {"model", task_.model},
                               {"attempt", task_.attempts},
                               {"worker_id", options_.worker_id},
                               {"traceparent", trace_of(task_)}});
    const catalog::Contract* contract = tools_.catalog.find(task_.model);
    auto request = catalog::request_from_json(task_.request);
    if (contract == nullptr || !request) {
      // Written by another version of the program: nothing here can make it better.
      const std::string why = contract == nullptr ? "unknown model" : request.error().message;
      conclude_failure({catalog::FailureCause::generation, why, false, false}, contract);
      return;
    }
    auto prepared = prepare(*request, *contract);
    if (const auto* failure = std::get_if<GenerationFailure>(&prepared)) {
      conclude_failure(*failure, contract);
      return;
    }
    generate(std::get<PreparedClip>(prepared), *contract);
  }

 private:
  // Fetching inputs may take longer than the lease: it runs beside, so that the lease is kept
  // meanwhile.
  PrepareOutcome prepare(const catalog::GenerationRequest& request,
                         const catalog::Contract& contract) {
    auto preparing = std::async(std::launch::async, [&] {
      return prepare_clip(task_.id, request, contract, tools_.sources, options_.prepare,
                          Clock::now());
    });
    while (preparing.wait_for(kPrepareTick) != std::future_status::ready) {
      keeper_.tick(0, "fetch");
    }
    return preparing.get();
  }

  void generate(const PreparedClip& prepared, const catalog::Contract& contract) {
    GenerationOutcome outcome = generate_in_child(
        with_engine(options_.generator, prepared.engine, prepared.ticket.threads), prepared.ticket,
        prepared.inputs,
        [&](double fraction, const std::string& phase) { keeper_.tick(fraction, phase); },
        keeper_.generator_stop());
    if (keeper_.is_lost()) {
      log::info("attempt abandoned", {{"task_id", task_.id}, {"attempt", task_.attempts}});
      return;
    }
    if (keeper_.is_drained() && !outcome.clip) {
      give_back();
      return;
    }
    if (!outcome.clip) {
      conclude_failure(outcome.failure, &contract);
      return;
    }
    publish(*std::move(outcome.clip), prepared.ticket, contract);
  }

  // The files first, then the row that names them: a reader never sees a completed task without its
  // files.
  void publish(GeneratedClip clip, const Ticket& ticket, const catalog::Contract& contract) {
    const auto made_at = Clock::now();
    const std::string folder = fmt::format("tasks/{}/{}", task_.id, keeper_.lease().fence);
    JsonObject output{
        {"size", fmt::format("{}x{}", ticket.clip.size.width, ticket.clip.size.height)},
        {"width", ticket.clip.size.width},
        {"height", ticket.clip.size.height},
        {"fps", ticket.clip.fps},
        {"duration",
         fmt::format("{:.3f}", static_cast<double>(ticket.clip.frame_count) / ticket.clip.fps)}};
    const auto stored = store(clip, folder, output);
    if (!stored) {
      conclude_failure({catalog::FailureCause::transfer,
                        stored.error().within("storing the result").message, true, false},
                       &contract);
      return;
    }
    const auto seconds = [&](TimePoint time) {
      return std::chrono::duration<double>(time - task_.created_at).count();
    };
    JsonObject result{{"output", std::move(output)},
                      {"facts", std::move(clip.facts)},
                      {"seed", ticket.seed},
                      {"warnings", JsonArray(clip.warnings.begin(), clip.warnings.end())},
                      {"generated_after", seconds(made_at)},
                      {"stored_after", seconds(Clock::now())}};
    const auto done = tools_.store.complete(keeper_.lease(), result, Clock::now());
    if (!done) {
      log::warning("result refused", {{"task_id", task_.id}, {"why", done.error().message}});
      remove(folder);
      return;
    }
    log::info("task completed", {{"task_id", task_.id},
                                 {"model", task_.model},
                                 {"seconds", seconds(Clock::now())},
                                 {"attempt", task_.attempts}});
  }

  Result<void> store(GeneratedClip& clip, const std::string& folder, JsonObject& output) {
    const std::string key = folder + "/output.mp4";
    ASSIGN_OR_RETURN(const assets::AssetFacts facts,
                     tools_.sources.assets.put(key, clip.clip.get(), kVideoType, Clock::now()));
    output["key"] = key;
    output["size_bytes"] = facts.size_bytes;
    if (clip.watermarked) {
      const std::string marked = folder + "/watermarked.mp4";
      RETURN_IF_ERROR(
          tools_.sources.assets.put(marked, clip.watermarked->get(), kVideoType, Clock::now()));
      output["watermark_key"] = marked;
    }
    return {};
  }

  void remove(const std::string& folder) {
    for (const char* name : {"/output.mp4", "/watermarked.mp4"}) {
      (void)tools_.sources.assets.remove(folder + name);
    }
  }

  void give_back() {
    const auto released = tools_.store.release(keeper_.lease(), Clock::now());
    log::info("task given back", {{"task_id", task_.id}, {"ok", released.has_value()}});
  }

  void conclude_failure(const GenerationFailure& failure, const catalog::Contract* contract) {
    const std::string code = contract == nullptr ? std::to_string(static_cast<int>(failure.cause))
                                                 : contract->error_code(failure.cause);
    const auto status = tools_.store.fail_attempt(
        keeper_.lease(), {{code, failure.message}, failure.may_retry}, Clock::now());
    log::warning("attempt failed",
                 {{"task_id", task_.id},
                  {"attempt", task_.attempts},
                  {"code", code},
                  {"why", failure.message},
                  {"now", status ? tasks::to_string(*status) : std::string_view{"refused"}}});
  }

  const WorkerOptions& options_;
  const WorkerTools& tools_;
  tasks::Task task_;
  LeaseKeeper keeper_;
};

}  // namespace

Result<UniqueFd> draw_debug_sheet(const WorkerOptions& options, const WorkerTools& tools,
                                  const tasks::Task& task, const std::stop_token& stop) {
  const catalog::Contract* contract = tools.catalog.find(task.model);
  if (contract == nullptr) {
    return Error{ErrorCode::not_found, "unknown model " + task.model};
  }
  ASSIGN_OR_RETURN(const auto request, catalog::request_from_json(task.request));
  auto outcome =
      prepare_clip(task.id, request, *contract, tools.sources, options.prepare, Clock::now());
  if (const auto* failure = std::get_if<GenerationFailure>(&outcome)) {
    return Error{ErrorCode::invalid_argument, failure->message};
  }
  auto& prepared = std::get<PreparedClip>(outcome);
  prepared.ticket.debug_sheet = true;
  GenerationOutcome drawn = generate_in_child(
      with_engine(options.generator, prepared.engine, prepared.ticket.threads), prepared.ticket,
      prepared.inputs, [](double, const std::string&) {}, stop);
  if (!drawn.clip) {
    return Error{drawn.failure.canceled ? ErrorCode::canceled : ErrorCode::failed_precondition,
                 drawn.failure.message};
  }
  return std::move(drawn.clip->clip);
}

Result<engine::Explanation> explain_words(const WorkerOptions& options, const tasks::Task& task) {
  ASSIGN_OR_RETURN(const auto request, catalog::request_from_json(task.request));
  ASSIGN_OR_RETURN(const EngineChoice choice, options.prepare.engine(request));
  ASSIGN_OR_RETURN(const auto engine, engine::make_engine(choice.name, choice.options));
  return engine->explain(
      {.prompt = request.prompt,
       .negative_prompt = request.negative_prompt,
       .prompt_strength = request.cfg_scale,
       .seed = request.seed.value_or(0),
       .seconds = static_cast<double>(request.duration_seconds),
       .has_pictures = request.image || request.image_tail || !request.image_list.empty()});
}

bool work_once(const WorkerOptions& options, const WorkerTools& tools, std::stop_token stop) {
  const auto reclaimed = tools.store.reclaim_expired(Clock::now());
  if (reclaimed && *reclaimed > 0) {
    log::warning("leases ran out", {{"tasks", *reclaimed}});
  }
  auto claim = tools.store.claim(options.worker_id, Clock::now(), options.lease_length);
  if (!claim) {
    log::error("claiming failed", {{"why", claim.error().describe()}});
    return false;
  }
  if (!claim->has_value()) {
    return false;
  }
  Attempt{options, tools, **std::move(claim), std::move(stop)}.run();
  return true;
}

void run_worker(const WorkerOptions& options, const WorkerTools& tools, const WaitForWork& wait,
                const std::stop_token& stop) {
  log::info("worker ready", {{"worker_id", options.worker_id}});
  bool wanted = true;
  while (wanted && !stop.stop_requested()) {
    if (work_once(options, tools, stop)) {
      wanted = wait(std::chrono::milliseconds{0});
    } else {
      wanted = wait(options.idle_wait);
    }
  }
  log::info("worker ends", {{"worker_id", options.worker_id}});
}

}  // namespace kirin::worker
