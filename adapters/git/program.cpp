// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/git/program.hpp"

#include <utility>

namespace bm::adapters::git {
namespace {

using core::ErrorKind;
using ports::ProcessEnd;

constexpr std::size_t most_output = 256u << 20;

std::vector<std::string> with_fences(const std::vector<std::string>& arguments) {
    std::vector<std::string> argv = {
        "git",       "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false",     "-c",
        "gc.auto=0", "-c", "maintenance.auto=false",   "-c", "advice.detachedHead=false"};
    argv.insert(argv.end(), arguments.begin(), arguments.end());
    return argv;
}

std::string last_line(std::string_view text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
    const auto newline = text.rfind('\n');
    return std::string(newline == std::string_view::npos ? text : text.substr(newline + 1));
}

std::string what_happened(const ProcessEnd& end) {
    switch (end.kind) {
        case ProcessEnd::Kind::exited:
            return end.err.empty() ? "it ended with status " + std::to_string(end.code)
                                   : last_line(end.err);
        case ProcessEnd::Kind::signalled:
            return "it was ended by signal " + std::to_string(end.code);
        case ProcessEnd::Kind::limit:
            return "timed out";
        case ProcessEnd::Kind::stopped:
        case ProcessEnd::Kind::cancelled:
            return "it was cancelled";
        case ProcessEnd::Kind::not_started:
            return "cannot start git: " + end.problem;
        case ProcessEnd::Kind::lost:
            return "it was lost: " + end.problem;
    }
    return "unknown end";
}

}  // namespace

Program::Program(ports::CommandRunner& runner, std::map<std::string, std::string> environment)
    : runner_(runner), environment_(std::move(environment)) {
    std::erase_if(environment_, [](const auto& entry) { return entry.first.starts_with("GIT_"); });
    environment_["GIT_TERMINAL_PROMPT"] = "0";
    environment_["GIT_OPTIONAL_LOCKS"] = "0";
    environment_["GIT_NO_LAZY_FETCH"] = "1";
    environment_["LC_ALL"] = "C";
}

core::Expected<std::string> Program::run(const Call& call) const {
    ports::ProcessSpec spec;
    spec.argv = with_fences(call.arguments);
    spec.environment = environment_;
    for (const auto& [name, value] : call.extra) spec.environment[name] = value;
    spec.directory = call.directory;
    spec.limit = call.limit;
    spec.input = call.input;
    spec.whole_output = most_output;
    auto end = runner_.run(spec);
    const bool good = end.kind == ProcessEnd::Kind::exited && end.code == 0;
    if (good && !end.cut) return std::move(end.out);
    const auto verb = call.arguments.empty() ? std::string() : call.arguments.front();
    return core::fail(ErrorKind::environment,
                      "git " + verb + " in " + call.directory + ": " +
                          (good ? std::string("it printed too much") : what_happened(end)));
}

core::Expected<std::string> Program::run(const std::string& directory,
                                         std::vector<std::string> arguments) const {
    return run(Call{directory, std::move(arguments), {}});
}

core::Expected<std::string> Program::line(const std::string& directory,
                                          std::vector<std::string> arguments) const {
    BM_TRY_ASSIGN(auto out, run(directory, std::move(arguments)));
    while (!out.empty() && out.back() == '\n') out.pop_back();
    return out;
}

core::Expected<std::string> Program::path(const std::string& directory,
                                          std::vector<std::string> arguments) const {
    auto found = line(directory, std::move(arguments));
    if (!found || found->starts_with('/')) return found;
    return directory + "/" + *found;
}

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> pieces;
    while (!text.empty()) {
        const auto end = text.find(separator);
        pieces.emplace_back(text.substr(0, end));
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 1);
    }
    return pieces;
}

}  // namespace bm::adapters::git
