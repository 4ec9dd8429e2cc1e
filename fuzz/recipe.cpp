// SPDX-License-Identifier: GPL-2.0-or-later
// deps: bm::domain_recipe
// Builds one after the other in one O=, every step answered in any way: each ends, soon; one that
// cannot trust what lies there begins with nothing; a build that make did not decide is no outcome;
// one that is taken over runs no make, and nothing differs that was asked for since O= was empty.
#include "domain/recipe/recipe.hpp"

#include <cstdint>
#include <set>
#include <string>
#include <variant>

#include "fuzz/step_answers.hpp"
#include "fuzz/target.hpp"

namespace {

using bm::fuzz::answer;
using bm::fuzz::Bytes;
using bm::fuzz::require;
using namespace bm::recipe;
namespace protocol = bm::protocol;

constexpr int most_steps = 40;

protocol::Settings settings_of(unsigned bits) {
    protocol::Settings settings;
    settings.quick = (bits & 1) != 0;
    settings.keep_outputs = (bits & 2) != 0;
    settings.mrproper = (bits & 4) != 0;
    settings.force_reconfig = (bits & 8) != 0;
    settings.work_in_output = (bits & 16) != 0;
    settings.verbose_build = (bits & 32) != 0;
    if ((bits & 64) != 0) settings.adjust_config = {"A=2", "~B"};
    settings.kconfig_check = (bits & 128) == 0;
    settings.carry = (bits & 256) != 0;
    settings.verify_carried = (bits & 512) != 0 ? 50 : 0;
    return settings;
}

bool empties(const Step& step) {
    const auto* make = std::get_if<RunMake>(&step);
    return std::holds_alternative<EmptyOutput>(step) ||
           (make && make->purpose == RunMake::Purpose::mrproper);
}

/// What the makes in an O= have asked for since it was empty.
struct Asked {
    std::set<std::string, std::less<>> paths;
    bool whole = true;
    void add(const MakeEnded& end) {
        if (!end.inputs || !end.inputs->unseen.empty()) whole = false;
        if (!end.inputs) return;
        paths.insert(end.inputs->asked.begin(), end.inputs->asked.end());
        paths.insert(end.inputs->compiled.begin(), end.inputs->compiled.end());
    }
    bool any_of(const Compared& trees) const {
        for (const auto& change : trees.changes)
            if (paths.contains(change.path)) return true;
        return false;
    }
};

void build_once(Bytes& bytes, OutputMemory& memory, Asked& asked) {
    const auto settings = settings_of(bytes.take() | (bytes.take() & 3u) << 8);
    BuildRequest request;
    request.board = bytes.flip() ? "snow" : "peach";
    request.commit = std::string(40, static_cast<char>('a' + bytes.take() % 3));
    request.source = "/w/00";
    request.output = "/w/00/build";
    request.output_for_make = "build";
    const bool must_be_clean = !memory.trusted || memory.board != request.board;
    Recipe recipe(request, settings, {"arm", "/b/arm-gcc", "/b", "arm-"}, {{"PATH", "/b"}}, memory);
    auto turn = recipe.start();
    bool emptied = false;
    bool decided = true, made = false;
    int steps = 0;
    Compared trees;
    while (const auto* step = std::get_if<Step>(&turn)) {
        require(++steps < most_steps);
        emptied = emptied || empties(*step);
        if (empties(*step)) asked = {};
        if (const auto* make = std::get_if<RunMake>(step)) {
            require(emptied || !must_be_clean);
            require(!make->arguments.empty() && make->environment.at("LC_ALL") == "C");
        }
        bool machines_fault = false;
        const auto result = answer(*step, bytes, machines_fault);
        if (const auto* compared = std::get_if<Compared>(&result)) trees = *compared;
        if (const auto* end = std::get_if<MakeEnded>(&result)) asked.add(*end);
        made = made || std::holds_alternative<RunMake>(*step);
        decided = decided && !machines_fault;
        turn = recipe.resume(result);
    }
    const auto& finished = std::get<Finished>(turn);
    const bool final = finished.cause == protocol::Cause::make ||
                       finished.cause == protocol::Cause::guard ||
                       finished.cause == protocol::Cause::doubtful;
    require(final || finished.return_code != 0);
    require(decided == final);
    require(final || !memory.trusted);
    if (finished.carried_from) require(!made && asked.whole && !asked.any_of(trees));
    require(!finished.carried_from || settings.carry);
    require(!finished.verified_from || emptied || !final);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Bytes bytes(data, size);
    OutputMemory memory;
    Asked asked;
    while (!bytes.empty()) build_once(bytes, memory, asked);
    return 0;
}
