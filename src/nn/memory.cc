#include "nn/memory.h"

#include <sys/mman.h>

#include <atomic>
#include <cstdint>
#include <new>

namespace kirin::nn {
namespace {

constexpr std::align_val_t kAlignment{64};
constexpr std::size_t kHugePage = std::size_t{2} << 20;
/// From this size on memory comes in huge pages: the first touch of 160 MiB takes 11 ms instead of
/// 72, giving them back 0.5 instead of 14.
constexpr std::size_t kLarge = 2 * kHugePage;

std::atomic<std::size_t>& held() {
  static std::atomic<std::size_t> bytes{0};
  return bytes;
}

std::atomic<std::size_t>& peak() {
  static std::atomic<std::size_t> bytes{0};
  return bytes;
}

void count(std::size_t size_bytes) {
  const std::size_t now = held().fetch_add(size_bytes) + size_bytes;
  std::size_t highest = peak().load();
  while (highest < now && !peak().compare_exchange_weak(highest, now)) {
  }
}

std::size_t rounded_up(std::size_t size) { return (size + kHugePage - 1) / kHugePage * kHugePage; }

/// A mapping of whole huge pages; what the system gives in front of the first one goes back.
std::byte* map_large(std::size_t size_bytes) {
  const std::size_t wanted = rounded_up(size_bytes);
  const std::size_t mapped = wanted + kHugePage;
  void* const memory =
      mmap(nullptr, mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) {
    throw std::bad_alloc();
  }
  auto* const first = static_cast<std::byte*>(memory);
  const std::size_t before =
      rounded_up(reinterpret_cast<std::uintptr_t>(first)) - reinterpret_cast<std::uintptr_t>(first);
  if (before > 0) {
    munmap(first, before);
  }
  if (mapped > before + wanted) {
    munmap(first + before + wanted, mapped - before - wanted);
  }
  // Only a wish: without huge pages the memory is as good, just slower to come.
  madvise(first + before, wanted, MADV_HUGEPAGE);
  return first + before;
}

}  // namespace

void Unmap::operator()(const void* memory) const {
  ::munmap(const_cast<void*>(memory), size_bytes);
}

MemoryUse memory_use() { return {held().load(), peak().load()}; }

void reset_peak_memory() { peak().store(held().load()); }

std::shared_ptr<std::byte> allocate_counted(std::size_t size_bytes) {
  const bool large = size_bytes >= kLarge;
  auto* const memory = large ? map_large(size_bytes)
                             : static_cast<std::byte*>(::operator new(size_bytes, kAlignment));
  count(size_bytes);
  return {memory, [size_bytes, large](std::byte* bytes) {
            held().fetch_sub(size_bytes);
            if (large) {
              munmap(bytes, rounded_up(size_bytes));
            } else {
              ::operator delete(bytes, kAlignment);
            }
          }};
}

}  // namespace kirin::nn
