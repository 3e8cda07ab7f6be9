/// \file
/// Models as clients of model discovery read them (API.md §1.9).
#pragma once

#include "api/models/model_view.h"
#include "base/json.h"

namespace kirin::api::models {

/// An item of the list; with a `curl` command where one is asked for.
JsonObject list_item_json(const ModelView& model, bool with_curl);

/// `data` of a model's spec: where to post, which parameters.
JsonObject spec_json(const ModelView& model);

/// `data` of a model-contract.v1: the queue's endpoints, a schema of the input, rules, an example.
JsonObject contract_json(const ModelView& model);

/// A hit of the skill search.
JsonObject hit_json(const ModelView& model);

}  // namespace kirin::api::models
