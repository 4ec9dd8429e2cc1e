// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/summary/values.hpp"

#include <array>
#include <charconv>
#include <optional>
#include <utility>

namespace bm::summary {
namespace {

constexpr std::string_view white = " \t\r";

/// Calls `take` with each part of the text between `separator`s.
template <class Take>
void each(std::string_view text, char separator, Take take) {
    while (!text.empty()) {
        const auto end = text.find(separator);
        take(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
}

std::string_view trimmed(std::string_view line) {
    const auto begin = line.find_first_not_of(white);
    if (begin == std::string_view::npos) return {};
    return line.substr(begin, line.find_last_not_of(white) - begin + 1);
}

using Pair = std::pair<std::string_view, std::string_view>;

std::optional<Pair> define_of(std::string_view line, bool keep_y) {
    constexpr std::string_view word = "#define ";
    if (!line.starts_with(word)) return std::nullopt;
    line = trimmed(line.substr(word.size()));
    if (!line.starts_with("CONFIG_")) return std::nullopt;
    const auto space = line.find(' ');
    if (space == std::string_view::npos) return Pair{line, keep_y ? "" : "1"};
    return Pair{line.substr(0, space), line.substr(space + 1)};
}

std::optional<Pair> assignment_of(std::string_view line) {
    if (line.empty() || line[0] == '#' || line[0] == '*' || line[0] == '/') return std::nullopt;
    const auto equals = line.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    return Pair{line.substr(0, equals), line.substr(equals + 1)};
}

std::array<std::string_view, 3> columns(std::string_view line) {
    std::array<std::string_view, 3> found;
    for (auto& column : found) {
        const auto begin = std::min(line.find_first_not_of(white), line.size());
        line.remove_prefix(begin);
        const auto end = std::min(line.find_first_of(white), line.size());
        column = line.substr(0, end);
        line.remove_prefix(end);
    }
    return trimmed(line).empty() ? found : std::array<std::string_view, 3>{};
}

std::string name_of_symbol(std::string_view name) {
    const auto dot = name.find('.', 1);
    if (dot == std::string_view::npos) return std::string(name);
    return "static." + std::string(name.substr(0, name.find('.')));
}

/// nullopt: it is none, or so large that sums of them could overflow.
std::optional<std::uint64_t> size_of(std::string_view hex) {
    constexpr std::uint64_t bound = std::uint64_t{1} << 40;
    std::uint64_t bytes = 0;
    const auto [end, problem] = std::from_chars(hex.data(), hex.data() + hex.size(), bytes, 16);
    if (problem != std::errc() || end != hex.data() + hex.size() || bytes >= bound)
        return std::nullopt;
    return bytes;
}

}  // namespace

Values read_configuration(std::string_view text, bool keep_y) {
    Values values;
    each(text, '\n', [&](std::string_view raw) {
        const auto line = trimmed(raw);
        const auto pair =
            line.starts_with("#define") ? define_of(line, keep_y) : assignment_of(line);
        if (pair)
            values.insert_or_assign(std::string(pair->first), !keep_y && pair->second == "y"
                                                                  ? "1"
                                                                  : std::string(pair->second));
    });
    return values;
}

Values read_environment(std::string_view text) {
    Values values;
    each(text, '\0', [&](std::string_view entry) {
        if (const auto equals = entry.find('='); equals != std::string_view::npos)
            values.insert_or_assign(std::string(entry.substr(0, equals)),
                                    std::string(entry.substr(equals + 1)));
    });
    return values;
}

Functions read_functions(std::string_view symbols, std::string_view statics) {
    Functions functions;
    each(symbols, '\n', [&](std::string_view line) {
        const auto [size, type, name] = columns(line);
        if (name.empty() || type.size() != 1 ||
            std::string_view("tTdDbBrR").find(type[0]) == std::string_view::npos)
            return;
        if (const auto bytes = size_of(size)) functions.bytes[name_of_symbol(name)] += *bytes;
    });
    each(statics, '\n', [&](std::string_view line) {
        const auto colon = line.find(": ");
        if (colon == std::string_view::npos || colon == 0) return;
        const std::string file(line.substr(0, colon));
        each(line.substr(colon + 2), ' ', [&](std::string_view symbol) {
            const auto equals = std::min(symbol.rfind('='), symbol.size());
            const auto bytes = size_of(symbol.substr(std::min(equals + 1, symbol.size())));
            if (equals > 0 && bytes)
                functions.statics[name_of_symbol(symbol.substr(0, equals))][file] += *bytes;
        });
    });
    return functions;
}

ValuesChange compare(const Values& before, const Values& now) {
    ValuesChange change;
    for (const auto& [name, value] : now) {
        const auto old = before.find(name);
        if (old == before.end())
            change.added.emplace(name, value);
        else if (old->second != value)
            change.changed.emplace(name, old->second + " -> " + value);
    }
    for (const auto& [name, value] : before)
        if (!now.contains(name)) change.removed.emplace(name, value);
    return change;
}

}  // namespace bm::summary
