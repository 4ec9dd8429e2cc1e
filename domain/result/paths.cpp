// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/result/paths.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace bm::result {
namespace {

constexpr std::size_t subject_characters = 20;

/// The first characters of UTF-8; a byte that continues none counts as part of the one before it.
std::string_view first_characters(std::string_view text, std::size_t count) {
    std::size_t seen = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool starts = (static_cast<unsigned char>(text[i]) & 0xc0) != 0x80;
        if (starts && seen++ == count) return text.substr(0, i);
    }
    return text;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); }

}  // namespace

std::string branch_folder(std::string_view branch) {
    std::string name(branch);
    std::ranges::replace(name, '/', '_');
    if (name.empty() || name == "." || name == "..") name.insert(0, "_");
    return name;
}

std::string commit_folder(std::size_t position_from_0, std::string_view hash,
                          std::string_view subject) {
    std::string cleaned(first_characters(subject, subject_characters));
    for (char& c : cleaned)
        if (c == '/' || c == ':' || c == ' ' || c == '\0') c = '-';
    return fmt::format("{:02}_g{}_{}", position_from_0 + 1, hash, cleaned);
}

std::optional<std::string> hash_in_folder(std::string_view name) {
    const auto digits =
        static_cast<std::size_t>(std::ranges::find_if_not(name, is_digit) - name.begin());
    if (digits == 0 || !name.substr(digits).starts_with("_g")) return std::nullopt;
    const auto rest = name.substr(digits + 2);
    const auto length =
        static_cast<std::size_t>(std::ranges::find_if_not(rest, is_hex) - rest.begin());
    if (length == 0 || length == rest.size() || rest[length] != '_') return std::nullopt;
    return std::string(rest.substr(0, length));
}

FolderPlan plan_folders(const std::vector<std::string>& existing,
                        const std::vector<KeptFolder>& kept,
                        const std::vector<std::string>& wanted) {
    const std::set<std::string> there(existing.begin(), existing.end());
    const std::set<std::string> names(wanted.begin(), wanted.end());
    std::map<std::string, std::vector<std::string>> homeless;  // hash -> wanted and not there
    std::set<std::string> hashes;
    for (const auto& name : names) {
        const auto hash = hash_in_folder(name);
        if (!hash) continue;
        hashes.insert(*hash);
        if (!there.contains(name)) homeless[*hash].push_back(name);
    }
    const auto take_place = [&](const std::string& name, std::vector<FolderRename>& renames) {
        auto& free = homeless[*hash_in_folder(name)];
        if (free.empty()) return false;
        renames.push_back({name, free.front()});
        free.erase(free.begin());
        return true;
    };
    FolderPlan plan;
    for (const auto& name : there) {
        const auto hash = hash_in_folder(name);
        if (!hash || names.contains(name)) continue;
        if (!hashes.contains(*hash))
            plan.set_aside.push_back(name);
        else
            (void)take_place(name, plan.renames);
    }
    auto waiting = kept;
    std::ranges::sort(waiting, {}, [](const auto& k) { return std::pair(k.age, k.name); });
    for (const auto& [name, age] : waiting) {
        if (!hash_in_folder(name)) continue;
        const bool replaced = std::ranges::find(plan.set_aside, name) != plan.set_aside.end();
        if (replaced || (!take_place(name, plan.taken_back) && age > kept_for))
            plan.forgotten.push_back(name);
    }
    return plan;
}

}  // namespace bm::result
