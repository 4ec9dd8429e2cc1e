// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/sim/process.hpp"

namespace bm::sim {

worker::Turn TruthfulBuilder::begin(int slot, const worker::BuildOrder& order) {
    if (without_toolchain_.contains(order.board)) {
        worker::BuildEnd end;
        end.return_code = 10;
        end.cause = protocol::Cause::toolchain;
        end.err = "Tool chain error for arm: No tool chain found for arch 'arm'\n";
        return end;
    }
    running[slot] = order;
    recipe::RunMake make;
    make.arguments = {order.board};
    return recipe::Step{make};
}

worker::Turn TruthfulBuilder::resume(int slot, recipe::StepResult result) {
    const auto order = running.extract(slot).mapped();
    const auto commit = order.commit.value_or("here");
    worker::BuildEnd end;
    if (const auto* made = std::get_if<recipe::MakeEnded>(&result);
        made && made->how == recipe::MakeEnded::How::signalled) {
        end.return_code = 128 + made->code;
        end.cause = protocol::Cause::signal;
        end.err = "make was ended by a signal\n";
        return end;
    }
    end.return_code = true_return_code(order.board, commit);
    end.cause = protocol::Cause::make;
    end.err = true_stderr(order.board, commit);
    end.out = order.board + "@" + commit;
    if (order.folder.find("/.artefacts/") != std::string::npos)
        for (const auto& [name, bytes] : true_files(order.board, commit)) {
            files.files[order.folder + "/" + name] = bytes;
            end.files.push_back(name);
        }
    return end;
}

Process::Process(const Scenario& scenario, core::Instant now)
    : builder(scenario.without_toolchain),
      session({"/work", scenario.processors}, builder),
      in_clear(now),
      out_clear(now) {}

}  // namespace bm::sim
