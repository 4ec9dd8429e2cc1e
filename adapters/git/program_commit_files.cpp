// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <fstream>

#include "adapters/git/commit_files.hpp"

namespace bm::adapters::git {
namespace {

using core::ErrorKind;

constexpr core::Duration whole_tree{600'000};

/// `<mode> <type> <hash>\t<path>` of ls-tree.
std::optional<std::pair<std::string, std::string>> file_in(const std::string& line) {
    const auto tab = line.find('\t');
    const auto type = line.find(" blob ");
    if (tab == std::string::npos || type == std::string::npos || type > tab) return std::nullopt;
    const auto hash = type + 6;
    return std::pair(line.substr(tab + 1), line.substr(hash, tab - hash));
}

/// The next answer of `cat-file --batch`, taken off `text`: a line that ends with the size, the
/// bytes, a newline. nullopt: it is none.
std::optional<std::string> take_object(std::string_view& text) {
    const auto end = text.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const auto line = text.substr(0, end);
    const auto digits = line.substr(line.rfind(' ') + 1);
    std::size_t size = 0;
    const auto [rest, problem] =
        std::from_chars(digits.data(), digits.data() + digits.size(), size);
    if (problem != std::errc{} || rest != digits.data() + digits.size()) return std::nullopt;
    text.remove_prefix(end + 1);
    if (text.size() <= size) return std::nullopt;
    std::string bytes(text.substr(0, size));
    text.remove_prefix(size + 1);
    return bytes;
}

}  // namespace

core::Expected<std::vector<std::string>> ProgramCommitFiles::list() {
    BM_TRY_ASSIGN(
        const auto listed,
        git_.run({directory_, {"ls-tree", "-r", "-z", "--full-tree", commit_}, {}, whole_tree}));
    std::vector<std::string> paths;
    for (const auto& line : split(listed, '\0'))
        if (auto file = file_in(line)) {
            paths.push_back(file->first);
            if (line.starts_with("120000 ")) links_.insert(file->first);
            objects_.insert(std::move(*file));
        }
    std::ranges::sort(paths);
    return paths;
}

core::Expected<void> ProgramCommitFiles::prepare(const std::vector<std::string>& paths) {
    if (objects_.empty()) BM_TRY(list());
    const auto names =
        fmt::format("{}/wanted-objects.{}.{}", scratch_, commit_, static_cast<const void*>(this));
    std::vector<std::string> wanted;
    {
        std::ofstream out(names, std::ios::trunc);
        for (const auto& path : paths)
            if (const auto object = objects_.find(path); object != objects_.end()) {
                wanted.push_back(path);
                out << object->second << '\n';
            }
        if (!out.flush()) return core::fail(ErrorKind::environment, "Cannot write " + names);
    }
    const auto answers =
        git_.run({directory_, {"cat-file", "--batch", "--buffer"}, {}, whole_tree, names});
    (void)std::remove(names.c_str());
    if (!answers) return tl::unexpected(answers.error());
    std::string_view rest = *answers;
    for (const auto& path : wanted) {
        auto bytes = take_object(rest);
        if (!bytes) return core::fail(ErrorKind::environment, "git does not give us " + path);
        taken_[path] = std::move(*bytes);
    }
    return {};
}

core::Expected<std::string> ProgramCommitFiles::read(const std::string& path) {
    const std::scoped_lock lock(one_reader_);
    auto at = path;
    for (int links = 0; links < most_links; ++links) {
        BM_TRY_ASSIGN(auto bytes, read_entry(at));
        if (!links_.contains(at)) return bytes;
        BM_TRY_ASSIGN(at, behind_link(at, bytes));
    }
    return core::fail(ErrorKind::not_found, path + " is a link to a link without end");
}

core::Expected<std::string> ProgramCommitFiles::read_entry(const std::string& path) {
    if (const auto found = taken_.find(path); found != taken_.end()) return found->second;
    if (objects_.empty()) BM_TRY(list());
    const auto object = objects_.find(path);
    if (object == objects_.end()) return core::fail(ErrorKind::not_found, "No file " + path);
    return git_.run({directory_, {"cat-file", "blob", object->second}, {}, whole_tree});
}

}  // namespace bm::adapters::git
