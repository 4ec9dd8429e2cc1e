// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/diagnostic/block.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "domain/diagnostic/line.hpp"

namespace bm::diagnostic {
namespace {

using Role = LineShape::Role;

class Parser {
  public:
    void take(std::string_view text) {
        const auto shape = shape_of(text);
        if (opens_block(shape.role)) open(shape.role);
        auto& block = blocks_.back();
        block.lines.emplace_back(text);
        if (!shape.place.empty()) block.places.push_back(shape.place);
        if (shape.role == Role::diagnostic && !complete_) {
            block.file = shape.place;
            block.line = shape.line;
            block.kind = Block::Kind::located;
        }
        if (shape.role == Role::heading && block.file.empty()) block.file = shape.place;
        if (!shape.place.empty() && block.kind == Block::Kind::plain)
            block.kind = Block::Kind::located;
        complete_ = complete_ || shape.role == Role::diagnostic;
    }

    std::vector<Block> finish() { return std::move(blocks_); }

  private:
    /// Headings and includes come before their diagnostic; notes and excerpts after it.
    bool opens_block(Role role) const {
        if (blocks_.empty()) return true;
        const bool in_located = blocks_.back().kind == Block::Kind::located;
        switch (role) {
            case Role::excerpt:
            case Role::note:
            case Role::closing:
                return !in_located;
            case Role::include_chain:
            case Role::heading:
            case Role::diagnostic:
                return complete_ || !in_located;
            case Role::afterword:
                return blocks_.back().kind != Block::Kind::plain;
            case Role::make_word:
            case Role::schedule_word:
            case Role::every_make:
            case Role::other:
                return true;
        }
        return true;
    }

    void open(Role role) {
        blocks_.emplace_back();
        complete_ = false;
        auto& kind = blocks_.back().kind;
        if (role == Role::make_word) kind = Block::Kind::make_word;
        if (role == Role::schedule_word) kind = Block::Kind::dropped;
        if (role == Role::every_make) kind = Block::Kind::every_make;
    }

    std::vector<Block> blocks_;
    bool complete_ = false;  ///< the running block has its diagnostic
};

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

std::vector<Block> parse(std::string_view text) {
    Parser parser;
    while (!text.empty()) {
        const auto end = text.find('\n');
        parser.take(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
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
