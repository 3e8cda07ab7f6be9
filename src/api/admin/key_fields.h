/// \file
/// What a key may do and how much, as a body says it.
#pragma once

#include "api/body_fields.h"
#include "catalog/catalog.h"
#include "tasks/key_store.h"

namespace kirin::api::admin {

/// Reads the fields of a new key; what is wrong is told to `fields`.
tasks::KeyOptions read_key_options(BodyFields& fields, const catalog::Catalog& catalog);

/// Reads the fields of a change; null takes a limit away.
tasks::KeyChange read_key_change(BodyFields& fields, const catalog::Catalog& catalog);

/// The key as operators see it.
JsonObject key_json(const tasks::ApiKey& key);

}  // namespace kirin::api::admin
