# cmake -DFILE=entities.txt -DOUTPUT=embedded_entities.cc -P embed_entities.cmake
file(READ ${FILE} text)
file(CONFIGURE OUTPUT ${OUTPUT} @ONLY CONTENT [[
// Written by src/engine/wan/text/embed_entities.cmake from entities.txt.
#include "engine/wan/text/html_entities.h"

namespace kirin::wan {

std::string_view embedded_entities() {
  return R"~entities~(@text@)~entities~";
}

}  // namespace kirin::wan
]])
