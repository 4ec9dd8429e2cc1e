// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "domain/core/shown.hpp"
#include "domain/machine/answers.hpp"

namespace bm::machine {
namespace {

using core::ErrorKind;

constexpr int status_of_ssh = 255;  ///< ssh's own failure, not the command's

/// What ssh and git say, and what helps.
struct Known {
    std::string_view said;
    ErrorKind kind;
    const char* remedy;
};

constexpr std::array known = {
    Known{"Host key verification failed", ErrorKind::usage,
          "run 'ssh {}' once by hand and look at its key"},
    Known{"Permission denied (", ErrorKind::usage,
          "let 'ssh {}' log in without a question: ssh-copy-id, ssh-add"},
    Known{"Could not resolve hostname", ErrorKind::environment, "is {} its name?"},
    Known{"No space left on device", ErrorKind::no_space, "free some space on {}"},
    Known{"shallow update not allowed", ErrorKind::usage,
          "set receive.shallowUpdate in the repository on {}"},
    Known{"fatal: unable to read ", ErrorKind::usage,
          "the source lacks old files, as a partial clone does; 'git fetch --refetch --no-filter' "
          "gets them"},
};

/// First lines of these tell more than what git says behind them.
constexpr std::array telling = {"ssh: ", "error: ", "remote: ", "fatal: "};

std::string_view next_line(std::string_view& text) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line.substr(0, line.find_last_not_of('\r') + 1);
}

std::string telling_line(std::string_view text) {
    for (const std::string_view start : telling)
        for (auto rest = text; !rest.empty();)
            if (const auto line = next_line(rest); line.starts_with(start))
                return core::shown(line);
    std::string last;
    while (!text.empty())
        if (auto line = core::first_line(next_line(text)); !line.empty()) last = std::move(line);
    return last;
}

std::string line_with(std::string_view text, std::string_view said) {
    const auto at = text.find(said);
    const auto newline = text.rfind('\n', at);
    return core::first_line(text.substr(newline == text.npos ? 0 : newline + 1));
}

}  // namespace

bool may_pass(const core::Error& error) {
    return error.kind == ErrorKind::environment || error.kind == ErrorKind::busy;
}

core::Error step_failure(const std::string& what, const std::string& host, const StepEnd& end,
                         const AnswerReader& answers) {
    const auto prefix = what + ": ";
    if (const auto why = answers.text_of(failed_answer); !why.empty()) {
        const bool full = end.err.find("No space left on device") != std::string::npos;
        return {full ? ErrorKind::no_space : ErrorKind::refused,
                prefix + core::shown(why) + (full ? " (No space left on device)" : "")};
    }
    if (!end.status) return {ErrorKind::environment, prefix + core::shown(end.how)};
    for (const auto& one : known)
        if (end.err.find(one.said) != std::string::npos)
            return {one.kind, prefix + line_with(end.err, one.said) + ": " +
                                  fmt::format(fmt::runtime(one.remedy), core::shown(host))};
    auto said = telling_line(end.err);
    if (said.empty())
        said = *end.status == status_of_ssh ? "the connection failed"
               : *end.status == 0           ? "it broke off without an answer"
                                            : fmt::format("ended with status {}", *end.status);
    return {ErrorKind::environment, prefix + said};
}

}  // namespace bm::machine
