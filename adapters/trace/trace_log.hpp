// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include "adapters/trace/memory_file.hpp"
#include "adapters/trace/shared_log.hpp"
#include "domain/core/expected.hpp"

namespace bm::adapters::trace {

/// One way in which a build met a file.
struct Met {
    Access access = Access::none;
    std::string path;  ///< absolute, as a program named it
    friend auto operator<=>(const Met&, const Met&) = default;
};

struct Seen {
    std::vector<Met> met;  ///< each once, sorted
    /// false: there was more, or a program was run that could not be watched.
    bool whole = true;
};

/// A log for one build at a time, in memory that has a name for as long as this process runs.
class TraceLog {
  public:
    static core::Expected<TraceLog> create();
    TraceLog(TraceLog&& other) noexcept;
    TraceLog(const TraceLog&) = delete;
    TraceLog& operator=(const TraceLog&) = delete;
    TraceLog& operator=(TraceLog&&) = delete;
    ~TraceLog();

    /// What a program needs in its environment so that it and what it runs is watched by the
    /// library of this path.
    std::map<std::string, std::string> variables(const std::string& library) const;
    /// What was noted so far. Any bytes that a build left there give an answer.
    Seen read() const;
    /// As it was when it was made.
    void clear();

  private:
    TraceLog(MemoryFile file, Log* log) : file_(std::move(file)), log_(log) {}
    MemoryFile file_;
    Log* log_;
};

}  // namespace bm::adapters::trace
