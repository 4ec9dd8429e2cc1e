// SPDX-License-Identifier: GPL-2.0-or-later
// deps: bm::domain_recipe
// Builds one after the other in one O=, every step answered in any way: each ends, soon; one that
// cannot trust what lies there begins with nothing; a build that make did not decide is no outcome.
#include "domain/recipe/recipe.hpp"

#include <cstdint>
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
    return settings;
}

bool empties(const Step& step) {
    const auto* make = std::get_if<RunMake>(&step);
    return std::holds_alternative<EmptyOutput>(step) ||
           (make && make->purpose == RunMake::Purpose::mrproper);
}

void build_once(Bytes& bytes, OutputMemory& memory) {
    const auto settings = settings_of(bytes.take());
    BuildRequest request;
    request.board = bytes.flip() ? "snow" : "peach";
    request.commit = std::string(40, 'a');
    request.source = "/w/00";
    request.output = "/w/00/build";
    request.output_for_make = "build";
    const bool must_be_clean = !memory.trusted || memory.board != request.board;
    Recipe recipe(request, settings, {"arm", "/b/arm-gcc", "/b", "arm-"}, {{"PATH", "/b"}}, memory);
    auto turn = recipe.start();
    bool emptied = false;
    bool decided = true;
    int steps = 0;
    while (const auto* step = std::get_if<Step>(&turn)) {
        require(++steps < most_steps);
        emptied = emptied || empties(*step);
        if (const auto* make = std::get_if<RunMake>(step)) {
            require(emptied || !must_be_clean);
            require(!make->arguments.empty() && make->environment.at("LC_ALL") == "C");
        }
        bool machines_fault = false;
        const auto result = answer(*step, bytes, machines_fault);
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
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Bytes bytes(data, size);
    OutputMemory memory;
    while (!bytes.empty()) build_once(bytes, memory);
    return 0;
}
