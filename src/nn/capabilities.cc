#include "nn/capabilities.h"

#include "base/expects.h"

namespace kirin::nn {

bool multiplies_bf16(Device device) {
  EXPECTS(device == Device::cpu);
  return __builtin_cpu_supports("avx512bf16") != 0;
}

}  // namespace kirin::nn
