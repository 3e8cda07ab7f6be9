# cmake -DFILES=a.txt;b.txt -DOUTPUT=embedded_lexicon.cc -P embed_lexicon.cmake
#
# Writes the lexicon's files into a C++ source, as lexicon.h declares them. A raw string keeps the source readable; a
# file that held the closing mark would not compile.
set(entries "")
foreach(file IN LISTS FILES)
  get_filename_component(name ${file} NAME_WE)
  file(READ ${file} text)
  string(APPEND entries "    {\"${name}\", R\"~lexicon~(${text})~lexicon~\"},\n")
endforeach()
file(CONFIGURE OUTPUT ${OUTPUT} @ONLY CONTENT [[
// Written by src/engine/motion/story/embed_lexicon.cmake from lexicon/*.txt.
#include <array>

#include "engine/motion/story/lexicon.h"

namespace kirin::engine::motion::story {
namespace {

constexpr std::array kFiles = std::to_array<LexiconFile>({
@entries@});

}  // namespace

std::span<const LexiconFile> lexicon_files() { return kFiles; }

}  // namespace kirin::engine::motion::story
]])
