// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/toolchain/compiler_name.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace bm::toolchain {
namespace {

constexpr std::size_t longest_name = 100;

std::vector<std::string_view> words_of(std::string_view triple) {
    std::vector<std::string_view> words;
    for (;;) {
        const auto dash = triple.find('-');
        words.push_back(triple.substr(0, dash));
        if (dash == std::string_view::npos) return words;
        triple.remove_prefix(dash + 1);
    }
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_word(std::string_view word) {
    return !word.empty() && std::ranges::all_of(word, [](char c) {
        return is_letter(c) || is_digit(c) || c == '_' || c == '.';
    });
}

bool is_system(std::string_view word) {
    constexpr std::array<std::string_view, 10> stems = {
        "elf", "eabi", "gnu", "linux", "musl", "uclibc", "uclinux", "none", "unknown", "android"};
    return std::ranges::any_of(stems, [&](auto stem) { return word.starts_with(stem); });
}

bool is_doubled(const std::vector<std::string_view>& words) {
    const auto half = words.size() / 2;
    return words.size() % 2 == 0 &&
           std::equal(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(half),
                      words.begin() + static_cast<std::ptrdiff_t>(half));
}

core::Expected<CompilerName> refuse(std::string_view file, const std::string& why) {
    return core::fail(core::ErrorKind::refused,
                      "'" + std::string(file.substr(0, longest_name)) + "' " + why);
}

}  // namespace

std::string_view file_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

bool is_clang(std::string_view path) {
    const auto name = file_name(path);
    if (name == "clang") return true;
    constexpr std::string_view stem = "clang-";
    return name.starts_with(stem) && name.size() > stem.size() &&
           std::ranges::all_of(name.substr(stem.size()), is_digit);
}

bool is_plausible_triple(std::string_view text) {
    const auto words = words_of(text);
    return text.size() <= longest_name && words.size() >= 2 && words.size() <= 5 &&
           std::ranges::all_of(words, is_word) && is_letter(words[0].front()) &&
           is_system(words.back());
}

core::Expected<CompilerName> read_compiler_name(std::string_view file) {
    if (file == "gcc") return CompilerName{CompilerName::Kind::gcc, "sandbox", ""};
    if (is_clang(file)) return CompilerName{CompilerName::Kind::clang, "sandbox", ""};
    constexpr std::string_view end = "-gcc";
    if (!file.ends_with(end))
        return refuse(file, "is not the name of a cross compiler, <cpu>-<system>-gcc");
    const auto triple = file.substr(0, file.size() - end.size());
    const auto words = words_of(triple);
    if (words.size() > 1 && is_doubled(words)) return refuse(file, "has its prefix twice");
    if (!is_plausible_triple(triple))
        return refuse(file, "is not the name of a cross compiler: '" +
                                std::string(triple.substr(0, longest_name)) +
                                "' is no cpu with a system");
    return CompilerName{CompilerName::Kind::gcc, std::string(words[0]), std::string(triple) + "-"};
}

}  // namespace bm::toolchain
