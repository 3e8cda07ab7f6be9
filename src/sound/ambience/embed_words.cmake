# cmake -DFILE=sounds.words -DOUTPUT=embedded_words.cc -P embed_words.cmake
#
# Writes the words into a C++ source, as lexicon.h declares it. A text that held the closing mark of the raw string would
# not compile, and so cannot slip through.
file(READ ${FILE} text)
file(CONFIGURE OUTPUT ${OUTPUT} @ONLY CONTENT [[
// Written by src/sound/ambience/embed_words.cmake from sounds.words.
#include "sound/ambience/lexicon.h"

namespace kirin::sound {

std::string_view embedded_words() { return R"~words~(@text@)~words~"; }

}  // namespace kirin::sound
]])
