#include "engine/wan/golden/comparison.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace kirin::wan {
namespace {

nn::Shape without_ones(nn::Shape shape) {
  std::erase(shape, nn::Index{1});
  return shape;
}

struct Difference {
  double worst = 0;    ///< the largest distance of two numbers
  double largest = 0;  ///< the largest of theirs
  double relative() const { return largest > 0 ? worst / largest : worst; }
};

Difference difference(const std::vector<double>& ours, const std::vector<double>& theirs) {
  double worst = 0;
  double largest = 0;
  for (std::size_t i = 0; i < ours.size(); ++i) {
    if (!std::isfinite(ours[i]) && ours[i] != theirs[i]) {
      return {std::numeric_limits<double>::infinity(), 0};
    }
    if (ours[i] != theirs[i]) {
      worst = std::max(worst, std::abs(ours[i] - theirs[i]));
    }
    largest = std::max(largest, std::abs(theirs[i]));
  }
  return {worst, largest};
}

std::vector<double> doubles(const nn::Tensor& tensor) {
  const nn::Tensor wide = tensor.to(nn::DType::f64);
  const auto* first = wide.data<double>();
  return {first, first + wide.count()};
}

nn::Tensor tensor_of(const std::vector<double>& numbers) {
  nn::Tensor tensor =
      nn::Tensor::uninitialised({static_cast<nn::Index>(numbers.size())}, nn::DType::f64);
  std::ranges::copy(numbers, tensor.mutable_data<double>());
  return tensor;
}

}  // namespace

void Comparison::see(const std::string& name, const nn::Tensor& ours) {
  if (const auto theirs = expected_.get(name)) {
    compare(name, *theirs, ours);
  }
}

void Comparison::see_first_rows(const std::string& name, const nn::Tensor& ours) {
  const auto theirs = expected_.get(name);
  if (!theirs) {
    return;
  }
  if (ours.rank() >= 2 && theirs->rank() >= 2 && ours.extent(-2) > theirs->extent(-2)) {
    return compare(name, *theirs, ours.slice(-2, 0, theirs->extent(-2)));
  }
  compare(name, *theirs, ours);
}

void Comparison::see_levels(const std::string& name, const nn::Tensor& ours) {
  if (const auto theirs = expected_.get(name)) {
    compare(name, *theirs, ours, Measure::absolute);
  }
}

void Comparison::see_numbers(const std::string& name, const std::vector<double>& ours) {
  if (const auto theirs = expected_.get(name)) {
    compare(name, theirs->reshaped({theirs->count()}), tensor_of(ours));
  }
}

void Comparison::expect(const std::string& name, nn::Tensor theirs) {
  nn::Weights::Tensors tensors = expected_.tensors();
  tensors.insert_or_assign(name, std::move(theirs));
  expected_ = nn::Weights(std::move(tensors));
}

void Comparison::expect_numbers(const std::string& name, const std::vector<double>& theirs) {
  expect(name, tensor_of(theirs));
}

nn::Trace Comparison::trace(std::string prefix) {
  return nn::Trace([this](const std::string& name, const nn::Tensor& tensor) { see(name, tensor); },
                   std::move(prefix));
}

void Comparison::compare(const std::string& name, const nn::Tensor& theirs, const nn::Tensor& ours,
                         Measure measure) {
  if (!seen_.insert(name).second) {
    return;
  }
  Line line{.name = name, .error = 0, .tolerance = tolerance_(name), .problem = {}};
  if (without_ones(ours.shape()) != without_ones(theirs.shape())) {
    line.problem = fmt::format("has the shape {}, due is {}", nn::to_string(ours.shape()),
                               nn::to_string(theirs.shape()));
  } else {
    const Difference found = difference(doubles(ours), doubles(theirs));
    line.error = measure == Measure::absolute ? found.worst : found.relative();
  }
  lines_.push_back(std::move(line));
}

std::vector<std::string> Comparison::missing() const {
  std::vector<std::string> names;
  for (const auto& [name, tensor] : expected_.tensors()) {
    if (!seen_.contains(name) && !left_out_.contains(name)) {
      names.push_back(name);
    }
  }
  return names;
}

bool Comparison::passed() const {
  return first_difference() == nullptr && missing().empty() && !lines_.empty();
}

const Comparison::Line* Comparison::first_difference() const {
  const auto found = std::ranges::find_if(lines_, [](const Line& line) { return !line.passed(); });
  return found == lines_.end() ? nullptr : &*found;
}

}  // namespace kirin::wan
