// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace bm::diagnostic {

/// What one line of stderr is to the lines around it.
struct LineShape {
    enum class Role {
        include_chain,  ///< `In file included from x.h:3,` and its `from y.c:1:`
        heading,        ///< `x.c: In function 'f':`, `x.S: Assembler messages:`
        diagnostic,     ///< `x.c:3:5: warning: ...`, `x.dtb: Warning (...): ...`
        note,           ///< a note, which belongs to the diagnostic before it
        excerpt,        ///< indented source text, carets
        afterword,      ///< `ld: NOTE: ...`, which explains the line before it
        closing,        ///< `cc1: all warnings being treated as errors`
        make_word,      ///< `make[1]: *** [x.o] Error 1`
        schedule_word,  ///< `make: *** Waiting for unfinished jobs....`
        every_make,     ///< said by each make
        other,
    };
    Role role = Role::other;
    std::string place;  ///< the path that the line names as its place
    long line = 0;
};

LineShape shape_of(std::string_view text);

}  // namespace bm::diagnostic
