# SPDX-License-Identifier: GPL-2.0-or-later
# bm_embed_page(target html css js...) compiles into the target the page that these files of its folder make; the
# scripts run in the order in which they are named.
function(bm_embed_page target)
  list(TRANSFORM ARGN PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/ OUTPUT_VARIABLE files)
  set(embed ${PROJECT_SOURCE_DIR}/cmake/embed_page.py)
  set(text ${CMAKE_CURRENT_BINARY_DIR}/page_text.cpp)
  add_custom_command(OUTPUT ${text}
    COMMAND Python3::Interpreter -B ${embed} ${text} ${files}
    DEPENDS ${embed} ${files}
    COMMENT "Embedding the page" VERBATIM)
  target_sources(${target} PRIVATE ${text})
endfunction()
