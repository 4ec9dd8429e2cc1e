// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <utility>

#include "tests/domain/boss/session_fixture.hpp"

namespace bm::boss::test {

/// Three commits, pushed into /w.
inline Terms buildman_terms(std::string not_possible = {}) {
    Terms terms{{}, {}, {"lease", "artefacts"}, {}, SetUp{"/w", true}, BuildmanTerms{}};
    for (const char digit : {'a', 'b', 'c'}) terms.commits.emplace_back(std::string(40, digit));
    terms.buildman->toolchains = {{"arm", "/usr/bin/arm-gcc"}};
    terms.buildman->not_possible = std::move(not_possible);
    return terms;
}

inline protocol::Ready python_ready() { return {2, 2, 0, {}}; }

}  // namespace bm::boss::test
