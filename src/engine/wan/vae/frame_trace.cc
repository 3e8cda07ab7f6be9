#include "engine/wan/vae/frame_trace.h"

#include <algorithm>

#include "nn/ops/rearrange.h"

namespace kirin::wan {
namespace {

using nn::Index;
using nn::Tensor;

Tensor planar(const std::vector<Tensor>& frames) {
  const Tensor& first = frames.front();
  Tensor all = Tensor::uninitialised(
      {static_cast<Index>(frames.size()), first.extent(1), first.extent(2), first.extent(3)});
  for (std::size_t i = 0; i < frames.size(); ++i) {
    const auto at = static_cast<Index>(i);
    all.slice(0, at, at + 1).copy_from(frames[i]);
  }
  const Tensor channels_first = nn::Permute{}(all, {3, 0, 1, 2});
  nn::Shape shape = channels_first.shape();
  shape.insert(shape.begin(), 1);
  return channels_first.reshaped(shape);
}

}  // namespace

void FrameTrace::record(const std::string& name, const Tensor& frame) {
  auto found =
      std::ranges::find_if(gathered_, [&](const auto& entry) { return entry.first == name; });
  if (found == gathered_.end()) {
    found = gathered_.insert(gathered_.end(), {name, {}});
  }
  found->second.push_back(frame.clone());
}

void FrameTrace::flush(const std::string& prefix) {
  const nn::Trace under = trace_.under(prefix);
  for (const auto& [name, frames] : gathered_) {
    under(name, planar(frames));
  }
  gathered_.clear();
}

}  // namespace kirin::wan
