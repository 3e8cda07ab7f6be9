#include "tasks/delivery.h"

#include <fmt/format.h>

#include <array>

namespace kirin::tasks {

std::string_view to_string(DeliveryKind kind) {
  return kind == DeliveryKind::test ? "test" : "task";
}

std::string_view to_string(DeliveryState state) {
  switch (state) {
    case DeliveryState::pending:
      return "pending";
    case DeliveryState::delivered:
      return "delivered";
    case DeliveryState::skipped:
      return "skipped";
    case DeliveryState::dead:
      return "dead";
  }
  EXPECTS(false);
}

Result<DeliveryKind> parse_delivery_kind(std::string_view text) {
  for (const DeliveryKind kind : std::array{DeliveryKind::task, DeliveryKind::test}) {
    if (text == to_string(kind)) {
      return kind;
    }
  }
  return Error{ErrorCode::data_loss, fmt::format("delivery kind \"{}\"", text)};
}

Result<DeliveryState> parse_delivery_state(std::string_view text) {
  using enum DeliveryState;
  for (const DeliveryState state : std::array{pending, delivered, skipped, dead}) {
    if (text == to_string(state)) {
      return state;
    }
  }
  return Error{ErrorCode::data_loss, fmt::format("delivery state \"{}\"", text)};
}

}  // namespace kirin::tasks
