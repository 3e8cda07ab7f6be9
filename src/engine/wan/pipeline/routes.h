/// \file
/// Which of the operator's weights make which clips.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "engine/wan/pipeline/clip_plan.h"

namespace kirin::wan {

/// One folder of weights and what it is for.
struct Route {
  WanSettings settings;
  std::string model;        ///< of the contract; empty: any
  std::vector<Task> tasks;  ///< empty: all that the weights can do
  Family family = Family::text;
  std::string name;  ///< of the weights, for people
};

/// The first route that fits is taken; those that name a model stand before those for any.
class Routes {
 public:
  /// Reads the headers of every folder. Errors name the folder and what is wrong with it.
  static Result<Routes> open(std::vector<Route> routes);

  bool empty() const { return routes_.empty(); }
  const std::vector<Route>& all() const { return routes_; }
  /// Null where no weights make such clips.
  const Route* find(std::string_view model, Task task) const;

 private:
  std::vector<Route> routes_;
};

}  // namespace kirin::wan
