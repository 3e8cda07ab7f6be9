// The cleaning of prompts for the wan engine: HTML references, mojibake, white space.
#include <cstdint>
#include <string_view>

#include "engine/wan/text/prompt_text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  (void)kirin::wan::cleaned_prompt({reinterpret_cast<const char*>(data), size});
  return 0;
}
