// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/engine/tree_boards.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <future>
#include <set>
#include <utility>

#include "domain/board/board_list.hpp"
#include "domain/board/extension.hpp"
#include "domain/board/kconfig_board.hpp"
#include "domain/core/names.hpp"
#include "domain/kconfig/includes.hpp"
#include "domain/kconfig/parser.hpp"

namespace bm::app::engine {
namespace {

using board::Board;
using Paths = std::vector<std::string>;

constexpr auto top_file = "Kconfig";
constexpr auto tool_script = "tools/buildman/boards.py";

/// Not the tree's fault, and another way to read it may do better.
bool is_failure(const core::Error& error) { return error.kind == core::ErrorKind::environment; }

/// The tree's answers to its own Kconfig files; what make would set is as the tree's own tool sets
/// it.
class TreeSurroundings final : public kconfig::Surroundings {
  public:
    TreeSurroundings(ports::SourceFiles& files, Paths& inputs) : files_(files), inputs_(inputs) {}

    /// Why a file that is there could not be read.
    const std::optional<core::Error>& failure() const { return failure_; }

    core::Expected<std::string> read(const std::string& path) override {
        const auto below = path.starts_with("./") ? path.substr(2) : path;
        inputs_.push_back(below);
        auto text = files_.read(below);
        if (!text && is_failure(text.error())) failure_ = text.error();
        return text;
    }
    std::optional<std::string> variable(const std::string& name) override {
        if (name == "srctree") return ".";
        if (name == "UBOOTVERSION") return "dummy";
        if (name == "KCONFIG_OBJDIR") return "";
        return std::nullopt;
    }
    /// Not run: what a compiler here can do says nothing of boards.
    std::string shell(const std::string&) override { return "n"; }

  private:
    ports::SourceFiles& files_;
    Paths& inputs_;
    std::optional<core::Error> failure_;
};

struct Defconfig {
    std::string target;
    std::string path;
    std::string text;
};

std::string_view name_of(std::string_view path) { return path.substr(path.rfind('/') + 1); }

/// Of a file in the top folder first, then folder by folder.
bool comes_before(const std::string& a, const std::string& b) {
    const auto folder = [](std::string_view path) {
        return path.substr(0, path.size() - name_of(path).size());
    };
    return folder(a) < folder(b);
}

/// Which of the extensions makes a board of that one.
struct Extended {
    std::size_t extension = 0;
    std::string target;
};

class Reader {
  public:
    Reader(ports::SourceFiles& files, const TreeQuestion& question)
        : files_(files), question_(question) {}

    core::Expected<TreeBoards> read();

  private:
    core::Expected<void> choose_files();
    core::Expected<void> read_defconfigs();
    core::Expected<void> read_extensions();
    void add_extension(const std::string& path, board::Extension extension);
    void add_extended();
    std::string joined(const std::string& path, std::string text);
    void note(const std::vector<kconfig::Problem>& problems);
    tl::unexpected<core::Error> not_described() const;
    void compute(const kconfig::Tree& tree);
    core::Expected<void> add_maintainers();

    ports::SourceFiles& files_;
    const TreeQuestion& question_;
    Paths paths_;
    Paths defconfigs_;
    Paths maintainers_;
    Paths extension_files_;
    std::vector<board::Extension> extensions_;
    std::vector<Extended> extended_;
    std::vector<Defconfig> texts_;
    TreeBoards result_;
    std::optional<core::Error> failure_;  ///< of a file that is there and cannot be read
};

core::Expected<void> Reader::choose_files() {
    BM_TRY_ASSIGN(paths_, files_.list());
    for (auto& folder : files_.left_out()) result_.problems.push_back(std::move(folder));
    Paths soon;
    for (const auto& path : paths_) {
        const auto name = name_of(path);
        const bool is_config = path.starts_with("configs/") && name.ends_with("_defconfig");
        if (is_config) defconfigs_.push_back(path);
        // The tool has samples of its own, which are about no board.
        if (name == "MAINTAINERS" && !path.starts_with("tools/buildman/"))
            maintainers_.push_back(path);
        const bool extends = question_.extended && path.ends_with(".buildman") &&
                             path.substr(0, path.size() - name.size()) == "configs/";
        if (extends) extension_files_.push_back(path);
        if (is_config || extends || name.starts_with(top_file) || name == "MAINTAINERS" ||
            path == tool_script)
            soon.push_back(path);
    }
    std::ranges::sort(maintainers_, comes_before);
    return files_.prepare(soon);
}

core::Expected<void> Reader::read_defconfigs() {
    std::set<std::string> seen;
    for (const auto& path : defconfigs_) {
        auto target = board::target_of(path);
        if (!target) continue;
        result_.inputs.push_back(path);
        if (!seen.insert(*target).second) {
            result_.problems.push_back(path + ": a board of that name is there already");
            continue;
        }
        auto text = files_.read(path);
        if (!text && is_failure(text.error())) return tl::unexpected(text.error());
        if (!text) result_.problems.push_back(text.error().message);
        if (text) texts_.push_back({std::move(*target), path, joined(path, std::move(*text))});
    }
    return {};
}

core::Expected<void> Reader::read_extensions() {
    for (const auto& path : extension_files_) {
        result_.inputs.push_back(path);
        const auto text = files_.read(path);
        if (!text && is_failure(text.error())) return tl::unexpected(text.error());
        auto found = text ? board::parse_extensions(path, *text) : tl::unexpected(text.error());
        if (!found) {
            result_.problems.push_back(found.error().message);
            continue;
        }
        for (auto& extension : *found) add_extension(path, std::move(extension));
    }
    return {};
}

void Reader::add_extension(const std::string& path, board::Extension extension) {
    for (const auto& fragment : extension.fragments) {
        const auto file = "configs/" + fragment + ".config";
        if (std::ranges::binary_search(paths_, file)) continue;
        result_.problems.push_back(
            fmt::format("{}: {}: there is no file {}", path, extension.name, file));
        return;
    }
    extensions_.push_back(std::move(extension));
}

/// With what it includes.
std::string Reader::joined(const std::string& path, std::string text) {
    if (text.find("#include") == std::string::npos) return text;
    TreeSurroundings surroundings(files_, result_.inputs);
    auto whole = kconfig::join_includes(path, text, surroundings);
    if (surroundings.failure()) failure_ = surroundings.failure();
    note(whole.problems);
    return std::move(whole.text);
}

void Reader::note(const std::vector<kconfig::Problem>& problems) {
    for (const auto& problem : problems)
        result_.problems.push_back(
            fmt::format("{}:{}: {}", problem.place.file, problem.place.line, problem.text));
}

struct Share {
    std::vector<Board> boards;
    std::vector<Extended> extended;
    std::vector<std::string> warnings;
    std::map<std::string, std::size_t> configurations;
};

void Reader::compute(const kconfig::Tree& tree) {
    const auto count = std::max<std::size_t>(1, question_.threads);
    const auto share_of = [&](std::size_t number) {
        Share share;
        board::BoardReader reader(tree);
        for (auto i = texts_.size() * number / count; i < texts_.size() * (number + 1) / count;
             ++i) {
            share.boards.push_back(reader.read(texts_[i].target, texts_[i].path, texts_[i].text));
            if (question_.configurations)
                share.configurations[texts_[i].target] = std::hash<std::string>{}(reader.lines());
            for (std::size_t e = 0; e < extensions_.size(); ++e)
                if (reader.is_extended_by(extensions_[e], texts_[i].target))
                    share.extended.push_back({e, texts_[i].target});
            if (!question_.check_targets) continue;
            for (auto& warning : reader.target_warnings(texts_[i].target))
                share.warnings.push_back(std::move(warning));
        }
        return share;
    };
    std::vector<std::future<Share>> others;
    for (std::size_t number = 1; number < count; ++number)
        others.push_back(std::async(std::launch::async, share_of, number));
    const auto take = [&](Share share) {
        std::ranges::move(share.boards, std::back_inserter(result_.boards));
        std::ranges::move(share.extended, std::back_inserter(extended_));
        std::ranges::move(share.warnings, std::back_inserter(result_.warnings));
        result_.configurations.merge(share.configurations);
    };
    take(share_of(0));
    for (auto& other : others) take(other.get());
}

core::Expected<void> Reader::add_maintainers() {
    auto form = question_.form;
    if (!form) {
        const auto script = files_.read(tool_script);
        if (!script && is_failure(script.error())) return tl::unexpected(script.error());
        form = board::maintainers_form(script.value_or(""));
    }
    Paths names;
    for (const auto& path : defconfigs_) {
        constexpr std::size_t before = std::string_view("configs/").size();
        constexpr std::size_t after = std::string_view("_defconfig").size();
        names.push_back(path.substr(before, path.size() - before - after));
    }
    board::Maintainers maintainers(std::move(names), *form);
    for (const auto& path : maintainers_) {
        result_.inputs.push_back(path);
        const auto text = files_.read(path);
        if (text) maintainers.read(path, *text);
        if (!text && is_failure(text.error())) return tl::unexpected(text.error());
        if (!text) result_.problems.push_back(text.error().message);
    }
    std::vector<std::string> warnings;
    for (auto& b : result_.boards) {
        auto answer = maintainers.of(b.target, warnings);
        b.status = answer.status == "-" ? std::string() : std::move(answer.status);
        b.maintainers = std::move(answer.people);
    }
    if (form == board::MaintainersForm::current) std::ranges::sort(warnings);
    std::ranges::move(warnings, std::back_inserter(result_.warnings));
    std::ranges::copy(maintainers.problems(), std::back_inserter(result_.problems));
    return {};
}

void Reader::add_extended() {
    std::map<std::string, Board> bases;
    for (const auto& b : result_.boards) bases[b.target] = b;
    std::set<std::string> seen;
    for (const auto& [extension, target] : extended_) {
        auto board = board::extended(extensions_[extension], bases.at(target));
        if (!core::is_board_name(board.target))
            result_.problems.push_back(board.target +
                                       ": the name of an extended board is too long");
        else if (!seen.insert(board.target).second)
            result_.problems.push_back(board.target +
                                       ": an extended board of that name is there already");
        else
            result_.boards.push_back(std::move(board));
    }
}

/// A tree that cannot tell is one thing, a broken one another.
tl::unexpected<core::Error> Reader::not_described() const {
    if (!std::ranges::binary_search(paths_, std::string(top_file)))
        return core::fail(
            core::ErrorKind::not_found,
            "No source tree with boards: there is no file Kconfig (-g DIR names a tree, "
            "-b BRANCH a commit of a bare repository, --board-list FILE a list)");
    if (!result_.problems.empty())
        return core::fail(
            core::ErrorKind::usage,
            "The Kconfig files of this tree cannot be read: " + result_.problems.front());
    return core::fail(core::ErrorKind::not_found,
                      "The Kconfig files of this tree say nothing of boards (no SYS_ARCH): name a "
                      "board list with --board-list FILE");
}

core::Expected<TreeBoards> Reader::read() {
    BM_TRY(choose_files());
    TreeSurroundings surroundings(files_, result_.inputs);
    const auto parsed = kconfig::parse(top_file, surroundings);
    if (surroundings.failure()) return tl::unexpected(*surroundings.failure());
    note(parsed.problems);
    if (!board::describes_boards(parsed.tree)) return not_described();
    BM_TRY(read_defconfigs());
    BM_TRY(read_extensions());
    if (failure_) return tl::unexpected(*failure_);
    compute(parsed.tree);
    BM_TRY(add_maintainers());
    add_extended();
    board::sort_as_list(result_.boards);
    return std::move(result_);
}

}  // namespace

core::Expected<TreeBoards> read_tree_boards(ports::SourceFiles& files,
                                            const TreeQuestion& question) {
    return Reader(files, question).read();
}

}  // namespace bm::app::engine
