// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include "domain/worker/builder.hpp"

namespace bm::worker::test {

/// A builder whose builds are one make each; the make's status is the build's. A board named
/// "bare" has no toolchain.
class ScriptedBuilder final : public Builder {
  public:
    Turn begin(int slot, const BuildOrder& order) override {
        orders.push_back(order);
        if (order.board == "bare") {
            BuildEnd end;
            end.return_code = 10;
            end.cause = protocol::Cause::toolchain;
            return end;
        }
        running[slot] = order;
        recipe::RunMake make;
        make.arguments = {order.board + "@" + order.commit.value_or("here")};
        return recipe::Step{make};
    }

    Turn resume(int slot, recipe::StepResult result) override {
        running.erase(slot);
        BuildEnd end;
        if (const auto* made = std::get_if<recipe::MakeEnded>(&result)) {
            end.return_code = made->code;
            end.cause = cause;
            end.err = made->err;
            end.files = files;
            end.out = made->out;
        }
        return end;
    }

    void abandon(int slot, recipe::StepResult) override {
        running.erase(slot);
        ++abandoned;
    }

    std::vector<BuildOrder> orders;
    std::map<int, BuildOrder> running;
    std::vector<std::string> files;  ///< that each build leaves
    int abandoned = 0;
    protocol::Cause cause = protocol::Cause::make;
};

}  // namespace bm::worker::test
