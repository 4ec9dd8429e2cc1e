// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/settings_files.hpp"

#include <array>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "adapters/process/command_runner.hpp"
#include "apps/bm/worker/machine.hpp"
#include "apps/bm/worker_program.hpp"
#include "domain/settings/project.hpp"

namespace bm::app {
namespace {

namespace fs = std::filesystem;
using core::ErrorKind;

constexpr std::uintmax_t largest_file = 64u << 20;

core::Expected<settings::Settings> users_settings(
    const std::optional<std::string>& named,
    const std::map<std::string, std::string>& environment) {
    const auto home = value_of(environment, "HOME");
    if (!named && home.empty()) return settings::Settings{};
    const auto origin = named.value_or(home + "/.buildman");
    const auto text = read_file(origin);
    if (!text && (named || text.error().kind != ErrorKind::not_found))
        return tl::unexpected(text.error());
    return settings::parse_settings(text.value_or(""), origin);
}

/// Until it ends, or is larger than a file may be.
core::Expected<std::string> read_stream(std::istream& in, const std::string& path) {
    std::string text;
    std::array<char, 65536> piece{};
    while (in.read(piece.data(), piece.size()), in.gcount() > 0) {
        text.append(piece.data(), static_cast<std::size_t>(in.gcount()));
        if (text.size() > largest_file) return core::fail(ErrorKind::usage, path + " is too large");
    }
    if (in.bad()) return core::fail(ErrorKind::environment, "Cannot read " + path);
    return text;
}

}  // namespace

core::Expected<settings::Settings> read_settings(
    const std::optional<std::string>& named, const std::map<std::string, std::string>& environment,
    const adapters::git::Program& git, const std::string& directory) {
    BM_TRY_ASSIGN(auto user, users_settings(named, environment));
    const auto where = fs::absolute(directory).string();
    const auto top = git.line(where, {"rev-parse", "--show-toplevel"});
    if (!top || top->empty()) return user;
    const auto origin = *top + "/" + std::string(settings::project_file);
    const auto text = read_file(origin);
    if (!text && text.error().kind == ErrorKind::not_found) return user;
    if (!text) return tl::unexpected(text.error());
    return settings::with_project(std::move(user), *text, origin);
}

core::Expected<settings::Settings> all_settings(
    const std::optional<std::string>& named, const std::optional<std::string>& directory,
    const std::map<std::string, std::string>& environment) {
    adapters::process::CommandRunner commands({worker_program().path, -1});
    const adapters::git::Program git(commands, environment);
    return read_settings(named, environment, git, directory.value_or("."));
}

core::Expected<std::string> read_file_or_pipe(const std::string& path) {
    if (path == "-") return read_stream(std::cin, "standard input");
    std::error_code ignored;
    const auto type = fs::status(path, ignored).type();
    if (type != fs::file_type::fifo && type != fs::file_type::character) return read_file(path);
    std::ifstream in(path, std::ios::binary);
    if (!in) return core::fail(ErrorKind::environment, "Cannot read " + path);
    return read_stream(in, path);
}

core::Expected<std::string> read_file(const std::string& path) {
    std::error_code problem;
    const auto status = fs::status(path, problem);
    if (status.type() == fs::file_type::not_found)
        return core::fail(ErrorKind::not_found, "No file " + path);
    if (path == "/dev/null") return std::string();
    if (problem)
        return core::fail(ErrorKind::environment, "Cannot read " + path + ": " + problem.message());
    if (!fs::is_regular_file(status))
        return core::fail(ErrorKind::usage, path + " is no regular file");
    if (fs::file_size(path, problem) > largest_file)
        return core::fail(ErrorKind::usage, path + " is too large");
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    if (!in) return core::fail(ErrorKind::environment, "Cannot read " + path);
    return text.str();
}

}  // namespace bm::app
