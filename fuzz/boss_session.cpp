// SPDX-License-Identifier: GPL-2.0-or-later
// deps: bm::domain_boss
// Whatever a worker says and whenever the boss acts, a session delivers or returns every position
// that was given exactly once, and ends.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/boss/session.hpp"
#include "domain/core/names.hpp"
#include "domain/protocol/codec.hpp"
#include "domain/protocol/limits.hpp"

namespace {

using namespace bm;
using namespace bm::boss;

enum class Kind {
    here,       ///< a worker whose files lie on our own disk
    elsewhere,  ///< whose files come over the wire
    buildman,   ///< one of buildman's dialect, that is set up first
};

Terms terms_of(Kind kind) {
    Terms terms{{}, {}, {"lease"}, {std::string(40, 'a'), std::string(40, 'b')}};
    if (kind != Kind::here) terms.features.emplace_back("artefacts");
    if (kind == Kind::buildman) terms.set_up = SetUp{"/w", true}, terms.buildman = BuildmanTerms{};
    return terms;
}

struct Run {
    explicit Run(Kind kind)
        : as_buildman(kind == Kind::buildman),
          session(std::make_shared<const Terms>(terms_of(kind)), now),
          features(as_buildman ? std::vector<std::string>() : terms_of(kind).features) {}

    core::Instant now{core::Duration{1'000}};
    bool as_buildman;
    Session session;
    std::vector<std::string> features;
    std::set<std::pair<std::int64_t, std::int64_t>> owed;  ///< lease and position
    std::int64_t last_lease = 0;
    int ends = 0;
    protocol::ArtefactList offered;               ///< the newest
    std::map<std::string, std::int64_t> lengths;  ///< of the files on their way

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
            if (const auto* order = std::get_if<FileOrder>(&effect)) see(*order);
            if (std::holds_alternative<Ended>(effect)) ++ends;
        }
    }
    /// Files have names that stay in their folder, grow without gaps, and are nobody else's.
    void see(const FileOrder& order) {
        if (const auto* open = std::get_if<OpenFiles>(&order)) {
            if (!owed.contains({open->lease.value, open->commit.value})) std::abort();
            lengths.clear();
        }
        const auto* add = std::get_if<AddToFile>(&order);
        if (!add) return;
        if (!core::is_file_name(add->name) || add->bytes < 0) std::abort();
        if (!owed.contains({add->lease.value, add->commit.value})) std::abort();
        if (std::exchange(lengths[add->name], add->offset + add->bytes) != add->offset)
            std::abort();
    }
    void offer(std::uint8_t what) {
        protocol::ArtefactList list{last_lease - what / 128, what / 16 % 3, {}};
        for (int i = 0; i < what % 4; ++i)
            list.files.push_back({std::string(1, static_cast<char>('a' + i)),
                                  protocol::limits::artefact_chunk_bytes * i + i % 2,
                                  std::string(64, 'a')});
        offered = list;
        say(list);
    }
    void chunk(std::uint8_t what) {
        say(protocol::ArtefactChunk{last_lease - what / 128, offered.commit_upto, what % 4,
                                    protocol::limits::artefact_chunk_bytes * (what / 4 % 4),
                                    "eA=="});
    }
    void say(const protocol::ToBoss& message) {
        const auto line = protocol::encode(message, protocol::Dialect::bm);
        happen(FrameArrived{protocol::Line{line.substr(4)}});
    }
    /// In that dialect no worker has two jobs of one board.
    std::string board_of(std::int64_t lease) const {
        return as_buildman ? "board" + std::to_string(lease) : "board";
    }
    void give() {
        if (session.free_slots() == 0) return;
        ++last_lease;
        Lease lease{core::LeaseId{last_lease}, {}, board_of(last_lease), "arm", {}, {}, {{0}, {1}}};
        for (const auto commit : lease.commits) owed.insert({last_lease, commit.value});
        happen(Give{lease});
    }
    void result(std::uint8_t what) {
        protocol::BuildResult result;
        result.lease = last_lease - what / 16 % 3;
        result.board = what & 64 ? "other" : board_of(*result.lease);
        result.commit_upto = what % 3;
        if (what & 128)
            for (const auto& file : offered.files) result.files.push_back(file.name);
        say(result);
    }
    /// What only buildman's dialect has; false: nothing like it was drawn.
    bool act_as_buildman(std::uint8_t what) {
        if (!as_buildman || (what & 16) == 0) return false;
        switch (what % 16) {
            case 1:
                say(protocol::SetupDone{"/w", what & 32 ? "/home/.git" : "/w/.git"});
                return true;
            case 6:
                say(protocol::Heartbeat{board_of(last_lease - what / 32 % 2), what / 64, {}});
                return true;
            case 10:
                happen(NothingWaits{});
                return true;
            case 11:
                happen(CommitsSent{what & 32 ? "no" : ""});
                return true;
            default:
                return false;
        }
    }
    void act(std::uint8_t what, std::string_view& rest) {
        if (act_as_buildman(what)) return;
        switch (what % 16) {
            case 0:
                return say(protocol::Ready{what / 16, what / 16, 1, features});
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
            case 15:
                if (!rest.empty() && what != 0xFF) {
                    const auto how = static_cast<std::uint8_t>(rest.front());
                    rest.remove_prefix(1);
                    if (what & 16) return offer(how);
                    if (what & 32) return chunk(how);
                    return happen(FilesBroken{core::LeaseId{last_lease}, {how % 3}, "no"});
                }
                return happen(FrameArrived{protocol::TooLong{what}});
            default:
                return;
        }
    }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view rest(reinterpret_cast<const char*>(data), size);
    const auto kind = rest.starts_with('\xFE')   ? Kind::elsewhere
                      : rest.starts_with('\xFD') ? Kind::buildman
                                                 : Kind::here;
    if (kind != Kind::here) rest.remove_prefix(1);
    Run run(kind);
    while (!rest.empty()) {
        const auto what = static_cast<std::uint8_t>(rest.front());
        rest.remove_prefix(1);
        run.act(what, rest);
    }
    if (run.ends == 0) run.happen(Closed{"gone"});
    if (run.ends != 1 || !run.owed.empty() || run.session.next_deadline()) std::abort();
    return 0;
}
