// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <gtest/gtest.h>

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

/// A worker of the Python tool that is fed.
class Python : public testing::Test {
  protected:
    explicit Python(Terms terms = buildman_terms()) : talk(std::move(terms)) {}

    void come_up() {
        talk.hear(python_ready());
        talk.hear(protocol::SetupDone{"/w", "/w/.git"});
        talk.happen(CommitsSent{});
        talk.hear(protocol::ConfigureDone{});
        talk.hear(protocol::BuildPrepareDone{});
        talk.effects.clear();
    }
    void give(std::int64_t lease, const std::string& board, std::vector<core::CommitId> wanted) {
        talk.happen(Give{{core::LeaseId{lease}, {lease}, board, "arm", {}, {}, wanted}});
    }
    void result(const std::string& board, std::int64_t commit, std::int64_t code = 0,
                const std::string& err = {}) {
        protocol::BuildResult result;
        result.board = board;
        result.commit_upto = commit;
        result.return_code = code;
        result.stderr_text = err;
        talk.hear(result);
    }
    void begins(const std::string& board, std::int64_t thread) {
        talk.hear(protocol::Heartbeat{board, thread, {}});
    }

    Talk talk;
};

}  // namespace bm::boss::test
