// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/worker_program.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <system_error>

namespace bm::app {

namespace fs = std::filesystem;

fs::path worker_file() {
    std::error_code problem;
    const auto own = fs::read_symlink("/proc/self/exe", problem);
    const auto file = own.parent_path() / "bm-worker";
    return !problem && fs::is_regular_file(file, problem) ? file : fs::path();
}

const std::string& worker_program() {
    static const std::string program = [] {
        const auto file = worker_file();
        const bool runs = !file.empty() && ::access(file.c_str(), X_OK) == 0;
        const int opened = runs ? ::open(file.c_str(), O_PATH | O_CLOEXEC) : -1;
        // A child has use for the low numbers, and resolves the name before its copy closes.
        const int kept = opened < 0 ? -1 : ::fcntl(opened, F_DUPFD_CLOEXEC, 100);
        if (opened >= 0) ::close(opened);
        return kept < 0 ? std::string("/proc/self/exe") : "/proc/self/fd/" + std::to_string(kept);
    }();
    return program;
}

}  // namespace bm::app
