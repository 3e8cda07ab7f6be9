#include "base/file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

#include "base/ids.h"

namespace kirin {
namespace {

constexpr mode_t kPrivate = 0600;

Error path_error(std::string_view what, const std::filesystem::path& path) {
  const int error_number = errno;
  return system_error(fmt::format("{} {}", what, path.string()), error_number);
}

Result<void> write_and_rename(const std::filesystem::path& neighbour,
                              const std::filesystem::path& path, std::string_view content) {
  ASSIGN_OR_RETURN(const UniqueFd fd, create_file(neighbour));
  RETURN_IF_ERROR(write_all(fd.get(), content));
  if (::fsync(fd.get()) != 0) {
    return path_error("flushing", neighbour);
  }
  if (::rename(neighbour.c_str(), path.c_str()) != 0) {
    return path_error("renaming to", path);
  }
  return {};
}

}  // namespace

Result<UniqueFd> open_for_reading(const std::filesystem::path& path) {
  UniqueFd fd{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (!fd) {
    return path_error("opening", path);
  }
  return fd;
}

Result<UniqueFd> create_file(const std::filesystem::path& path) {
  UniqueFd fd{::open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, kPrivate)};
  if (!fd) {
    return path_error("creating", path);
  }
  return fd;
}

Result<UniqueFd> anonymous_file(const std::filesystem::path& directory) {
  UniqueFd fd{::open(directory.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, kPrivate)};
  if (fd) {
    return fd;
  }
  const auto path = directory / new_id(".anonymous-");
  fd = UniqueFd{::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, kPrivate)};
  if (!fd) {
    return path_error("creating a temporary file in", directory);
  }
  ::unlink(path.c_str());
  return fd;
}

Result<std::string> read_file(const std::filesystem::path& path) {
  ASSIGN_OR_RETURN(const UniqueFd fd, open_for_reading(path));
  std::string content;
  std::string buffer(std::size_t{1} << 16, '\0');
  while (true) {
    const ssize_t count = ::read(fd.get(), buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) {
      continue;
    }
    if (count < 0) {
      return path_error("reading", path);
    }
    if (count == 0) {
      return content;
    }
    content.append(buffer, 0, static_cast<std::size_t>(count));
  }
}

Result<void> write_file_atomically(const std::filesystem::path& path, std::string_view content) {
  const std::filesystem::path neighbour = path.string() + new_id(".new-");
  const auto written = write_and_rename(neighbour, path, content);
  if (!written) {
    ::unlink(neighbour.c_str());
    return written.error();
  }
  return sync_directory(path.parent_path());
}

Result<void> write_all(int fd, std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(fd, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) {
      continue;
    }
    if (count < 0) {
      return system_error("writing", errno);
    }
    bytes = bytes.subspan(static_cast<std::size_t>(count));
  }
  return {};
}

Result<void> write_all(int fd, std::string_view text) {
  return write_all(fd, std::as_bytes(std::span{text}));
}

Result<void> read_exactly_at(int fd, std::span<std::byte> bytes, std::uint64_t offset) {
  while (!bytes.empty()) {
    const ssize_t count = ::pread(fd, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (count < 0 && errno == EINTR) {
      continue;
    }
    if (count < 0) {
      return system_error("reading", errno);
    }
    if (count == 0) {
      return Error{ErrorCode::out_of_range,
                   fmt::format("the file ends {} bytes short at {}", bytes.size(), offset)};
    }
    bytes = bytes.subspan(static_cast<std::size_t>(count));
    offset += static_cast<std::uint64_t>(count);
  }
  return {};
}

Result<std::vector<std::byte>> read_all(int fd, std::uint64_t limit_bytes) {
  ASSIGN_OR_RETURN(const std::uint64_t size, file_size_bytes(fd));
  if (size > limit_bytes) {
    return Error{ErrorCode::resource_exhausted,
                 fmt::format("a file of {} bytes where {} are allowed", size, limit_bytes)};
  }
  std::vector<std::byte> bytes(size);
  RETURN_IF_ERROR(read_exactly_at(fd, bytes, 0));
  return bytes;
}

Result<std::uint64_t> file_size_bytes(int fd) {
  struct stat status {};
  if (::fstat(fd, &status) != 0) {
    return system_error("fstat", errno);
  }
  return static_cast<std::uint64_t>(status.st_size);
}

Result<void> sync_directory(const std::filesystem::path& directory) {
  const UniqueFd fd{::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (!fd || ::fsync(fd.get()) != 0) {
    return path_error("flushing the directory", directory);
  }
  return {};
}

}  // namespace kirin
