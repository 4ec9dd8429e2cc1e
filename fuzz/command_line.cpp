// SPDX-License-Identifier: GPL-2.0-or-later
// deps: bm::apps_bm_cli
// Each line is a word of the command line: options come back that agree with each other, or a text.
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "apps/bm/cli/options.hpp"
#include "fuzz/target.hpp"

namespace {

using bm::fuzz::require;
using namespace bm::app::cli;

void check(const Answer& answer) {
    require(!answer.text.empty() && (answer.status == 0 || answer.status == 1));
}

void check(const WorkerOptions&) {}

void check(const BossOptions& options) {
    require(options.step >= 0);
    require(!options.count || *options.count > 0);
    require(!options.threads || (*options.threads >= 0 && *options.threads <= 1024));
    require(!options.jobs || *options.jobs > 0);
    require(!options.time_limit_s || *options.time_limit_s > 0);
    require(!options.config_only || options.target.empty());
    require(!options.in_tree || (!options.work_in_output && !options.per_board_out_dir));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::vector<std::string> words(1);
    for (const char c : bm::fuzz::as_text(data, size))
        if (c == '\n')
            words.emplace_back();
        else
            words.back() += c;
    std::visit([](const auto& command) { check(command); }, parse_command_line(words));
    return 0;
}
