#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "api/uploads/file_name.h"
#include "api/uploads/multipart.h"
#include "assets/asset_key.h"
#include "base/expects.h"

/// The first line is a Content-Type, the rest a body. Whatever they are: parts lie in the body, one
/// after the other, and none holds a delimiter; every file name becomes a segment of a key.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kirin::api::uploads;
  std::string_view body{reinterpret_cast<const char*>(data), size};
  const auto line_end = std::min(body.find('\n'), body.size());
  const auto boundary = boundary_of(body.substr(0, line_end));
  body.remove_prefix(std::min(line_end + 1, body.size()));
  if (!boundary) {
    return 0;
  }
  EXPECTS(!boundary->empty() && boundary->size() <= 70);
  const auto form = parse_multipart(body, *boundary);
  if (!form) {
    return 0;
  }
  const char* reached = body.data();
  for (const FormPart& part : *form) {
    EXPECTS(part.content.data() >= reached);
    EXPECTS(part.content.data() + part.content.size() <= body.data() + body.size());
    EXPECTS(part.content.find("\r\n--" + *boundary) == std::string_view::npos);
    EXPECTS(kirin::assets::check_key("u/" + safe_file_name(part.file_name, ".bin")));
    reached = part.content.data() + part.content.size();
  }
  return 0;
}
