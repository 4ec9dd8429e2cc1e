// SPDX-License-Identifier: GPL-2.0-or-later
// What the start-up of a worker on another machine is about.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "domain/core/machine_limits.hpp"

namespace bm::machine {

/// The worker that bm can send to a machine which has none.
struct Executable {
    std::string sha256;      ///< 64 lower-case hex digits
    std::uint64_t size = 0;  ///< bytes
    std::string system;      ///< where it can run, as `uname -s` says it: Linux
    std::string arch;        ///< as `uname -m` says it: x86_64
    friend bool operator==(const Executable&, const Executable&) = default;
};

/// One machine and what is wanted of it.
struct Terms {
    std::string name;                      ///< as the user calls it
    std::string host;                      ///< as ssh takes it: [user@]host
    std::string work_dir;                  ///< empty: ~/.cache/bm/worker; relative: below the home
    std::string bm_path;                   ///< a bm that is there already; empty: none is named
    std::optional<Executable> executable;  ///< absent: nothing can be sent
    std::string object_format = "sha1";    ///< of the commits' repository
    std::string campaign = {};             ///< marks our workers; letters and digits, or empty
    core::MachineLimits limits = {};
    std::int64_t max_boards = 0;   ///< at a time; 0: as many as the worker offers
    bool wait_until_free = false;  ///< a busy machine is waited for; else it gets less
    /// Ready::most of the campaign's worker before: what loads the machine since may be its own.
    std::optional<std::int64_t> share = {};
    friend bool operator==(const Terms&, const Terms&) = default;
};

/// How busy a machine is, and how much of it there is; 0 or absent: not known.
struct Load {
    std::int64_t cpus = 0;                      ///< that it has
    std::int64_t threads = 0;                   ///< that may be used
    std::optional<double> minute;               ///< load of the last minute
    std::optional<std::uint64_t> memory_bytes;  ///< available
    friend bool operator==(const Load&, const Load&) = default;
};

/// What a machine said of itself. Paths are absolute; a text that does not fit stays empty.
struct Facts {
    std::string system;         ///< uname -s
    std::string arch;           ///< uname -m
    std::string work_dir;       ///< it is there, with a repository if git is
    std::string place;          ///< where our executable belongs, whether it is there or not
    bool has_ours = false;      ///< it is there, whole
    std::string bm;             ///< at bm_path when that is named, else one that was found
    std::string git;            ///< its version; empty: there is none
    std::string make;           ///< GNU make's version; empty: there is none
    std::string object_format;  ///< of the repository there; empty: there is none
    std::string holder;         ///< who holds the work directory now; empty: nobody, or not known
    std::optional<std::uint64_t> free_bytes;  ///< on the work directory's disk
    Load load = {};
    friend bool operator==(const Facts&, const Facts&) = default;
};

/// What is started on the machine.
struct Program {
    std::string path;         ///< absolute
    bool worker_only = true;  ///< bm-worker; else bm, whose command `worker` it is
    friend bool operator==(const Program&, const Program&) = default;
};

}  // namespace bm::machine
