#include "ceiling.h"

#include <omp.h>

#include <algorithm>
#include <cstring>
#include <ctime>
#include <dnnl.hpp>

#include "nn/tensor.h"

namespace kirin::bench {

using nn::DType;
using nn::Index;
using nn::Tensor;

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

double fastest(const std::function<void()>& run) {
  run();
  double best = 1e30;
  const double start = cpu_seconds();
  for (int i = 0; i < 3 || (cpu_seconds() - start < 0.3 && i < 100); ++i) {
    const double before = cpu_seconds();
    run();
    best = std::min(best, cpu_seconds() - before);
  }
  return best;
}

double product_ceiling(DType type) {
  using dnnl::memory;
  omp_set_num_threads(1);
  const auto name = type == DType::bf16 ? memory::data_type::bf16 : memory::data_type::f32;
  dnnl::engine engine(dnnl::engine::kind::cpu, 0);
  dnnl::stream stream(engine);
  double best = 0;
  for (const Index rows : {256, 512, 1280}) {
    const Index size = 1536;
    const memory::desc a({rows, size}, name, memory::format_tag::ab);
    const memory::desc c({rows, size}, memory::data_type::f32, memory::format_tag::ab);
    const memory::desc b({size, size}, name, memory::format_tag::any);
    const dnnl::matmul::primitive_desc description({a, b, c}, engine);
    memory from(a, engine);
    memory weights(description.weights_desc(), engine);
    memory to(c, engine);
    std::memset(from.get_data_handle(), 0, a.get_size());
    std::memset(weights.get_data_handle(), 0, description.weights_desc().get_size());
    const dnnl::matmul matmul(description);
    const double seconds = fastest([&] {
      matmul.execute(stream,
                     {{DNNL_ARG_SRC, from}, {DNNL_ARG_WEIGHTS, weights}, {DNNL_ARG_DST, to}});
    });
    best = std::max(best, 2e-9 * static_cast<double>(rows * size * size) / seconds);
  }
  return best;
}

double copy_ceiling() {
  constexpr std::size_t kBytes = std::size_t{256} << 20;
  const Tensor from = Tensor::zeros({static_cast<Index>(kBytes)}, DType::u8);
  Tensor to = Tensor::zeros({static_cast<Index>(kBytes)}, DType::u8);
  const double seconds =
      fastest([&] { std::memcpy(to.mutable_data<std::uint8_t>(), from.bytes(), kBytes); });
  return 2e-9 * static_cast<double>(kBytes) / seconds;
}

}  // namespace kirin::bench
