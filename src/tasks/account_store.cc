#include "tasks/account_store.h"

#include "base/expects.h"

namespace kirin::tasks {

std::string_view to_string(BillingMode mode) {
  switch (mode) {
    case BillingMode::unlimited:
      return "unlimited";
    case BillingMode::prepaid:
      return "prepaid";
  }
  EXPECTS(false);
}

std::string_view to_string(AccountEntry::Kind kind) {
  using enum AccountEntry::Kind;
  switch (kind) {
    case credit:
      return "credit";
    case hold:
      return "hold";
    case capture:
      return "capture";
    case release:
      return "release";
  }
  EXPECTS(false);
}

}  // namespace kirin::tasks
