#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "worker/ticket.h"

/// Any JSON as a ticket: an error, or a ticket that survives its own JSON.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kirin;  // NOLINT(google-build-using-namespace)
  const auto json = parse_json({reinterpret_cast<const char*>(data), size});
  const auto ticket = json ? worker::ticket_from_json(*json) : Result<worker::Ticket>{Error{}};
  if (!ticket) {
    return 0;
  }
  const JsonObject written = worker::to_json(*ticket);
  const auto again = worker::ticket_from_json(written);
  EXPECTS(again.has_value() && worker::to_json(*again) == written);
  return 0;
}
