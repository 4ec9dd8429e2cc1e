// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/worker_program.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <system_error>
#include <variant>

#include "adapters/process/command_runner.hpp"
#include "apps/bm/cli/options.hpp"

namespace bm::app {

namespace fs = std::filesystem;

fs::path worker_file() {
    std::error_code problem;
    const auto own = fs::read_symlink("/proc/self/exe", problem);
    const auto file = own.parent_path() / "bm-worker";
    return !problem && fs::is_regular_file(file, problem) ? file : fs::path();
}

std::string our_version() {
    return std::get<cli::Answer>(cli::parse_command_line({"--version"})).text;
}

namespace {

constexpr auto itself = "/proc/self/exe";
constexpr core::Duration trial_limit{10'000};

/// A name for the file that nobody can give to another; empty: it cannot be opened.
std::string pinned(const fs::path& file) {
    const int opened = ::open(file.c_str(), O_PATH | O_CLOEXEC);
    if (opened < 0) return {};
    // A child has use for the low numbers, and resolves the name before its copy closes.
    const int kept = ::fcntl(opened, F_DUPFD_CLOEXEC, 100);
    ::close(opened);
    return kept < 0 ? std::string() : "/proc/self/fd/" + std::to_string(kept);
}

/// Whether it is a guard that runs a program, and that program says our version.
bool is_of_this_version(const std::string& guard, const fs::path& file) {
    ports::ProcessSpec spec;
    spec.argv = {file.string(), "--version"};
    spec.directory = "/";
    spec.limit = trial_limit;
    const auto end = adapters::process::CommandRunner({guard, -1}).run(spec);
    return end.kind == ports::ProcessEnd::Kind::exited && end.out == our_version();
}

WorkerProgram find_program() {
    const auto file = worker_file();
    if (file.empty()) return {itself, {}};
    const auto path = pinned(file);
    if (!path.empty() && is_of_this_version(path, file)) return {path, {}};
    return {itself, file.string() +
                        " is not used: it does not run, or is not of this version; bm itself "
                        "works in its place. Install both anew, from one build"};
}

}  // namespace

const WorkerProgram& worker_program() {
    static const WorkerProgram program = find_program();
    return program;
}

}  // namespace bm::app
