/// \file
/// The door of the house: a create request in, an accepted task out, or the reason why not.
#pragma once

#include <functional>
#include <variant>

#include "api/context.h"
#include "api/generation/body.h"
#include "api/operation.h"
#include "base/json.h"

namespace kirin::api::generation {

/// A request that its model's contract allows.
struct CheckedRequest {
  const catalog::Contract* contract = nullptr;
  catalog::GenerationRequest request;
};

/// Checks the body against its model's contract and the key's permissions, not the images' data.
std::variant<CheckedRequest, ApiError> check_request(const ApiContext& context, const Call& call,
                                                     const CreateBody& body,
                                                     const SpilledStrings& strings);

/// The answer to a create call that an Idempotency-Key keeps.
using AnswerOf = std::function<JsonObject(const tasks::NewTask& task)>;

/// Checks the request, stores its images, and creates the task. Nothing is left behind where it is
/// refused. The order is what keeps the promise of durability: images first, then the row that
/// names them. Marks the answer of `call` as kept where it has an Idempotency-Key.
std::variant<tasks::Task, ApiError> admit(const ApiContext& context, Call& call, CreateBody body,
                                          const SpilledStrings& strings, const AnswerOf& answer_of);

/// The errors that the images' data would get from admit, or nothing; keeps none of them.
std::optional<ApiError> try_images(const ApiContext& context, const Call& call,
                                   CheckedRequest& checked, const CreateBody& body,
                                   const SpilledStrings& strings);

}  // namespace kirin::api::generation
