// SPDX-License-Identifier: GPL-2.0-or-later
#include <sys/wait.h>

#include <algorithm>
#include <charconv>
#include <cstring>

#include "adapters/process/descendants.hpp"
#include "adapters/process/guarded_start.hpp"
#include "adapters/process/guards.hpp"

namespace bm::adapters::process {
namespace {

using ports::ProcessEnd;

constexpr std::size_t longest_report = 64;

int number_after(std::string_view line, std::string_view word) {
    int number = 0;
    line.remove_prefix(std::min(line.size(), word.size()));
    std::from_chars(line.data(), line.data() + line.size(), number);
    return number;
}

protocol::Capture capture_for(const ports::ProcessSpec& spec) {
    return spec.whole_output != 0 ? protocol::Capture(spec.whole_output, 0) : protocol::Capture();
}

}  // namespace

EndOfProcess::EndOfProcess(const ports::ProcessSpec& spec) : out_(capture_for(spec)) {}

void EndOfProcess::feed_control(std::string_view bytes) {
    said_ += bytes.substr(0, longest_report - std::min(longest_report, said_.size()));
}

void EndOfProcess::we_killed(ProcessEnd::Kind reason) {
    if (reason_ == ProcessEnd::Kind::lost) reason_ = reason;
}

ProcessEnd EndOfProcess::take(const ports::ProcessSpec& spec) {
    ProcessEnd end;
    end.out = out_.text();
    end.err = err_.text();
    end.cut = out_.cut();
    if (said_.starts_with("exit ")) {
        end.kind = ProcessEnd::Kind::exited;
        end.code = number_after(said_, "exit ");
    } else if (said_.starts_with("signal ")) {
        end.kind = ProcessEnd::Kind::signalled;
        end.code = number_after(said_, "signal ");
    } else if (said_.starts_with("exec ")) {
        end.kind = ProcessEnd::Kind::not_started;
        end.problem = spec.argv.front() + ": " + std::strerror(number_after(said_, "exec "));
    } else {
        end.kind = reason_;
        if (reason_ == ProcessEnd::Kind::lost) end.problem = "its guard was killed";
    }
    return end;
}

void clear_up_after(pid_t guard, bool died_silent) {
    waitpid(guard, nullptr, 0);
    guards_alive().remove(guard);
    if (!died_silent) return;
    const auto alone = guards_alive().no_new_child();
    kill_descendants(guards_alive().all());
}

}  // namespace bm::adapters::process
