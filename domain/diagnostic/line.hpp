// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace bm::diagnostic {

/// What one line of stderr is to the lines around it.
struct LineShape {
    enum class Role {
        include_chain,   ///< `In file included from x.h:3,` and its `from y.c:1:`
        heading,         ///< `x.c: In function 'f':`, `x.S: Assembler messages:`
        linker_heading,  ///< `ld: x.o: in function `f':`, before what the linker says of it
        diagnostic,      ///< `x.c:3:5: warning: ...`, `x.dtb: Warning (...): ...`
        note,            ///< belongs to the diagnostic before it, and may say no place
        excerpt,         ///< indented source text, carets
        afterword,       ///< `ld: NOTE: ...`, which explains the line before it
        closing,         ///< `cc1: all warnings being treated as errors`, `2 errors generated.`
        traceback,       ///< Python's `Traceback (most recent call last):`, `  File "x.py", line 3`
        chained,         ///< between two tracebacks: `During handling of the above exception, ...`
        banner,          ///< `*** ...`, of several lines
        make_word,       ///< `make[1]: *** [x.o] Error 1`
        schedule_word,   ///< `make: *** Waiting for unfinished jobs....`
        every_make,      ///< said by each make
        other,
    };
    Role role = Role::other;
    std::string place;  ///< the path that the line names as its place
    long line = 0;
};

LineShape shape_of(std::string_view text);

/// Nothing but carets, tildes and spaces: clang's, under a source line that may begin at its left.
bool is_caret_line(std::string_view text);

/// Nothing but spaces.
bool is_blank(std::string_view text);

}  // namespace bm::diagnostic
