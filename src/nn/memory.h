/// \file
/// How much memory tensors hold. What is mapped from files is not counted: the system can drop it.
#pragma once

#include <cstddef>
#include <memory>

namespace kirin::nn {

struct MemoryUse {
  std::size_t held_bytes = 0;
  /// The most ever held since the last `reset_peak_memory`.
  std::size_t peak_bytes = 0;
};

/// Of this process; safe from all threads.
MemoryUse memory_use();
void reset_peak_memory();

/// Ends the mapping of a file: the deleter by which `Tensor::release_pages` knows mapped memory.
struct Unmap {
  std::size_t size_bytes = 0;
  void operator()(const void* memory) const;
};

/// Memory aligned to 64 bytes, counted until its last owner goes. Throws std::bad_alloc.
std::shared_ptr<std::byte> allocate_counted(std::size_t size_bytes);

}  // namespace kirin::nn
