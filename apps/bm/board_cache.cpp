// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/board_cache.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <functional>

#include "apps/bm/settings_files.hpp"
#include "domain/board/board_list.hpp"

namespace bm::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_files = 64;
constexpr std::string_view ending = "# end\n";

using Lines = std::vector<std::string>;

/// Another bm may read trees in another way.
const std::string& heading() {
    static const auto text =
        "bm boards " + adapters::fs::DirectoryFiles::mark(AT_FDCWD, "/proc/self/exe").seen + "\n";
    return text;
}

/// `count` and then that many lines.
std::string block(const Lines& lines) {
    auto text = std::to_string(lines.size()) + "\n";
    for (const auto& line : lines) text += line + "\n";
    return text;
}

std::optional<std::string_view> take_line(std::string_view& text) {
    const auto end = text.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const auto line = text.substr(0, end);
    text.remove_prefix(end + 1);
    return line;
}

std::optional<Lines> take_block(std::string_view& text) {
    const auto first = take_line(text);
    std::size_t count = 0;
    if (!first ||
        std::from_chars(first->data(), first->data() + first->size(), count).ec != std::errc{})
        return std::nullopt;
    Lines lines;
    while (lines.size() < count) {
        const auto line = take_line(text);
        if (!line) return std::nullopt;
        lines.emplace_back(*line);
    }
    return lines;
}

/// Columns with blanks would not come back as they are.
bool fits_columns(const board::Board& b) {
    const auto has_blank = [](std::string_view text) {
        return text.find_first_of(" \t\r\v\f\n") != std::string_view::npos;
    };
    return std::ranges::none_of(board::properties(b), has_blank);
}

bool fits_a_line(const std::string& text) { return text.find('\n') == std::string::npos; }

std::string name_of(const std::string& top) {
    return fmt::format("directory-{:016x}", std::hash<std::string>{}(top));
}

}  // namespace

std::optional<engine::TreeBoards> BoardCache::find(const std::string& name) const {
    auto entry = read(name);
    if (!entry) return std::nullopt;
    return std::move(entry->boards);
}

void BoardCache::keep(const std::string& name, const engine::TreeBoards& boards) const {
    write(name, {"", {}, boards});
}

std::optional<engine::TreeBoards> BoardCache::find_directory(const std::string& top) const {
    auto entry = read(name_of(top));
    if (!entry || entry->top != top) return std::nullopt;
    if (!adapters::fs::DirectoryFiles::are_current(top, entry->marks)) return std::nullopt;
    return std::move(entry->boards);
}

void BoardCache::keep_directory(const std::string& top,
                                const std::vector<adapters::fs::Mark>& marks,
                                const engine::TreeBoards& boards) const {
    write(name_of(top), {top, marks, boards});
}

std::optional<BoardCache::Entry> BoardCache::read(const std::string& name) const {
    if (folder_.empty()) return std::nullopt;
    const auto text = read_file(folder_ + "/" + name);
    if (!text || !text->starts_with(heading()) || !text->ends_with(ending)) return std::nullopt;
    std::string_view rest = *text;
    rest.remove_prefix(heading().size());
    Entry entry;
    const auto top = take_line(rest);
    const auto marks = take_block(rest);
    auto warnings = marks ? take_block(rest) : std::nullopt;
    auto problems = warnings ? take_block(rest) : std::nullopt;
    if (!top || !problems) return std::nullopt;
    entry.top = *top;
    for (const auto& line : *marks) {
        const auto tab = line.find('\t');
        if (tab == std::string::npos) return std::nullopt;
        entry.marks.push_back({line.substr(tab + 1), line.substr(0, tab), {}});
    }
    auto boards = board::parse_board_list(rest, name);
    if (!boards) return std::nullopt;
    entry.boards.boards = std::move(*boards);
    entry.boards.warnings = std::move(*warnings);
    entry.boards.problems = std::move(*problems);
    return entry;
}

void BoardCache::write(const std::string& name, const Entry& entry) const {
    Lines marks;
    for (const auto& mark : entry.marks) marks.push_back(mark.seen + "\t" + mark.path);
    const auto fit = [](const Lines& lines) { return std::ranges::all_of(lines, fits_a_line); };
    if (folder_.empty()) return;
    if (!fit(marks) || !fit(entry.boards.warnings) || !fit(entry.boards.problems) ||
        !fits_a_line(entry.top) || !std::ranges::all_of(entry.boards.boards, fits_columns))
        return;
    std::error_code ignored;
    fs::create_directories(folder_, ignored);
    const auto path = folder_ + "/" + name;
    const auto fresh = fmt::format("{}.{}", path, ::getpid());
    {
        std::ofstream out(fresh, std::ios::binary | std::ios::trunc);
        out << heading() << entry.top << "\n"
            << block(marks) << block(entry.boards.warnings) << block(entry.boards.problems)
            << board::format_board_list(entry.boards.boards, "bm") << ending;
        if (!out.flush()) fs::remove(fresh, ignored);
    }
    fs::rename(fresh, path, ignored);
    make_room();
}

void BoardCache::make_room() const {
    std::error_code ignored;
    std::vector<std::pair<fs::file_time_type, fs::path>> files;
    for (const auto& file : fs::directory_iterator(folder_, ignored))
        files.emplace_back(file.last_write_time(ignored), file.path());
    if (files.size() <= most_files) return;
    std::ranges::sort(files);
    files.resize(files.size() - most_files);
    for (const auto& [time, path] : files) fs::remove(path, ignored);
}

}  // namespace bm::app
