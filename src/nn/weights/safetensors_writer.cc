#include "nn/weights/safetensors_writer.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/json.h"

namespace kirin::nn {
namespace {

constexpr std::size_t kAlignment = 8;

}  // namespace

std::string safetensors_start(const std::vector<TensorPlan>& plan) {
  std::string header = R"({"__metadata__":{"format":"pt"})";
  std::uint64_t at = 0;
  for (const TensorPlan& tensor : plan) {
    header += fmt::format(R"(,{}:{{"dtype":"{}","shape":[{}],"data_offsets":[{},{}]}})",
                          boost::json::serialize(boost::json::string(tensor.name)),
                          safetensors_name(tensor.type), fmt::join(tensor.shape, ","), at,
                          at + tensor.size_bytes());
    at += tensor.size_bytes();
  }
  header += '}';
  header.append((kAlignment - header.size() % kAlignment) % kAlignment, ' ');
  std::string start;
  for (unsigned i = 0; i < 8; ++i) {
    start += static_cast<char>(header.size() >> (8 * i));
  }
  return start + header;
}

}  // namespace kirin::nn
