/// \file
/// Whole files and file descriptors, with errors as `Result`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/unique_fd.h"

namespace kirin {

/// Opens for reading, close-on-exec.
Result<UniqueFd> open_for_reading(const std::filesystem::path& path);
/// Creates or truncates for reading and writing, mode 0600, close-on-exec.
Result<UniqueFd> create_file(const std::filesystem::path& path);
/// A file without a name in `directory`, gone with its last descriptor (O_TMPFILE, or an unlinked
/// file where the file system has none).
Result<UniqueFd> anonymous_file(const std::filesystem::path& directory);

Result<std::string> read_file(const std::filesystem::path& path);
/// Writes a neighbour, flushes it to disk and renames it over `path`: readers see the old content
/// or the new, never a part; after success the new one survives a power cut.
Result<void> write_file_atomically(const std::filesystem::path& path, std::string_view content);

/// Writes all bytes at the descriptor's position.
Result<void> write_all(int fd, std::span<const std::byte> bytes);
Result<void> write_all(int fd, std::string_view text);
/// Reads exactly `bytes.size()` bytes at `offset`; out_of_range where the file ends before.
Result<void> read_exactly_at(int fd, std::span<std::byte> bytes, std::uint64_t offset);
/// The whole file behind `fd`, from its start, whatever its position; resource_exhausted where it
/// is larger than `limit_bytes`.
Result<std::vector<std::byte>> read_all(int fd, std::uint64_t limit_bytes);
Result<std::uint64_t> file_size_bytes(int fd);
/// fsync on the directory, which makes a rename or creation in it durable.
Result<void> sync_directory(const std::filesystem::path& directory);

}  // namespace kirin
