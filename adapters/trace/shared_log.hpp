// SPDX-License-Identifier: GPL-2.0-or-later
// What the programs of a build did to files, in a file that all of them map. The preloaded library
// writes it, TraceLog makes and reads it. A program may be killed at any instruction: what it wrote
// until then is there whole, or not at all.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace bm::adapters::trace {

/// The environment variable that holds the log's path.
inline constexpr const char* log_variable = "BM_TRACE_LOG";

/// How a file was met; one path can be met in several ways.
enum class Access : std::uint8_t {
    none = 0,       ///< a refusal that says nothing of the file
    read,           ///< its bytes were read, or it was run
    compiled,       ///< a compiler, assembler, linker or dtc read its bytes
    makefile,       ///< make read its bytes
    kconfig,        ///< Kconfig's conf did
    present,        ///< it was found to be there
    exists,         ///< make or a compiler found it to be there
    names,          ///< the names of its options were read: Kconfig text, by a script that is known
    filter,         ///< lines that have a text were taken from a .config: `PATH<tab>TEXT`
    absent,         ///< it was looked for and is not there
    list,           ///< the names in this directory were read
    lookup,         ///< make read them, to see which of the names that it needs are there
    pattern,        ///< names were wanted that match this shell pattern; `**`: at any depth
    names_pattern,  ///< likewise, of files of which the names of their options are read
    link,           ///< where this link leads was read
    write,          ///< it was made, changed, renamed or removed
    unwatched,  ///< this program was run, and what it did could not be seen: `PATH` or `PATH: why`
};

struct Record {
    std::uint32_t hash;
    std::uint16_t length;  ///< of the path, without its NUL
    Access access;
    char path[1];  ///< absolute, as the program named it: neither links nor `..` are resolved
};

inline constexpr std::uint32_t table_size = 1u << 17;
inline constexpr std::uint64_t log_bytes = 64u
                                           << 20;  ///< of which what is not written takes no room
inline constexpr char log_magic[8] = {'b', 'm', 't', 'r', 'a', 'c', 'e', '6'};

struct Log {
    char magic[8];
    std::atomic<std::uint64_t> used;  ///< bytes of the file that are given away
    std::atomic<std::uint32_t> full;  ///< 1: something found no room, or could not be named
    std::uint32_t reserved;
    std::atomic<std::uint32_t>
        table[table_size];  ///< by hash: position of a record over 8; 0: none
};
static_assert(std::atomic<std::uint64_t>::is_always_lock_free);

}  // namespace bm::adapters::trace
