// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "domain/worker/session.hpp"
#include "tests/domain/worker/scripted_builder.hpp"

namespace bm::worker::test {

using namespace std::chrono_literals;

inline const std::string hash_a(40, 'a');
inline const std::string hash_b(40, 'b');
inline const std::string hash_c(40, 'c');

/// A session with a scripted builder, and everything it said and asked for. The repository and
/// worktrees are there at once unless told otherwise.
class Conversation {
  public:
    explicit Conversation(SessionOptions options = {"/work", 4}) : session(options, builder) {
        happen(Started{});
        said.clear();
    }

    /// The lines that the boss's line made the worker say.
    std::vector<std::string> say(const std::string& line) {
        const auto before = said.size();
        happen(LineArrived{line});
        return {said.begin() + static_cast<std::ptrdiff_t>(before), said.end()};
    }

    void happen(const Event& event) {
        for (const auto& effect : session.handle(event, now)) take(effect);
        while (!answers.empty()) {
            const auto answer = answers.front();
            answers.erase(answers.begin());
            for (const auto& effect : session.handle(answer, now)) take(effect);
        }
    }

    void pass(core::Duration time) {
        const auto end = now + time;
        while (session.next_deadline() && *session.next_deadline() <= end) {
            now = std::max(now, *session.next_deadline());
            happen(Tick{});
        }
        now = end;
    }

    void make_ends(int slot, int code, const std::string& err = "") {
        recipe::MakeEnded ended;
        ended.code = code;
        ended.err = err;
        std::erase(steps, slot);
        happen(StepEnded{slot, ended, 1.5});
    }

    void finish_all(int code = 0) {
        while (!steps.empty()) make_ends(steps.front(), code);
    }

    /// Opens a demand session over these commits.
    void prepare(const std::string& commits = "[\"" + hash_a + "\"]") {
        say(R"({"cmd": "build_prepare", "commits": )" + commits + "}");
    }

    void use_bm_dialect() { say(R"({"cmd": "configure", "settings": {}, "features": ["lease"]})"); }

    std::vector<std::string> said_of(const std::string& kind) const {
        std::vector<std::string> result;
        for (const auto& line : said)
            if (kind_of(line) == kind) result.push_back(line);
        return result;
    }

    static std::string kind_of(const std::string& line) { return field(line, "resp"); }

    /// The bare text of a field of a flat line; "" when it is not there.
    static std::string field(const std::string& line, const std::string& name) {
        const auto key = "\"" + name + "\": ";
        auto at = line.find(key);
        if (at == std::string::npos) return {};
        at += key.size();
        if (line[at] == '"') return line.substr(at + 1, line.find('"', at + 1) - at - 1);
        return line.substr(at, line.find_first_of(",}", at) - at);
    }

    core::Instant now{1h};
    ScriptedBuilder builder;
    Session session;
    std::vector<std::string> said;
    std::vector<int> steps;      ///< slots whose step has not ended
    std::vector<int> aborted;    ///< slots told to abort
    std::vector<Effect> others;  ///< every effect but the lines
    std::optional<int> exit_status;
    bool answer_repository = true;
    bool answer_worktrees = true;

  private:
    void take(const Effect& effect) {
        if (const auto* line = std::get_if<SendLine>(&effect)) return said.push_back(line->text);
        others.push_back(effect);
        if (const auto* step = std::get_if<StartStep>(&effect)) steps.push_back(step->slot);
        if (const auto* abort = std::get_if<AbortSlot>(&effect)) aborted.push_back(abort->slot);
        if (const auto* exit = std::get_if<Exit>(&effect)) exit_status = exit->status;
        if (std::holds_alternative<CheckRepository>(effect) && answer_repository)
            answers.emplace_back(RepositoryReady{});
        if (const auto* worktree = std::get_if<PrepareWorktree>(&effect);
            worktree && answer_worktrees)
            answers.emplace_back(WorktreeReady{worktree->slot});
    }

    std::vector<Event> answers;
};

inline std::vector<std::string> kinds(const std::vector<std::string>& lines) {
    std::vector<std::string> result;
    for (const auto& line : lines) result.push_back(Conversation::kind_of(line));
    return result;
}

}  // namespace bm::worker::test
