/// \file
/// The contract files as they were when the program was built. embed_contracts.cmake writes the
/// source.
#pragma once

#include <span>
#include <string_view>

namespace kirin::catalog {

struct EmbeddedFile {
  std::string_view name;  ///< "kirin_v1_i2v.json"
  std::string_view text;
};

/// In the order of their names.
std::span<const EmbeddedFile> embedded_contracts();

}  // namespace kirin::catalog
