/// \file
/// A look at what happens inside a model, for comparison with a reference.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "nn/tensor.h"

namespace kirin::nn {

/// Hands out intermediate results by name. Models carry one by value; without an observer a call
/// costs a comparison. Names follow the official module path ("blocks.0.self_attn").
class Trace {
 public:
  /// Sees one result. The tensor may be overwritten after the call: keep a clone.
  using Observer = std::function<void(const std::string& name, const Tensor& tensor)>;

  Trace() = default;
  explicit Trace(Observer observer, std::string prefix = {})
      : observer_(std::move(observer)), prefix_(std::move(prefix)) {}

  bool active() const { return observer_ != nullptr; }
  void operator()(std::string_view name, const Tensor& tensor) const {
    if (observer_) {
      observer_(prefix_ + std::string(name), tensor);
    }
  }
  /// The same observer, names prefixed with `name` and a dot.
  Trace under(std::string_view name) const {
    return active() ? Trace(observer_, prefix_ + std::string(name) + ".") : Trace();
  }

 private:
  Observer observer_;
  std::string prefix_;
};

}  // namespace kirin::nn
