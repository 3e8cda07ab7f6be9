#include "nn/on_each_backend.h"

namespace kirin::nn {
namespace {

// The last bit of bf16 is worth 2^-7; rounding costs half of it.
INSTANTIATE_TEST_SUITE_P(Cpu, OnEachBackend,
                         testing::Values(Backend{Device::cpu, DType::f32, 2e-6},
                                         Backend{Device::cpu, DType::bf16, 4e-3}),
                         testing::PrintToStringParamName());

}  // namespace
}  // namespace kirin::nn
