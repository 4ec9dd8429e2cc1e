// SPDX-License-Identifier: GPL-2.0-or-later
// deps: bm::domain_worker
// Any lines, answers and moments, with builds by the real recipe: a slot never has two steps, lines
// are whole, nothing is answered more often than it was asked for, an end is an end, and it comes
// within two seconds of the end of input.
#include <algorithm>
#include <cstdint>
#include <deque>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>

#include "domain/protocol/codec.hpp"
#include "domain/protocol/limits.hpp"
#include "domain/worker/recipe_builder.hpp"
#include "domain/worker/session.hpp"
#include "fuzz/step_answers.hpp"
#include "fuzz/target.hpp"

namespace {

using bm::fuzz::require;
using namespace bm::worker;

namespace protocol = bm::protocol;

/// A machine with a compiler for everything but the arch "bare".
bm::toolchain::Machine machine() {
    bm::toolchain::Machine machine;
    machine.arch = "x86_64";
    machine.in_path = [](std::string_view program) -> std::optional<std::string> {
        if (program.starts_with("bare")) return std::nullopt;
        return "/b/" + std::string(program);
    };
    machine.runs = [](const std::string&) { return true; };
    return machine;
}

class World {
  public:
    void happen(const Event& event) {
        for (const auto& effect : session_.handle(event, now_)) {
            require(!over);
            std::visit([this](const auto& e) { see(e); }, effect);
        }
    }

    void say(const std::string& line) {
        const auto message = protocol::decode_to_worker(line);
        if (message)
            if (const auto* order = std::get_if<protocol::BuildBoard>(&*message))
                ++asked_[order->board];
        if (message)
            if (const auto* batch = std::get_if<protocol::BuildBoards>(&*message))
                for (const auto& board : batch->boards) ++asked_[board.board];
        happen(LineArrived{line});
    }

    /// Answers what is open, by the bits of the first byte; the others choose what steps give.
    void answer(bm::fuzz::Bytes bytes) {
        const auto how = bytes.take();
        while ((how & 1) != 0 && !steps_.empty() && !over) {
            end_step((how & 128) != 0 ? std::prev(steps_.end()) : steps_.begin(), bytes);
            if (bytes.empty()) break;
        }
        if (!worktrees_.empty() && (how & 2) != 0) {
            const int slot = *worktrees_.begin();
            worktrees_.erase(worktrees_.begin());
            (how & 4) != 0 ? happen(WorktreeReady{slot}) : happen(WorktreeFailed{slot, "no"});
        }
        if ((how & 8) != 0)
            (how & 16) != 0 ? happen(RepositoryReady{}) : happen(RepositoryFailed{});
        answer_files(bytes);
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
    /// What was asked of the disk first: answered by a byte, 0 is a failure.
    void answer_files(bm::fuzz::Bytes& bytes) {
        if (!lists_.empty() && !over) {
            const auto ask = lists_.front();
            lists_.pop_front();
            ArtefactsListed listed{ask.folder, {}, {}};
            const auto size = std::int64_t{bytes.take()} << 13;
            if (size == 0) listed.error = "no";
            for (const auto& name : ask.names) {
                listed.files.push_back({name, size, std::string(64, 'a')});
                sizes_[ask.folder + "/" + name] = size;
            }
            happen(listed);
        }
        if (!pieces_.empty() && !over) {
            const auto ask = pieces_.front();
            pieces_.pop_front();
            happen(ArtefactRead{ask.folder, "eA==", bytes.take() == 1 ? "no" : ""});
        }
    }

    void end_step(std::map<int, bm::recipe::Step>::iterator at, bm::fuzz::Bytes& bytes) {
        const auto [slot, step] = *at;
        steps_.erase(at);
        bool machines_fault = false;
        happen(StepEnded{slot, bm::fuzz::answer(step, bytes, machines_fault), 0.0});
    }

    void see(const SendLine& line) {
        require(line.text.starts_with("BM> ") && line.text.find('\n') == std::string::npos);
        const auto said = protocol::decode_to_boss(line.text.substr(4));
        require(said.has_value());
        const auto* result = std::get_if<protocol::BuildResult>(&*said);
        if (result == nullptr) return;
        const auto times =
            ++answered_[{result->board, result->lease.value_or(0), result->commit_upto}];
        require(times <= asked_[result->board]);
    }
    void see(const StartStep& step) { require(steps_.emplace(step.slot, step.step).second); }
    void see(const AbortSlot& abort) { require(steps_.contains(abort.slot)); }
    void see(const PrepareWorktree& ask) { require(worktrees_.insert(ask.slot).second); }
    void see(const Exit&) { over = true; }
    void see(const CheckRepository&) {}
    void see(const SetupDirectory&) {}
    void see(const RemoveDirectory&) {}
    void see(const ListArtefacts& ask) {
        require(!ask.names.empty());
        lists_.push_back(ask);
    }
    void see(const ReadArtefact& ask) {
        require(ask.bytes > 0 && ask.bytes <= protocol::limits::artefact_chunk_bytes);
        require(ask.offset >= 0 && ask.offset + ask.bytes <= sizes_[ask.folder + "/" + ask.name]);
        pieces_.push_back(ask);
    }
    void see(const RemoveArtefacts&) {}

    RecipeBuilder builder_{machine(), {{"PATH", "/b"}}};
    Session session_{{"/work", 3}, builder_};
    bm::core::Instant now_{};
    std::map<int, bm::recipe::Step> steps_;  ///< by slot
    std::map<std::string, int> asked_;       ///< by board
    std::map<std::tuple<std::string, std::int64_t, std::int64_t>, int> answered_;
    std::set<int> worktrees_;
    std::deque<ListArtefacts> lists_;  ///< not answered
    std::deque<ReadArtefact> pieces_;
    std::map<std::string, std::int64_t> sizes_;  ///< of files that were listed
};

}  // namespace

/// Lines of the boss; one that begins with a byte below 8 is something of the machine's instead.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    auto rest = bm::fuzz::as_text(data, size);
    World world;
    world.happen(Started{});
    while (!rest.empty() && !world.over) {
        const auto line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        const auto first = line.empty() ? 255 : static_cast<std::uint8_t>(line[0]);
        const auto second = static_cast<std::uint8_t>(line.size() < 2 ? 0 : line[1]);
        if (first == 1) {
            world.answer({reinterpret_cast<const std::uint8_t*>(line.data()) + 1, line.size() - 1});
        } else if (first == 2) {
            world.pass(second);
        } else if (first == 3) {
            world.backlog(second);
        } else if (first == 4) {
            world.happen(StopSignal{15});
        } else {
            world.say(std::string(line));
        }
    }
    if (!world.over) world.end();
    return 0;
}
