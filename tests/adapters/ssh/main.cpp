// SPDX-License-Identifier: GPL-2.0-or-later
#include <gtest/gtest.h>

#include <string_view>

#include "adapters/process/descendants.hpp"
#include "adapters/process/guard.hpp"
#include "adapters/ssh/quiet.hpp"

/// The test program is its own guard, and the ssh that git is given.
int main(int argc, char** argv) {
    using namespace bm::adapters;
    const std::string_view verb = argc > 1 ? argv[1] : "";
    if (verb == process::guard_verb) return process::guard_main(argc, argv);
    if (verb == ssh::quiet_verb) return ssh::quiet_main(argc, argv);
    process::become_subreaper();
    testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
