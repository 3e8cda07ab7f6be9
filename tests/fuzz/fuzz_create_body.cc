#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "api/generation/body.h"
#include "catalog/catalog.h"

/// Any JSON as a create body: it becomes a request that survives its own JSON, or is refused with a
/// reason.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kirin;  // NOLINT(google-build-using-namespace)
  const auto json = parse_json({reinterpret_cast<const char*>(data), size});
  if (!json) {
    return 0;
  }
  const auto outcome = api::generation::read_create_body(*json, {});
  const auto* body = std::get_if<api::generation::CreateBody>(&outcome);
  const auto* contract = body == nullptr ? nullptr : catalog::Catalog::embedded().find(body->model);
  if (contract == nullptr) {
    return 0;
  }
  const auto checked = catalog::check(*contract, body->model, body->parameters);
  if (const auto* violations = std::get_if<std::vector<catalog::Violation>>(&checked)) {
    EXPECTS(!violations->empty() && !violations->front().message.empty());
    return 0;
  }
  const auto& request = std::get<catalog::GenerationRequest>(checked);
  const auto again = catalog::request_from_json(catalog::to_json(request));
  EXPECTS(again.has_value() && catalog::to_json(*again) == catalog::to_json(request));
  EXPECTS(contract->quote(request).unit_price.micros > 0);
  return 0;
}
