/// \file
/// multipart/form-data (RFC 7578 over RFC 2046), read in place.
///
/// A body may have 100 MiB: it is looked at through a span, mostly of a mapped file, and the parts
/// are views into it. Nothing is copied but names.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace kirin::api::uploads {

struct FormPart {
  std::string name;       ///< of the field
  std::string file_name;  ///< as the sender gave it: not to be trusted; empty: none
  std::string_view content;
};

/// The boundary that a Content-Type names. unimplemented where it is no multipart/form-data,
/// invalid_argument where its boundary is missing or none (RFC 2046 §5.1.1).
Result<std::string> boundary_of(std::string_view content_type);

/// The parts of `body`, in their order, each a form-data part with a name. Text before the first
/// delimiter and after the last is passed over. invalid_argument says what is malformed: no
/// delimiter, no end, a part without head or name, more than 32 parts, a head of more than 8 KiB.
/// Looks at each byte a constant number of times.
Result<std::vector<FormPart>> parse_multipart(std::string_view body, std::string_view boundary);

}  // namespace kirin::api::uploads
