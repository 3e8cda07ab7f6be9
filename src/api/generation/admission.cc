#include "api/generation/admission.h"

#include <fmt/format.h>
#include <sys/random.h>

#include <utility>
#include <vector>

#include "api/base_url.h"
#include "api/generation/image_intake.h"
#include "api/generation/refusals.h"
#include "api/trace.h"
#include "api/uploads/own_upload.h"
#include "base/ids.h"
#include "base/json_text.h"
#include "catalog/source_shape.h"

namespace kirin::api::generation {
namespace {

using catalog::ViolationKind;

constexpr std::size_t kMostLabelBytes = 128;

ApiError model_not_allowed(const std::string& model) {
  return {40301,
          "model_not_allowed",
          fmt::format("this API key may not use the model '{}'", model),
          "model",
          {},
          {}};
}

std::uint64_t drawn_seed() {
  // 31 bits, so that every JSON reader can hold it and a caller can send it back.
  std::uint32_t seed = 0;
  EXPECTS(::getrandom(&seed, sizeof seed, 0) == static_cast<ssize_t>(sizeof seed));
  return seed >> 1;
}

JsonObject usage_of(const catalog::GenerationRequest& request, const catalog::Quote& quote) {
  const char* mode = request.mode == catalog::Mode::professional ? "pro" : "std";
  return {{"quantity", quote.quantity},
          {"unit_price", quote.unit_price.to_decimal()},
          {"discount", 1},
          {"extra_info",
           {{"mode", mode},
            {"duration", std::to_string(request.duration_seconds)},
            {"sound", request.sound ? "on" : "off"},
            {"tier", quote.tier}}}};
}

// The trace that the task belongs to: the caller's, or one that begins here.
std::string trace_of(const net::Request& request) {
  const auto parent = parse_traceparent(request.headers.get("traceparent"));
  return (parent ? child_of(*parent) : new_trace()).text();
}

JsonObject envelope_of(JsonObject envelope, const net::Request& request) {
  envelope["request_id"] = request.request_id;
  envelope["traceparent"] = trace_of(request);
  const std::string_view project = request.headers.get("X-Project");
  if (!project.empty() && project.size() <= kMostLabelBytes && count_code_points(project)) {
    envelope["project"] = project;
  }
  return envelope;
}

// `options.priority`, as the envelope holds it; normal, with a warning, where it is none we know.
tasks::Priority priority_of(const JsonObject& envelope, std::vector<std::string>& warnings) {
  const Json* options = envelope.if_contains("options");
  const Json* named = options != nullptr && options->is_object()
                          ? options->get_object().if_contains("priority")
                          : nullptr;
  if (named == nullptr || named->is_null()) {
    return tasks::Priority::normal;
  }
  if (named->is_string()) {
    if (const auto priority = tasks::parse_priority(named->get_string())) {
      return *priority;
    }
  }
  warnings.emplace_back(
      "options.priority is not low, normal or high; the task has normal priority");
  return tasks::Priority::normal;
}

tasks::NewTask new_task(const ApiContext& context, const Call& call, CheckedRequest& checked,
                        std::string id, JsonObject envelope) {
  const catalog::Quote quote = checked.contract->quote(checked.request);
  tasks::NewTask task;
  task.id = std::move(id);
  task.owner_id = call.key->owner_id;
  task.key_id = call.key->id;
  task.model = checked.contract->id();
  task.requested_model = checked.request.requested_model;
  task.external_id = checked.request.external_task_id;
  task.priority = priority_of(envelope, checked.request.warnings);
  task.request = catalog::to_json(checked.request);
  task.envelope = envelope_of(std::move(envelope), call.request);
  task.callback_url = checked.request.callback_url;
  task.price = Money{quote.unit_price.micros * quote.quantity};
  task.usage = usage_of(checked.request, quote);
  task.max_attempts = context.options.max_attempts;
  task.created_at = call.now;
  task.limits = {call.key->max_concurrent.value_or(context.options.max_concurrent),
                 context.options.max_queued};
  return task;
}

// Links of this server become the assets they stand for, so that the guard against private
// addresses is not asked about our own. Adds the uploads among them.
std::optional<ApiError> adopt_own_links(const ApiContext& context, const Call& call,
                                        catalog::GenerationRequest& request,
                                        std::vector<std::string>& upload_keys) {
  const std::string base = base_url(context.options.public_url, call.request);
  for (const NamedImage& image : images_of(request)) {
    if (!catalog::is_web_address(image.input->source)) {
      continue;
    }
    auto found = uploads::own_file(context, call, base, image.input->source);
    if (auto* error = std::get_if<ApiError>(&found)) {
      error->message = image.parameter + ": " + error->message;
      return std::move(*error);
    }
    const auto& file = std::get<std::optional<uploads::OwnFile>>(found);
    if (file) {
      image.input->source = "asset:" + file->asset_key;
      if (file->is_upload) {
        upload_keys.push_back(file->asset_key);
      }
    }
  }
  return std::nullopt;
}

// Takes all inline images in, and says all that is wrong with them.
std::optional<ApiError> take_images(ImageIntake& intake, const Call& call,
                                    catalog::GenerationRequest& request, const std::string& path) {
  std::vector<catalog::Violation> bad;
  for (const NamedImage& image : images_of(request)) {
    if (image.input->source.starts_with("asset:")) {
      continue;
    }
    const auto taken = intake.take(image, request.warnings);
    if (!taken && taken.error().code != ErrorCode::invalid_argument) {
      return from_backend(taken.error(), call.request);
    }
    if (!taken) {
      bad.push_back({ViolationKind::bad_image, image.parameter,
                     image.parameter + ": " + taken.error().message});
    }
  }
  return bad.empty() ? std::nullopt : std::optional{refusal_of(bad, path)};
}

}  // namespace

std::variant<CheckedRequest, ApiError> check_request(const ApiContext& context, const Call& call,
                                                     const CreateBody& body,
                                                     const SpilledStrings& strings) {
  const catalog::Contract* contract = context.catalog.find(body.model);
  if (contract == nullptr) {
    return ApiError{
        40401, "unknown_model", fmt::format("there is no model '{}'", body.model), "model", {}, {}};
  }
  if (!call.key->may_use_model(contract->id())) {
    return model_not_allowed(body.model);
  }
  catalog::CheckOptions options;
  options.refuse_unknown_parameters = context.options.refuse_unknown_parameters;
  options.is_spilled = [&](std::string_view text) { return strings.find(text).has_value(); };
  catalog::CheckOutcome outcome = catalog::check(*contract, body.model, body.parameters, options);
  if (const auto* violations = std::get_if<std::vector<catalog::Violation>>(&outcome)) {
    return refusal_of(*violations, body.path);
  }
  CheckedRequest checked{contract, std::get<catalog::GenerationRequest>(std::move(outcome))};
  if (checked.request.callback_url) {
    const auto allowed = context.check_callback_url(*checked.request.callback_url);
    if (!allowed) {
      return refusal_of({{ViolationKind::invalid_value, "callback_url",
                          "callback_url: " + allowed.error().message}},
                        body.path);
    }
  }
  return checked;
}

std::optional<ApiError> try_images(const ApiContext& context, const Call& call,
                                   CheckedRequest& checked, const CreateBody& body,
                                   const SpilledStrings& strings) {
  std::vector<std::string> unused;
  if (auto error = adopt_own_links(context, call, checked.request, unused)) {
    return error;
  }
  ImageIntake intake{context, *checked.contract, strings, new_task_id(call.now), call.now};
  return take_images(intake, call, checked.request, body.path);
}

std::variant<tasks::Task, ApiError> admit(const ApiContext& context, Call& call, CreateBody body,
                                          const SpilledStrings& strings,
                                          const AnswerOf& answer_of) {
  auto outcome = check_request(context, call, body, strings);
  if (auto* error = std::get_if<ApiError>(&outcome)) {
    return std::move(*error);
  }
  auto& checked = std::get<CheckedRequest>(outcome);
  std::vector<std::string> upload_keys;
  if (auto error = adopt_own_links(context, call, checked.request, upload_keys)) {
    return *std::move(error);
  }
  const std::string id = new_task_id(call.now);
  ImageIntake intake{context, *checked.contract, strings, id, call.now};
  if (auto error = take_images(intake, call, checked.request, body.path)) {
    return *std::move(error);
  }
  if (!checked.request.seed) {
    checked.request.seed = drawn_seed();
  }

  tasks::NewTask task = new_task(context, call, checked, id, std::move(body.envelope));
  task.upload_keys = std::move(upload_keys);
  if (call.idempotency) {
    task.idempotency = call.idempotency;
    task.idempotent_answer = json_text(answer_of(task));
  }
  auto created = context.tasks.create(task);
  if (!created) {
    // Where it is not known whether the row was written, its images stay: a file too many beats a
    // task without its inputs.
    intake.keep();
    return from_backend(created.error(), call.request);
  }
  if (const auto* refusal = std::get_if<tasks::Refusal>(&*created)) {
    return refusal_of(*refusal, task, body.path);
  }
  intake.keep();
  call.answer_is_kept = call.idempotency.has_value();
  context.on_task_created();
  return std::get<tasks::Task>(*std::move(created));
}

}  // namespace kirin::api::generation
