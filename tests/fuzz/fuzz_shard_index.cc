#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string_view>

#include "nn/weights/weight_files.h"

/// Any text as an index of shards: an error, or names of files in the index's own folder.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kirin;  // NOLINT(google-build-using-namespace)
  const auto shards = nn::parse_shard_index({reinterpret_cast<const char*>(data), size});
  if (!shards) {
    return 0;
  }
  EXPECTS(!shards->empty());
  for (const auto& [tensor, file] : *shards) {
    const auto path = std::filesystem::path("/folder") / file;
    EXPECTS(path.lexically_normal().parent_path() == "/folder");
  }
  return 0;
}
