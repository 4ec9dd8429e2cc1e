// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/summary/message.hpp"

#include <algorithm>
#include <array>

#include "domain/diagnostic/block.hpp"
#include "domain/diagnostic/meaning.hpp"

namespace bm::summary {
namespace {

using diagnostic::Block;
using Kind = Message::Kind;

template <class Words>
bool says(const Block& block, const Words& words) {
    for (std::size_t i = 0; i < block.lines.size(); ++i) {
        const auto& line = block.lines[i];
        if (diagnostic::is_excerpt(block, i) || diagnostic::is_closing(line)) continue;
        if (std::ranges::any_of(
                words, [&](std::string_view word) { return line.find(word) != std::string::npos; }))
            return true;
    }
    return false;
}

/// binman's advice for one blob: `/binman/atf-bl31:` and indented lines.
bool is_blob_advice(const Block& block) {
    const auto& head = block.lines.front();
    return block.lines.size() > 1 && head.starts_with("/binman") && head.ends_with(':');
}

bool is_blob(const Block& block) {
    if (is_blob_advice(block)) return true;
    constexpr std::array<std::string_view, 5> words = {"missing external blob", "missing blob",
                                                       "faked external blob", "faked blob",
                                                       "ome images are invalid"};
    return says(block, words);
}

Kind kind_of(const Block& block, bool failed) {
    constexpr std::array<std::string_view, 3> errors = {"error: ", "ERROR (", "ERROR: "};
    constexpr std::array<std::string_view, 3> warnings = {"arning: ", "Warning (", "WARNING"};
    if (is_blob(block)) return Kind::blob;
    if (says(block, errors)) return Kind::error;
    if (says(block, warnings)) return Kind::warning;
    return failed || diagnostic::is_error(block) ? Kind::error : Kind::warning;
}

bool is_dtb_warning(const Block& block) {
    constexpr std::array<std::string_view, 1> words = {": Warning ("};
    return says(block, words);
}

/// A recipe's command did not succeed, which it has said itself, and what make does about it.
bool is_consequence(const Block& block) {
    const auto& line = block.lines.front();
    return line.find("] Error ") != std::string::npos ||
           line.find("Deleting ") != std::string::npos;
}

class Reader {
  public:
    Reader(bool failed, const Filter& filter) : failed_(failed), filter_(filter) {}

    std::vector<Message> read(std::string_view text) {
        for (const auto& block : diagnostic::parse(text)) take(block);
        const auto is_error = [](const Message& m) { return m.kind == Kind::error; };
        if (failed_ && std::ranges::none_of(messages_, is_error))
            for (const auto& block : of_make_) add(block, Kind::error);
        return std::move(messages_);
    }

  private:
    void take(const Block& block) {
        if (block.kind == Block::Kind::dropped || is_filtered(block)) return;
        if (std::ranges::all_of(block.lines, [](const std::string& line) {
                return line.find_first_not_of(" \t\r") == std::string::npos;
            }))
            return;
        if (block.kind != Block::Kind::make_word)
            add(block, kind_of(block, failed_));
        else if (failed_ && !is_consequence(block))
            add(block, Kind::error);
        else
            of_make_.push_back(block);
    }

    bool is_filtered(const Block& block) const {
        if (filter_.dtb_warnings && is_dtb_warning(block)) return true;
        return filter_.migration_warnings && block.lines.size() > 1 &&
               diagnostic::opens_notice(block.lines.front());
    }

    void add(const Block& block, Kind kind) {
        auto text = diagnostic::text_of(block);
        text.pop_back();
        auto meaning = diagnostic::meaning_of(block);
        if (!meaning.empty()) meaning.pop_back();
        if (meaning.empty()) meaning = text;
        messages_.push_back({kind, std::move(text), std::move(meaning)});
    }

    bool failed_;
    Filter filter_;
    std::vector<Message> messages_;
    std::vector<Block> of_make_;
};

}  // namespace

std::vector<Message> messages_of(std::string_view stderr_text, bool failed, const Filter& filter) {
    return Reader(failed, filter).read(stderr_text);
}

}  // namespace bm::summary
