// SPDX-License-Identifier: GPL-2.0-or-later
#include <gtest/gtest.h>

#include <cstring>

#include "adapters/process/descendants.hpp"
#include "adapters/process/guard.hpp"

/// The test program is its own guard.
int main(int argc, char** argv) {
    using namespace bm::adapters::process;
    if (argc > 1 && std::strcmp(argv[1], guard_verb) == 0) return guard_main(argc, argv);
    become_subreaper();
    testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
