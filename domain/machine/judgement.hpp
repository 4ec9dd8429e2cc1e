// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "domain/machine/terms.hpp"
#include "domain/machine/trouble.hpp"

namespace bm::machine {

/// What is started on a machine, and whether it must be sent first.
struct Choice {
    Program program;
    bool ship = false;
    friend bool operator==(const Choice&, const Choice&) = default;
};

/// Whether the machine can be used, and with which worker: the one at bm_path when that is named,
/// else ours where it can run, else one that was found. Trouble of kind busy may pass.
Judged<Choice> choose_program(const Terms& terms, const Facts& facts);

/// "4.1 MB", "812 KB": in units of 1024.
std::string size_text(std::uint64_t bytes);

}  // namespace bm::machine
