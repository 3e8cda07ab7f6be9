#include "nn/memory.h"

#include <atomic>
#include <new>

namespace kirin::nn {
namespace {

constexpr std::align_val_t kAlignment{64};

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

}  // namespace

MemoryUse memory_use() { return {held().load(), peak().load()}; }

void reset_peak_memory() { peak().store(held().load()); }

std::shared_ptr<std::byte> allocate_counted(std::size_t size_bytes) {
  auto* memory = static_cast<std::byte*>(::operator new(size_bytes, kAlignment));
  count(size_bytes);
  return {memory, [size_bytes](std::byte* bytes) {
            held().fetch_sub(size_bytes);
            ::operator delete(bytes, kAlignment);
          }};
}

}  // namespace kirin::nn
