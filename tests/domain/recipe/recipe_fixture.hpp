// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "domain/recipe/recipe.hpp"

namespace bm::recipe {

using protocol::Cause;
using Purpose = RunMake::Purpose;

constexpr auto warning = "a.c:1:1: warning: odd\n";
constexpr auto error = "a.c:1:1: error: wrong\n";

/// A short name for what is asked next.
inline std::string name_of(const Turn& turn) {
    if (std::holds_alternative<Finished>(turn)) return "finished";
    const auto& step = std::get<Step>(turn);
    if (std::holds_alternative<Compare>(step)) return "compare";
    if (std::holds_alternative<Weigh>(step)) return "weigh";
    if (std::holds_alternative<FindPrerequisites>(step)) return "find";
    if (std::holds_alternative<CheckOut>(step)) return "check out";
    if (std::holds_alternative<EmptyOutput>(step)) return "empty";
    if (std::holds_alternative<RemoveOutputs>(step)) return "remove";
    if (const auto* read = std::get_if<ReadText>(&step)) return "read " + read->path;
    if (const auto* write = std::get_if<WriteText>(&step)) return "write " + write->path;
    if (std::holds_alternative<Attribute>(step)) return "attribute";
    if (std::holds_alternative<Collect>(step)) return "collect";
    switch (std::get<RunMake>(step).purpose) {
        case Purpose::mrproper:
            return "mrproper";
        case Purpose::configure:
            return "configure";
        case Purpose::save_defconfig:
            return "save";
        case Purpose::merge_config:
            return "merge";
        case Purpose::sync_config:
            return "sync";
        case Purpose::build:
            return "build";
    }
    return "?";
}

inline MakeEnded made(int code, std::string err = "") {
    return {MakeEnded::How::exited, code, "", err, ""};
}

class RecipeTest : public testing::Test {
  protected:
    Recipe recipe() {
        BuildRequest request;
        request.board = board;
        request.commit = commit;
        request.source = "/w/00";
        request.output = output;
        request.output_for_make = output == request.source ? "" : "build";
        request.make_flags = make_flags;
        return {request, settings, compiler, {{"PATH", "/bin"}}, memory};
    }

    /// Goes through a build; each make ends with the next of `makes`. What was asked, in order.
    std::vector<std::string> build(std::vector<MakeEnded> makes, CheckedOut out = {},
                                   Attributed found = {}) {
        auto one = recipe();
        std::vector<std::string> asked;
        auto turn = one.start();
        std::size_t next = 0;
        while (!std::holds_alternative<Finished>(turn) && asked.size() < 40) {
            asked.push_back(name_of(turn));
            const auto& step = std::get<Step>(turn);
            StepResult answer = StepDone{};
            if (const auto* compare = std::get_if<Compare>(&step)) {
                last_compare = *compare;
                answer = differences;
            }
            if (const auto* find = std::get_if<FindPrerequisites>(&step)) {
                last_find = *find;
                answer = known;
            }
            if (const auto* weigh = std::get_if<Weigh>(&step)) {
                last_weigh = *weigh;
                answer = weighed;
            }
            if (std::holds_alternative<CheckOut>(step)) answer = out;
            if (std::holds_alternative<RunMake>(step)) {
                last_make = std::get<RunMake>(step);
                answer = next < makes.size() ? makes[next++] : made(0);
            }
            if (const auto* read = std::get_if<ReadText>(&step))
                answer = TextRead{read->path == "defconfig" ? defconfig : config};
            if (const auto* write = std::get_if<WriteText>(&step)) written = write->text;
            if (std::holds_alternative<Attribute>(step)) answer = found;
            if (const auto* collect = std::get_if<Collect>(&step)) {
                last_collect = *collect;
                answer = Collected{};
            }
            if (wrong && asked.size() == wrong->first) {
                if (answer.index() == wrong->second.index())
                    wrong.reset();
                else
                    answer = wrong->second;
            }
            turn = one.resume(answer);
        }
        finished = std::get<Finished>(turn);
        return asked;
    }

    std::string board = "snow";
    std::string commit = std::string(40, 'a');
    Compared differences;
    toolchain::Toolchain compiler = {"arm", "/usr/bin/arm-gcc", "/usr/bin", "arm-"};
    std::string output = "/w/00/build";
    std::string defconfig;
    std::string config;
    std::string written;
    std::vector<std::string> make_flags;
    /// The answer to the step of that number (from 1), unless it is of the kind that the step
    /// takes.
    std::optional<std::pair<std::size_t, StepResult>> wrong;
    protocol::Settings settings;
    OutputMemory memory;
    Finished finished;
    RunMake last_make;
    Collect last_collect;
    Compare last_compare;
    Weighed weighed;
    Weigh last_weigh;
    Prerequisites known;
    FindPrerequisites last_find;
};

using Asked = std::vector<std::string>;
inline const Asked clean = {"check out", "empty", "configure", "sync", "build", "collect"};
inline const Asked incremental = {"check out", "build", "collect"};

}  // namespace bm::recipe
