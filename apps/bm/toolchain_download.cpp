// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/toolchain_download.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <utility>

#include "adapters/artefacts/source.hpp"
#include "adapters/process/command_runner.hpp"
#include "apps/bm/worker_program.hpp"
#include "domain/core/shown.hpp"

namespace bm::app {
namespace {

namespace fs = std::filesystem;
using core::ErrorKind;

constexpr std::size_t longest_text = 8u << 20;
constexpr core::Duration longest_download{4 * 3600 * 1000};

/// In hex; empty: there is no such file.
std::string hash_of(const std::string& folder, const std::string& name) {
    std::error_code ignored;
    if (!fs::is_regular_file(folder + "/" + name, ignored)) return {};
    adapters::artefacts::Source source;
    const auto listed = source.list(folder, {name});
    return listed && !listed->empty() ? listed->front().sha256 : std::string();
}

/// Only web addresses, also after a redirection; a server that says nothing for long is given up.
std::vector<std::string> curl() {
    return {
        "curl", "--fail",        "--silent",    "--show-error",  "--location",  "--max-redirs",
        "5",    "--proto",       "=http,https", "--proto-redir", "=http,https", "--connect-timeout",
        "20",   "--speed-limit", "100",         "--speed-time",  "60"};
}

}  // namespace

core::Expected<void> make_parts_folder(const std::string& folder) {
    const auto parts = folder + "/.parts";
    std::error_code problem;
    fs::create_directories(parts, problem);
    if (!problem) return {};
    return core::fail(ErrorKind::environment, "Cannot make " + parts + ": " + problem.message());
}

Downloader::Downloader(std::map<std::string, std::string> environment)
    : environment_(std::move(environment)) {}

core::Expected<std::string> Downloader::run(std::vector<std::string> argv,
                                            std::size_t whole) const {
    const auto program = argv.front();
    ports::ProcessSpec spec;
    spec.argv = std::move(argv);
    spec.environment = environment_;
    spec.environment["LC_ALL"] = "C";
    spec.directory = "/";
    spec.limit = longest_download;
    spec.whole_output = whole;
    const auto end = adapters::process::CommandRunner({worker_program().path, -1}).run(spec);
    using Kind = ports::ProcessEnd::Kind;
    if (end.kind == Kind::not_started)
        return core::fail(ErrorKind::environment,
                          fmt::format("{} does not start ({}): install it", program, end.problem));
    if (end.kind != Kind::exited || end.code != 0)
        return core::fail(ErrorKind::environment, core::first_line(end.err).empty()
                                                      ? program + " was ended"
                                                      : core::first_line(end.err));
    if (end.cut) return core::fail(ErrorKind::refused, "more than 8 MiB of text");
    return end.out;
}

core::Expected<std::string> Downloader::text(const std::string& url) const {
    auto argv = curl();
    argv.insert(argv.end(), {"--", url});
    auto text = run(std::move(argv), longest_text);
    if (!text)
        return core::fail(text.error().kind, "Cannot read " + url + ": " + text.error().message);
    return text;
}

core::Expected<void> Downloader::file(const std::string& url, const std::string& folder,
                                      const std::string& name, const std::string& sha256) const {
    const auto path = folder + "/" + name;
    std::error_code ignored;
    for (bool resumed = fs::exists(path, ignored);; resumed = false) {
        if (hash_of(folder, name) == sha256) return {};
        auto argv = curl();
        if (resumed) argv.insert(argv.end(), {"--continue-at", "-"});
        argv.insert(argv.end(), {"--output", path, "--", url});
        const auto done = run(std::move(argv), 0);
        if (done && hash_of(folder, name) == sha256) return {};
        // A part of another file, or a server that cannot go on in the middle: begin anew, once.
        const bool again = resumed && (done || fs::file_size(path, ignored) > 0);
        if (!again && !done)
            return core::fail(
                done.error().kind,
                "Cannot fetch " + url + ": " + done.error().message + "; call again to go on");
        fs::remove(path, ignored);
        if (!again)
            return core::fail(
                ErrorKind::refused,
                url + " is not the file that sha256sums.asc speaks of; nothing was unpacked");
    }
}

core::Expected<void> Downloader::unpack_xz(const std::string& file) const {
    const auto done = run({"xz", "--decompress", "--keep", "--force", file}, 0);
    if (!done)
        return core::fail(done.error().kind, "Cannot unpack " + file + ": " + done.error().message);
    return {};
}

core::Expected<void> Downloader::unpack(const std::string& archive,
                                        const std::string& directory) const {
    const auto done = run(
        {"tar", "--extract", "--no-same-owner", "--directory", directory, "--file", archive}, 0);
    if (!done)
        return core::fail(done.error().kind,
                          "Cannot unpack " + archive + ": " + done.error().message);
    return {};
}

}  // namespace bm::app
