// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "domain/core/expected.hpp"
#include "domain/core/time.hpp"

namespace bm::ports {

/// One try at a build, and what it came to.
struct Attempt {
    std::string board;
    std::string commit;  ///< hash; empty: the source as it lay there
    std::string host;    ///< name of the machine
    core::Duration took{0};
    std::optional<std::int64_t> return_code = {};  ///< of its outcome, which is stored
    std::string fault = {};  ///< why there is no outcome, in one word; empty: there is one
    std::string said = {};   ///< the fault in words
};

/// What the attempts of a board that gave an outcome took, of the newest ones.
struct BoardCost {
    std::int64_t attempts = 0;
    core::Duration mean{0};
    core::Duration longest{0};
};

/// What earlier calls went through with one output tree. Nothing of it decides what is built, so a
/// failure costs only knowledge. Blocking.
class History {
  public:
    virtual ~History() = default;
    /// A campaign begins; attempts belong to it from now on.
    virtual core::Expected<void> begin(std::size_t boards, std::size_t commits) = 0;
    virtual core::Expected<void> add(const Attempt& attempt) = 0;
    /// `how`: in one word.
    virtual core::Expected<void> end(const std::string& how) = 0;
    /// By board.
    virtual core::Expected<std::map<std::string, BoardCost>> costs() = 0;
};

}  // namespace bm::ports
