# Sets docs_page_source: a C++ source that holds the files of web/docs/ and the bundle of its npm package, compressed, as
# docs/embedded_files.h declares them.
set(page ${PROJECT_SOURCE_DIR}/web/docs)
set(bundle ${page}/node_modules/@scalar/api-reference/dist/browser/standalone.js)
if(NOT EXISTS ${bundle})
  message(FATAL_ERROR "The page for /docs is not there (${bundle}): run scripts/setup, which installs it from npm.")
endif()

set(compressed_dir ${CMAKE_CURRENT_BINARY_DIR}/docs)
file(MAKE_DIRECTORY ${compressed_dir})
set(compressed_files)
set(declarations)
set(inclusions)
set(entries)
foreach(entry IN ITEMS
    "index.html|text/html|${page}/index.html"
    "start.js|text/javascript|${page}/start.js"
    "icon.svg|image/svg+xml|${page}/icon.svg"
    "reference.js|text/javascript|${bundle}")
  string(REPLACE "|" ";" parts ${entry})
  list(GET parts 0 name)
  list(GET parts 1 type)
  list(GET parts 2 file)
  set(compressed ${compressed_dir}/${name}.gz)
  add_custom_command(
    OUTPUT ${compressed}
    COMMAND gzip -9 -n -c ${file} > ${compressed}
    DEPENDS ${file}
    COMMENT "Compressing ${name}"
    VERBATIM)
  list(APPEND compressed_files ${compressed})
  string(MAKE_C_IDENTIFIER kirin_docs_${name} symbol)
  string(APPEND declarations "extern const char ${symbol}[];\nextern const char ${symbol}_end[];\n")
  string(APPEND inclusions "    \".global ${symbol}, ${symbol}_end\\n\"\n"
                           "    \"${symbol}: .incbin \\\"${compressed}\\\"\\n\"\n    \"${symbol}_end:\\n\"\n")
  string(APPEND entries
         "    {\"${name}\", \"${type}\", {${symbol}, static_cast<std::size_t>(${symbol}_end - ${symbol})}},\n")
endforeach()

set(docs_page_source ${CMAKE_CURRENT_BINARY_DIR}/docs/embedded_files.cc)
file(CONFIGURE OUTPUT ${docs_page_source} @ONLY CONTENT [[
// Written by src/api/docs/embed_page.cmake.
#include "api/docs/embedded_files.h"

#include <array>
#include <cstddef>

extern "C" {
@declarations@}

__asm__(
    ".pushsection .rodata\n"
@inclusions@    ".popsection\n");

namespace kirin::api::docs {

std::span<const EmbeddedFile> embedded_files() {
  static const std::array kFiles = std::to_array<EmbeddedFile>({
@entries@  });
  return kFiles;
}

}  // namespace kirin::api::docs
]])
set_source_files_properties(${docs_page_source} PROPERTIES OBJECT_DEPENDS "${compressed_files}")
