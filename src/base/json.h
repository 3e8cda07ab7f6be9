/// \file
/// JSON from strangers: parsed within limits, duplicate keys refused, long strings kept on disk.
///
/// A request may carry 112 MiB of base64 images. `parse_json_file` reads such a document in pieces
/// and writes every string longer than `JsonLimits::inline_string_bytes` to a spill file; in the
/// document stands a token instead, which no sender can guess, and `SpilledStrings` knows where the
/// string is.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/unique_fd.h"

namespace kirin {

using Json = boost::json::value;
using JsonObject = boost::json::object;
using JsonArray = boost::json::array;

struct JsonLimits {
  std::size_t depth = 32;
  std::size_t values = 20'000;
  std::size_t inline_string_bytes = std::size_t{64} << 10;
};

/// A piece of a spill file.
struct FileSlice {
  std::uint64_t offset = 0;
  std::uint64_t size_bytes = 0;
};

/// The long strings of one document, unescaped, in one file.
class SpilledStrings {
 public:
  SpilledStrings() = default;
  SpilledStrings(UniqueFd file, std::map<std::string, FileSlice, std::less<>> slices)
      : file_(std::move(file)), slices_(std::move(slices)) {}

  /// Where the string that `text` stands for is, or nothing where `text` is an ordinary string.
  std::optional<FileSlice> find(std::string_view text) const;
  int fd() const { return file_.get(); }

 private:
  UniqueFd file_;
  std::map<std::string, FileSlice, std::less<>> slices_;
};

struct SpilledJson {
  Json document;
  SpilledStrings strings;
};

/// Parses UTF-8 JSON held in memory. invalid_argument for malformed text, invalid UTF-8, duplicate
/// keys, and anything beyond the limits (a string beyond the inline limit too); the message names
/// the place.
Result<Json> parse_json(std::string_view text, const JsonLimits& limits = {});

/// Parses the file behind `fd` (from offset 0 to its end) in pieces of constant size; long strings
/// spill to an anonymous file in `spill_directory`. Errors as parse_json, and those of the disk.
Result<SpilledJson> parse_json_file(int fd, const std::filesystem::path& spill_directory,
                                    const JsonLimits& limits = {});

}  // namespace kirin
