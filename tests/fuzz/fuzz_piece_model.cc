// The parser of SentencePiece models, and the segmentation by whatever it accepts.
#include <cstdint>
#include <string_view>

#include "engine/wan/text/piece_model.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto model = kirin::wan::PieceModel::parse(bytes)) {
    (void)model->encode("A kite over \xE6\xB5\xB7, \xFF and \xF0\x9F\x99\x82.");
  }
  return 0;
}
