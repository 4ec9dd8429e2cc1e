// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/fs/result_tree.hpp"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <filesystem>
#include <set>

#include "adapters/fs/board_folder.hpp"
#include "adapters/fs/directory_stream.hpp"
#include "adapters/fs/failure.hpp"
#include "adapters/fs/file_bytes.hpp"
#include "adapters/fs/tree_walk.hpp"
#include "domain/core/names.hpp"
#include "domain/result/footprint.hpp"

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

std::string kept_folder() { return std::string(result::kept_folder); }

core::Expected<void> check_names(const result::FolderPlan& plan) {
    std::vector<std::string> names = plan.forgotten;
    names.insert(names.end(), plan.set_aside.begin(), plan.set_aside.end());
    for (const auto* moves : {&plan.renames, &plan.taken_back})
        for (const auto& [from, to] : *moves) names.insert(names.end(), {from, to});
    for (const auto& name : names)
        if (!is_folder_name(name))
            return core::fail(core::ErrorKind::refused, "'" + name + "' is no name of a folder");
    return {};
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

core::Expected<FileDescriptor> ResultTree::make_folder(
    const std::vector<std::string>& parts) const {
    std::string path = base_;
    std::string place;
    for (const auto& part : parts) {
        if (part.empty()) continue;
        const auto parent = path;
        path += "/" + part;
        place += (place.empty() ? "" : "/") + part;
        if (::mkdir(path.c_str(), 0777) == 0) {
            const FileDescriptor above(::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
            if (!above || !sync_file(above.get())) return system_failure("write", parent, errno);
        } else if (errno != EEXIST) {
            return system_failure("make", path, errno);
        }
    }
    auto directory = open_folder(base_, place);
    if (!directory) return system_failure("open", path, errno);
    return directory;
}

core::Expected<void> ResultTree::put(const ports::BuildFolder& folder,
                                     const result::Outcome& outcome,
                                     const std::optional<ports::BuildFolder>& neighbour) {
    BM_TRY(check(folder));
    if (neighbour) BM_TRY(check(*neighbour));
    BM_TRY_ASSIGN(auto directory, make_folder({folder.commit, folder.board}));
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

core::Expected<void> ResultTree::keep_second(const ports::BuildFolder& folder,
                                             const result::Outcome& outcome) {
    BM_TRY(check(folder));
    const std::string flakes(result::flakes_folder);
    BM_TRY_ASSIGN(auto directory, make_folder({flakes, folder.commit, folder.board}));
    const auto path = base_ + "/" + flakes + "/" + below(folder);
    BoardFolder writer(std::move(directory), path, false, FileDescriptor());
    auto written = writer.clear();
    if (written) written = writer.write(result::files_of_second(outcome), outcome.spool_folder);
    if (!outcome.spool_folder.empty()) (void)remove_tree(outcome.spool_folder);
    return written;
}

core::Expected<std::string> ResultTree::read(const ports::BuildFolder& folder,
                                             const std::string& name, std::size_t limit) const {
    const auto place = below(folder);
    return read_file(base_, place.empty() ? name : place + "/" + name, limit);
}

core::Expected<std::vector<std::string>> ResultTree::different(const ports::BuildFolder& folder,
                                                               const ports::BuildFolder& other) {
    std::set<std::string> names, differing;
    for (const auto& one : {folder, other}) {
        BM_TRY(check(one));
        BM_TRY_ASSIGN(const auto outcome, find(one));
        if (!outcome) return core::fail(core::ErrorKind::not_found, below(one) + " has no outcome");
        const auto directory = open_folder(base_, below(one));
        if (!directory) return system_failure("open", base_ + "/" + below(one), errno);
        for (auto& name : names_in(directory.get()))
            if (!result::is_of_its_commit(name)) names.insert(std::move(name));
    }
    for (const auto& name : names) {
        const auto mine = read(folder, name, text_limit), others = read(other, name, text_limit);
        if (!mine || !others || *mine != *others) differing.insert(name);
    }
    return std::vector<std::string>(differing.begin(), differing.end());
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
    const auto lines = base_ + "/" + below(folder) + "/" + std::string(result::footprint_file);
    return std::optional(ports::StoredBuild{*code, std::move(said), std::move(sizes),
                                            ::access(lines.c_str(), F_OK) == 0});
}

core::Expected<std::vector<std::string>> ResultTree::folders() {
    const auto directory = open_folder(base_, "");
    if (!directory) return system_failure("open", base_, errno);
    auto names = names_in(directory.get());
    std::erase_if(names, [&](const auto& name) { return !is_folder(directory.get(), name); });
    return names;
}

core::Expected<std::vector<result::KeptFolder>> ResultTree::kept() {
    std::vector<result::KeptFolder> found;
    const auto directory = open_folder(base_, kept_folder());
    if (!directory) return found;
    struct timespec now {};
    (void)::clock_gettime(CLOCK_REALTIME, &now);
    for (auto& name : names_in(directory.get())) {
        struct stat status {};
        if (::fstatat(directory.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) continue;
        if (S_ISDIR(status.st_mode))
            found.push_back({std::move(name), std::chrono::seconds{now.tv_sec - status.st_ctime}});
    }
    return found;
}

core::Expected<void> ResultTree::move(const std::string& from, const std::string& to) const {
    const auto source = base_ + "/" + from;
    const auto target = base_ + "/" + to;
    if (::renameat2(AT_FDCWD, source.c_str(), AT_FDCWD, target.c_str(), RENAME_NOREPLACE) != 0)
        return system_failure("rename", source, errno);
    return {};
}

core::Expected<void> ResultTree::arrange(const result::FolderPlan& plan) {
    BM_TRY(check_names(plan));
    const auto waiting = kept_folder() + "/";
    for (const auto& [from, to] : plan.renames) BM_TRY(move(from, to));
    for (const auto& name : plan.forgotten) BM_TRY(remove_tree(base_ + "/" + waiting + name));
    if (!plan.set_aside.empty() && ::mkdir((base_ + "/" + waiting).c_str(), 0777) != 0 &&
        errno != EEXIST)
        return system_failure("make", base_ + "/" + kept_folder(), errno);
    for (const auto& name : plan.set_aside) BM_TRY(move(name, waiting + name));
    for (const auto& [from, to] : plan.taken_back) BM_TRY(move(waiting + from, to));
    return {};
}

}  // namespace bm::adapters::fs
