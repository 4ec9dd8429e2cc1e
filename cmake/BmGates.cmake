# SPDX-License-Identifier: GPL-2.0-or-later
# The gates: rules of the layout that fail the default build. Their tables are in cmake/gates.

file(GLOB_RECURSE bm_gated CONFIGURE_DEPENDS LIST_DIRECTORIES false
  domain/* ports/* sim/* adapters/* apps/* tests/* fuzz/*.?pp fuzz/*.txt cmake/* scripts/*)
list(FILTER bm_gated EXCLUDE REGEX "/__pycache__/")
set(bm_gate_stamp ${PROJECT_BINARY_DIR}/gates/sources.stamp)
add_custom_command(OUTPUT ${bm_gate_stamp}
  COMMAND Python3::Interpreter -B ${PROJECT_SOURCE_DIR}/cmake/gates/check_sources.py ${PROJECT_SOURCE_DIR}
  COMMAND ${CMAKE_COMMAND} -E make_directory ${PROJECT_BINARY_DIR}/gates
  COMMAND ${CMAKE_COMMAND} -E touch ${bm_gate_stamp}
  DEPENDS ${bm_gated}
  COMMENT "Checking the rules of the layout" VERBATIM)
add_custom_target(bm_gate_sources ALL DEPENDS ${bm_gate_stamp})

# bm_gate_headers(layer "target;..." header...)
# Each header compiles alone, and twice, with what its layer declares: target headers_<layer>.
function(bm_gate_headers layer links)
  set(units)
  foreach(header IN LISTS ARGN)
    file(RELATIVE_PATH header ${PROJECT_SOURCE_DIR} ${header})
    set(unit ${PROJECT_BINARY_DIR}/gates/headers/${header}.cpp)
    file(CONFIGURE OUTPUT ${unit} CONTENT "#include \"${header}\"\n#include \"${header}\"\n")
    list(APPEND units ${unit})
  endforeach()
  if(units)
    add_library(headers_${layer} OBJECT ${units})
    target_link_libraries(headers_${layer} PRIVATE ${links} bm_warnings)
    target_include_directories(headers_${layer} PRIVATE ${PROJECT_SOURCE_DIR})
    target_compile_options(headers_${layer} PRIVATE -O0 -g0)
    add_dependencies(headers_${layer} bm_gate_sources)
  endif()
endfunction()

# Every object of the archive links with what the layer declares: target linktest_<layer>.
function(bm_gate_link layer)
  add_executable(linktest_${layer} ${PROJECT_SOURCE_DIR}/cmake/gates/link_main.cpp)
  target_link_libraries(linktest_${layer} PRIVATE "$<LINK_LIBRARY:WHOLE_ARCHIVE,bm_${layer}>" bm_flags)
endfunction()

# The archive of a pure layer asks for nothing that reaches the world, or is not made.
function(bm_gate_symbols layer)
  add_custom_command(TARGET bm_${layer} POST_BUILD
    COMMAND Python3::Interpreter -B ${PROJECT_SOURCE_DIR}/cmake/gates/check_symbols.py
      ${CMAKE_NM} $<TARGET_FILE:bm_${layer}> VERBATIM)
endfunction()

# Every *_test.cpp is in exactly one test program. Called when all folders have been read.
function(bm_gate_no_lost_tests)
  get_property(registered GLOBAL PROPERTY BM_TEST_SOURCES)
  file(GLOB_RECURSE on_disk CONFIGURE_DEPENDS LIST_DIRECTORIES false
    domain/*_test.cpp ports/*_test.cpp sim/*_test.cpp adapters/*_test.cpp apps/*_test.cpp tests/*_test.cpp fuzz/*_test.cpp)
  foreach(file IN LISTS on_disk)
    set(uses ${registered})
    list(FILTER uses INCLUDE REGEX "^${file}$")
    list(LENGTH uses count)
    file(RELATIVE_PATH name ${PROJECT_SOURCE_DIR} ${file})
    if(count EQUAL 0)
      message(FATAL_ERROR "${name} is in no test program: its folder needs a CMakeLists.txt with bm_add_tests().")
    elseif(count GREATER 1)
      message(FATAL_ERROR "${name} is in ${count} test programs: one bm_add_tests() for each folder.")
    endif()
  endforeach()
endfunction()
