// SPDX-License-Identifier: GPL-2.0-or-later
#include <optional>

#include "domain/settings/machines.hpp"

namespace bm::settings {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n'; }

/// Inside double quotes a backslash keeps its meaning before these only (POSIX 2.2.3).
bool is_special_in_quotes(char c) { return c == '"' || c == '\\' || c == '$' || c == '`'; }

class Splitter {
  public:
    explicit Splitter(std::string_view text) : text_(text) {}

    core::Expected<std::vector<std::string>> split() {
        while (at_ < text_.size()) take(text_[at_++]);
        if (quote_) return core::fail(core::ErrorKind::usage, "a quote is not closed");
        if (open_end_) return core::fail(core::ErrorKind::usage, "it ends in a backslash");
        finish_word();
        return std::move(words_);
    }

  private:
    void take(char c) {
        if (quote_ == '\'')
            c == '\'' ? quote_.reset() : add(c);
        else if (c == '\\')
            escape();
        else if (quote_)
            c == '"' ? quote_.reset() : add(c);
        else if (c == '\'' || c == '"')
            open(c);
        else if (is_blank(c))
            finish_word();
        else
            add(c);
    }

    void escape() {
        open_end_ = at_ == text_.size();
        if (open_end_) return;
        const char next = text_[at_++];
        if (next == '\n') return;
        if (quote_ && !is_special_in_quotes(next)) add('\\');
        add(next);
    }

    void open(char quote) {
        quote_ = quote;
        if (!word_) word_.emplace();  // '' is a word
    }

    void add(char c) {
        if (!word_) word_.emplace();
        *word_ += c;
    }

    void finish_word() {
        if (word_) words_.push_back(std::move(*word_));
        word_.reset();
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::optional<char> quote_;
    bool open_end_ = false;
    std::optional<std::string> word_;
    std::vector<std::string> words_;
};

}  // namespace

core::Expected<std::vector<std::string>> split_command(std::string_view text) {
    return Splitter(text).split();
}

}  // namespace bm::settings
