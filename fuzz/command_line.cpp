// SPDX-License-Identifier: GPL-2.0-or-later
// deps: bm::apps_bm_cli
// Each line is a word of the command line: options come back that agree with each other, or a text.
#include <algorithm>
#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "apps/bm/cli/options.hpp"
#include "fuzz/target.hpp"

namespace {

using bm::fuzz::require;
using namespace bm::app::cli;

std::vector<std::string> words_of(const std::uint8_t* data, std::size_t size) {
    std::vector<std::string> words(1);
    for (const char c : bm::fuzz::as_text(data, size))
        if (c == '\n')
            words.emplace_back();
        else
            words.back() += c;
    return words;
}

/// The word with its value at an edge: what stands behind its '=', or from its first digit on.
std::string at_an_edge(const std::string& word, std::size_t drawn) {
    constexpr std::array edges = {"-1", "0", "1", "1024", "1025", "4294967296", "1e3", ""};
    const auto equals = word.find('=');
    const auto value = equals != word.npos ? equals + 1 : word.find_first_of("0123456789");
    return word.substr(0, value) + edges[drawn % edges.size()];
}

void check(const Answer& answer) {
    require(!answer.text.empty() && (answer.status == 0 || answer.status == 1));
}

void check(const auto&) {}

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
    std::visit([](const auto& command) { check(command); },
               parse_command_line(words_of(data, size)));
    return 0;
}

/// libFuzzer's own; there is none where the corpus is only replayed.
extern "C" [[gnu::weak]] std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size,
                                                      std::size_t most);

/// Of bytes that change one by one hardly any make another value: every other time a word gets one.
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t most, unsigned seed) {
    std::minstd_rand draw(seed);
    if (draw() % 2 == 0) return LLVMFuzzerMutate(data, size, most);
    auto words = words_of(data, size);
    auto& word = words[draw() % words.size()];
    word = at_an_edge(word, draw());
    std::string text;
    for (const auto& each : words) text += (&each == &words.front() ? "" : "\n") + each;
    const auto kept = std::min(text.size(), most);
    std::copy_n(text.begin(), kept, data);
    return kept;
}
