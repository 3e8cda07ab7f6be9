# cmake -DFILES=a.json;b.json -DOUTPUT=embedded_contracts.cc -P embed_contracts.cmake
#
# Writes the contract files into a C++ source, as embedded_contracts.h declares it. Raw strings keep the source
# readable; a file that held the closing mark would not compile, and so cannot slip through.
set(entries "")
foreach(file IN LISTS FILES)
  get_filename_component(name ${file} NAME)
  file(READ ${file} text)
  string(APPEND entries "    {\"${name}\", R\"~contract~(${text})~contract~\"},\n")
endforeach()
file(CONFIGURE OUTPUT ${OUTPUT} @ONLY CONTENT [[
// Written by src/catalog/embed_contracts.cmake from catalog/*.json.
#include "catalog/embedded_contracts.h"

#include <array>

namespace kirin::catalog {
namespace {

constexpr std::array kFiles = std::to_array<EmbeddedFile>({
@entries@});

}  // namespace

std::span<const EmbeddedFile> embedded_contracts() { return kFiles; }

}  // namespace kirin::catalog
]])
