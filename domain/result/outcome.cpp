// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/result/outcome.hpp"

#include <algorithm>
#include <charconv>

#include "domain/core/names.hpp"
#include "domain/result/sizes.hpp"

namespace bm::result {
namespace {

constexpr std::string_view own_names[] = {"done", "err", "log", "host", "carried"};
constexpr std::string_view noise[] = {"Waiting for unfinished", "Segmentation fault"};

bool is_noise(std::string_view line) {
    return std::ranges::any_of(
        noise, [&](auto words) { return line.find(words) != std::string_view::npos; });
}

bool says_something(std::string_view text) {
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        if (!is_noise(text.substr(0, end))) return true;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return false;
}

constexpr std::string_view names_of_its_commit[] = {"host", "carried", "log", "out-env"};

/// Each name once; spooled files win over texts, and both over `sizes`.
std::map<std::string, std::variant<std::string, Spooled>> from_worker(const Outcome& outcome) {
    std::map<std::string, std::variant<std::string, Spooled>> files;
    for (const auto& name : outcome.spooled)
        if (is_result_file_name(name)) files.emplace(name, Spooled{});
    for (const auto& [name, text] : outcome.texts)
        if (is_result_file_name(name)) files.emplace(name, text);
    if (outcome.sizes)
        if (auto text = sizes_file(*outcome.sizes); !text.empty())
            files.emplace("sizes", std::move(text));
    return files;
}

}  // namespace

BuildState state_of(int return_code, std::string_view stderr_text) {
    if (return_code != 0) return BuildState::failed;
    return says_something(stderr_text) ? BuildState::warned : BuildState::ok;
}

bool is_of_its_commit(std::string_view name) {
    return std::ranges::find(names_of_its_commit, name) != std::end(names_of_its_commit);
}

bool is_result_file_name(std::string_view name) {
    return core::is_file_name(name) && std::ranges::find(own_names, name) == std::end(own_names);
}

std::vector<FileToWrite> files_of(const Outcome& outcome) {
    std::vector<FileToWrite> files;
    files.push_back({"log", outcome.stdout_text});
    if (!outcome.stderr_text.empty()) files.push_back({"err", outcome.stderr_text});
    if (!outcome.carried_from.empty()) files.push_back({"carried", outcome.carried_from + "\n"});
    if (!outcome.host.empty()) files.push_back({"host", outcome.host + "\n"});
    for (auto& [name, content] : from_worker(outcome)) files.push_back({name, std::move(content)});
    files.push_back({"done", std::to_string(outcome.return_code)});
    return files;
}

std::vector<FileToWrite> files_of_second(const Outcome& outcome) {
    auto files = files_of(outcome);
    std::erase_if(files, [](const auto& file) { return file.name == "return_code"; });
    files.back().name = "return_code";
    return files;
}

std::optional<int> read_done(std::string_view content) {
    const auto line = content.substr(0, content.find('\n'));
    int code = 0;
    const auto [end, problem] = std::from_chars(line.data(), line.data() + line.size(), code);
    const bool whole = problem == std::errc() && end == line.data() + line.size();
    return whole && code >= 0 ? std::optional(code) : std::nullopt;
}

}  // namespace bm::result
