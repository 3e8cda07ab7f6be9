#include "retention/scratch.h"

#include <sys/stat.h>
#include <unistd.h>

namespace kirin::retention {
namespace {

bool is_stale(const std::filesystem::path& path, TimePoint before) {
  struct stat status {};
  return ::lstat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) &&
         status.st_mtime < Clock::to_time_t(before);
}

}  // namespace

Result<int> remove_stale_files(const std::filesystem::path& directory, TimePoint before) {
  int count = 0;
  std::error_code failure;
  std::filesystem::directory_iterator entry{directory, failure};
  for (; !failure && entry != std::filesystem::directory_iterator{}; entry.increment(failure)) {
    if (is_stale(entry->path(), before) && ::unlink(entry->path().c_str()) == 0) {
      ++count;
    }
  }
  if (failure) {
    return system_error("listing " + directory.string(), failure.value());
  }
  return count;
}

}  // namespace kirin::retention
