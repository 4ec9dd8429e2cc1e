// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/toolchain/probe.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "domain/core/shown.hpp"
#include "domain/toolchain/arches.hpp"
#include "domain/toolchain/compiler_name.hpp"

namespace bm::toolchain {
namespace {

using core::ErrorKind;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_version(std::string_view word) {
    return !word.empty() && word.size() <= 40 && is_digit(word.front()) && is_digit(word.back()) &&
           word.find('.') != std::string_view::npos &&
           std::ranges::all_of(word, [](char c) { return is_digit(c) || c == '.'; });
}

/// Without what stands in parentheses, nested ones too.
std::string without_parentheses(std::string_view line) {
    std::string rest;
    int depth = 0;
    for (const char c : line) {
        if (c == '(') ++depth;
        if (depth == 0) rest += c;
        if (c == ')' && depth > 0) --depth;
    }
    return rest;
}

/// What went wrong with a call; empty: nothing.
std::string fault(const Call& call, const std::string& option) {
    switch (call.how) {
        case Call::How::hung:
            return "does not answer " + option;
        case Call::How::not_started:
            return "does not start: " + core::shown(call.text);
        case Call::How::killed:
            return "is killed by signal " + std::to_string(call.code) + " when asked " + option;
        case Call::How::exited:
            break;
    }
    return call.code == 0
               ? ""
               : "ends with status " + std::to_string(call.code) + " when asked " + option;
}

std::string trimmed(std::string_view text) {
    const auto end = text.find_last_not_of(" \r\n");
    return std::string(text.substr(0, end == std::string_view::npos ? 0 : end + 1));
}

tl::unexpected<core::Error> reject(std::string why) {
    return core::fail(ErrorKind::refused, std::move(why));
}

/// The cpu that a compiler of this name is to build for; empty: any.
std::string_view expected_cpu(std::string_view name, std::string_view machine) {
    if (is_clang(name)) return {};
    return name.find('-') == std::string_view::npos ? machine : name.substr(0, name.find('-'));
}

}  // namespace

std::string version_in(std::string_view text) {
    const auto line =
        without_parentheses(text.substr(0, std::min<std::size_t>(text.find('\n'), 1000)));
    for (std::size_t at = 0; at < line.size();) {
        const auto end = std::min(line.find_first_of(" \t\r", at), line.size());
        auto word = std::string_view(line).substr(at, end - at);
        word = word.substr(0, word.find('-'));
        if (is_version(word)) return std::string(word);
        at = end + 1;
    }
    return {};
}

int compare_versions(std::string_view one, std::string_view other) {
    const auto next = [](std::string_view& text) {
        while (!text.empty() && !is_digit(text.front())) text.remove_prefix(1);
        const auto end = std::ranges::find_if_not(text, is_digit) - text.begin();
        auto number = text.substr(0, static_cast<std::size_t>(end));
        text.remove_prefix(number.size());
        while (number.size() > 1 && number.front() == '0') number.remove_prefix(1);
        return number;
    };
    while (!one.empty() || !other.empty()) {
        const auto mine = next(one);
        const auto theirs = next(other);
        if (mine.size() != theirs.size()) return mine.size() < theirs.size() ? -1 : 1;
        if (mine != theirs) return mine < theirs ? -1 : 1;
    }
    return 0;
}

core::Expected<Described> judge(std::string_view path, const Call& version, const Call& target,
                                std::string_view machine) {
    if (const auto why = fault(version, "--version"); !why.empty()) return reject(why);
    Described found{version_in(version.text), trimmed(target.text)};
    if (found.version.empty())
        return reject("prints no version, but '" + core::shown(core::first_line(version.text), 60) +
                      "'");
    if (const auto why = fault(target, "-dumpmachine"); !why.empty()) return reject(why);
    if (!is_plausible_triple(found.target))
        return reject("names no target that boards have, but '" + core::shown(found.target, 60) +
                      "'");
    const auto wanted = expected_cpu(file_name(path), machine);
    const auto cpu = found.target.substr(0, found.target.find('-'));
    if (!wanted.empty() && family(wanted) != family(cpu))
        return reject("builds for " + found.target + ", and not for " + std::string(wanted));
    return found;
}

}  // namespace bm::toolchain
