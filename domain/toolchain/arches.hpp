// SPDX-License-Identifier: GPL-2.0-or-later
// What is known of the arches of boards before any machine is looked at.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bm::toolchain {

/// The arches that boards of U-Boot have, by name.
const std::vector<std::string>& board_arches();

/// Cross prefixes that are looked for in PATH for an arch, best first.
std::vector<std::string_view> prefixes(std::string_view arch);

/// First parts of compilers' names that serve an arch when none has its own name, best first:
/// `sh4` for sh.
std::vector<std::string_view> stand_ins(std::string_view arch);

/// The machine's own compiler serves these on x86_64: sandbox and x86.
bool is_native(std::string_view arch, std::string_view machine);

/// The Debian package with a compiler for the arch, for a machine of x86_64; empty: there is none.
std::string_view debian_package(std::string_view arch);

/// What a compiler builds for, by the first part of a name or triple, whatever its endianness and
/// model: "arm" of armv7l. An unknown one is its own family.
std::string family(std::string_view cpu);

}  // namespace bm::toolchain
