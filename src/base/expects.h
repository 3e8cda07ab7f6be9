/// \file
/// `EXPECTS(condition)`: what must hold unless we were wrong. A breach says where and aborts; the
/// supervisor restarts the process and the lease makes the task safe.
#pragma once

namespace kirin {

[[noreturn]] void expectation_failed(const char* condition, const char* file, int line);

}  // namespace kirin

#define EXPECTS(condition)                                         \
  do {                                                             \
    if (!(condition)) {                                            \
      ::kirin::expectation_failed(#condition, __FILE__, __LINE__); \
    }                                                              \
  } while (false)
