// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/core/expected.hpp"
#include "domain/core/time.hpp"
#include "ports/event_loop.hpp"

namespace bm::ports {

struct ProcessSpec {
    std::vector<std::string> argv;  ///< argv[0] is looked up in `environment`'s PATH
    std::map<std::string, std::string> environment;  ///< all of it; nothing is inherited
    std::string directory;                           ///< working directory, absolute
    std::string input;  ///< absolute path of the file that is its stdin; empty: /dev/null
    std::optional<core::Duration> limit;  ///< past it the process and all it started are killed
    /// Keep this much of stdout whole instead of head and tail; past it `cut` is set.
    std::size_t whole_output = 0;
    /// Sees each piece of stdout as it comes; false: kill it all now (ProcessEnd::Kind::stopped).
    std::function<bool(std::string_view)> keep_going;
};

struct ProcessEnd {
    enum class Kind {
        exited,       ///< by itself; `code` is its exit status
        signalled,    ///< by a signal that was not ours; `code` is its number
        limit,        ///< we killed it: the time limit passed
        stopped,      ///< we killed it: keep_going said no
        cancelled,    ///< we killed it: kill() was called
        not_started,  ///< it could not be started; `problem` says why
        lost,         ///< its guard died; how the process ended is not known
    };
    Kind kind = Kind::not_started;
    int code = 0;
    std::string out;      ///< stdout as it was, bounded: head and tail with a marker between
    std::string err;      ///< stderr, likewise
    std::string problem;  ///< only not_started and lost
    bool cut = false;     ///< something of stdout was left out
};

using ProcessTicket = std::int64_t;

/// Starts processes under a guard: when one ends, or when this process goes however it goes, all
/// that it started, in any session or process group, is gone within two seconds.
class ProcessRunner {
  public:
    virtual ~ProcessRunner() = default;
    /// Never fails: what goes wrong arrives through `on_end`, called once from the loop after the
    /// last descendant is gone and both streams are read to their end.
    virtual ProcessTicket start(ProcessSpec spec, std::function<void(ProcessEnd)> on_end) = 0;
    /// Kills the process and all it started; on_end follows. Unknown tickets are ignored.
    virtual void kill(ProcessTicket ticket) = 0;
};

/// The same guard for a short command that is waited for; not from the loop's thread.
class CommandRunner {
  public:
    virtual ~CommandRunner() = default;
    virtual ProcessEnd run(const ProcessSpec& spec) = 0;
};

/// A worker process as the boss holds it.
class WorkerProcess {
  public:
    virtual ~WorkerProcess() = default;
    virtual ByteChannel& input() = 0;
    virtual void terminate() = 0;  ///< SIGTERM
    virtual void kill() = 0;       ///< SIGKILL
};

struct WorkerHandlers {
    std::function<void(std::string_view)> on_output;      ///< stdout of the worker
    std::function<void(std::string_view)> on_error;       ///< its stderr
    std::function<void(int status, int signal)> on_exit;  ///< once, after both streams ended
};

class WorkerLauncher {
  public:
    virtual ~WorkerLauncher() = default;
    virtual core::Expected<std::unique_ptr<WorkerProcess>> launch(
        const std::vector<std::string>& argv, WorkerHandlers handlers) = 0;
};

}  // namespace bm::ports
