// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

namespace bm::adapters::trace {

/// What this library can see of a program that is about to be run.
enum class Sight {
    whole,  ///< it will be loaded into it
    none,   ///< a static program, one with other rights, another architecture, a sanitizer's
    gone,   ///< there is no such file
};

/// Notes the program, and the interpreters of a script, as read.
Sight look_at_program(const char* path);

}  // namespace bm::adapters::trace
