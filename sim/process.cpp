// SPDX-License-Identifier: GPL-2.0-or-later
#include "sim/process.hpp"

#include <utility>

namespace bm::sim {

worker::Turn TruthfulBuilder::begin(int slot, const worker::BuildOrder& order) {
    if (scenario_.machines[machine_].lacks.contains(order.arch)) {
        worker::BuildEnd end;
        end.return_code = 10;
        end.cause = protocol::Cause::toolchain;
        end.err = "Tool chain error for " + order.arch + ": No tool chain found\n";
        return end;
    }
    const auto build = scenario_.build_of(order.board, order.commit.value_or(""));
    const auto held = board_in_.find(slot);
    const bool cold = held == board_in_.end() || held->second != build.board.value;
    board_in_[slot] = build.board.value;
    running[slot] = {build, order.folder, cold};
    recipe::RunMake make;
    make.arguments = {order.board};
    return recipe::Step{make};
}

worker::BuildEnd TruthfulBuilder::end_of(const Running& build) {
    worker::BuildEnd end;
    end.return_code = build.flaky ? scenario_.truth.flaky_code(build.build)
                                  : scenario_.truth.return_code(build.build);
    end.cause = protocol::Cause::make;
    end.err = scenario_.truth.err(build.build);
    end.out = scenario_.truth.out(build.build);
    if (build.folder.find("/.artefacts/") == std::string::npos) return end;
    folders[build.folder] = build.build;
    for (const auto& file : scenario_.truth.files(build.build)) end.files.push_back(file.name);
    return end;
}

worker::Turn TruthfulBuilder::resume(int slot, recipe::StepResult result) {
    const auto build = running.extract(slot).mapped();
    if (const auto* failed = std::get_if<recipe::StepFailed>(&result)) {
        worker::BuildEnd end;
        end.cause = protocol::Cause::checkout;
        end.err = failed->message + "\n";
        return end;
    }
    const auto& made = std::get<recipe::MakeEnded>(result);
    if (made.how == recipe::MakeEnded::How::exited) {
        auto end = end_of(build);
        if (made.code == 0) return end;
        end.return_code = made.code;
        end.cause = protocol::Cause::doubtful;
        end.err = made.err;
        return end;
    }
    worker::BuildEnd end;
    const bool limit = made.how == recipe::MakeEnded::How::limit;
    end.return_code = limit ? 124 : 128 + made.code;
    end.cause = limit ? protocol::Cause::limit : protocol::Cause::signal;
    end.err = limit ? "make met the time limit\n" : "make was ended by a signal\n";
    return end;
}

void TruthfulBuilder::abandon(int slot, recipe::StepResult) {
    running.erase(slot);
    board_in_.erase(slot);
}

Process::Process(const Scenario& scenario, std::size_t machine_number, core::Instant now)
    : builder(scenario, machine_number),
      session({"/work", static_cast<int>(scenario.machines[machine_number].slots)}, builder),
      machine(machine_number),
      speed(scenario.machines[machine_number].speed) {
    down.clear = up.clear = now;
}

}  // namespace bm::sim
