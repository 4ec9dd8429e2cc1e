// SPDX-License-Identifier: GPL-2.0-or-later
// A compiler for a machine that lacks one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/machine/answers.hpp"
#include "domain/machine/survey.hpp"

namespace bm::machine {

/// Those of the arches that a worker would find no compiler for there, in order.
std::vector<std::string> lacking(const Survey& survey, const std::vector<std::string>& arches);

/// Whether a compiler for the arch can be fetched for a machine of these facts; the error says why
/// not.
core::Expected<void> can_fetch(const Facts& machine, std::string_view arch);

/// An archive that is sent on stdin, and what of it is wanted. Names of files, no '..'.
struct Install {
    std::string folder;    ///< in the archive: gcc-14.2.0-nolibc/aarch64-linux
    std::string compiler;  ///< in that folder: bin/aarch64-linux-gcc
    bool xz = true;        ///< how it is packed; else not at all
    friend bool operator==(const Install&, const Install&) = default;
};

/// Unpacks stdin beside its place below ~/.buildman-toolchains, calls the compiler, and puts its
/// folder there by one rename. One that is there and works is left; one that does not is put aside
/// until the new one is in its place. Answers with `compiler`, its path.
std::string install_command(const Install& install);

/// "  Failed to fetch ash: arc: WHY\n", with the Debian package that has one, where there is one.
std::string fetch_failure(std::string_view machine, const std::string& arch, std::string_view why);

}  // namespace bm::machine
