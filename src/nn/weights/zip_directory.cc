#include "nn/weights/zip_directory.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>

namespace kirin::nn {
namespace {

using Bytes = std::span<const std::byte>;

constexpr std::uint32_t kLocalSignature = 0x04034b50;
constexpr std::uint32_t kCentralSignature = 0x02014b50;
constexpr std::uint32_t kEndSignature = 0x06054b50;
constexpr std::uint32_t kEnd64Signature = 0x06064b50;
constexpr std::uint32_t kLocatorSignature = 0x07064b50;
constexpr std::size_t kLocalBytes = 30;
constexpr std::size_t kCentralBytes = 46;
constexpr std::size_t kEndBytes = 22;
constexpr std::size_t kEnd64Bytes = 56;
constexpr std::size_t kLocatorBytes = 20;
constexpr std::size_t kMaxCommentBytes = 0xffff;
constexpr std::uint64_t kElsewhere16 = 0xffff;      // the number stands in the ZIP64 record
constexpr std::uint64_t kElsewhere32 = 0xffffffff;  // likewise
constexpr std::uint16_t kZip64Extra = 0x0001;
constexpr std::uint64_t kEncrypted = 1;
constexpr std::uint64_t kMaxEntries = 1'000'000;

Error broken(const std::string& what) { return Error{ErrorCode::data_loss, what}; }

/// Little-endian number of `width` bytes; the caller has checked that it is there.
std::uint64_t number(Bytes bytes, std::size_t at, std::size_t width) {
  std::uint64_t value = 0;
  for (std::size_t i = width; i-- > 0;) {
    value = value << 8U | std::to_integer<std::uint64_t>(bytes[at + i]);
  }
  return value;
}

/// A record of `size` bytes at `at` that starts with `signature`, or nothing.
std::optional<Bytes> record(Bytes file, std::uint64_t at, std::size_t size,
                            std::uint32_t signature) {
  if (at > file.size() || size > file.size() - at) {
    return std::nullopt;
  }
  const Bytes found = file.subspan(at, size);
  return number(found, 0, 4) == signature ? std::optional(found) : std::nullopt;
}

struct Directory {
  std::uint64_t entries = 0;
  std::uint64_t begin = 0;
  std::uint64_t size = 0;
};

/// The end record: the last place where one stands whose comment ends with the file.
std::optional<std::size_t> find_end(Bytes file) {
  if (file.size() < kEndBytes) {
    return std::nullopt;
  }
  const std::size_t last = file.size() - kEndBytes;
  const std::size_t first = last > kMaxCommentBytes ? last - kMaxCommentBytes : 0;
  for (std::size_t at = last + 1; at-- > first;) {
    if (number(file, at, 4) == kEndSignature && number(file, at + 20, 2) == last - at) {
      return at;
    }
  }
  return std::nullopt;
}

Result<Directory> directory64(Bytes file, std::size_t end) {
  const auto locator = end < kLocatorBytes
                           ? std::nullopt
                           : record(file, end - kLocatorBytes, kLocatorBytes, kLocatorSignature);
  if (!locator) {
    return broken("the ZIP64 locator is missing");
  }
  const auto found = record(file, number(*locator, 8, 8), kEnd64Bytes, kEnd64Signature);
  if (!found) {
    return broken("the ZIP64 end record is not where the locator says");
  }
  return Directory{number(*found, 32, 8), number(*found, 48, 8), number(*found, 40, 8)};
}

Result<Directory> find_directory(Bytes file) {
  const auto end = find_end(file);
  if (!end) {
    return broken("no end of a ZIP directory: the file is cut short, or no ZIP archive");
  }
  const Bytes found = file.subspan(*end, kEndBytes);
  if (number(found, 4, 2) != number(found, 6, 2)) {
    return Error{ErrorCode::unimplemented, "an archive in several files is not understood"};
  }
  Directory directory{number(found, 10, 2), number(found, 16, 4), number(found, 12, 4)};
  if (directory.entries == kElsewhere16 || directory.begin == kElsewhere32 ||
      directory.size == kElsewhere32) {
    ASSIGN_OR_RETURN(directory, directory64(file, *end));
  }
  if (directory.begin > *end || directory.size > *end - directory.begin ||
      directory.entries > directory.size / kCentralBytes || directory.entries > kMaxEntries) {
    return broken(fmt::format("a directory of {} entries in {} bytes at {} of {}",
                              directory.entries, directory.size, directory.begin, file.size()));
  }
  return directory;
}

/// What a directory entry says of one member.
struct Member {
  std::string name;
  std::uint64_t size = 0;
  std::uint64_t packed_size = 0;
  std::uint64_t header = 0;  ///< where its local header is
  std::uint64_t begin = 0;   ///< where its bytes are
};

/// Replaces the numbers that did not fit by those of the ZIP64 extra field, in its order.
Result<void> apply_zip64(Bytes extra, Member& member) {
  std::size_t at = 0;
  while (extra.size() - at >= 4) {
    const std::uint64_t tag = number(extra, at, 2);
    const std::uint64_t size = number(extra, at + 2, 2);
    at += 4;
    if (size > extra.size() - at) {
      return broken(fmt::format("entry \"{}\": its extra fields are cut short", member.name));
    }
    if (tag == kZip64Extra) {
      Bytes left = extra.subspan(at, size);
      for (std::uint64_t* value : {&member.size, &member.packed_size, &member.header}) {
        if (*value == kElsewhere32 && left.size() >= 8) {
          *value = number(left, 0, 8);
          left = left.subspan(8);
        }
      }
      return {};
    }
    at += size;
  }
  return {};
}

/// The member at `at` of the directory, and moves `at` behind it.
Result<Member> next_member(Bytes directory, std::size_t& at) {
  const auto found = record(directory, at, kCentralBytes, kCentralSignature);
  if (!found) {
    return broken(fmt::format("no directory entry at byte {} of the directory", at));
  }
  const std::uint64_t name_bytes = number(*found, 28, 2);
  const std::uint64_t extra_bytes = number(*found, 30, 2);
  const std::uint64_t comment_bytes = number(*found, 32, 2);
  at += kCentralBytes;
  if (name_bytes + extra_bytes + comment_bytes > directory.size() - at) {
    return broken("a directory entry is cut short");
  }
  const Bytes name = directory.subspan(at, name_bytes);
  Member member{{reinterpret_cast<const char*>(name.data()), name.size()},
                number(*found, 24, 4),
                number(*found, 20, 4),
                number(*found, 42, 4)};
  RETURN_IF_ERROR(apply_zip64(directory.subspan(at + name_bytes, extra_bytes), member));
  at += name_bytes + extra_bytes + comment_bytes;
  if ((number(*found, 8, 2) & kEncrypted) != 0 || number(*found, 10, 2) != 0 ||
      member.size != member.packed_size) {
    return Error{ErrorCode::unimplemented,
                 fmt::format("entry \"{}\" is compressed or encrypted", member.name)};
  }
  return member;
}

/// Finds the bytes of a member behind its local header, before the directory.
Result<void> locate(Bytes before_directory, Member& member) {
  const auto local = record(before_directory, member.header, kLocalBytes, kLocalSignature);
  if (!local) {
    return broken(fmt::format("entry \"{}\": no local header at {}", member.name, member.header));
  }
  member.begin = member.header + kLocalBytes + number(*local, 26, 2) + number(*local, 28, 2);
  if (member.begin > before_directory.size() ||
      member.size > before_directory.size() - member.begin) {
    return broken(
        fmt::format("entry \"{}\": {} bytes at {} lie outside of the {} before the "
                    "directory",
                    member.name, member.size, member.begin, before_directory.size()));
  }
  return {};
}

Result<void> check_apart(const std::vector<Member>& members) {
  std::set<std::string_view> names;
  std::vector<const Member*> in_order;
  for (const Member& member : members) {
    if (!names.insert(member.name).second) {
      return broken(fmt::format("entry \"{}\" stands twice", member.name));
    }
    in_order.push_back(&member);
  }
  std::ranges::sort(in_order, {}, &Member::header);
  for (std::size_t i = 1; i < in_order.size(); ++i) {
    const Member& before = *in_order[i - 1];
    if (in_order[i]->header < before.begin + before.size) {
      return broken(
          fmt::format("entries \"{}\" and \"{}\" overlap", before.name, in_order[i]->name));
    }
  }
  return {};
}

}  // namespace

bool looks_like_zip(Bytes start) {
  return start.size() >= 4 && number(start, 0, 4) == kLocalSignature;
}

Result<std::vector<ZipEntry>> read_zip_directory(Bytes file) {
  ASSIGN_OR_RETURN(const Directory directory, find_directory(file));
  std::vector<Member> members;
  std::size_t at = 0;
  for (std::uint64_t i = 0; i < directory.entries; ++i) {
    ASSIGN_OR_RETURN(Member member, next_member(file.subspan(directory.begin, directory.size), at));
    RETURN_IF_ERROR(locate(file.first(directory.begin), member));
    members.push_back(std::move(member));
  }
  RETURN_IF_ERROR(check_apart(members));
  std::vector<ZipEntry> entries;
  entries.reserve(members.size());
  for (Member& member : members) {
    entries.push_back({std::move(member.name), file.subspan(member.begin, member.size)});
  }
  return entries;
}

}  // namespace kirin::nn
