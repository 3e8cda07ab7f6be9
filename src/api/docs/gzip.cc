#include "api/docs/gzip.h"

#include <zlib.h>

#include <algorithm>
#include <array>

#include "base/expects.h"
#include "base/text.h"

namespace kirin::api::docs {
namespace {

constexpr int kGzipWindow = 15 + 16;  // zlib's way to say: gzip, any window

// "gzip;q=0" and the like.
bool is_refused(std::string_view parameters) {
  const auto weight = parameters.find("q=");
  return weight != std::string_view::npos &&
         parameters.substr(weight + 2).find_first_not_of("0. ") == std::string_view::npos;
}

}  // namespace

bool accepts_gzip(std::string_view accept_encoding) {
  while (!accept_encoding.empty()) {
    const std::string_view item = accept_encoding.substr(0, accept_encoding.find(','));
    const auto semicolon = item.find(';');
    if (equal_ignoring_case(trimmed(item.substr(0, semicolon)), "gzip")) {
      return semicolon == std::string_view::npos || !is_refused(item.substr(semicolon));
    }
    accept_encoding.remove_prefix(std::min(item.size() + 1, accept_encoding.size()));
  }
  return false;
}

std::string inflated(std::string_view gzip) {
  z_stream stream{};
  EXPECTS(inflateInit2(&stream, kGzipWindow) == Z_OK);
  // zlib's interface is older than const.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(gzip.data()));
  stream.avail_in = static_cast<uInt>(gzip.size());
  std::string text;
  std::array<char, std::size_t{64} << 10> piece;
  int status = Z_OK;
  while (status == Z_OK) {
    stream.next_out = reinterpret_cast<Bytef*>(piece.data());
    stream.avail_out = static_cast<uInt>(piece.size());
    status = inflate(&stream, Z_NO_FLUSH);
    text.append(piece.data(), piece.size() - stream.avail_out);
  }
  inflateEnd(&stream);
  EXPECTS(status == Z_STREAM_END);
  return text;
}

}  // namespace kirin::api::docs
