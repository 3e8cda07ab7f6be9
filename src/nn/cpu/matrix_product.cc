#include "nn/cpu/matrix_product.h"

#include <map>
#include <unordered_map>

#include "nn/cpu/onednn.h"

namespace kirin::nn::cpu {
namespace {

using dnnl::memory;

/// Shapes whose kernels a thread keeps. A model has some twenty.
constexpr std::size_t kMostShapes = 256;

struct Kernel {
  explicit Kernel(const MatrixProduct& product) {
    const auto type =
        product.type == DType::bf16 ? memory::data_type::bf16 : memory::data_type::f32;
    const memory::dims b_strides = product.b_transposed ? memory::dims{1, product.b_stride}
                                                        : memory::dims{product.b_stride, 1};
    const memory::desc a_shape({product.rows, product.depth}, type, {product.a_stride, 1});
    const memory::desc b_shape({product.depth, product.columns}, type, b_strides);
    const memory::desc c_shape({product.rows, product.columns}, memory::data_type::f32,
                               {product.c_stride, 1});
    dnnl::primitive_attr attributes;
    // oneDNN's own scratch memory belongs to the thread that makes the primitive; this one to us.
    attributes.set_scratchpad_mode(dnnl::scratchpad_mode::user);
    if (product.accumulate) {
      dnnl::post_ops sum;
      sum.append_sum(1.0F);
      attributes.set_post_ops(sum);
    }
    auto& engine = onednn_engine();
    const dnnl::matmul::primitive_desc description({a_shape, b_shape, c_shape}, attributes, engine);
    scratch_bytes = description.scratchpad_desc().get_size();
    a = memory(a_shape, engine, nullptr);
    b = memory(b_shape, engine, nullptr);
    c = memory(c_shape, engine, nullptr);
    scratch = memory(description.scratchpad_desc(), engine, nullptr);
    matmul = dnnl::matmul(description);
    arguments = {{DNNL_ARG_SRC, a},
                 {DNNL_ARG_WEIGHTS, b},
                 {DNNL_ARG_DST, c},
                 {DNNL_ARG_SCRATCHPAD, scratch}};
  }

  dnnl::matmul matmul;
  memory a;
  memory b;
  memory c;
  memory scratch;
  std::size_t scratch_bytes = 0;
  std::unordered_map<int, memory> arguments;
};

Kernel& kernel_of(const MatrixProduct& product) {
  thread_local std::map<MatrixProduct, Kernel> kernels;
  const auto found = kernels.find(product);
  if (found != kernels.end()) {
    return found->second;
  }
  if (kernels.size() >= kMostShapes) {
    kernels.clear();
  }
  return kernels.emplace(product, product).first->second;
}

}  // namespace

void multiply(const MatrixProduct& product, const void* a, const void* b, float* c) {
  Kernel& kernel = kernel_of(product);
  kernel.a.set_data_handle(const_cast<void*>(a));  // NOLINT: oneDNN has no const handles
  kernel.b.set_data_handle(const_cast<void*>(b));  // NOLINT
  kernel.c.set_data_handle(c);
  if (kernel.scratch_bytes > 0) {
    kernel.scratch.set_data_handle(onednn_scratch(kernel.scratch_bytes));
  }
  kernel.matmul.execute(onednn_stream(), kernel.arguments);
}

}  // namespace kirin::nn::cpu
