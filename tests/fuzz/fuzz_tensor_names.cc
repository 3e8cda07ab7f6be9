#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "engine/wan/checkpoint/names.h"
#include "nn/weights/lora.h"

/// Names of tensors, one a line: what a LoRA's name means, and translations that go there and back.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kirin;  // NOLINT(google-build-using-namespace)
  std::string_view text(reinterpret_cast<const char*>(data), size);
  nn::Weights::Tensors lora;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view name = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const auto parsed = nn::parse_lora_name(name);
    EXPECTS(!parsed || (!parsed->module.empty() && parsed->module.size() < name.size()));
    lora.emplace(name, nn::Tensor::zeros({2, 2}));
    for (const auto kind : {wan::PartKind::dit, wan::PartKind::vae21, wan::PartKind::vae22,
                            wan::PartKind::t5, wan::PartKind::clip}) {
      const auto library = wan::library_name(kind, name);
      EXPECTS(!library || wan::official_name(kind, *library));
      if (const auto official = wan::official_name(kind, name)) {
        wan::library_name(kind, *official);
      }
    }
  }
  nn::Weights model({{"blocks.0.self_attn.q.weight", nn::Tensor::zeros({2, 2})},
                     {"blocks.0.self_attn.q.bias", nn::Tensor::zeros({2})},
                     {"blocks.0.modulation", nn::Tensor::zeros({1, 2, 2})}});
  const auto merged = nn::merge_lora(model, nn::Weights(std::move(lora)), 1, {});
  EXPECTS(!merged || merged->merged > 0);
  return 0;
}
