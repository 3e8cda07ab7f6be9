/// \file
/// Protocol Buffers on the wire, as far as a SentencePiece model needs them.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "base/result.h"

namespace kirin::wan {

/// One field of a message (protobuf.dev, "Encoding").
struct WireField {
  std::uint32_t number = 0;
  std::uint64_t integer = 0;  ///< varint and fixed-width values
  std::string_view bytes;     ///< length-delimited values: a view
  bool is_bytes = false;
  /// The value as the float whose bits a 32-bit field holds.
  float as_float() const;
};

/// Calls `see` for each field in order; its error ends the reading. data_loss for what is no
/// message.
Result<void> read_message(std::string_view message,
                          const std::function<Result<void>(const WireField&)>& see);

}  // namespace kirin::wan
