/// \file
/// Identifiers that sort by the time they were made.
#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"

namespace kirin {

/// A new task id: 20 characters of lower-case base32hex (RFC 4648) over 4 bytes of seconds and 8
/// random bytes, the look of the hosted service's ids ("d758n65e878c73cmdg20").
std::string new_task_id(TimePoint now);

/// `prefix` and 16 random lower-case base32hex characters: "req_…", "job_…".
std::string new_id(std::string_view prefix);

/// A new id for a request, "req_…", of the look of new_id and random as it, but cheap enough for
/// every poll: the kernel is asked for the bytes of many ids at a time. Not for a child of fork.
std::string new_request_id();

/// `count` bytes from the kernel's random source as lower-case hexadecimal.
std::string random_hex(int count);

/// True for 1 to 128 visible ASCII characters: what a caller may supply as X-Request-Id.
bool is_visible_id(std::string_view text);

}  // namespace kirin
