// SPDX-License-Identifier: GPL-2.0-or-later
// What the start-up of a machine asks of its owner.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "domain/machine/terms.hpp"

namespace bm::machine {

/// Ask the machine what it is and has; makes its work directory. Answer: Looked.
struct Look {
    friend bool operator==(const Look&, const Look&) = default;
};

/// Put our executable there. Answer: Shipped.
struct Ship {
    std::string place;  ///< absolute path there
    Executable executable;
    friend bool operator==(const Ship&, const Ship&) = default;
};

/// Push the campaign's commits into the repository of this work directory. Answer: Pushed.
struct Push {
    std::string directory;  ///< absolute
    friend bool operator==(const Push&, const Push&) = default;
};

/// End the running step by force; no answer of its is wanted any more.
struct Abort {
    friend bool operator==(const Abort&, const Abort&) = default;
};

/// What goes on, for the user.
struct Step {
    std::string text;
    friend bool operator==(const Step&, const Step&) = default;
};

/// What the user should know though all goes well.
struct Notice {
    std::string text;
    friend bool operator==(const Notice&, const Notice&) = default;
};

/// The last effect: the worker can be started.
struct Ready {
    Program program;
    std::string work_dir;       ///< absolute
    std::string campaign = {};  ///< as in the terms
    std::int64_t most = 0;      ///< boards at a time; 0: as the settings say
    friend bool operator==(const Ready&, const Ready&) = default;
};

/// The last effect: the machine cannot be used.
struct Failed {
    std::string reason;  ///< one line; says what to do where something can be done
    bool again = false;  ///< another try may do better
    friend bool operator==(const Failed&, const Failed&) = default;
};

using StartupEffect = std::variant<Look, Ship, Push, Abort, Step, Notice, Ready, Failed>;
using StartupEffects = std::vector<StartupEffect>;

}  // namespace bm::machine
