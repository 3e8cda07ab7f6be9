/// \file
/// Everything that can be configured: one table for the file, the environment, `kirin config
/// --print` and the docs.
#pragma once

#include <span>

#include "base/setting.h"

namespace kirin::cli {

std::span<const Setting> settings();

}  // namespace kirin::cli
