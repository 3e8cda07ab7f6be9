#include "engine/wan/pipeline/routes.h"

#include <algorithm>
#include <map>

#include "engine/wan/pipeline/open_model.h"

namespace kirin::wan {
namespace {

bool serves(const Route& route, std::string_view model, Task task) {
  const bool for_task = route.tasks.empty() || std::ranges::count(route.tasks, task) > 0;
  return (route.model.empty() || route.model == model) && for_task &&
         can_do(route.family, route.settings.method, task);
}

}  // namespace

Result<Routes> Routes::open(std::vector<Route> routes) {
  std::map<std::string, std::pair<Family, std::string>> known;
  for (Route& route : routes) {
    const std::string& folder = route.settings.weights;
    if (!known.contains(folder)) {
      ASSIGN_OR_RETURN(const ModelIdentity identity, identify_model(route.settings));
      known[folder] = {identity.family, identity.name};
    }
    std::tie(route.family, route.name) = known[folder];
  }
  std::ranges::stable_partition(routes, [](const Route& route) { return !route.model.empty(); });
  Routes opened;
  opened.routes_ = std::move(routes);
  return opened;
}

const Route* Routes::find(std::string_view model, Task task) const {
  const auto found =
      std::ranges::find_if(routes_, [&](const Route& route) { return serves(route, model, task); });
  return found == routes_.end() ? nullptr : &*found;
}

}  // namespace kirin::wan
