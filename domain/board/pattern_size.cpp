// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/board/pattern_size.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <vector>

namespace bm::board {
namespace {

constexpr std::size_t largest = 1'000'000;

/// As std::regex reads it: what is no expression for that may be counted in any way.
class Counter {
  public:
    explicit Counter(std::string_view pattern) : rest_(pattern) {}
    std::size_t count();

  private:
    struct Group {
        std::size_t size = 0;
        std::size_t times = 1;
    };

    void add(std::size_t size) { groups_.back().size += size; }
    void add_atom(std::size_t length);
    void open();
    void close();
    void add_class();
    void repeat();
    std::optional<std::size_t> take_count();

    std::string_view rest_;
    std::vector<Group> groups_ = {{}};
    std::size_t last_ = 0;  ///< the size of what a count behind it repeats
};

void Counter::add_atom(std::size_t length) {
    rest_.remove_prefix(std::min(length, rest_.size()));
    add(1);
    last_ = 1;
}

void Counter::open() {
    const bool looks_ahead = rest_.starts_with("(?=") || rest_.starts_with("(?!");
    rest_.remove_prefix(looks_ahead ? 3 : 1);
    groups_.push_back({1, looks_ahead ? std::size_t{20} : std::size_t{1}});
}

void Counter::close() {
    if (!rest_.empty()) rest_.remove_prefix(1);
    if (groups_.size() == 1) return;
    last_ = std::min(groups_.back().size * groups_.back().times, largest);
    groups_.pop_back();
    add(last_);
}

/// `[...]`, in which nothing repeats.
void Counter::add_class() {
    std::size_t at = rest_.starts_with("[^") ? 2 : 1;
    while (at < rest_.size() && rest_[at] != ']') {
        const bool is_named = rest_[at] == '[' && at + 1 < rest_.size() &&
                              std::string_view(":.=").find(rest_[at + 1]) != std::string_view::npos;
        if (is_named)
            at =
                std::min(rest_.find(std::string{rest_[at + 1], ']'}, at + 2), rest_.size() - 2) + 2;
        else
            at += rest_[at] == '\\' ? 2 : 1;
    }
    add_atom(at + 1);
}

/// The greatest number of a count.
std::optional<std::size_t> Counter::take_count() {
    const auto end = rest_.find('}');
    if (end == std::string_view::npos) return std::nullopt;
    auto text = rest_.substr(1, end - 1);
    std::size_t most = 1;
    while (!text.empty()) {
        std::size_t number = 0;
        const auto [behind, problem] =
            std::from_chars(text.data(), text.data() + text.size(), number);
        if (problem != std::errc{}) return std::nullopt;
        most = std::max(most, number);
        text.remove_prefix(static_cast<std::size_t>(behind - text.data()));
        if (text.starts_with(',')) text.remove_prefix(1);
    }
    rest_.remove_prefix(end + 1);
    return std::min(most, largest);
}

void Counter::repeat() {
    const auto times = take_count();
    if (!times) return add_atom(1);
    const auto whole = std::min(last_ * *times, largest);
    add(whole - last_);
    last_ = whole;
}

std::size_t Counter::count() {
    while (!rest_.empty()) {
        const char c = rest_.front();
        if (c == '(') {
            open();
        } else if (c == ')') {
            close();
        } else if (c == '[') {
            add_class();
        } else if (c == '{') {
            repeat();
        } else if (c == '*' || c == '+' || c == '?') {
            rest_.remove_prefix(1);
            add(1);
            ++last_;
        } else {
            add_atom(c == '\\' ? 2 : 1);
        }
    }
    while (groups_.size() > 1) close();  // those that nothing closes
    return std::min(groups_.front().size, largest);
}

}  // namespace

std::size_t pattern_size(std::string_view pattern) { return Counter(pattern).count(); }

}  // namespace bm::board
