/// \file
/// From a device to the operator's implementation there: the only place that knows which backends
/// are built.
#pragma once

#include "base/expects.h"
#include "nn/device.h"

namespace kirin::nn {

/// Calls `run` with the tag of the backend.
template <typename Run>
void on_device(Device device, Run&& run) {
  switch (device) {
    case Device::cpu:
      run(Cpu{});
      return;
  }
  EXPECTS(false);
}

}  // namespace kirin::nn
