# kirin_room(NAME SOURCES file... USES room... LIBRARIES target... PRIVATE_LIBRARIES target...)
#
# One room of the house (docs/architecture.md) as one static library, kirin_NAME. Its headers are found as
# "NAME/header.h" only by targets that link the room, so an include against the table does not compile.
# USES names the rooms it may include; LIBRARIES appear in its headers, PRIVATE_LIBRARIES only in its sources.
function(kirin_room name)
  cmake_parse_arguments(room "" "" "SOURCES;USES;LIBRARIES;PRIVATE_LIBRARIES" ${ARGN})
  set(include_dir ${PROJECT_BINARY_DIR}/rooms/${name})
  file(MAKE_DIRECTORY ${include_dir})
  file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR} ${include_dir}/${name} SYMBOLIC)

  set(used kirin_flags)
  foreach(other IN LISTS room_USES)
    list(APPEND used kirin_${other})
  endforeach()

  if(room_SOURCES)
    add_library(kirin_${name} STATIC ${room_SOURCES})
    target_include_directories(kirin_${name} PUBLIC ${include_dir})
    target_link_libraries(kirin_${name} PUBLIC ${used} ${room_LIBRARIES} PRIVATE ${room_PRIVATE_LIBRARIES})
  else()
    add_library(kirin_${name} INTERFACE)
    target_include_directories(kirin_${name} INTERFACE ${include_dir})
    target_link_libraries(kirin_${name} INTERFACE ${used} ${room_LIBRARIES})
  endif()
endfunction()

# kirin_test(NAME SOURCES file_test.cc... USES room... LIBRARIES target... [LABELS label...] [TIMEOUT seconds])
#
# The tests of one room as one program, kirin_NAME_tests; ctest sees every case by itself.
function(kirin_test name)
  cmake_parse_arguments(test "" "TIMEOUT" "SOURCES;USES;LIBRARIES;LABELS" ${ARGN})
  if(NOT test_TIMEOUT)
    set(test_TIMEOUT 120)
  endif()
  set(used)
  foreach(other IN LISTS test_USES)
    list(APPEND used kirin_${other})
  endforeach()
  add_executable(kirin_${name}_tests ${test_SOURCES})
  target_link_libraries(kirin_${name}_tests PRIVATE kirin_flags ${used} ${test_LIBRARIES} GTest::gmock GTest::gtest_main)
  target_include_directories(kirin_${name}_tests PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  target_compile_definitions(kirin_${name}_tests PRIVATE KIRIN_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
                                                         KIRIN_BINARY_DIR="${PROJECT_BINARY_DIR}")
  gtest_discover_tests(kirin_${name}_tests TEST_PREFIX "${name}." DISCOVERY_TIMEOUT 60 NO_PRETTY_VALUES
                       PROPERTIES TIMEOUT ${test_TIMEOUT} LABELS "${test_LABELS}")
endfunction()
