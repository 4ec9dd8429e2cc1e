// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/init_command.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <map>

#include "adapters/fs/file_bytes.hpp"
#include "adapters/fs/file_descriptor.hpp"
#include "adapters/process/command_runner.hpp"
#include "adapters/process/descendants.hpp"
#include "adapters/terminal/screen.hpp"
#include "apps/bm/command_end.hpp"
#include "apps/bm/source_boards.hpp"
#include "apps/bm/toolchains_command.hpp"
#include "apps/bm/worker/machine.hpp"

namespace bm::app {
namespace {

using core::ErrorKind;
using settings::ArchHere;
using Environment = std::map<std::string, std::string>;

/// Boards by arch; none where no tree is that describes boards.
core::Expected<std::map<std::string, std::size_t>> count_boards(const cli::InitOptions& options,
                                                                const Environment& environment) {
    adapters::process::CommandRunner commands({"/proc/self/exe", -1});
    const adapters::git::Program git(commands, environment);
    engine::TreeQuestion question;
    question.threads = static_cast<unsigned>(available_processors());
    BM_TRY_ASSIGN(const auto source, board_source(options.git_dir, std::nullopt, git));
    std::map<std::string, std::size_t> counts;
    const auto tree = read_source_boards(source, question, git, environment);
    if (!tree && options.git_dir) return tl::unexpected(tree.error());
    if (tree)
        for (const auto& board : tree->boards) ++counts[board.arch.empty() ? "-" : board.arch];
    return counts;
}

core::Expected<std::vector<ArchHere>> look_around(const cli::InitOptions& options,
                                                  const Environment& environment) {
    BM_TRY_ASSIGN(auto counts, count_boards(options, environment));
    // The file that is to be made says nothing yet.
    BM_TRY_ASSIGN(const auto compilers, find_compilers({}, "/dev/null", environment));
    std::vector<ArchHere> arches;
    for (const auto& arch : compilers.arches) {
        const auto choice = toolchain::choose(arch, compilers.wishes, compilers.judged);
        ArchHere here{arch, "", "", remedy(arch), counts[arch]};
        if (choice.chosen) {
            here.compiler = choice.chosen->candidate.path;
            here.version = choice.chosen->said->version;
        }
        counts.erase(arch);
        arches.push_back(std::move(here));
    }
    for (const auto& [arch, boards] : counts)
        if (boards > 0) arches.push_back({arch, "", "", remedy(arch), boards});
    return settings::in_order(std::move(arches));
}

/// Only where there is none.
core::Expected<void> make_file(const std::string& path, const std::string& text) {
    const adapters::fs::FileDescriptor file(
        ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
    if (!file && errno == EEXIST)
        return core::fail(ErrorKind::usage, path +
                                                " is there already and is left as it is; bm "
                                                "config lists what it says");
    if (!file || !adapters::fs::write_all(file.get(), text))
        return core::fail(ErrorKind::environment,
                          "Cannot write " + path + ": " + std::strerror(errno));
    return {};
}

core::Expected<std::string> run(const cli::InitOptions& options, const Environment& environment) {
    const auto home = value_of(environment, "HOME");
    if (!options.settings_file && home.empty())
        return core::fail(ErrorKind::usage, "HOME is not set: name the file with -G");
    const auto path = options.settings_file.value_or(home + "/.buildman");
    BM_TRY_ASSIGN(const auto arches, look_around(options, environment));
    const auto text = settings::first_file(arches);
    if (!options.dry_run) BM_TRY(make_file(path, text));
    if (options.json) return init_json(path, arches);
    const auto said = options.dry_run ? text + "\n" : "Made " + path + "\n";
    return said + settings::coverage_text(arches);
}

}  // namespace

int run_init(const cli::InitOptions& options) {
    adapters::process::become_subreaper();
    adapters::terminal::Screen out(STDOUT_FILENO);
    adapters::terminal::Screen err(STDERR_FILENO);
    const auto said = run(options, own_environment());
    if (!said) return end_command(tl::unexpected(said.error()), out, err);
    out.write(*said);
    return end_command(0, out, err);
}

}  // namespace bm::app
