// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/fs/result_tree.hpp"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>

#include <cerrno>
#include <filesystem>

#include "adapters/fs/board_folder.hpp"
#include "adapters/fs/directory_stream.hpp"
#include "adapters/fs/failure.hpp"
#include "adapters/fs/tree_walk.hpp"
#include "domain/core/names.hpp"

namespace bm::adapters::fs {
namespace {

constexpr std::size_t done_limit = 4096;
constexpr std::size_t text_limit = 64u << 20;

std::string below(const ports::BuildFolder& folder) {
    std::string path = folder.commit;
    if (!folder.board.empty()) path += (path.empty() ? "" : "/") + folder.board;
    return path;
}

bool is_folder_name(const std::string& name) {
    return stays_below(name) && name.find('/') == std::string::npos;
}

core::Expected<void> check(const ports::BuildFolder& folder) {
    const bool sound =
        (folder.commit.empty() || is_folder_name(folder.commit)) &&
        (folder.board.empty() ? folder.commit.empty() : core::is_board_name(folder.board));
    if (sound) return {};
    return core::fail(core::ErrorKind::refused, "'" + below(folder) + "' is no place for results");
}

bool is_folder(int directory, const std::string& name) {
    struct stat status {};
    return ::fstatat(directory, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 &&
           S_ISDIR(status.st_mode);
}

}  // namespace

core::Expected<ResultTree> ResultTree::open(const std::string& base) {
    std::error_code problem;
    std::filesystem::create_directories(base, problem);
    const auto real = problem ? std::filesystem::path() : std::filesystem::canonical(base, problem);
    if (!problem) return ResultTree(real.string());
    auto failure = system_failure("make", base, problem.value());
    failure.value().message += "; name another output directory with -o";
    return failure;
}

core::Expected<FileDescriptor> ResultTree::make_folder(const ports::BuildFolder& folder) const {
    std::string path = base_;
    for (const auto& part : {folder.commit, folder.board}) {
        if (part.empty()) continue;
        path += "/" + part;
        if (::mkdir(path.c_str(), 0777) != 0 && errno != EEXIST)
            return system_failure("make", path, errno);
    }
    auto directory = open_folder(base_, below(folder));
    if (!directory) return system_failure("open", path, errno);
    return directory;
}

core::Expected<void> ResultTree::put(const ports::BuildFolder& folder,
                                     const result::Outcome& outcome,
                                     const std::optional<ports::BuildFolder>& neighbour) {
    BM_TRY(check(folder));
    if (neighbour) BM_TRY(check(*neighbour));
    BM_TRY_ASSIGN(auto directory, make_folder(folder));
    auto beside = neighbour && *neighbour != folder ? open_folder(base_, below(*neighbour))
                                                    : FileDescriptor();
    const auto path = base_ + "/" + below(folder);
    const bool shared = folder == ports::BuildFolder{};
    BoardFolder writer(std::move(directory), path, shared, std::move(beside));
    BM_TRY(writer.clear());
    auto written = writer.write(files_of(outcome), outcome.spool_folder);
    if (!written) {
        (void)writer.clear();
        if (!shared) (void)::rmdir(path.c_str());
    }
    if (!outcome.spool_folder.empty()) (void)remove_tree(outcome.spool_folder);
    return written;
}

core::Expected<std::string> ResultTree::read(const ports::BuildFolder& folder,
                                             const std::string& name, std::size_t limit) const {
    const auto place = below(folder);
    return read_file(base_, place.empty() ? name : place + "/" + name, limit);
}

core::Expected<std::optional<ports::StoredBuild>> ResultTree::find(
    const ports::BuildFolder& folder) {
    BM_TRY(check(folder));
    const auto text = [&](const char* name, std::size_t limit) -> core::Expected<std::string> {
        auto content = read(folder, name, limit);
        if (!content && content.error().kind == core::ErrorKind::not_found) return std::string();
        return content;
    };
    BM_TRY_ASSIGN(const auto done, text("done", done_limit));
    const auto code = result::read_done(done);
    if (!code) return std::optional<ports::StoredBuild>();
    BM_TRY_ASSIGN(auto said, text("err", text_limit));
    BM_TRY_ASSIGN(auto sizes, text("sizes", text_limit));
    return std::optional(ports::StoredBuild{*code, std::move(said), std::move(sizes)});
}

core::Expected<std::vector<std::string>> ResultTree::folders() {
    const auto directory = open_folder(base_, "");
    if (!directory) return system_failure("open", base_, errno);
    auto names = names_in(directory.get());
    std::erase_if(names, [&](const auto& name) { return !is_folder(directory.get(), name); });
    return names;
}

core::Expected<void> ResultTree::arrange(const result::FolderPlan& plan) {
    for (const auto& [from, to] : plan.renames) {
        if (!is_folder_name(from) || !is_folder_name(to))
            return core::fail(core::ErrorKind::refused, "'" + to + "' is no name of a folder");
        const auto source = base_ + "/" + from;
        const auto target = base_ + "/" + to;
        if (::renameat2(AT_FDCWD, source.c_str(), AT_FDCWD, target.c_str(), RENAME_NOREPLACE) != 0)
            return system_failure("rename", source, errno);
    }
    for (const auto& name : plan.removals) {
        if (!is_folder_name(name))
            return core::fail(core::ErrorKind::refused, "'" + name + "' is no name of a folder");
        BM_TRY(remove_tree(base_ + "/" + name));
    }
    return {};
}

}  // namespace bm::adapters::fs
