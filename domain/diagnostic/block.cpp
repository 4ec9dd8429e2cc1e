// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/diagnostic/block.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <tuple>
#include <utility>

#include "domain/diagnostic/line.hpp"

namespace bm::diagnostic {
namespace {

using Role = LineShape::Role;

/// What a linker says behind its heading, whoever else may speak at the same time.
bool is_of_linker(std::string_view text) {
    constexpr std::array words = {"+0x", "undefined reference to", "multiple definition of",
                                  "relocation truncated to fit", "warning: the use of `"};
    return std::ranges::any_of(
        words, [&](const char* word) { return text.find(word) != std::string_view::npos; });
}

class Parser {
  public:
    void take(std::string_view text) {
        const auto shape = shape_of(text);
        take_back(text, shape);
        if (opens_block(text, shape)) open(shape.role);
        auto& block = blocks_.back();
        block.lines.emplace_back(text);
        if (!shape.place.empty()) block.places.push_back(shape.place);
        if (shape.role == Role::diagnostic && !complete_) {
            block.file = shape.place;
            block.line = shape.line;
        }
        if (is_heading(shape.role) && block.file.empty()) block.file = shape.place;
        if (!shape.place.empty() && block.kind == Block::Kind::plain && !of_linker_)
            block.kind = Block::Kind::located;
        complete_ = complete_ || shape.role == Role::diagnostic;
        remember(text, shape.role);
    }

    void take_notice(std::vector<std::string> lines) {
        open(Role::every_make);
        blocks_.back().lines = std::move(lines);
        remember({}, Role::every_make);
    }

    std::vector<Block> finish() { return std::move(blocks_); }

  private:
    enum class Awaited {
        nothing,
        linker_words,    ///< behind the linker's heading
        exception,       ///< the last line of a traceback
        next_exception,  ///< perhaps; blank lines are between
        next_traceback,
    };

    static bool is_heading(Role role) {
        return role == Role::heading || role == Role::linker_heading;
    }

    /// It has words to which lines may belong that say no place.
    static bool has_words(const Block& block) {
        return block.kind == Block::Kind::located ||
               (block.kind == Block::Kind::plain && !is_blank(block.lines.front()));
    }

    /// Headings and includes come before their diagnostic; notes and excerpts after it.
    bool opens_block(std::string_view text, const LineShape& shape) const {
        if (blocks_.empty()) return true;
        const auto& last = blocks_.back();
        const bool in_located = last.kind == Block::Kind::located;
        switch (shape.role) {
            case Role::note:
                return !in_located && !(shape.place.empty() && has_words(last));
            case Role::excerpt:
            case Role::closing:
                return !has_words(last);
            case Role::include_chain:
            case Role::heading:
                return complete_ || !(in_located || only_headings_);
            case Role::diagnostic:
                if (awaited_ == Awaited::linker_words && is_of_linker(text)) return false;
                return complete_ || !(in_located || only_headings_);
            case Role::afterword:
                return last.kind != Block::Kind::plain || !has_words(last);
            case Role::banner:
                return last_role_ != Role::banner;
            case Role::traceback:
                return awaited_ != Awaited::exception && awaited_ != Awaited::next_traceback;
            case Role::chained:
                return awaited_ != Awaited::next_exception;
            case Role::other:
                return !goes_on(text);
            case Role::linker_heading:
            case Role::make_word:
            case Role::schedule_word:
            case Role::every_make:
                return true;
        }
        return true;
    }

    bool goes_on(std::string_view text) const {
        if (is_caret_line(text)) return has_words(blocks_.back());
        if (awaited_ == Awaited::linker_words) return is_of_linker(text);
        if (awaited_ == Awaited::exception) return !is_blank(text);
        return awaited_ == Awaited::next_traceback && is_blank(text);
    }

    /// Lines that only this one shows to belong to the block before theirs.
    void take_back(std::string_view text, const LineShape& shape) {
        if (shape.role == Role::chained && awaited_ == Awaited::next_exception) merge_blanks();
        if (blocks_.size() < 2 || blocks_[blocks_.size() - 2].kind != Block::Kind::located) return;
        if (is_caret_line(text) && may_be_source_) merge_last();
        if (shape.role == Role::note && shape.place.empty() && only_headings_) merge_last();
    }

    /// Those since the traceback, each of which is one line.
    void merge_blanks() {
        auto first = blocks_.size();
        while (is_blank(blocks_[first - 1].lines.front())) --first;
        auto& lines = blocks_[first - 1].lines;
        for (auto blank = first; blank < blocks_.size(); ++blank)
            lines.push_back(std::move(blocks_[blank].lines.front()));
        blocks_.resize(first);
    }

    void merge_last() {
        auto last = std::move(blocks_.back());
        blocks_.pop_back();
        auto& block = blocks_.back();
        std::ranges::move(last.lines, std::back_inserter(block.lines));
        std::ranges::move(last.places, std::back_inserter(block.places));
        complete_ = true;
        only_headings_ = may_be_source_ = of_linker_ = false;
    }

    void remember(std::string_view text, Role role) {
        const auto& block = blocks_.back();
        only_headings_ = (block.lines.size() == 1 || only_headings_) && role == Role::heading;
        may_be_source_ = role == Role::other && block.lines.size() == 1 &&
                         (last_role_ == Role::diagnostic || last_role_ == Role::note);
        last_role_ = role;
        if (role == Role::linker_heading)
            awaited_ = Awaited::linker_words;
        else if (role == Role::traceback)
            awaited_ = Awaited::exception;
        else if (role == Role::chained)
            awaited_ = Awaited::next_traceback;
        else if (role == Role::other && awaited_ == Awaited::exception && block.lines.size() > 1)
            awaited_ = Awaited::next_exception;
        else if (!keeps_awaited(text, role))
            awaited_ = Awaited::nothing;
    }

    bool keeps_awaited(std::string_view text, Role role) const {
        if (awaited_ == Awaited::exception) return role == Role::excerpt;
        return (awaited_ == Awaited::next_exception || awaited_ == Awaited::next_traceback) &&
               is_blank(text) && role == Role::other;
    }

    void open(Role role) {
        blocks_.emplace_back();
        complete_ = false;
        of_linker_ = role == Role::linker_heading;
        auto& kind = blocks_.back().kind;
        if (role == Role::make_word) kind = Block::Kind::make_word;
        if (role == Role::schedule_word) kind = Block::Kind::dropped;
        if (role == Role::every_make) kind = Block::Kind::every_make;
    }

    std::vector<Block> blocks_;
    bool complete_ = false;       ///< the running block has its diagnostic
    bool only_headings_ = false;  ///< and nothing else yet
    bool of_linker_ = false;      ///< plain, whatever places the linker tells
    bool may_be_source_ = false;  ///< its one line may be clang's excerpt of the block before
    Role last_role_ = Role::every_make;
    Awaited awaited_ = Awaited::nothing;
};

std::string_view next_line(std::string_view& text) {
    const auto end = text.find('\n');
    const auto line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return line;
}

/// A notice of U-Boot's Makefile at the start of the text: from a line with WARNING between signs
/// of equality to the next line of such signs. Empty where none is, it does not end soon, or
/// another speaks in it.
std::vector<std::string> notice_at(std::string_view text) {
    if (!text.starts_with("=====")) return {};
    constexpr std::size_t longest = 20;
    std::vector<std::string_view> lines = {next_line(text)};
    if (!opens_notice(lines.front())) return {};
    while (lines.size() < longest && !text.empty()) {
        const auto line = next_line(text);
        const auto role = shape_of(line).role;
        const bool of_another = line.find(": ") != std::string_view::npos;
        if (opens_notice(line) || of_another || (role != Role::other && role != Role::every_make))
            return {};
        lines.push_back(line);
        if (line.starts_with("=====")) return {lines.begin(), lines.end()};
    }
    return {};
}

/// make's words and what each make says come last, in that order.
int rank(const Block& block) {
    switch (block.kind) {
        case Block::Kind::located:
        case Block::Kind::plain:
            return 0;
        case Block::Kind::every_make:
            return 1;
        case Block::Kind::make_word:
        case Block::Kind::dropped:
            break;
    }
    return 2;
}

bool comes_before(const Block& a, const Block& b) {
    // Multi-line notices of the Makefile keep the order in which make printed them.
    if (rank(a) == 1 && rank(b) == 1) return false;
    const auto place_a = std::tuple(rank(a), std::string_view(a.file), a.line);
    const auto place_b = std::tuple(rank(b), std::string_view(b.file), b.line);
    return place_a != place_b ? place_a < place_b : a.lines < b.lines;
}

}  // namespace

bool opens_notice(std::string_view line) {
    return line.starts_with("=====") && line.find(" WARNING ") != std::string_view::npos;
}

std::vector<Block> parse(std::string_view text) {
    Parser parser;
    while (!text.empty()) {
        auto notice = notice_at(text);
        if (notice.empty()) {
            parser.take(next_line(text));
            continue;
        }
        for (std::size_t i = 0; i < notice.size(); ++i) next_line(text);
        parser.take_notice(std::move(notice));
    }
    return parser.finish();
}

std::string text_of(const Block& block) {
    std::string text;
    for (const auto& line : block.lines) text += line + "\n";
    return text;
}

bool is_error(const Block& block) {
    constexpr std::array words = {
        "error:",      "Error:", "ERROR", "undefined reference", "multiple definition",
        "cannot find", "*** "};
    return std::ranges::any_of(block.lines, [&](const std::string& line) {
        return std::ranges::any_of(
            words, [&](const char* word) { return line.find(word) != std::string::npos; });
    });
}

std::string ordered_text(std::vector<Block> blocks) {
    std::erase_if(blocks, [](const Block& b) { return b.kind == Block::Kind::dropped; });
    std::ranges::stable_sort(blocks, comes_before);
    std::string text;
    for (const auto& block : blocks) text += text_of(block);
    return text;
}

std::string without_source_directory(std::string_view text, std::string_view source_dir) {
    const auto prefix = std::string(source_dir) + "/";
    std::string result;
    for (;;) {
        const auto at = source_dir.empty() ? std::string_view::npos : text.find(prefix);
        result += text.substr(0, at);
        if (at == std::string_view::npos) return result;
        text.remove_prefix(at + prefix.size());
    }
}

}  // namespace bm::diagnostic
