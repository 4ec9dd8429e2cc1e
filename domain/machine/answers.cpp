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

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

bool is_path(std::string_view text) {
    return text.starts_with('/') && text.size() <= longest_path &&
           std::ranges::none_of(text, is_control);
}

std::string path_of(const AnswerReader& answers, std::string_view word) {
    auto text = answers.text_of(word);
    return is_path(text) ? text : std::string();
}

std::optional<std::uint64_t> kilobytes_of(const std::string& text) {
    std::uint64_t number = 0;
    const auto* end = text.data() + text.size();
    const auto [stop, problem] = std::from_chars(text.data(), end, number);
    if (problem != std::errc() || stop != end || number > (std::uint64_t{1} << 50))
        return std::nullopt;
    return number * 1024;
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
    return facts;
}

}  // namespace bm::machine
