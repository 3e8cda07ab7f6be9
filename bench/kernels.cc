/// \file
/// Vector loops beside the plain loops they replace: the ratio of two rows of one run is what
/// counts.
#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "base/base64.h"
#include "base/base64_groups.h"
#include "media/rgb_to_i420.h"

namespace {

using kirin::media::I420Planes;
using kirin::media::Image;
using kirin::media::Size;

constexpr std::size_t kImageBytes = std::size_t{10} << 20;

std::string base64_text() {
  std::vector<std::byte> bytes(kImageBytes);
  std::uint32_t state = 1;
  for (std::byte& byte : bytes) {
    state = state * 1664525 + 1013904223;  // Numerical Recipes' generator: any noise will do
    byte = static_cast<std::byte>(state >> 24);
  }
  return kirin::base64_encode(bytes);
}

template <auto Decode>
void decode_base64(benchmark::State& state) {
  const std::string text = base64_text();
  std::vector<std::byte> out(text.size() / 4 * 3);
  for (auto _ : state) {
    benchmark::DoNotOptimize(Decode(text, out));
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(text.size()) * state.iterations());
}
BENCHMARK(decode_base64<kirin::base64_decode_groups_plain>)->Name("base64/plain");
BENCHMARK(decode_base64<kirin::base64_decode_groups>)->Name("base64/vector");

template <auto Convert>
void convert_frame(benchmark::State& state) {
  const Size size{static_cast<int>(state.range(0)), static_cast<int>(state.range(0)) * 9 / 16};
  Image frame{size};
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width * 3; ++x) {
      frame.row(y)[x] = static_cast<std::uint8_t>(x * 7 + y * 13);
    }
  }
  const std::size_t luma = static_cast<std::size_t>(size.width) * size.height;
  std::vector<std::uint8_t> planes(luma * 3 / 2);
  const auto width = static_cast<std::size_t>(size.width);
  const I420Planes out{
      planes.data(), planes.data() + luma, planes.data() + luma * 5 / 4, width, width / 2,
      width / 2};
  for (auto _ : state) {
    Convert(frame.view(), out);
    benchmark::ClobberMemory();
  }
}
BENCHMARK(convert_frame<kirin::media::rgb_to_i420_plain>)
    ->Name("rgb_to_i420/plain")
    ->Arg(1280)
    ->Arg(1920)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(convert_frame<kirin::media::rgb_to_i420>)
    ->Name("rgb_to_i420/vector")
    ->Arg(1280)
    ->Arg(1920)
    ->Unit(benchmark::kMillisecond);

}  // namespace
