#include "catalog/loaded_contract.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/expects.h"
#include "catalog/contract_loader.h"
#include "catalog/voice_references.h"

namespace kirin::catalog {
namespace {

// The even number nearest to `length`, at least 2.
int even(double length) { return std::max(2, 2 * static_cast<int>(std::lround(length / 2))); }

// As many pixels as `budget`, in the shape of `image`. Each side is rounded to the nearest even
// number on its own: off by at most one pixel, where deriving one side from the other would double
// the error of the first.
PixelSize with_shape_of(PixelSize budget, PixelSize image) {
  const double pixels = static_cast<double>(budget.width) * budget.height;
  const double aspect = static_cast<double>(image.width) / image.height;
  return {even(std::sqrt(pixels * aspect)), even(std::sqrt(pixels / aspect))};
}

PricedFacts priced_facts(const GenerationRequest& request) {
  const bool voice =
      request.sound && !request.voice_ids.empty() && !voice_references(request.prompt).empty();
  return {request.mode, request.duration_seconds, request.sound, voice};
}

const ParameterSpec* image_spec(const ParameterSpec& spec) {
  if (spec.type == ValueType::string) {
    return spec.format == TextFormat::image ? &spec : nullptr;
  }
  for (const ParameterSpec& child : spec.children) {
    if (const ParameterSpec* found = image_spec(child)) {
      return found;
    }
  }
  return nullptr;
}

}  // namespace

LoadedContract::LoadedContract(ContractModel model, JsonObject document)
    : model_(std::move(model)), document_(std::move(document)) {}

Quote LoadedContract::quote(const GenerationRequest& request) const {
  const PriceTier* tier = find_tier(model_.tiers, priced_facts(request));
  EXPECTS(tier != nullptr);  // the loader saw a price for every request that check lets through
  return {tier->unit_price, 1, tier->tier};
}

const ModeOutput& LoadedContract::output(const GenerationRequest& request) const {
  const auto found = model_.outputs.find(request.mode);
  EXPECTS(found != model_.outputs.end());
  return found->second;
}

PixelSize LoadedContract::output_size(const GenerationRequest& request,
                                      std::optional<PixelSize> first_image) const {
  const ModeOutput& mode = output(request);
  if (model_.size_follows_image) {
    EXPECTS(!first_image || (first_image->width > 0 && first_image->height > 0));
    return first_image ? with_shape_of(mode.pixel_budget, *first_image) : mode.pixel_budget;
  }
  const auto found = std::ranges::find_if(
      mode.sizes, [&](const auto& entry) { return entry.first == request.aspect_ratio; });
  EXPECTS(found != mode.sizes.end());
  return found->second;
}

int LoadedContract::fps(const GenerationRequest& request) const { return output(request).fps; }

std::string LoadedContract::error_code(FailureCause cause) const {
  return fmt::format("{}{:03}", model_.error_prefix, static_cast<int>(cause));
}

ImageRules LoadedContract::image_rules(std::string_view parameter) const {
  const ParameterSpec* spec = find_parameter(model_.parameters, parameter);
  const ParameterSpec* image = spec == nullptr ? nullptr : image_spec(*spec);
  EXPECTS(image != nullptr);
  return image->image;
}

namespace {

// The model and its document say the same.
void add_known_names(const KnownNames& known, std::vector<ParameterSpec>& specs,
                     JsonArray& parameters) {
  for (std::size_t i = 0; i < specs.size(); ++i) {
    JsonObject& parameter = parameters[i].as_object();
    const auto names = known.find(specs[i].known);
    if (!specs[i].known.empty() && names != known.end()) {
      specs[i].choices = names->second;
      parameter["enum"] = JsonArray(names->second.begin(), names->second.end());
    }
    if (!specs[i].children.empty()) {
      add_known_names(known, specs[i].children, parameter.at("children").as_array());
    }
  }
}

}  // namespace

Result<std::unique_ptr<Contract>> parse_contract(std::string_view name, std::string_view text,
                                                 const KnownNames& known) {
  auto document = parse_json(text).within(name);
  if (!document) {
    return document.error();
  }
  auto model = read_contract(*document).within(name);
  if (!model) {
    return model.error();
  }
  add_known_names(known, model->parameters, document->at("parameters").as_array());
  return std::unique_ptr<Contract>{
      std::make_unique<LoadedContract>(*std::move(model), std::move(document->as_object()))};
}

}  // namespace kirin::catalog
