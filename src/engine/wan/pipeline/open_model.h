#pragma once

#include "base/result.h"
#include "engine/wan/pipeline/model_parts.h"
#include "engine/wan/pipeline/wan_settings.h"

namespace kirin::wan {

/// The parts of the checkpoint that the settings name: files are mapped and their headers read,
/// numbers are not (but where LoRAs are merged into them). Errors say what is missing and which
/// file brings it; a tokenizer alone may be missing: then there is none.
Result<ModelParts> open_model(const WanSettings& settings);

/// What kind of model it is, from headers alone.
struct ModelIdentity {
  Family family = Family::text;
  std::string name;
};
Result<ModelIdentity> identify_model(const WanSettings& settings);

}  // namespace kirin::wan
