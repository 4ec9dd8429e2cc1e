// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/summary/source_diff.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>
#include <utility>

namespace bm::summary {
namespace {

bool take(std::string_view& text, std::string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

std::optional<std::uint32_t> take_number(std::string_view& text) {
    std::uint32_t number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    // Room for a count behind it.
    if (problem != std::errc() || number > std::numeric_limits<std::uint32_t>::max() / 2)
        return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return number;
}

/// `12,3`, `12`, and `12,0`, which is behind line 12.
bool take_side(std::string_view& text, std::uint32_t& first, std::uint32_t& count) {
    const auto at = take_number(text);
    if (!at) return false;
    std::optional<std::uint32_t> lines = 1;
    if (take(text, ",")) lines = take_number(text);
    if (!lines) return false;
    first = *lines == 0 ? *at + 1 : *at;
    count = *lines;
    return true;
}

std::optional<Hunk> hunk_of(std::string_view line) {
    Hunk hunk;
    if (take(line, "@@ -") && take_side(line, hunk.old_first, hunk.old_count) && take(line, " +") &&
        take_side(line, hunk.new_first, hunk.new_count) && take(line, " @@"))
        return hunk;
    return std::nullopt;
}

/// git puts names with a quote, a backslash or a control character into quotes, as C does.
std::string unquoted(std::string_view name) {
    std::string out;
    for (std::size_t i = 0; i < name.size() && name[i] != '"'; ++i) {
        if (name[i] != '\\' || i + 1 == name.size()) {
            out += name[i];
            continue;
        }
        constexpr std::string_view letters = "abtnvfr", meant = "\a\b\t\n\v\f\r";
        const auto next = name[++i];
        if (const auto at = letters.find(next); at != letters.npos) {
            out += meant[at];
        } else if (next >= '0' && next <= '3' && i + 2 < name.size()) {
            out +=
                static_cast<char>((next - '0') * 64 + (name[i + 1] - '0') * 8 + name[i + 2] - '0');
            i += 2;
        } else {
            out += next;
        }
    }
    return out;
}

/// Of what stands behind `+++ `; nullopt: the file went.
std::optional<std::string> new_path(std::string_view name) {
    if (take(name, "\"b/")) return unquoted(name);
    // git marks the end of a name that has a blank in it with a tab.
    if (take(name, "b/")) return std::string(name.substr(0, name.find('\t')));
    return std::nullopt;
}

class Reader {
  public:
    explicit Reader(std::string_view text) : text_(text) {}

    SourceDiff read() {
        SourceDiff diff;
        Hunks* file = nullptr;
        while (!text_.empty()) {
            auto line = next_line();
            if (line.starts_with("diff ")) file = nullptr;
            if (take(line, "--- ")) came_ = line == "/dev/null";
            if (take(line, "+++ ") && !came_)
                if (const auto path = new_path(line)) file = &diff[*path];
            if (const auto hunk = hunk_of(line)) {
                skip_lines(std::uint64_t{hunk->old_count} + hunk->new_count);
                if (file != nullptr && fits(*file, *hunk)) file->push_back(*hunk);
            }
        }
        return diff;
    }

  private:
    /// What lies between two hunks is as long in both texts.
    static bool fits(const Hunks& hunks, const Hunk& next) {
        const auto last = hunks.empty() ? Hunk{} : hunks.back();
        const auto old_begin = last.old_first + last.old_count;
        const auto new_begin = last.new_first + last.new_count;
        return next.old_first >= old_begin && next.new_first >= new_begin &&
               next.old_first - old_begin == next.new_first - new_begin;
    }

    std::string_view next_line() {
        const auto end = std::min(text_.find('\n'), text_.size());
        const auto line = text_.substr(0, end);
        text_.remove_prefix(std::min(end + 1, text_.size()));
        return line;
    }

    /// The hunk's own lines may look like anything.
    void skip_lines(std::uint64_t count) {
        while (count > 0 && !text_.empty())
            if (!next_line().starts_with('\\')) --count;
    }

    std::string_view text_;
    bool came_ = false;
};

}  // namespace

SourceDiff read_diff(std::string_view text) { return Reader(text).read(); }

result::LineRanges moved(const result::LineRanges& old, const Hunks& hunks) {
    constexpr std::int64_t end_of_text = std::numeric_limits<std::uint32_t>::max();
    std::vector<result::LineRange> out;
    std::int64_t begin = 1;  // of old lines that are the same, up to the next hunk
    std::int64_t shift = 0;
    auto range = old.begin();
    const auto take_over = [&](std::int64_t end) {
        for (; range != old.end() && range->first < end; ++range) {
            const auto first = std::max<std::int64_t>(range->first, begin);
            const auto last = std::min<std::int64_t>(range->last, end - 1);
            if (first <= last && last + shift <= end_of_text && first + shift > 0)
                out.push_back({static_cast<std::uint32_t>(first + shift),
                               static_cast<std::uint32_t>(last + shift)});
            if (range->last >= end) return;
        }
    };
    for (const auto& hunk : hunks) {
        take_over(hunk.old_first);
        begin = std::int64_t{hunk.old_first} + hunk.old_count;
        shift = std::int64_t{hunk.new_first} + hunk.new_count - begin;
    }
    take_over(end_of_text + 1);
    return result::united(std::move(out));
}

Hunks reversed(Hunks hunks) {
    for (auto& hunk : hunks) {
        std::swap(hunk.old_first, hunk.new_first);
        std::swap(hunk.old_count, hunk.new_count);
    }
    return hunks;
}

}  // namespace bm::summary
