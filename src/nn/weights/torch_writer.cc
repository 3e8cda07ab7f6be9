#include "nn/weights/torch_writer.h"

#include <fmt/format.h>

#include <algorithm>

#include "nn/weights/torch_archive.h"

namespace kirin::nn {
namespace {

constexpr std::uint64_t kAlignment = 64;
constexpr std::uint64_t kMost32 = 0xffffffff;
constexpr std::uint64_t kMost16 = 0xffff;
constexpr std::uint16_t kVersion = 45;  // of ZIP: the one with ZIP64
constexpr std::uint16_t kUtf8Names = 0x0800;
constexpr std::uint16_t kPadding = 0x4246;  // the extra field that PyTorch pads with

std::string little(std::uint64_t value, int width) {
  std::string bytes;
  for (int i = 0; i < width; ++i) {
    bytes += static_cast<char>(value >> (8 * i));
  }
  return bytes;
}

std::string text(std::string_view value) { return "X" + little(value.size(), 4) += value; }

std::string number(std::uint64_t value) {
  return value < 0x80000000 ? "J" + little(value, 4) : "\x8a\x08" + little(value, 8);
}

std::string tuple(const std::vector<Index>& values) {
  std::string all = "(";
  for (const Index value : values) {
    all += number(static_cast<std::uint64_t>(value));
  }
  return all + "t";
}

}  // namespace

std::string torch_pickle(const std::vector<TensorPlan>& plan) {
  constexpr std::string_view kEmptyDict = "ccollections\nOrderedDict\n)R";
  std::string pickle = std::string("\x80\x02") += kEmptyDict;
  pickle += '(';
  for (std::size_t i = 0; i < plan.size(); ++i) {
    const TensorPlan& tensor = plan[i];
    std::vector<Index> strides(tensor.shape.size());
    Index step = 1;
    for (std::size_t axis = strides.size(); axis-- > 0;) {
      strides[axis] = step;
      step *= tensor.shape[axis];
    }
    pickle += text(tensor.name) + "ctorch._utils\n_rebuild_tensor_v2\n((" + text("storage") +
              fmt::format("ctorch\n{}\n", torch_storage_name(tensor.type)) +
              text(std::to_string(i)) + text("cpu") + number(static_cast<std::uint64_t>(step)) +
              "tQ" + number(0) + tuple(tensor.shape) + tuple(strides) + "\x89";
    pickle += kEmptyDict;
    pickle += "tR";
  }
  return pickle + "u.";
}

std::string ZipRecords::local_header(const std::string& name, std::uint64_t size,
                                     std::uint64_t at) {
  entries_.push_back({name, size, at, 0});
  std::string extra;
  if (size >= kMost32) {
    extra += little(1, 2) + little(16, 2) + little(size, 8) + little(size, 8);
  }
  const std::uint64_t unpadded = at + 30 + name.size() + extra.size() + 4;
  const std::uint64_t padding = (kAlignment - unpadded % kAlignment) % kAlignment;
  extra += little(kPadding, 2) + little(padding, 2) + std::string(padding, 'Z');
  const std::uint64_t shown = std::min(size, kMost32);
  return little(0x04034b50, 4) + little(kVersion, 2) + little(kUtf8Names, 2) + little(0, 2) +
         little(0, 4) + little(0, 4) + little(shown, 4) + little(shown, 4) +
         little(name.size(), 2) + little(extra.size(), 2) + name + extra;
}

std::string ZipRecords::directory(std::uint64_t at) const {
  std::string all;
  for (const Entry& entry : entries_) {
    std::string wide;
    if (entry.size >= kMost32) {
      wide += little(entry.size, 8) + little(entry.size, 8);
    }
    if (entry.at >= kMost32) {
      wide += little(entry.at, 8);
    }
    const std::string extra =
        wide.empty() ? std::string() : little(1, 2) + little(wide.size(), 2) + wide;
    const std::uint64_t shown = std::min(entry.size, kMost32);
    all += little(0x02014b50, 4) + little(kVersion, 2) + little(kVersion, 2) +
           little(kUtf8Names, 2) + little(0, 2) + little(0, 4) + little(entry.checksum, 4) +
           little(shown, 4) + little(shown, 4) + little(entry.name.size(), 2) +
           little(extra.size(), 2) + little(0, 2) + little(0, 2) + little(0, 2) + little(0, 4) +
           little(std::min(entry.at, kMost32), 4) + entry.name + extra;
  }
  const std::uint64_t size = all.size();
  const std::uint64_t count = entries_.size();
  if (at >= kMost32 || count >= kMost16 || size >= kMost32) {
    all += little(0x06064b50, 4) + little(44, 8) + little(kVersion, 2) + little(kVersion, 2) +
           little(0, 8) + little(count, 8) + little(count, 8) + little(size, 8) + little(at, 8) +
           little(0x07064b50, 4) + little(0, 4) + little(at + size, 8) + little(1, 4);
  }
  return all + little(0x06054b50, 4) + little(0, 4) + little(std::min(count, kMost16), 2) +
         little(std::min(count, kMost16), 2) + little(std::min(size, kMost32), 4) +
         little(std::min(at, kMost32), 4) + little(0, 2);
}

}  // namespace kirin::nn
