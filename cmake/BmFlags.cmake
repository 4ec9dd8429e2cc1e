# SPDX-License-Identifier: GPL-2.0-or-later
# The flags every target of ours links: warnings and, where the preset asks, sanitizers.
option(BM_WERROR "Warnings are errors" OFF)
option(BM_SANITIZE "Build with the address and undefined-behaviour sanitizers" OFF)
option(BM_THREAD_SANITIZE "Build with the thread sanitizer" OFF)
option(BM_COVERAGE "Count the lines that tests run, for gcov" OFF)
option(BM_FUZZ "Build the programs of fuzz/ with libFuzzer; needs clang" OFF)

add_library(bm_warnings INTERFACE)
target_compile_options(bm_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Woverloaded-virtual
  # GCC 12 sees an overlap in every std::string that is assigned a literal (its bug 105651).
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>:-Wno-restrict>
  $<$<BOOL:${BM_WERROR}>:-Werror>)

add_library(bm_flags INTERFACE)
target_link_libraries(bm_flags INTERFACE bm_warnings)
if(BM_SANITIZE)
  target_compile_options(bm_flags INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(bm_flags INTERFACE -fsanitize=address,undefined)
endif()

# For the objects of tests, after bm_flags. What the address sanitizer sees, too, and what a test does not do, makes a
# third of what compiling gtest's templates takes.
add_library(bm_test_flags INTERFACE)
if(BM_SANITIZE)
  target_compile_options(bm_test_flags INTERFACE -fno-sanitize=null,alignment,object-size,vptr)
endif()

if(BM_THREAD_SANITIZE)
  target_compile_options(bm_flags INTERFACE -fsanitize=thread -fno-omit-frame-pointer)
  target_link_options(bm_flags INTERFACE -fsanitize=thread)
endif()
if(BM_COVERAGE)
  target_compile_options(bm_flags INTERFACE --coverage)
  target_link_options(bm_flags INTERFACE --coverage)
endif()
if(BM_FUZZ)
  if(NOT CMAKE_CXX_COMPILER_ID MATCHES Clang)
    message(FATAL_ERROR "BM_FUZZ needs clang: cmake --preset fuzz")
  endif()
  target_compile_options(bm_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()

find_program(BM_CCACHE ccache)
if(BM_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${BM_CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${BM_CCACHE})
endif()
