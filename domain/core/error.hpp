// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

namespace bm::core {

/// Only what some caller reacts to differently.
enum class ErrorKind {
    usage,        ///< The user asked for something that cannot be done as asked; exit status 1.
    not_found,    ///< The named thing is not there.
    busy,         ///< Somebody else holds it; the message says who.
    refused,      ///< Input from outside broke a rule and was not acted on.
    environment,  ///< The machine failed: disk, permission, a program that cannot start.
    no_space,     ///< The disk is full; nothing half-written is left behind.
    internal,     ///< A defect of bm's own.
};

/// A failure that was to be expected. The message is one line without final stop: what was being
/// done to which thing, what went wrong, and what the user can do.
struct Error {
    ErrorKind kind = ErrorKind::internal;
    std::string message;

    friend bool operator==(const Error&, const Error&) = default;
};

}  // namespace bm::core
