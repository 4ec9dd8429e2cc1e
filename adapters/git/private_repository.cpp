// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/git/private_repository.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

#include "adapters/git/missing_objects.hpp"
#include "adapters/git/revision.hpp"

namespace bm::adapters::git {
namespace {

namespace fs = std::filesystem;
using core::ErrorKind;

core::Expected<void> write_file(const fs::path& path, const std::string& content) {
    std::error_code ignored;
    fs::create_directories(path.parent_path(), ignored);
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out << content;
    out.close();
    if (!out)
        return core::fail(ErrorKind::environment,
                          "Cannot write " + path.string() + ": is the directory writable?");
    return {};
}

}  // namespace

PrivateRepository::PrivateRepository(const Program& git, std::string work_dir)
    : git_(git), work_dir_(std::move(work_dir)) {}

core::Expected<void> PrivateRepository::create(const std::string& source) {
    std::error_code problem;
    fs::create_directories(work_dir_, problem);
    if (problem)
        return core::fail(ErrorKind::environment,
                          "Cannot make the work directory " + work_dir_ + ": " + problem.message());
    BM_TRY_ASSIGN(const auto format, git_.line(source, {"rev-parse", "--show-object-format"}));
    if (fs::exists(git_dir() + "/objects")) {
        BM_TRY_ASSIGN(const auto ours, git_.line(work_dir_, {"rev-parse", "--show-object-format"}));
        if (ours == format) return {};
        return core::fail(ErrorKind::environment,
                          "The work directory " + work_dir_ + " is for a " + ours +
                              " repository and the source is " + format +
                              ": remove it, or name another output directory with -o");
    }
    BM_TRY(
        git_.run(work_dir_, {"init", "--quiet", "--template=", "--object-format=" + format, "."}));
    return {};
}

core::Expected<void> PrivateRepository::borrow(std::string_view source_view) {
    const std::string source(source_view);
    BM_TRY(create(source));
    BM_TRY_ASSIGN(const auto objects, git_.path(source, {"rev-parse", "--git-path", "objects"}));
    BM_TRY_ASSIGN(const auto common, git_.path(source, {"rev-parse", "--git-common-dir"}));
    BM_TRY(write_file(git_dir() + "/objects/info/alternates", objects + "\n"));
    BM_TRY(copy_shallow_boundary(common));
    return copy_tags(source);
}

core::Expected<void> PrivateRepository::copy_shallow_boundary(const std::string& common_dir) {
    const auto ours = git_dir() + "/shallow";
    std::ifstream in(common_dir + "/shallow", std::ios::binary);
    if (!in) {
        std::error_code ignored;
        fs::remove(ours, ignored);
        return {};
    }
    std::ostringstream text;
    text << in.rdbuf();
    BM_TRY(git_.run(work_dir_, {"config", "receive.shallowUpdate", "true"}));
    return write_file(ours, text.str());
}

core::Expected<void> PrivateRepository::copy_tags(const std::string& source) {
    const std::vector<std::string> list = {"for-each-ref", "--format=%(refname) %(objectname)",
                                           "refs/tags"};
    BM_TRY_ASSIGN(const auto theirs, git_.run(source, list));
    BM_TRY_ASSIGN(const auto ours, git_.run(work_dir_, list));
    if (theirs == ours) return {};
    BM_TRY(git_.run({work_dir_,
                     {"-c", "protocol.file.allow=always", "fetch", "--quiet", "--prune", "--force",
                      "--no-write-fetch-head", "--no-auto-gc", "--update-shallow", "--no-tags",
                      source, "+refs/tags/*:refs/tags/*"},
                     {},
                     core::Duration{600'000}}));
    return {};
}

core::Expected<void> PrivateRepository::hold(std::string_view campaign,
                                             const std::vector<std::string>& commits) {
    if (commits.empty()) return {};
    BM_TRY(require_objects(git_, work_dir_, commits));
    BM_TRY(git_.run(work_dir_,
                    {"update-ref", "refs/bm/" + std::string(campaign) + "/tip", commits.back()}));
    return {};
}

core::Expected<void> PrivateRepository::tell(std::vector<std::string> arguments,
                                             const std::string& text) {
    const auto file = git_dir() + "/bm-input";
    BM_TRY(write_file(file, text));
    BM_TRY(git_.run({work_dir_, std::move(arguments), {}, core::Duration{600'000}, file}));
    return {};
}

/// Replaces refs/bm/<campaign>/tags/* by `tags`, lines of a hash and a name, in two goes whatever
/// their number: a name may be a folder of another's.
core::Expected<void> PrivateRepository::set_tags_apart(const std::string& campaign,
                                                       const std::string& tags) {
    const auto apart = "refs/bm/" + campaign + "/tags/";
    BM_TRY_ASSIGN(const auto there,
                  git_.run(work_dir_, {"for-each-ref", "--format=%(refname)", apart}));
    std::string gone, come;
    for (const auto& ref : split(there, '\n')) gone += "delete " + ref + "\n";
    for (const auto& tag : split(tags, '\n')) {
        const auto space = tag.find(' ');
        come += "update " + apart + tag.substr(space + 1) + " " + tag.substr(0, space) + "\n";
    }
    if (!gone.empty()) BM_TRY(tell({"update-ref", "--stdin"}, gone));
    if (!come.empty()) BM_TRY(tell({"update-ref", "--stdin"}, come));
    return {};
}

core::Expected<void> PrivateRepository::share(std::string_view campaign_view) {
    const std::string campaign(campaign_view);
    const auto tip = "refs/bm/" + campaign + "/tip";
    BM_TRY_ASSIGN(const auto hash, git_.run(work_dir_, {"rev-parse", "--verify", tip}));
    // It is written once and added to then. Without it, say of a shallow history, git walks.
    (void)tell({"commit-graph", "write", "--stdin-commits", "--split"}, hash);
    BM_TRY_ASSIGN(const auto tags,
                  git_.run(work_dir_, {"for-each-ref", "--merged=" + tip,
                                       "--format=%(objectname) %(refname:strip=2)", "refs/tags"}));
    return set_tags_apart(campaign, tags);
}

core::Expected<void> PrivateRepository::release(std::string_view campaign) {
    BM_TRY(set_tags_apart(std::string(campaign), {}));
    BM_TRY_ASSIGN(const auto refs, git_.run(work_dir_, {"for-each-ref", "--format=%(refname)",
                                                        "refs/bm/" + std::string(campaign) + "/"}));
    for (const auto& ref : split(refs, '\n'))
        BM_TRY(git_.run(work_dir_, {"update-ref", "-d", ref}));
    return {};
}

core::Expected<std::string> PrivateRepository::snapshot(std::string_view source_view,
                                                        const std::vector<std::string>& also) {
    const std::string source(source_view);
    BM_TRY_ASSIGN(const auto top, git_.line(source, {"rev-parse", "--show-toplevel"}));
    BM_TRY_ASSIGN(const auto head, git_.line(source, {"rev-parse", "--verify", "HEAD^{commit}"}));
    BM_TRY_ASSIGN(const auto index, git_.path(source, {"rev-parse", "--git-path", "index"}));
    BM_TRY_ASSIGN(const auto objects, git_.path(source, {"rev-parse", "--git-path", "objects"}));
    const auto own_index = git_dir() + "/bm-snapshot-index";
    std::error_code problem;
    fs::copy_file(index, own_index, fs::copy_options::overwrite_existing, problem);

    Program::Call call{top, {"add", "--all", "."}, {}, core::Duration{600'000}};
    call.extra = {{"GIT_INDEX_FILE", own_index},
                  {"GIT_OBJECT_DIRECTORY", git_dir() + "/objects"},
                  {"GIT_ALTERNATE_OBJECT_DIRECTORIES", objects}};
    BM_TRY(git_.run(call));
    if (!also.empty()) {
        call.arguments = {"--literal-pathspecs", "add", "--force", "--"};
        call.arguments.insert(call.arguments.end(), also.begin(), also.end());
        BM_TRY(git_.run(call));
    }
    call.arguments = {"write-tree"};
    BM_TRY_ASSIGN(auto tree, git_.run(call));
    while (!tree.empty() && tree.back() == '\n') tree.pop_back();
    BM_TRY_ASSIGN(const auto head_tree, git_.line(source, {"rev-parse", head + "^{tree}"}));
    if (tree == head_tree) return head;

    // Named and dated so that the same files always give the same commit.
    BM_TRY_ASSIGN(const auto date, git_.line(source, {"show", "-s", "--format=%ct +0000", head}));
    call.arguments = {"commit-tree", tree, "-p", head, "-m", "current source"};
    for (const auto* role : {"AUTHOR", "COMMITTER"}) {
        call.extra[std::string("GIT_") + role + "_NAME"] = "bm";
        call.extra[std::string("GIT_") + role + "_EMAIL"] = "bm@localhost";
        call.extra[std::string("GIT_") + role + "_DATE"] = date;
    }
    BM_TRY_ASSIGN(auto hash, git_.run(call));
    while (!hash.empty() && hash.back() == '\n') hash.pop_back();
    fs::remove(own_index, problem);
    return hash;
}

core::Expected<void> PrivateRepository::set_abbrev(int digits) {
    BM_TRY(git_.run(work_dir_, {"config", "core.abbrev", std::to_string(digits)}));
    return {};
}

}  // namespace bm::adapters::git
