#include "engine/wan/golden/checks.h"

#include <algorithm>
#include <vector>

#include "engine/wan/golden/check_solvers.h"

namespace kirin::wan {
namespace {

/// One row a kind. Tolerances of intermediates are those that the reference data's authors derived:
/// about 20 times the distance between their float32 and float64 runs.
const std::vector<CheckedKind>& kinds() {
  static const std::vector<CheckedKind> all = {
      {"schedulers", check_solvers, solver_tolerance},
  };
  return all;
}

}  // namespace

const CheckedKind* find_checked_kind(std::string_view kind) {
  const auto found = std::ranges::find(kinds(), kind, &CheckedKind::kind);
  return found == kinds().end() ? nullptr : &*found;
}

}  // namespace kirin::wan
