// SPDX-License-Identifier: GPL-2.0-or-later
// deps: bm::domain_worker
// Any lines, answers and moments: a slot never has two steps, lines are whole, an end is an end,
// and it comes within two seconds of the end of input.
#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include "domain/worker/session.hpp"
#include "tests/domain/worker/scripted_builder.hpp"
#include "fuzz/target.hpp"

namespace {

using bm::fuzz::require;
using namespace bm::worker;

class World {
  public:
    void happen(const Event& event) {
        for (const auto& effect : session_.handle(event, now_)) {
            require(!over);
            std::visit([this](const auto& e) { see(e); }, effect);
        }
    }

    /// Answers what is open, by the bits of `how`.
    void answer(std::uint8_t how) {
        if (!steps_.empty() && (how & 1) != 0) {
            const int slot = *steps_.begin();
            steps_.erase(steps_.begin());
            happen(StepEnded{slot, bm::recipe::MakeEnded{}, 0.0});
        }
        if (!worktrees_.empty() && (how & 2) != 0) {
            const int slot = *worktrees_.begin();
            worktrees_.erase(worktrees_.begin());
            (how & 4) != 0 ? happen(WorktreeReady{slot}) : happen(WorktreeFailed{slot, "no"});
        }
        if ((how & 8) != 0)
            (how & 16) != 0 ? happen(RepositoryReady{}) : happen(RepositoryFailed{});
        if ((how & 32) != 0)
            (how & 64) != 0 ? happen(DirectoryReady{"/w"}) : happen(DirectoryFailed{});
    }

    void pass(std::uint8_t tenths) {
        now_ += bm::core::Duration{tenths * 100};
        happen(Tick{});
    }

    void backlog(std::uint8_t megabytes) { happen(OutputBacklog{std::size_t{megabytes} << 20}); }

    void end() {
        happen(InputEnded{});
        now_ += bm::core::Duration{1999};
        happen(Tick{});
        require(over);
    }

    bool over = false;

  private:
    void see(const SendLine& line) {
        require(line.text.starts_with("BM> ") && line.text.find('\n') == std::string::npos);
    }
    void see(const StartStep& step) { require(steps_.insert(step.slot).second); }
    void see(const AbortSlot& abort) { require(steps_.contains(abort.slot)); }
    void see(const PrepareWorktree& ask) { require(worktrees_.insert(ask.slot).second); }
    void see(const Exit&) { over = true; }
    void see(const CheckRepository&) {}
    void see(const SetupDirectory&) {}
    void see(const RemoveDirectory&) {}

    test::ScriptedBuilder builder_;
    Session session_{{"/work", 3}, builder_};
    bm::core::Instant now_{};
    std::set<int> steps_;
    std::set<int> worktrees_;
};

}  // namespace

/// Lines of the boss; one that begins with a byte below 8 is something of the machine's instead.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view rest(reinterpret_cast<const char*>(data), size);
    World world;
    world.happen(Started{});
    while (!rest.empty() && !world.over) {
        const auto line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        const auto first = line.empty() ? 255 : static_cast<std::uint8_t>(line[0]);
        const auto second = line.size() < 2 ? 0 : static_cast<std::uint8_t>(line[1]);
        if (first == 1) {
            world.answer(static_cast<std::uint8_t>(second));
        } else if (first == 2) {
            world.pass(static_cast<std::uint8_t>(second));
        } else if (first == 3) {
            world.backlog(static_cast<std::uint8_t>(second));
        } else if (first == 4) {
            world.happen(StopSignal{15});
        } else {
            world.happen(LineArrived{std::string(line)});
        }
    }
    if (!world.over) world.end();
    return 0;
}
