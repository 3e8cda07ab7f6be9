#include "nn/weights/mapped_file.h"

#include <sys/mman.h>

#include <cerrno>

#include "base/file.h"
#include "nn/memory.h"

namespace kirin::nn {

Result<MappedFile> map_file(const std::filesystem::path& file) {
  ASSIGN_OR_RETURN(const UniqueFd fd, open_for_reading(file));
  ASSIGN_OR_RETURN(const std::uint64_t size_bytes, file_size_bytes(fd.get()));
  if (size_bytes == 0) {
    return MappedFile{};
  }
  void* start = ::mmap(nullptr, size_bytes, PROT_READ, MAP_SHARED, fd.get(), 0);
  if (start == MAP_FAILED) {
    return system_error("mapping " + file.string(), errno);
  }
  std::shared_ptr<const void> owner(start, Unmap{size_bytes});
  return MappedFile{std::move(owner), {static_cast<const std::byte*>(start), size_bytes}};
}

}  // namespace kirin::nn
