#include "api/generation/admission.h"

#include <fmt/format.h>
#include <sys/random.h>

#include <vector>

#include "assets/ingest.h"
#include "base/ids.h"
#include "catalog/source_shape.h"

namespace kirin::api::generation {
namespace {

using catalog::ViolationKind;

struct Wire {
  int code;
  const char* type;
};

Wire wire_of(ViolationKind kind) {
  switch (kind) {
    case ViolationKind::missing:
      return {40002, "missing_parameter"};
    case ViolationKind::invalid_value:
      return {40003, "invalid_parameter"};
    case ViolationKind::unsupported_combination:
      return {40004, "unsupported_combination"};
    case ViolationKind::bad_image:
      return {40005, "bad_image"};
  }
  return {40003, "invalid_parameter"};
}

std::string full_path(const std::string& prefix, const std::string& parameter) {
  return prefix.empty() ? parameter : prefix + "." + parameter;
}

// The first violation leads; where there are more, all are listed.
ApiError refusal(const std::vector<catalog::Violation>& violations, const std::string& path) {
  const catalog::Violation& first = violations.front();
  const Wire wire = wire_of(first.kind);
  ApiError error{wire.code, wire.type, first.message, full_path(path, first.parameter), {}, {}};
  for (const catalog::Violation& violation : violations) {
    error.violations.push_back({{"code", wire_of(violation.kind).code},
                                {"param", full_path(path, violation.parameter)},
                                {"message", violation.message}});
  }
  return error;
}

// Stores the inline images of one request; removes them again unless it is told that they are
// needed.
class ImageIntake {
 public:
  ImageIntake(const ApiContext& context, const catalog::Contract& contract,
              const SpilledStrings& strings, std::string task_id, TimePoint now)
      : context_(context),
        contract_(contract),
        strings_(strings),
        task_id_(std::move(task_id)),
        now_(now) {}
  ImageIntake(const ImageIntake&) = delete;
  ImageIntake& operator=(const ImageIntake&) = delete;
  ~ImageIntake() {
    for (const std::string& key : kept_ ? std::vector<std::string>{} : keys_) {
      (void)context_.assets.remove(key);
    }
  }

  void keep() { kept_ = true; }

  // Replaces the inline image of `input` by the key of the stored one. Errors: the image's
  // (invalid_argument) or the disk's.
  Result<void> take(const std::string& parameter, std::string_view rule_name,
                    catalog::ImageInput& input, std::vector<std::string>& warnings) {
    if (catalog::is_web_address(input.source)) {
      return {};
    }
    const catalog::ImageRules rules = contract_.image_rules(rule_name);
    const assets::ImageLimits limits{rules.max_bytes, rules.min_side, rules.max_aspect};
    const std::string key = fmt::format("inputs/{}/{}", task_id_, keys_.size());
    const auto slice = strings_.find(input.source);
    auto stored =
        slice ? assets::ingest_base64(context_.assets, key, strings_.fd(), *slice, limits, now_)
              : assets::ingest_base64(context_.assets, key, input.source, limits, now_);
    if (!stored) {
      return stored.error();
    }
    keys_.push_back(key);
    if (stored->had_data_prefix) {
      warnings.push_back(fmt::format(
          "{}: the prefix 'data:…;base64,' was removed; send the bare base64 text", parameter));
    }
    input.source = "asset:" + key;
    return {};
  }

 private:
  const ApiContext& context_;
  const catalog::Contract& contract_;
  const SpilledStrings& strings_;
  std::string task_id_;
  TimePoint now_;
  std::vector<std::string> keys_;
  bool kept_ = false;
};

struct NamedImage {
  std::string parameter;
  std::string_view rule_name;
  catalog::ImageInput* input;
};

std::vector<NamedImage> images_of(catalog::GenerationRequest& request) {
  std::vector<NamedImage> images;
  if (request.image) {
    images.push_back({"image", "image", &*request.image});
  }
  if (request.image_tail) {
    images.push_back({"image_tail", "image_tail", &*request.image_tail});
  }
  for (std::size_t i = 0; i < request.image_list.size(); ++i) {
    images.push_back(
        {fmt::format("image_list[{}].image", i), "image_list", &request.image_list[i]});
  }
  if (request.static_mask) {
    images.push_back({"static_mask", "static_mask", &*request.static_mask});
  }
  for (std::size_t i = 0; i < request.dynamic_masks.size(); ++i) {
    images.push_back({fmt::format("dynamic_masks[{}].mask", i), "dynamic_masks",
                      &request.dynamic_masks[i].mask});
  }
  return images;
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

JsonObject envelope_of(JsonObject envelope, const net::Request& request) {
  envelope["request_id"] = request.request_id;
  const std::string_view project = request.headers.get("X-Project");
  if (!project.empty() && project.size() <= 128 && count_code_points(project)) {
    envelope["project"] = project;
  }
  return envelope;
}

ApiError creation_error(const Error& error, const catalog::GenerationRequest& checked,
                        const std::string& path, const net::Request& request) {
  if (error.code == ErrorCode::already_exists) {
    return {40901,
            "external_task_id_used",
            fmt::format("external_task_id '{}' was used before; it must be unique",
                        checked.external_task_id.value_or("")),
            full_path(path, "external_task_id"),
            {},
            {}};
  }
  return from_backend(error, request);
}

tasks::NewTask new_task(const ApiContext& context, const net::Request& request,
                        const tasks::ApiKey& key, const catalog::Contract& contract,
                        const catalog::GenerationRequest& checked, std::string id,
                        JsonObject envelope, TimePoint now) {
  const catalog::Quote quote = contract.quote(checked);
  tasks::NewTask task;
  task.id = std::move(id);
  task.owner_id = key.owner_id;
  task.key_id = key.id;
  task.model = contract.id();
  task.requested_model = checked.requested_model;
  task.external_id = checked.external_task_id;
  task.request = catalog::to_json(checked);
  task.envelope = envelope_of(std::move(envelope), request);
  task.callback_url = checked.callback_url;
  task.price = Money{quote.unit_price.micros * quote.quantity};
  task.usage = usage_of(checked, quote);
  task.max_attempts = context.options.max_attempts;
  task.created_at = now;
  return task;
}

bool is_json_type(std::string_view content_type) {
  const std::string_view type = trimmed(content_type.substr(0, content_type.find(';')));
  // curl -d says "form" for the JSON it sends; refusing that would help nobody.
  return type.empty() || equal_ignoring_case(type, "application/json") || type.ends_with("+json") ||
         equal_ignoring_case(type, "text/plain") ||
         equal_ignoring_case(type, "application/x-www-form-urlencoded");
}

}  // namespace

std::variant<SpilledJson, ApiError> read_json_body(const net::Request& request,
                                                   const std::filesystem::path& spool_directory) {
  const std::string_view content_type = request.headers.get("Content-Type");
  if (!is_json_type(content_type)) {
    return ApiError{41501,
                    "unsupported_media_type",
                    fmt::format("the body must be application/json, not {}", content_type),
                    {},
                    {},
                    {}};
  }
  if (request.body.size_bytes == 0) {
    return malformed("the body is empty; a JSON object is required");
  }
  if (request.body.file) {
    auto parsed = parse_json_file(request.body.file.get(), spool_directory);
    if (parsed) {
      return *std::move(parsed);
    }
    return parsed.error().code == ErrorCode::invalid_argument
               ? malformed(parsed.error().message)
               : from_backend(parsed.error(), request);
  }
  auto parsed = parse_json(request.body.text);
  if (!parsed) {
    return malformed(parsed.error().message);
  }
  return SpilledJson{*std::move(parsed), {}};
}

std::variant<tasks::Task, ApiError> admit(const ApiContext& context, const net::Request& request,
                                          const tasks::ApiKey& key, CreateBody body,
                                          const SpilledStrings& strings, TimePoint now) {
  const catalog::Contract* contract = context.catalog.find(body.model);
  if (contract == nullptr) {
    return ApiError{
        40401, "unknown_model", fmt::format("there is no model '{}'", body.model), "model", {}, {}};
  }
  catalog::CheckOptions options;
  options.refuse_unknown_parameters = context.options.refuse_unknown_parameters;
  options.is_spilled = [&](std::string_view text) { return strings.find(text).has_value(); };
  catalog::CheckOutcome outcome = catalog::check(*contract, body.model, body.parameters, options);
  if (const auto* violations = std::get_if<std::vector<catalog::Violation>>(&outcome)) {
    return refusal(*violations, body.path);
  }
  auto checked = std::get<catalog::GenerationRequest>(std::move(outcome));
  if (checked.callback_url) {
    const auto allowed = context.check_callback_url(*checked.callback_url);
    if (!allowed) {
      return refusal({{ViolationKind::invalid_value, "callback_url",
                       "callback_url: " + allowed.error().message}},
                     body.path);
    }
  }

  const std::string id = new_task_id(now);
  ImageIntake intake{context, *contract, strings, id, now};
  std::vector<catalog::Violation> bad_images;
  for (const NamedImage& image : images_of(checked)) {
    const auto taken =
        intake.take(image.parameter, image.rule_name, *image.input, checked.warnings);
    if (!taken && taken.error().code != ErrorCode::invalid_argument) {
      return from_backend(taken.error(), request);
    }
    if (!taken) {
      bad_images.push_back({ViolationKind::bad_image, image.parameter,
                            image.parameter + ": " + taken.error().message});
    }
  }
  if (!bad_images.empty()) {
    return refusal(bad_images, body.path);
  }
  if (!checked.seed) {
    checked.seed = drawn_seed();
  }

  auto created = context.tasks.create(
      new_task(context, request, key, *contract, checked, id, std::move(body.envelope), now));
  if (!created) {
    // Where it is not known whether the row was written, its images stay: a file too many beats a
    // task without its inputs.
    if (created.error().code != ErrorCode::already_exists) {
      intake.keep();
    }
    return creation_error(created.error(), checked, body.path, request);
  }
  intake.keep();
  context.on_task_created();
  return *std::move(created);
}

}  // namespace kirin::api::generation
