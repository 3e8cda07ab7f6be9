/// \file
/// The images of one request on their way into the asset store.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/context.h"
#include "base/json.h"
#include "catalog/request.h"

namespace kirin::api::generation {

/// An image of a request and what it is called in errors and in the contract.
struct NamedImage {
  std::string parameter;       ///< "image_list[0].image"
  std::string_view rule_name;  ///< "image_list"
  catalog::ImageInput* input;
};

/// All images of the request, in the order of its parameters.
std::vector<NamedImage> images_of(catalog::GenerationRequest& request);

/// Stores inline images; removes them again unless it is told that they are needed.
class ImageIntake {
 public:
  /// The arguments outlive it.
  ImageIntake(const ApiContext& context, const catalog::Contract& contract,
              const SpilledStrings& strings, std::string task_id, TimePoint now)
      : context_(context),
        contract_(contract),
        strings_(strings),
        task_id_(std::move(task_id)),
        now_(now) {}
  ImageIntake(const ImageIntake&) = delete;
  ImageIntake& operator=(const ImageIntake&) = delete;
  ~ImageIntake();

  /// Replaces the inline image by the key of the stored one; a URL stays. Errors: the image's
  /// (invalid_argument) or the disk's.
  Result<void> take(const NamedImage& image, std::vector<std::string>& warnings);
  /// What was stored stays.
  void keep() { is_kept_ = true; }

 private:
  const ApiContext& context_;
  const catalog::Contract& contract_;
  const SpilledStrings& strings_;
  std::string task_id_;
  TimePoint now_;
  std::vector<std::string> keys_;
  bool is_kept_ = false;
};

}  // namespace kirin::api::generation
