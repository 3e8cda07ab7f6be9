#include <gtest/gtest.h>

#include <cmath>

#include "engine/wan/dit/random_dit.h"
#include "engine/wan/golden/golden_case.h"

namespace kirin::wan {
namespace {

/// The root mean square of the difference over that of the reference.
double rms_error(const nn::Tensor& ours, const nn::Tensor& theirs) {
  const auto a = ours.values();
  const auto b = theirs.values();
  double difference = 0;
  double size = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    difference += (static_cast<double>(a[i]) - b[i]) * (static_cast<double>(a[i]) - b[i]);
    size += static_cast<double>(b[i]) * b[i];
  }
  return std::sqrt(difference / size);
}

TEST(HalfPrecision, IsAsFarFromTheReferenceAsItsOwnEmulation) {
  const auto golden =
      *GoldenCase::open(std::string(KIRIN_SOURCE_DIR) + "/tests/golden/wan22_t2v_bf16");
  const auto weights = *nn::read_safetensors(golden.folder() / "weights.safetensors");
  const auto config = *dit_config(weights, *golden.json("config.json"));
  const Dit dit = loaded(config, weights, nn::DType::bf16);
  const auto context = *dit.prepare(*golden.input("context"));

  const nn::Tensor velocity =
      velocity_of(dit, {*golden.input("x"), {}, &context, {}}, {.timesteps = {812}});

  for (const char* name : {"t812.output", "bf16emu.t812.output"}) {
    const nn::Tensor reference = *golden.outputs().get(name);
    EXPECT_LT(nn::relative_error(velocity, reference), 1.5e-2) << name;
    EXPECT_LT(rms_error(velocity, reference), 5e-3) << name;
    RecordProperty(std::string(name) + ".max",
                   std::to_string(nn::relative_error(velocity, reference)));
    RecordProperty(std::string(name) + ".rms", std::to_string(rms_error(velocity, reference)));
  }
}

}  // namespace
}  // namespace kirin::wan
