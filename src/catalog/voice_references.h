/// \file
/// `<<<voice_n>>>` in a prompt: the n-th voice of the request's voice list, counted from 1, speaks
/// what follows.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace kirin::catalog {

/// The numbers n of all references, in order, repetitions included. A number of more than nine
/// digits reads as the largest of nine; what merely resembles a reference ("<<<voice_one>>>",
/// "<<voice_1>>") is text.
std::vector<std::uint32_t> voice_references(std::string_view prompt);

}  // namespace kirin::catalog
