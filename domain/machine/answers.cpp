// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/machine/answers.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "domain/protocol/limits.hpp"

namespace bm::machine {
namespace {

constexpr std::size_t longest_answer = 8u << 10;
constexpr std::size_t most_answers = 64;
constexpr std::size_t longest_path = 4096;
constexpr std::uint64_t most_processors = 1'000'000;
constexpr double largest_decimal = 1e9;

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

bool is_path(std::string_view text) {
    return text.starts_with('/') && text.size() <= longest_path &&
           std::ranges::none_of(text, is_control);
}

std::string path_of(const AnswerReader& answers, std::string_view word) {
    auto text = answers.text_of(word);
    return is_path(text) ? text : std::string();
}

std::optional<std::uint64_t> number_of(const std::string& text, std::uint64_t most) {
    std::uint64_t number = 0;
    const auto* end = text.data() + text.size();
    const auto [stop, problem] = std::from_chars(text.data(), end, number);
    if (problem != std::errc() || stop != end || number > most) return std::nullopt;
    return number;
}

std::optional<std::uint64_t> kilobytes_of(const std::string& text) {
    const auto number = number_of(text, std::uint64_t{1} << 50);
    return number ? std::optional(*number * 1024) : std::nullopt;
}

std::int64_t count_of(const std::string& text) {
    return static_cast<std::int64_t>(number_of(text, most_processors).value_or(0));
}

Load load_of(const AnswerReader& answers) {
    Load load;
    load.cpus = count_of(answers.text_of("cpus"));
    load.threads = count_of(answers.text_of("threads"));
    if (load.threads == 0) load.threads = load.cpus;
    load.minute = decimal_of(answers.text_of("load"));
    load.memory_bytes = kilobytes_of(answers.text_of("memory_kilobytes"));
    return load;
}

}  // namespace

bool AnswerReader::feed(std::string_view bytes) {
    seen_ += bytes.size();
    if (seen_ > protocol::limits::banner_bytes) return false;
    while (!bytes.empty()) {
        const auto newline = bytes.find('\n');
        const auto piece = bytes.substr(0, newline);
        if (!skipping_) line_ += piece.substr(0, longest_answer + 1 - line_.size());
        const auto begun = std::min(line_.size(), answer_marker.size());
        if (line_.size() > longest_answer ||
            std::string_view(line_).substr(0, begun) != answer_marker.substr(0, begun)) {
            skipping_ = true;
            line_.clear();
        }
        if (newline == std::string_view::npos) return true;
        end_line();
        bytes.remove_prefix(newline + 1);
    }
    return true;
}

void AnswerReader::end_line() {
    std::string_view line = line_;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.starts_with(answer_marker) && answers_.size() < most_answers) {
        line.remove_prefix(answer_marker.size());
        const auto space = std::min(line.find(' '), line.size());
        answers_.emplace(line.substr(0, space), line.substr(std::min(space + 1, line.size())));
    }
    line_.clear();
    skipping_ = false;
}

std::string AnswerReader::text_of(std::string_view word) const {
    const auto found = answers_.find(std::string(word));
    return found == answers_.end() ? std::string() : found->second;
}

std::map<std::string, std::string> AnswerReader::texts_of(std::string_view start) const {
    std::map<std::string, std::string> found;
    for (const auto& [word, text] : answers_)
        if (word.starts_with(start)) found.emplace(word.substr(start.size()), text);
    return found;
}

std::optional<double> decimal_of(std::string_view text) {
    double number = 0;
    const auto* end = text.data() + text.size();
    const auto [stop, problem] =
        std::from_chars(text.data(), end, number, std::chars_format::fixed);
    if (problem != std::errc() || stop != end || !(number >= 0 && number <= largest_decimal))
        return std::nullopt;
    return number;
}

Facts facts_of(const AnswerReader& answers) {
    Facts facts;
    facts.system = answers.text_of("system");
    facts.arch = answers.text_of("arch");
    facts.work_dir = path_of(answers, "work_dir");
    facts.place = path_of(answers, "place");
    facts.has_ours = answers.text_of("ours") == "yes";
    facts.bm = path_of(answers, "bm");
    facts.git = answers.text_of("git");
    facts.make = answers.text_of("make");
    facts.object_format = answers.text_of("object_format");
    facts.holder = answers.text_of("holder");
    facts.free_bytes = kilobytes_of(answers.text_of("free_kilobytes"));
    facts.load = load_of(answers);
    return facts;
}

}  // namespace bm::machine
