// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "ports/screen.hpp"

namespace bm::app::engine::test {

/// A terminal that can be looked at: it wraps long lines, and knows CR, LF, cursor up, erase to the
/// end of the screen and colours. Without columns it is a file.
class Terminal final : public ports::Screen {
  public:
    explicit Terminal(std::size_t columns) : columns_(columns) {}

    bool is_terminal() const override { return columns_ != 0; }
    std::size_t width() const override { return columns_; }

    void write(std::string_view text) override {
        while (!text.empty()) {
            const char c = text.front();
            text.remove_prefix(1);
            if (c == '\r')
                column_ = 0;
            else if (c == '\n')
                line_feed();
            else if (c == '\033')
                sequence(text);
            else
                put(c);
        }
    }

    /// As a terminal does when its window is made narrower or wider: what it wrapped, and what does
    /// not fit, is wrapped anew.
    void resize(std::size_t columns) {
        const auto old = std::move(rows_);
        rows_.assign(1, {});
        row_ = column_ = 0;
        columns_ = columns;
        for (std::size_t i = 0; i < old.size(); ++i) {
            for (const char c : old[i]) put(c);
            if (i + 1 < old.size()) line_feed();
        }
    }

    std::vector<std::string> rows() const { return rows_; }

  private:
    void put(char c) {
        if (columns_ != 0 && column_ == columns_) line_feed();
        auto& row = rows_[row_];
        if (row.size() <= column_) row.resize(column_ + 1, ' ');
        row[column_++] = c;
    }

    void line_feed() {
        column_ = 0;
        if (++row_ == rows_.size()) rows_.emplace_back();
    }

    void sequence(std::string_view& text) {
        text.remove_prefix(1);  // [
        std::size_t number = 0;
        while (text.front() == ';' || (text.front() >= '0' && text.front() <= '9')) {
            if (text.front() != ';') number = number * 10 + static_cast<std::size_t>(text.front() - '0');
            text.remove_prefix(1);
        }
        if (text.front() == 'A') row_ -= std::min(row_, number);
        if (text.front() == 'J') {
            rows_.resize(row_ + 1);
            rows_[row_].resize(std::min(rows_[row_].size(), column_));
        }
        text.remove_prefix(1);
    }

    std::size_t columns_;
    std::vector<std::string> rows_{1};
    std::size_t row_ = 0;
    std::size_t column_ = 0;
};

}  // namespace bm::app::engine::test
