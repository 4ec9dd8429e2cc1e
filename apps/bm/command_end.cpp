// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/command_end.hpp"

#include <cstring>
#include <string>

namespace bm::app {

int end_command(const core::Expected<int>& status, const adapters::terminal::Screen& out,
                adapters::terminal::Screen& err) {
    if (!status) {
        err.write("bm: " + status.error().message + "\n");
        return 1;
    }
    const int problem = out.problem();
    if (problem == 0) return *status;
    err.write(std::string("bm: Cannot write to standard output: ") + std::strerror(problem) + "\n");
    return 1;
}

}  // namespace bm::app
