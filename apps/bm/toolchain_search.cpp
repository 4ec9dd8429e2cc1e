// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/toolchain_search.hpp"

#include <glob.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <thread>

#include "apps/bm/worker/machine.hpp"
#include "apps/bm/worker/toolchains.hpp"
#include "apps/bm/worker_program.hpp"
#include "domain/toolchain/compiler_name.hpp"
#include "domain/toolchain/llvm.hpp"

namespace bm::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_at_a_time = 8;

std::vector<std::string> directories(const std::string& pattern) {
    std::vector<std::string> found;
    glob_t names{};
    if (::glob(pattern.c_str(), GLOB_NOSORT, nullptr, &names) == 0)
        for (std::size_t i = 0; i < names.gl_pathc; ++i) {
            std::error_code ignored;
            if (fs::is_directory(names.gl_pathv[i], ignored)) found.emplace_back(names.gl_pathv[i]);
        }
    ::globfree(&names);
    std::ranges::sort(found);
    return found;
}

template <class Wanted>
std::vector<std::string> programs_in(const std::string& directory, const Wanted& wanted) {
    std::vector<std::string> found;
    std::error_code problem;
    for (fs::directory_iterator at(directory, problem), end; !problem && at != end;
         at.increment(problem)) {
        auto name = at->path().filename().string();
        if (wanted(name) && is_program(at->path().string())) found.push_back(std::move(name));
    }
    std::ranges::sort(found);
    return found;
}

std::vector<std::string> compilers_in(const std::string& directory) {
    return programs_in(directory, [](std::string_view name) { return name.ends_with("gcc"); });
}

/// The first of each name.
std::vector<std::string> clangs_in(const std::string& path) {
    std::vector<std::string> names;
    for (std::size_t begin = 0; begin <= path.size();) {
        const auto end = std::min(path.find(':', begin), path.size());
        for (auto& name : programs_in(path.substr(begin, end - begin), toolchain::is_clang))
            if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
        begin = end + 1;
    }
    std::vector<std::string> found;
    for (const auto& name : names) found.push_back(programs_in_path(path, name).front());
    return found;
}

toolchain::Sight sight_of(const toolchain::Machine& machine, const std::string& path) {
    toolchain::Sight sight;
    sight.arch = machine.arch;
    sight.home = machine.home;
    sight.is_program = is_program;
    sight.in_path = [path](std::string_view name) { return programs_in_path(path, name); };
    sight.matches = directories;
    sight.compilers_in = compilers_in;
    return sight;
}

using Said = core::Expected<toolchain::Described>;

Said ask(const std::string& compiler, const std::string& path, const std::string& machine) {
    const auto& guard = worker_program().path;
    const auto version = call_compiler(compiler, "--version", path, guard);
    if (version.how != toolchain::Call::How::exited)
        return toolchain::judge(compiler, version, {}, machine);
    return toolchain::judge(compiler, version, call_compiler(compiler, "-dumpmachine", path, guard),
                            machine);
}

/// What each of these files says, by path.
std::map<std::string, Said> ask_all(const std::vector<std::string>& compilers,
                                    const std::string& path, const std::string& machine) {
    std::vector<Said> said(compilers.size());
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
        for (auto i = next++; i < compilers.size(); i = next++)
            said[i] = ask(compilers[i], path, machine);
    };
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < std::min(most_at_a_time, compilers.size()); ++i)
        threads.emplace_back(work);
    for (auto& thread : threads) thread.join();
    std::map<std::string, Said> by_path;
    for (std::size_t i = 0; i < compilers.size(); ++i) by_path.emplace(compilers[i], said[i]);
    return by_path;
}

}  // namespace

core::Expected<std::vector<toolchain::Judged>> search_toolchains(
    const toolchain::Wishes& wishes, const std::vector<std::string>& arches,
    const std::map<std::string, std::string>& environment) {
    const auto machine = machine_toolchains(environment);
    const auto path = value_of(environment, "PATH");
    BM_TRY_ASSIGN(const auto candidates,
                  toolchain::find_candidates(wishes, arches, sight_of(machine, path)));
    std::vector<std::string> to_ask;
    for (const auto& candidate : candidates)
        if (candidate.refused.empty() && std::ranges::find(to_ask, candidate.path) == to_ask.end())
            to_ask.push_back(candidate.path);
    (void)worker_program();  // found before threads need it
    const auto said = ask_all(to_ask, path, machine.arch);
    std::vector<toolchain::Judged> judged;
    for (const auto& candidate : candidates)
        judged.push_back(
            {candidate, candidate.refused.empty()
                            ? said.at(candidate.path)
                            : Said(core::fail(core::ErrorKind::refused, candidate.refused))});
    return judged;
}

std::vector<toolchain::Judged> search_clangs(
    const std::map<std::string, std::string>& environment) {
    const auto path = value_of(environment, "PATH");
    const auto clangs = clangs_in(path);
    const auto said = ask_all(clangs, path, machine_toolchains(environment).arch);
    std::vector<toolchain::Judged> judged;
    for (const auto& clang : clangs) {
        toolchain::Candidate candidate;
        candidate.path = clang;
        candidate.word = toolchain::llvm_word(clang);
        judged.push_back({candidate, said.at(clang)});
    }
    return judged;
}

std::string full_prefix(const std::string& compiler) {
    const auto name = toolchain::file_name(compiler);
    const auto dash = name.rfind('-');
    if (dash == std::string_view::npos || toolchain::is_clang(compiler)) return {};
    return compiler.substr(0, compiler.size() - name.size() + dash + 1);
}

}  // namespace bm::app
