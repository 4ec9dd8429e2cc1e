# SPDX-License-Identifier: GPL-2.0-or-later
# bm_add_tests([NAME name] [DEPS target...]) makes one test program of every *.cpp in the current folder, and
# registers it by the program's name: with sanitizers a start costs more than most tests. Once for each folder.
function(bm_add_tests)
  cmake_parse_arguments(PARSE_ARGV 0 T "" "NAME" "DEPS")
  file(RELATIVE_PATH folder ${PROJECT_SOURCE_DIR}/tests ${CMAKE_CURRENT_SOURCE_DIR})
  string(REPLACE "/" "_" name ${folder})
  if(T_NAME)
    set(name ${T_NAME})
  endif()
  file(GLOB sources CONFIGURE_DEPENDS *.cpp)
  set_property(GLOBAL APPEND PROPERTY BM_TEST_SOURCES ${sources})
  add_executable(${name}_tests ${sources})
  target_link_libraries(${name}_tests PRIVATE ${T_DEPS} GTest::gmock GTest::gtest_main rapidcheck rapidcheck_gtest bm_flags bm_test_flags)
  target_include_directories(${name}_tests PRIVATE ${PROJECT_SOURCE_DIR})
  add_dependencies(${name}_tests bm_gate_sources)
  add_test(NAME ${name}_tests COMMAND ${name}_tests --gtest_brief=1)
  set_tests_properties(${name}_tests PROPERTIES LABELS unit TIMEOUT 1200)
endfunction()

# Adds every folder below this one that has a CMakeLists.txt, at any depth, so that nobody keeps a list.
# Such a folder does not add its own sub-folders.
macro(bm_add_test_folders)
  file(GLOB_RECURSE lists CONFIGURE_DEPENDS RELATIVE ${CMAKE_CURRENT_SOURCE_DIR} CMakeLists.txt)
  list(REMOVE_ITEM lists CMakeLists.txt)
  foreach(list IN LISTS lists)
    get_filename_component(folder ${list} DIRECTORY)
    add_subdirectory(${folder})
  endforeach()
endmacro()
