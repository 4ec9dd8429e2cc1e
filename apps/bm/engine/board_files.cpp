// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/engine/board_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "apps/bm/engine/tree_surroundings.hpp"
#include "domain/board/kconfig_board.hpp"
#include "domain/kconfig/includes.hpp"

namespace bm::app::engine {
namespace {

using Paths = std::vector<std::string>;

constexpr std::string_view configs = "configs/";
constexpr std::string_view suffix = "_defconfig";

std::string_view name_of(std::string_view path) { return path.substr(path.rfind('/') + 1); }

std::string_view folder_of(std::string_view path) {
    return path.substr(0, path.size() - name_of(path).size());
}

/// Of a file in the top folder first, then folder by folder.
bool comes_before(const std::string& a, const std::string& b) {
    return folder_of(a) < folder_of(b);
}

class Reader {
  public:
    Reader(ports::SourceFiles& files, const BoardPaths& paths) : files_(files), paths_(paths) {}

    core::Expected<BoardFiles> read(std::optional<board::MaintainersForm> form);

  private:
    core::Expected<void> read_defconfigs();
    core::Expected<void> read_extensions();
    core::Expected<void> read_maintainers(std::optional<board::MaintainersForm> form);
    core::Expected<std::optional<std::string>> text_of(const std::string& path);
    core::Expected<std::string> joined(const std::string& path, std::string text);
    void add_extension(const std::string& path, board::Extension extension);

    ports::SourceFiles& files_;
    const BoardPaths& paths_;
    BoardFiles result_;
};

/// nullopt: not to be read, which is a problem of the tree's.
core::Expected<std::optional<std::string>> Reader::text_of(const std::string& path) {
    result_.inputs.push_back(path);
    auto text = files_.read(path);
    if (text) return std::move(*text);
    if (is_failure(text.error())) return tl::unexpected(text.error());
    result_.problems.push_back(text.error().message);
    return std::nullopt;
}

core::Expected<void> Reader::read_defconfigs() {
    std::set<std::string> seen;
    for (const auto& path : paths_.defconfigs) {
        auto target = board::target_of(path);
        if (!target && !name_of(path).starts_with('.'))
            result_.problems.push_back(path +
                                       ": no board can have that name: it is made of letters, "
                                       "digits and ,._+@-, begins with neither - nor ., and has at "
                                       "most 200 of them");
        if (!target) continue;
        if (!seen.insert(*target).second) {
            result_.inputs.push_back(path);
            result_.problems.push_back(path + ": a board of that name is there already");
            continue;
        }
        BM_TRY_ASSIGN(auto text, text_of(path));
        if (!text) continue;
        BM_TRY_ASSIGN(auto whole, joined(path, std::move(*text)));
        result_.defconfigs.push_back({std::move(*target), path, std::move(whole)});
    }
    return {};
}

/// With what it includes.
core::Expected<std::string> Reader::joined(const std::string& path, std::string text) {
    if (text.find("#include") == std::string::npos) return text;
    TreeSurroundings surroundings(files_, result_.inputs);
    auto whole = kconfig::join_includes(path, text, surroundings);
    if (surroundings.failure()) return tl::unexpected(*surroundings.failure());
    std::ranges::transform(whole.problems, std::back_inserter(result_.problems), line_of);
    return std::move(whole.text);
}

core::Expected<void> Reader::read_extensions() {
    for (const auto& path : paths_.extensions) {
        BM_TRY_ASSIGN(const auto text, text_of(path));
        if (!text) continue;
        auto found = board::parse_extensions(path, *text);
        if (!found) result_.problems.push_back(found.error().message);
        if (!found) continue;
        for (auto& extension : *found) add_extension(path, std::move(extension));
    }
    return {};
}

void Reader::add_extension(const std::string& path, board::Extension extension) {
    for (const auto& fragment : extension.fragments) {
        const auto file = std::string(configs) + fragment + ".config";
        if (std::ranges::binary_search(paths_.fragments, file)) continue;
        result_.problems.push_back(
            fmt::format("{}: {}: there is no file {}", path, extension.name, file));
        return;
    }
    result_.extensions.push_back(std::move(extension));
}

core::Expected<void> Reader::read_maintainers(std::optional<board::MaintainersForm> form) {
    if (!form) {
        const auto script = files_.read(tool_script);
        if (!script && is_failure(script.error())) return tl::unexpected(script.error());
        form = board::maintainers_form(script.value_or(""));
    }
    Paths names;
    for (const auto& path : paths_.defconfigs)
        names.push_back(path.substr(configs.size(), path.size() - configs.size() - suffix.size()));
    result_.form = *form;
    auto& maintainers = result_.maintainers.emplace(std::move(names), *form);
    for (const auto& path : paths_.maintainers) {
        BM_TRY_ASSIGN(const auto text, text_of(path));
        if (text) maintainers.read(path, *text);
    }
    return {};
}

core::Expected<BoardFiles> Reader::read(std::optional<board::MaintainersForm> form) {
    BM_TRY(read_defconfigs());
    BM_TRY(read_extensions());
    BM_TRY(read_maintainers(form));
    return std::move(result_);
}

}  // namespace

BoardPaths board_paths(const std::vector<std::string>& all) {
    BoardPaths paths;
    for (const auto& path : all) {
        const auto name = name_of(path);
        if (path.starts_with(configs) && name.ends_with(suffix)) paths.defconfigs.push_back(path);
        // The tool has samples of its own, which are about no board.
        if (name == "MAINTAINERS" && !path.starts_with("tools/buildman/"))
            paths.maintainers.push_back(path);
        if (name.ends_with(".buildman") && folder_of(path) == configs)
            paths.extensions.push_back(path);
        if (name.ends_with(".config") && folder_of(path) == configs)
            paths.fragments.push_back(path);
    }
    std::ranges::sort(paths.maintainers, comes_before);
    return paths;
}

core::Expected<BoardFiles> read_board_files(ports::SourceFiles& files, const BoardPaths& paths,
                                            std::optional<board::MaintainersForm> form) {
    return Reader(files, paths).read(form);
}

std::string line_of(const kconfig::Problem& problem) {
    return fmt::format("{}:{}: {}", problem.place.file, problem.place.line, problem.text);
}

}  // namespace bm::app::engine
