// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/diagnostic/trouble.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "domain/diagnostic/line.hpp"
#include "domain/diagnostic/temporary.hpp"

namespace bm::diagnostic {
namespace {

using Kind = Trouble::Kind;

struct Known {
    std::string_view words;
    Kind kind;
};

/// In the words of the C library; where a diagnostic names a source, at its end alone.
constexpr std::array system_words = {
    Known{"No space left on device", Kind::disk},
    Known{"Disk quota exceeded", Kind::disk},
    Known{"File too large", Kind::disk},
    Known{"Cannot allocate memory", Kind::memory},
    Known{"Resource temporarily unavailable", Kind::handles},
    Known{"Too many open files", Kind::handles},
    Known{"Input/output error", Kind::storage},
    Known{"Read-only file system", Kind::storage},
    Known{"Stale file handle", Kind::storage},
    Known{"Structure needs cleaning", Kind::storage},
    Known{"Transport endpoint is not connected", Kind::storage},
    Known{"No such device or address", Kind::storage},
    Known{"Text file busy", Kind::missing},
};

/// Programs' own words, wherever no source speaks.
constexpr std::array program_words = {
    Known{"I/O error", Kind::disk},  // dash's echo
    Known{"write error", Kind::disk},
    Known{"Error during writing of the configuration", Kind::disk},
    Known{"can't write", Kind::disk},
    Known{"virtual memory exhausted", Kind::memory},
    Known{"memory exhausted", Kind::memory},
    Known{"ut of memory", Kind::memory},
    Known{"bad_alloc", Kind::memory},
    Known{"MemoryError", Kind::memory},
    Known{"ot enough memory", Kind::memory},
    Known{"nsufficient memory", Kind::memory},
    Known{"failed to map segment", Kind::memory},
    Known{"unable to allocate", Kind::memory},
    Known{"can't start new thread", Kind::handles},
    Known{"annot fork", Kind::handles},
    Known{"an't fork", Kind::handles},
    Known{"signal 9", Kind::killed},
    Known{"SIGKILL", Kind::killed},
    Known{"SIGTERM", Kind::killed},
    Known{"SIGBUS", Kind::killed},
    Known{"signal terminated program", Kind::killed},
    Known{"terminated with signal", Kind::killed},
    Known{"Bus error", Kind::killed},
    Known{"File size limit exceeded", Kind::disk},
    Known{"CPU time limit exceeded", Kind::killed},
    Known{"internal compiler error", Kind::crash},
    Known{"died with <Signals", Kind::crash},
    Known{"Segmentation fault", Kind::crash},
    Known{"Illegal instruction", Kind::crash},
    Known{"PLEASE submit a bug report", Kind::crash},
    Known{"error while loading shared libraries", Kind::missing},
    Known{": not found", Kind::missing},
    Known{"command not found", Kind::missing},
    Known{"file truncated", Kind::cut},
    Known{"file format not recognized", Kind::cut},
    Known{"file not recognized", Kind::cut},
    Known{"malformed archive", Kind::cut},
    Known{"premature end", Kind::cut},
    Known{"nexpected end of file", Kind::cut},
    Known{"nexpected EOF", Kind::cut},
    Known{"nexpected end of input", Kind::cut},
    Known{"missing separator", Kind::cut},
    Known{"Clock skew detected", Kind::clock},
    Known{"has modification time", Kind::clock},
};

/// What make and shells call a child's end by a signal, at the end of a line.
constexpr std::array endings = {
    Known{"Killed", Kind::killed},
    Known{"Terminated", Kind::killed},
    Known{"Hangup", Kind::killed},
    Known{"Quit", Kind::killed},
    Known{"Interrupt", Kind::killed},
    Known{"Aborted", Kind::crash},
    Known{"Trace/breakpoint trap", Kind::crash},
    Known{"Floating point exception", Kind::crash},
};

std::string_view take_line(std::string_view& text) {
    const auto end = text.find('\n');
    const auto line = text.substr(0, end);
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
    return line;
}

std::string_view without_core(std::string_view line) {
    constexpr std::string_view core = " (core dumped)";
    return line.ends_with(core) ? line.substr(0, line.size() - core.size()) : line;
}

/// Of the status that a shell gives for a child that a signal ended, or that did not start.
std::optional<Kind> kind_of_status(int status) {
    constexpr std::array from_outside = {1, 2, 3, 7, 9, 15, 24};
    constexpr std::array crashes = {4, 5, 6, 8, 11, 31};
    if (status == 126 || status == 127) return Kind::missing;
    if (status == 128 + 25) return Kind::disk;  // SIGXFSZ
    if (std::ranges::count(from_outside, status - 128) > 0) return Kind::killed;
    if (std::ranges::count(crashes, status - 128) > 0) return Kind::crash;
    return std::nullopt;
}

/// `make[1]: *** [Makefile:3: x.o] Error 137`.
std::optional<Kind> in_make_word(std::string_view line) {
    constexpr std::string_view mark = "] Error ";
    const auto at = line.rfind(mark);
    if (at == std::string_view::npos) return std::nullopt;
    int status = 0;
    const auto* begin = line.data() + at + mark.size();
    std::from_chars(begin, line.data() + line.size(), status);
    return kind_of_status(status);
}

template <std::size_t N>
std::optional<Kind> find(const std::array<Known, N>& table, std::string_view line) {
    std::optional<Kind> found;
    for (const auto& known : table)
        if (line.find(known.words) != std::string_view::npos) {
            if (sure(known.kind)) return known.kind;
            if (!found) found = known.kind;
        }
    return found;
}

std::optional<Kind> ending(std::string_view line) {
    const auto text = without_core(line);
    for (const auto& known : endings)
        if (text.ends_with(known.words)) return known.kind;
    return std::nullopt;
}

/// At a place in a source, or in a makefile.
std::optional<Kind> in_located(std::string_view line) {
    const auto has = [&](std::string_view what) { return line.find(what) != line.npos; };
    if (has("internal compiler error")) return Kind::crash;
    if (has("missing separator")) return Kind::cut;  // a dependency file that was cut
    // make's $(file ...) names what it could not do; $(error ...) does not.
    if (has("*** open: ") || has("*** write: ") || has("*** close: "))
        return find(system_words, line);
    if (!has("atal error: ") && !has("LLVM ERROR")) return std::nullopt;
    if (has("signal terminated program")) return find(program_words, line);
    if (has("can't write") || has("error writing")) return Kind::disk;
    const auto last = line.find_last_not_of(" .'\")`");
    const auto text = line.substr(0, last == line.npos ? 0 : last + 1);
    for (const auto& known : system_words)
        if (text.ends_with(known.words)) return known.kind;
    return std::nullopt;
}

std::optional<Kind> in_line(std::string_view line) {
    using Role = LineShape::Role;
    const auto shape = shape_of(line);
    switch (shape.role) {
        case Role::include_chain:
        case Role::heading:
        case Role::linker_heading:
        case Role::note:
        case Role::excerpt:
        case Role::traceback:
        case Role::chained:
        case Role::closing:
        case Role::schedule_word:
            return std::nullopt;
        case Role::diagnostic:
            // A tool's own name may stand where a place would.
            if (shape.line > 0) return in_located(line);
            break;
        case Role::afterword:
        case Role::make_word:
        case Role::every_make:
        case Role::banner:
        case Role::other:
            break;
    }
    const auto said = find(system_words, line);
    if (said && sure(*said)) return said;
    const auto own = find(program_words, line);
    if (own && sure(*own)) return own;
    if (const auto status = in_make_word(line)) return status;
    if (const auto end = ending(line)) return end;
    return said ? said : own;
}

}  // namespace

bool sure(Trouble::Kind kind) { return kind <= Kind::killed; }

std::string_view words(Trouble::Kind kind) {
    switch (kind) {
        case Kind::disk:
            return "there is no room on the disk";
        case Kind::memory:
            return "there is not enough memory";
        case Kind::handles:
            return "there are too many processes or open files";
        case Kind::storage:
            return "a file system fails";
        case Kind::killed:
            return "a part of the build was killed";
        case Kind::crash:
            return "a program of the build crashed";
        case Kind::missing:
            return "a program is missing";
        case Kind::cut:
            return "a file ends too soon";
        case Kind::clock:
            return "the clock is not right";
    }
    return "";
}

std::optional<Trouble> trouble_in(std::string_view text) {
    std::optional<Trouble> found;
    while (!text.empty()) {
        const auto line = take_line(text);
        const auto kind = in_line(line);
        if (!kind || (found && !sure(*kind))) continue;
        found = Trouble{*kind, std::string(line)};
        if (sure(*kind)) break;
    }
    return found;
}

std::optional<std::string> skew_in(std::string_view text) {
    while (!text.empty()) {
        const auto line = take_line(text);
        const bool of_make = line.starts_with("make") || line.starts_with("gmake");
        if (of_make && find(program_words, line) == Kind::clock) return std::string(line);
    }
    return std::nullopt;
}

std::string lasting_words(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        const auto line = take_line(text);
        if (find(program_words, line) == Kind::clock) continue;
        result += without_temporary_names(line) + "\n";
    }
    return result;
}

}  // namespace bm::diagnostic
