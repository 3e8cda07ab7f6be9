/// \file
/// The exit statuses of `kirin`, as `kirin --help` lists them.
#pragma once

namespace kirin::cli {

inline constexpr int kExitOk = 0;
inline constexpr int kExitFailure =
    1;  ///< the work was tried and failed: a task failed, a check found a fault
inline constexpr int kExitUsage =
    2;  ///< the command line, the configuration or the request is wrong
inline constexpr int kExitUnavailable = 3;  ///< the server, the store or the disk cannot be reached
inline constexpr int kExitInterrupted = 130;  ///< ended by Ctrl-C

}  // namespace kirin::cli
