// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

#include "domain/core/error.hpp"

namespace bm::core {

template <class T, class E = Error>
using Expected = tl::expected<T, E>;

/// Shorthand for a failure: `return fail(ErrorKind::usage, "...");`
inline tl::unexpected<Error> fail(ErrorKind kind, std::string message) {
    return tl::unexpected<Error>(Error{kind, std::move(message)});
}

}  // namespace bm::core

#define BM_CONCAT_(a, b) a##b
#define BM_CONCAT(a, b) BM_CONCAT_(a, b)

/// Returns the error of `expression` from the enclosing function, if it is one.
#define BM_TRY(expression)                                           \
    do {                                                             \
        if (auto bm_try_result = (expression); !bm_try_result)       \
            return tl::unexpected(std::move(bm_try_result).error()); \
    } while (false)

/// Assigns the value of `expression` to `target` (a declaration serves), or returns its error.
#define BM_TRY_ASSIGN(target, expression) \
    BM_TRY_ASSIGN_(BM_CONCAT(bm_try_value_, __LINE__), target, expression)
#define BM_TRY_ASSIGN_(value, target, expression)                \
    auto value = (expression);                                   \
    if (!value) return tl::unexpected(std::move(value).error()); \
    target = std::move(*value)
