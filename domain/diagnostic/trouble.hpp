// SPDX-License-Identifier: GPL-2.0-or-later
// What a build's words say of the machine that it ran on.
//
// Specification
// - Tools tell a machine's trouble in the words of the C library (ENOSPC, ENOMEM, EIO ...), of a
//   shell or make (`Killed`, `Error 137`: a child ended by a signal) or in a few of their own.
// - Some of it is the machine's for certain (`sure`): a full disk, refused memory, a signal that no
//   program sends itself. No source makes a compiler say so.
// - A compiler that crashes over a source says where: it catches the signal itself. When its driver
//   must say that it died (`signal terminated program cc1`), it died before, as one does that is
//   refused its memory.
// - Some may be either's: a compiler that crashes over a source, a program that is not there, an
//   input that ends too soon (what wrote it may have met a full disk and not have looked), a clock
//   that is not right. The same source may do so on each machine.
// - Of what is said at a place in a source (`path:line:`) only a fatal error counts, and only with
//   such words at its end: `#error No space left on device`, an assertion's text, a warning and
//   quoted source lines are the source's words, not the machine's.
// - In doubt a line counts. A build that is tried once too often costs time; a machine's trouble
//   taken for a broken commit is a lie.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace bm::diagnostic {

struct Trouble {
    enum class Kind {
        disk,     ///< no room, quota, a file that may not grow
        memory,   ///< none was to be had
        handles,  ///< no process or open file was to be had
        storage,  ///< a file system that fails or cannot be written
        killed,   ///< a signal from outside ended a part of the build
        crash,    ///< a program of the build crashed
        missing,  ///< a program or a library is not there, or does not start
        cut,      ///< a file ends too soon
        clock,    ///< files are younger than the clock
    };
    Kind kind = Kind::disk;
    std::string line;  ///< that says so
    friend bool operator==(const Trouble&, const Trouble&) = default;
};

/// Not to be explained by any source.
bool sure(Trouble::Kind kind);

/// The kind in words, as "the disk is full".
std::string_view words(Trouble::Kind kind);

/// The first trouble that is sure, else the first of all. Linear in the text.
std::optional<Trouble> trouble_in(std::string_view text);

/// The first line in which make says that files are younger than the clock: what it built may be
/// incomplete.
std::optional<std::string> skew_in(std::string_view text);

/// The text without what changes from try to try: names of temporary files, process ids in a
/// crash's report, how far the clock is off. Equal for two tries that said the same.
std::string lasting_words(std::string_view text);

}  // namespace bm::diagnostic
