/// \file
/// A file as the answer to GET and HEAD: conditions, ranges and their fields (RFC 9110 §13 and
/// §14).
#pragma once

#include <cstdint>
#include <string>

#include "base/clock.h"
#include "net/message.h"

namespace kirin::net {

struct FileFacts {
  std::uint64_t size_bytes = 0;
  std::string etag;          ///< strong, without quotes, such as the SHA-256; empty: none
  std::string content_type;  ///< "video/mp4"
  TimePoint last_modified;
  std::string download_name;  ///< UTF-8, for Content-Disposition; empty: none
};

/// 200 with the file, 206 with one range or with several as multipart/byteranges, 304, 412 or 416,
/// as the request's If-Match, If-Unmodified-Since, If-None-Match, If-Modified-Since, If-Range and
/// Range ask. Two ETags are compared strongly for If-Match and If-Range.
Response file_response(const Request& request, const FileFacts& facts, UniqueFd file);

/// "inline; filename=\"clip.mp4\"", with filename* (RFC 8187) too where the name is not plain
/// ASCII.
std::string content_disposition(std::string_view download_name);

}  // namespace kirin::net
