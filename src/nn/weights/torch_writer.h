/// \file
/// The pickle and the ZIP records of a PyTorch archive.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "nn/weights/tensor_file_writer.h"

namespace kirin::nn {

/// An OrderedDict of the plan's tensors; the n-th lies in the storage "n".
std::string torch_pickle(const std::vector<TensorPlan>& plan);

/// The records of a ZIP archive of stored entries, ZIP64 where numbers need it.
class ZipRecords {
 public:
  /// The local header of an entry that starts at `at`, padded so that its bytes are aligned to 64.
  /// The checksum is 0, to be overwritten at `checksum_at`.
  std::string local_header(const std::string& name, std::uint64_t size, std::uint64_t at);
  static constexpr std::uint64_t kChecksumOffset = 14;  ///< in a local header
  /// The checksum of the entry that came last.
  void set_checksum(std::uint32_t checksum) { entries_.back().checksum = checksum; }
  std::uint64_t last_header_at() const { return entries_.back().at; }
  /// The directory and the end records, which start at `at`.
  std::string directory(std::uint64_t at) const;

 private:
  struct Entry {
    std::string name;
    std::uint64_t size = 0;
    std::uint64_t at = 0;
    std::uint32_t checksum = 0;
  };
  std::vector<Entry> entries_;
};

}  // namespace kirin::nn
