// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/boss/result_meaning.hpp"

#include <fmt/format.h>

#include <functional>

#include "domain/core/shown.hpp"
#include "domain/diagnostic/trouble.hpp"

namespace bm::boss {

retry::Failure failure_of(const protocol::BuildResult& result) {
    using protocol::Cause;
    using retry::Failure;
    if (result.return_code == 10) return Failure::toolchain;
    if (!result.cause) return result.return_code < 0 ? Failure::signal : Failure::make;
    switch (*result.cause) {
        case Cause::make:
            return result.return_code < 0 ? Failure::signal : Failure::make;
        case Cause::guard:
            return Failure::guard;
        case Cause::toolchain:
            return Failure::toolchain;
        case Cause::limit:
            return Failure::limit;
        case Cause::signal:
            return Failure::signal;
        case Cause::checkout:
            return Failure::checkout;
        case Cause::start:
            return Failure::start;
        case Cause::machine:
            return Failure::machine;
        case Cause::doubtful:
            return Failure::doubtful;
    }
    return Failure::make;
}

std::string words(const protocol::BuildResult& result) {
    if (result.cause == protocol::Cause::doubtful) {
        const auto skew =
            result.return_code == 0 ? diagnostic::skew_in(result.stderr_text) : std::nullopt;
        const auto trouble = skew ? diagnostic::Trouble{diagnostic::Trouble::Kind::clock, *skew}
                                  : diagnostic::trouble_in(result.stderr_text);
        if (trouble)
            return fmt::format("{}: {}", diagnostic::words(trouble->kind),
                               core::shown(trouble->line));
    }
    const auto line = core::first_line(result.stderr_text);
    return line.empty() ? fmt::format("return code {}", result.return_code) : line;
}

std::string said_in_doubt(const protocol::BuildResult& result) {
    return result.return_code == 0 ? "" : diagnostic::lasting_words(result.stderr_text);
}

std::size_t said_by(const protocol::BuildResult& result) {
    const auto text =
        fmt::format("{}\n{}\n{}", result.return_code, diagnostic::lasting_words(result.stderr_text),
                    result.sizes.value_or(""));
    return std::hash<std::string>{}(text);
}

}  // namespace bm::boss
