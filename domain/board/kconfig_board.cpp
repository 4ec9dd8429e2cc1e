// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/board/kconfig_board.hpp"

#include <algorithm>

#include "domain/core/names.hpp"

namespace bm::board {
namespace {

enum Field : std::size_t { arch, cpu, soc, vendor, board_name, config_name, is_rv32 };

constexpr std::array<std::string_view, 7> names = {
    "SYS_ARCH", "SYS_CPU", "SYS_SOC", "SYS_VENDOR", "SYS_BOARD", "SYS_CONFIG_NAME", "ARCH_RV32I"};

constexpr std::string_view suffix = "_defconfig";

std::string changed(std::string_view text, char (*change)(char)) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), change);
    return result;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

char as_in_symbol(char c) {
    if (c == '-') return '_';
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

/// A defconfig may be what grep printed: `file:CONFIG_X=y`.
std::string without_file_names(std::string_view text) {
    constexpr std::string_view mark = ":CONFIG_";
    std::string result;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto line = text.substr(0, end);
        const auto at = line.find(mark);
        result += at == std::string_view::npos ? line : line.substr(at + 1);
        result += '\n';
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return result;
}

}  // namespace

std::optional<std::string> target_of(std::string_view path) {
    if (!path.starts_with("configs/") || !path.ends_with(suffix)) return std::nullopt;
    auto name = path.substr(path.rfind('/') + 1);
    name.remove_suffix(suffix.size());
    if (name.starts_with('.') || !core::is_board_name(name)) return std::nullopt;
    return std::string(name);
}

bool describes_boards(const kconfig::Tree& tree) { return tree.find(names[arch]).has_value(); }

BoardReader::BoardReader(const kconfig::Tree& tree) : tree_(tree), configuration_(tree) {
    std::ranges::transform(names, symbols_.begin(),
                           [&](std::string_view name) { return tree.find(name); });
}

std::string BoardReader::value_of(std::size_t field) {
    auto value = symbols_[field] ? configuration_.text(*symbols_[field]) : std::string();
    return value == "-" ? std::string() : value;
}

Board BoardReader::read(const std::string& target, const std::string& path,
                        std::string_view defconfig) {
    if (defconfig.find(":CONFIG_") == std::string_view::npos)
        (void)configuration_.load(path, defconfig);
    else
        (void)configuration_.load(path, without_file_names(defconfig));
    Board board;
    board.arch = value_of(Field::arch);
    board.cpu = value_of(Field::cpu);
    board.soc = value_of(Field::soc);
    board.vendor = value_of(Field::vendor);
    board.board_name = value_of(Field::board_name);
    board.config_name = value_of(Field::config_name);
    board.target = target;
    if (board.arch == "arm" && board.cpu == "armv8") board.arch = "aarch64";
    if (board.arch == "riscv") board.arch = value_of(is_rv32) == "y" ? "riscv32" : "riscv64";
    return board;
}

bool BoardReader::is_extended_by(const Extension& extension, std::string_view target) {
    if (!extension.may_extend(target)) return false;
    return std::ranges::all_of(extension.values, [&](const auto& wanted) {
        const auto id = tree_.find(wanted.first);
        return (id ? configuration_.text(*id) : "n") == wanted.second;
    });
}

std::vector<std::string> BoardReader::target_warnings(std::string_view target) {
    constexpr std::string_view prefix = "TARGET_";
    std::vector<std::string> warnings;
    std::string first;
    const auto begin = "WARNING: " + std::string(target) + std::string(suffix) + ": ";
    for (kconfig::SymbolId id = 0; id < tree_.symbols.size(); ++id) {
        const auto& name = tree_.symbols[id].name;
        if (!std::string_view(name).starts_with(prefix) || tree_.symbols[id].constant) continue;
        if (configuration_.text(id) != "y") continue;
        const auto short_name = changed(std::string_view(name).substr(prefix.size()), lower);
        if (first.empty())
            first = short_name;
        else
            warnings.push_back(begin + "Duplicate TARGET_xxx: " + first + " and " + short_name);
    }
    if (first.empty())
        warnings.push_back(begin + "No TARGET_" + changed(target, as_in_symbol) + " enabled");
    return warnings;
}

}  // namespace bm::board
