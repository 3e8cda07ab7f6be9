#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "api/time_text.h"
#include "api/trace.h"

/// Any bytes as a trace and as a time. What was read as a trace is one that can be sent on; a time of
/// four-digit years is read back from its text as the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  if (const auto trace = kirin::api::parse_traceparent(text)) {
    if (!kirin::api::parse_traceparent(kirin::api::child_of(*trace).text())) {
      std::abort();
    }
  }
  const auto time = kirin::api::parse_time(text);
  constexpr std::int64_t kYear9999 = 253'402'300'799'999;
  if (time && kirin::to_millis(*time) >= 0 && kirin::to_millis(*time) <= kYear9999) {
    const auto again = kirin::api::parse_time(kirin::api::time_text(*time));
    if (!again || *again != *time) {
      std::abort();
    }
  }
  return 0;
}
