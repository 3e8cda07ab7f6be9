#include "nn/cpu/onednn.h"

#include <omp.h>

#include <memory>

#include "nn/memory.h"

namespace kirin::nn::cpu {
namespace {

struct OneThread {
  OneThread() { omp_set_num_threads(1); }
};

}  // namespace

dnnl::engine& onednn_engine() {
  thread_local const OneThread this_thread;
  static dnnl::engine engine(dnnl::engine::kind::cpu, 0);
  return engine;
}

dnnl::stream& onednn_stream() {
  thread_local dnnl::stream stream(onednn_engine());
  return stream;
}

bool multiplies_bf16() {
  // The values are sets of bits: one for each extension.
  constexpr auto kNeeded = static_cast<unsigned>(dnnl::cpu_isa::avx512_core_bf16);
  static const auto has = static_cast<unsigned>(dnnl::get_effective_cpu_isa());
  return (has & kNeeded) == kNeeded;
}

std::byte* onednn_scratch(std::size_t size_bytes) {
  thread_local std::shared_ptr<std::byte> memory;
  thread_local std::size_t held_bytes = 0;
  if (held_bytes < size_bytes) {
    memory.reset();
    memory = allocate_counted(size_bytes);
    held_bytes = size_bytes;
  }
  return memory.get();
}

}  // namespace kirin::nn::cpu
