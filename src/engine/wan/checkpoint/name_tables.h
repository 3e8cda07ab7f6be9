/// \file
/// The rules of each network, official names against library names.
#pragma once

#include <span>

#include "engine/wan/checkpoint/name_rules.h"

namespace kirin::wan {

/// Blocks of VACE's control branch are looked up without their "vace_".
std::span<const NameRule> dit_names();
/// With the official decoder's blocks counted in levels, as those of 2.2.
std::span<const NameRule> vae21_names();
std::span<const NameRule> vae22_names();
std::span<const NameRule> t5_names();
/// Three rules share the official qkv; its first names all of them.
std::span<const NameRule> clip_names();

}  // namespace kirin::wan
