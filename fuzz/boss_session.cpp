// SPDX-License-Identifier: GPL-2.0-or-later
// deps: bm::domain_boss
// Whatever a worker says and whenever the boss acts, a session delivers or returns every position
// that was given exactly once, and ends.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>

#include "domain/boss/session.hpp"
#include "domain/protocol/codec.hpp"

namespace {

using namespace bm;
using namespace bm::boss;

struct Run {
    core::Instant now{core::Duration{1'000}};
    Session session{std::make_shared<const Terms>(
                        Terms{{}, {}, {"lease"}, {std::string(40, 'a'), std::string(40, 'b')}}),
                    now};
    std::set<std::pair<std::int64_t, std::int64_t>> owed;  ///< lease and position
    std::int64_t last_lease = 0;
    int ends = 0;

    void settle(std::int64_t lease, core::CommitId commit) {
        if (owed.erase({lease, commit.value}) != 1) std::abort();
    }
    void happen(const SessionEvent& event) {
        if (session.ended() != (ends == 1)) std::abort();
        for (const auto& effect : session.handle(event, now)) {
            if (ends > 0) std::abort();
            if (const auto* delivered = std::get_if<Delivered>(&effect))
                settle(delivered->lease.value, delivered->build.commit);
            if (const auto* returned = std::get_if<Returned>(&effect))
                for (const auto commit : returned->commits) settle(returned->lease.value, commit);
            if (std::holds_alternative<Ended>(effect)) ++ends;
        }
    }
    void say(const protocol::ToBoss& message) {
        const auto line = protocol::encode(message, protocol::Dialect::bm);
        happen(FrameArrived{protocol::Line{line.substr(4)}});
    }
    void give() {
        if (session.free_slots() == 0) return;
        Lease lease{core::LeaseId{++last_lease}, {}, "board", "arm", {}, {{0}, {1}}};
        for (const auto commit : lease.commits) owed.insert({last_lease, commit.value});
        happen(Give{lease});
    }
    void result(std::uint8_t what) {
        protocol::BuildResult result;
        result.board = what & 64 ? "other" : "board";
        result.commit_upto = what % 3;
        result.lease = last_lease - what / 16 % 3;
        say(result);
    }
    void act(std::uint8_t what, std::string_view& rest) {
        switch (what % 16) {
            case 0:
                return say(protocol::Ready{what / 16, what / 16, 1, {"lease"}});
            case 1:
                return say(protocol::ConfigureDone{});
            case 2:
                return say(protocol::BuildPrepareDone{});
            case 3:
                return give();
            case 4:
            case 5:
                return result(what);
            case 6:
                return say(protocol::Heartbeat{"board", 0, last_lease});
            case 7:
                return say(protocol::BuildsFinished{what / 16});
            case 8:
                return say(protocol::QuitAck{});
            case 9:
                return say(protocol::ErrorReply{"no"});
            case 10:
                return happen(FinishUp{});
            case 11:
                return happen(QuitNow{});
            case 12:
                if (const auto due = session.next_deadline(); due && what & 32)
                    now = std::max(now, *due);
                else
                    now += core::Duration{1'000} * what;
                return happen(Tick{});
            case 13: {
                const auto size = std::min<std::size_t>(what, rest.size());
                const std::string line(rest.substr(0, size));
                rest.remove_prefix(size);
                return happen(FrameArrived{protocol::Line{line}});
            }
            case 14:
                return happen(what & 16 ? SessionEvent{KillNow{}} : Closed{"gone"});
            default:
                return happen(FrameArrived{protocol::TooLong{what}});
        }
    }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Run run;
    std::string_view rest(reinterpret_cast<const char*>(data), size);
    while (!rest.empty()) {
        const auto what = static_cast<std::uint8_t>(rest.front());
        rest.remove_prefix(1);
        run.act(what, rest);
    }
    if (run.ends == 0) run.happen(Closed{"gone"});
    if (run.ends != 1 || !run.owed.empty() || run.session.next_deadline()) std::abort();
    return 0;
}
