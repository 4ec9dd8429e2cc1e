// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/summary/message.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "domain/diagnostic/block.hpp"
#include "domain/diagnostic/meaning.hpp"

namespace bm::summary {
namespace {

using diagnostic::Block;
using Kind = Message::Kind;

template <class Words>
bool says(const Block& block, const Words& words) {
    return std::ranges::any_of(block.lines, [&](const std::string& line) {
        return !diagnostic::is_excerpt(line) &&
               std::ranges::any_of(words, [&](std::string_view word) {
                   return line.find(word) != std::string::npos;
               });
    });
}

bool is_blob(const Block& block) {
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

/// A notice of U-Boot's Makefile: from a line with WARNING between signs of equality to the next
/// line of such signs.
bool opens_notice(std::string_view line) {
    return line.starts_with("=====") && line.find(" WARNING ") != std::string_view::npos;
}
bool closes_notice(std::string_view line) {
    return !line.empty() && line.find_first_not_of('=') == std::string_view::npos;
}

class Reader {
  public:
    Reader(bool failed, const Filter& filter) : failed_(failed), filter_(filter) {}

    std::vector<Message> read(std::string_view text) {
        while (!text.empty()) {
            const auto notice = next_notice(text);
            take_blocks(text.substr(0, notice.begin));
            take_notice(text.substr(notice.begin, notice.end - notice.begin));
            text.remove_prefix(notice.end);
        }
        const auto is_error = [](const Message& m) { return m.kind == Kind::error; };
        if (failed_ && std::ranges::none_of(messages_, is_error))
            for (const auto& block : of_make_) add(block, Kind::error);
        return std::move(messages_);
    }

  private:
    struct Span {
        std::size_t begin;
        std::size_t end;
    };

    /// An empty one at the end of the text where there is none, or where it does not end.
    static Span next_notice(std::string_view text) {
        Span notice{text.size(), text.size()};
        for (std::size_t at = 0; at < text.size();) {
            const auto next = std::min(text.find('\n', at), text.size() - 1) + 1;
            auto line = text.substr(at, next - at);
            if (line.ends_with('\n')) line.remove_suffix(1);
            if (notice.begin == text.size() && opens_notice(line))
                notice.begin = at;
            else if (notice.begin != text.size() && closes_notice(line))
                return {notice.begin, next};
            at = next;
        }
        return {text.size(), text.size()};
    }

    void take_notice(std::string_view text) {
        if (text.empty() || filter_.migration_warnings) return;
        Block block;
        while (!text.empty()) {
            const auto end = std::min(text.find('\n'), text.size());
            block.lines.emplace_back(text.substr(0, end));
            text.remove_prefix(std::min(end + 1, text.size()));
        }
        add(block, Kind::warning);
    }

    void take_blocks(std::string_view text) {
        for (const auto& block : diagnostic::parse(text)) {
            if (block.kind == Block::Kind::dropped) continue;
            const bool blank = std::ranges::all_of(block.lines, [](const std::string& line) {
                return line.find_first_not_of(" \t\r") == std::string::npos;
            });
            if (blank || (filter_.dtb_warnings && is_dtb_warning(block))) continue;
            if (block.kind == Block::Kind::make_word)
                of_make_.push_back(block);
            else
                add(block, kind_of(block, failed_));
        }
    }

    void add(const Block& block, Kind kind) {
        auto text = diagnostic::text_of(block);
        text.pop_back();
        auto meaning = diagnostic::meaning_of(block);
        if (meaning.empty()) meaning = text;
        if (const auto times = ++times_[meaning]; times > 1) meaning += fmt::format("#{}", times);
        messages_.push_back({kind, std::move(text), std::move(meaning)});
    }

    bool failed_;
    Filter filter_;
    std::vector<Message> messages_;
    std::vector<Block> of_make_;
    std::map<std::string, int> times_;
};

}  // namespace

std::vector<Message> messages_of(std::string_view stderr_text, bool failed, const Filter& filter) {
    return Reader(failed, filter).read(stderr_text);
}

}  // namespace bm::summary
