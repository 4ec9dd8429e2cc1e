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
    const char* words = "";  ///< that tell it better; empty: the line itself does
};

/// The first that fits.
constexpr std::array known = {
    Known{"REMOTE HOST IDENTIFICATION HAS CHANGED", ErrorKind::usage,
          "if it was set up anew, 'ssh-keygen -R {0}' and 'ssh {0}' once; if not, somebody else "
          "answers",
          "its host key has CHANGED"},
    Known{"Host key verification failed", ErrorKind::usage,
          "run 'ssh {}' once by hand and look at its key"},
    Known{"Permission denied (", ErrorKind::usage,
          "let 'ssh {}' log in without a question: ssh-copy-id, ssh-add"},
    Known{"Could not resolve hostname", ErrorKind::environment, "is {} its name?"},
    Known{"Connection refused", ErrorKind::environment,
          "no sshd listens there: start it, or name its Port for {} in ~/.ssh/config"},
    Known{"Connection timed out", ErrorKind::environment, "is it switched on, and is {} its name?"},
    Known{"No route to host", ErrorKind::environment, "is it switched on, and is {} its name?"},
    Known{"No space left on device", ErrorKind::no_space, "free some space on {}"},
    Known{"shallow update not allowed", ErrorKind::usage,
          "set receive.shallowUpdate in the repository on {}"},
    Known{"fatal: unable to read ", ErrorKind::usage,
          "the source lacks old files, as a partial clone does; 'git fetch --refetch --no-filter' "
          "gets them"},
};

/// What a server that was asked without a question of ours would ask.
constexpr std::array questions = {"password", "keyboard-interactive"};

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

/// "Permission denied (publickey,password)." means that it asks for one.
std::string with_question(std::string line) {
    if (!line.ends_with('.') || line.find("Permission denied (") == line.npos) return line;
    for (const std::string_view question : questions)
        if (line.find(question) != line.npos) {
            line.pop_back();
            return line + ", it asks for a password";
        }
    return line;
}

}  // namespace

bool may_pass(const core::Error& error) {
    return error.kind == ErrorKind::environment || error.kind == ErrorKind::busy;
}

Trouble step_trouble(const std::string& host, const StepEnd& end, const AnswerReader& answers) {
    if (const auto why = answers.text_of(failed_answer); !why.empty()) {
        const bool full = end.err.find("No space left on device") != std::string::npos;
        return {full ? ErrorKind::no_space : ErrorKind::refused,
                core::shown(why) + (full ? " (No space left on device)" : ""),
                {}};
    }
    if (!end.status) return {ErrorKind::environment, core::shown(end.how), {}};
    for (const auto& one : known)
        if (end.err.find(one.said) != std::string::npos)
            return {one.kind,
                    *one.words != 0 ? one.words : with_question(line_with(end.err, one.said)),
                    fmt::format(fmt::runtime(one.remedy), core::shown(host))};
    auto said = telling_line(end.err);
    if (said.empty())
        said = *end.status == status_of_ssh ? "the connection failed"
               : *end.status == 0           ? "it broke off without an answer"
                                            : fmt::format("ended with status {}", *end.status);
    return {ErrorKind::environment, said, {}};
}

core::Error step_failure(const std::string& what, const std::string& host, const StepEnd& end,
                         const AnswerReader& answers) {
    const auto trouble = step_trouble(host, end, answers);
    return {trouble.kind, what + ": " + trouble.text()};
}

Trouble silence(const std::string& host, core::Duration limit, const AnswerReader& answers) {
    const auto seconds = std::chrono::duration<double>(limit).count();
    if (answers.begun())
        return {ErrorKind::environment, fmt::format("not all answered within {:g} s", seconds),
                "something there is slow; --time-limit gives it longer"};
    return {ErrorKind::environment, fmt::format("no answer within {:g} s", seconds),
            fmt::format("is it switched on, and is {} its name? --time-limit gives it longer",
                        core::shown(host))};
}

}  // namespace bm::machine
