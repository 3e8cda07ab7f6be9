#include "api/generation/image_intake.h"

#include <fmt/format.h>

#include "assets/ingest.h"
#include "catalog/source_shape.h"

namespace kirin::api::generation {

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

ImageIntake::~ImageIntake() {
  for (const std::string& key : is_kept_ ? std::vector<std::string>{} : keys_) {
    (void)context_.assets.remove(key);
  }
}

Result<void> ImageIntake::take(const NamedImage& image, std::vector<std::string>& warnings) {
  std::string& source = image.input->source;
  if (catalog::is_web_address(source)) {
    return {};
  }
  const catalog::ImageRules rules = contract_.image_rules(image.rule_name);
  const assets::ImageLimits limits{rules.max_bytes, rules.min_side, rules.max_aspect};
  const std::string key = fmt::format("inputs/{}/{}", task_id_, keys_.size());
  const auto slice = strings_.find(source);
  auto stored =
      slice ? assets::ingest_base64(context_.assets, key, strings_.fd(), *slice, limits, now_)
            : assets::ingest_base64(context_.assets, key, source, limits, now_);
  if (!stored) {
    return stored.error();
  }
  keys_.push_back(key);
  if (stored->had_data_prefix) {
    warnings.push_back(fmt::format(
        "{}: the prefix 'data:…;base64,' was removed; send the bare base64 text", image.parameter));
  }
  source = "asset:" + key;
  return {};
}

}  // namespace kirin::api::generation
