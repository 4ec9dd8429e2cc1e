// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/settings/make_flags.hpp"

#include <algorithm>

namespace bm::settings {
namespace {

using core::ErrorKind;

constexpr int most_replacements = 1000;
constexpr std::size_t longest_text = 64u << 10;

bool is_name_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
}

const Entry* find(const Settings& settings, std::string_view section, std::string_view key) {
    const Entry* found = nullptr;
    for (const auto& one : settings.sections)
        if (one.name == section)
            for (const auto& entry : one.entries)
                if (lower_case(entry.key) == lower_case(key)) found = &entry;
    return found;
}

core::Error problem(const Entry& entry, const std::string& why) {
    return {ErrorKind::usage, at(entry) + "[make-flags] " + entry.key + ": " + why};
}

struct Reference {
    std::size_t begin = 0;
    std::size_t size = 0;
    std::string name;
};

std::optional<Reference> first_reference(const std::string& text) {
    for (auto at = text.find("${"); at != std::string::npos; at = text.find("${", at + 2)) {
        auto end = at + 2;
        while (end < text.size() && is_name_character(text[end])) ++end;
        if (end < text.size() && text[end] == '}' && end > at + 2)
            return Reference{at, end + 1 - at, text.substr(at + 2, end - at - 2)};
    }
    return std::nullopt;
}

core::Expected<std::string> with_references(const Settings& settings, const Entry& entry,
                                            std::string_view target) {
    auto text = entry.value.value_or("");
    for (int done = 0; auto reference = first_reference(text); ++done) {
        if (done == most_replacements || text.size() > longest_text)
            return tl::unexpected(problem(entry, "${...} names itself without end"));
        const auto* other = find(settings, "make-flags", reference->name);
        const auto value = reference->name == "target" ? std::string(target)
                           : other                     ? other->value.value_or("")
                                                       : std::string();
        text.replace(reference->begin, reference->size, value);
    }
    return text;
}

std::vector<std::string> words_of(const std::string& text) {
    std::vector<std::string> words(1);
    bool quoted = false;
    for (const char c : text) {
        const bool space = c == ' ' || c == '\t' || c == '\n';
        if (c == '"')
            quoted = !quoted;
        else if (!space || quoted)
            words.back() += c;
        else if (!words.back().empty())
            words.emplace_back();
    }
    if (words.back().empty()) words.pop_back();
    return words;
}

}  // namespace

core::Expected<std::vector<std::string>> make_flags(const Settings& settings,
                                                    std::string_view target) {
    const auto* entry = find(settings, "make-flags", target);
    if (!entry) return std::vector<std::string>{};
    BM_TRY_ASSIGN(const auto text, with_references(settings, *entry, target));
    auto words = words_of(text);
    for (const auto& word : words)
        if (word.find('=') == std::string::npos || word.front() == '-' || word.front() == '=')
            return tl::unexpected(problem(*entry, "'" + word + "' is no NAME=value"));
    return words;
}

std::string toolchain_wrapper(const Settings& settings) {
    std::string wrapper;
    for (const auto& section : settings.sections)
        if (section.name == "toolchain-wrapper")
            for (const auto& entry : section.entries) wrapper = entry.value.value_or(entry.key);
    return wrapper;
}

}  // namespace bm::settings
