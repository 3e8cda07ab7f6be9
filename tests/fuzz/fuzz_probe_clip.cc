#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "base/unique_fd.h"
#include "media/probe.h"

// No crash, and no endless reading. FFmpeg itself is not ours to instrument; our input, box walk
// and facts are.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const kirin::UniqueFd file{::memfd_create("clip", MFD_CLOEXEC)};
  if (!file || ::pwrite(file.get(), data, size, 0) != static_cast<ssize_t>(size)) {
    std::abort();
  }
  const auto facts = kirin::media::probe_clip(file.get());
  if (facts && facts->frame_count < 0) {
    std::abort();
  }
  return 0;
}
