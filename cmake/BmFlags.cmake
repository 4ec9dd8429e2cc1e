# SPDX-License-Identifier: GPL-2.0-or-later
# The flags every target of ours links: warnings and, where the preset asks, sanitizers.
option(BM_WERROR "Warnings are errors" OFF)
option(BM_SANITIZE "Build with the address and undefined-behaviour sanitizers" OFF)

add_library(bm_flags INTERFACE)
target_compile_options(bm_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Woverloaded-virtual
  $<$<BOOL:${BM_WERROR}>:-Werror>)
if(BM_SANITIZE)
  target_compile_options(bm_flags INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(bm_flags INTERFACE -fsanitize=address,undefined)
endif()

find_program(BM_CCACHE ccache)
if(BM_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${BM_CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${BM_CCACHE})
endif()
