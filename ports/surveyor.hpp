// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "domain/core/time.hpp"
#include "domain/machine/survey.hpp"

namespace bm::ports {

/// Asks one machine what it is and has, and leaves it as it was.
class Surveyor {
  public:
    virtual ~Surveyor() = default;
    /// `on_end` is called once, from the loop and never from within the call, soon after `limit` at
    /// the latest. Of `compilers` it is told which are in PATH there.
    virtual void survey(const machine::Terms& terms, const std::vector<std::string>& compilers,
                        core::Duration limit,
                        std::function<void(machine::Judged<machine::Survey>)> on_end) = 0;
};

}  // namespace bm::ports
