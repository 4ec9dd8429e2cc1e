// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/git/library_source_tree.hpp"

#include <algorithm>
#include <utility>

#include "adapters/git/handle.hpp"
#include "adapters/git/revision.hpp"

namespace bm::adapters::git {
namespace {

std::string text_of(const git_oid& id) {
    char hash[GIT_OID_HEXSZ + 1] = {};
    git_oid_tostr(hash, sizeof hash, &id);
    return hash;
}

core::Expected<CommitHandle> find_commit(git_repository* repository, std::string_view revision,
                                         const std::string& directory) {
    BM_TRY(check_revision(revision));
    git_object* object = nullptr;
    if (git_revparse_single(&object, repository, std::string(revision).c_str()) != 0)
        return unknown_revision(revision, directory);
    const ObjectHandle found(object);
    git_object* commit = nullptr;
    if (git_object_peel(&commit, found.get(), GIT_OBJECT_COMMIT) != 0)
        return unknown_revision(revision, directory);
    return CommitHandle(reinterpret_cast<git_commit*>(commit));
}

ports::Commit describe(git_commit* commit) {
    const char* subject = git_commit_summary(commit);
    return {text_of(*git_commit_id(commit)), subject ? subject : "", git_commit_time(commit)};
}

core::Expected<TreeHandle> tree_of(git_commit* commit) {
    git_tree* tree = nullptr;
    if (git_commit_tree(&tree, commit) != 0) return library_error("Cannot read a commit's tree");
    return TreeHandle(tree);
}

}  // namespace

void LibrarySourceTree::Close::operator()(git_repository* repository) const {
    git_repository_free(repository);
}

LibrarySourceTree::LibrarySourceTree(Repository repository, std::string directory)
    : repository_(std::move(repository)), directory_(std::move(directory)) {}

LibrarySourceTree::~LibrarySourceTree() {
    repository_.reset();
    git_libgit2_shutdown();
}

core::Expected<std::unique_ptr<LibrarySourceTree>> LibrarySourceTree::open(
    const std::string& directory) {
    git_libgit2_init();
    git_repository* repository = nullptr;
    if (git_repository_open_ext(&repository, directory.c_str(), 0, nullptr) != 0) {
        auto problem = library_error("Cannot open the repository at " + directory);
        git_libgit2_shutdown();
        return problem;
    }
    Repository opened(repository);
    if (git_repository_is_shallow(repository) == 1) {
        opened.reset();
        git_libgit2_shutdown();
        return core::fail(core::ErrorKind::environment,
                          "libgit2 does not know where the shallow clone at " + directory + " ends");
    }
    return std::unique_ptr<LibrarySourceTree>(
        new LibrarySourceTree(std::move(opened), directory));
}

core::Expected<std::string> LibrarySourceTree::resolve(std::string_view revision) {
    BM_TRY_ASSIGN(const auto commit, find_commit(repository_.get(), revision, directory_));
    return text_of(*git_commit_id(commit.get()));
}

core::Expected<std::optional<std::string>> LibrarySourceTree::upstream_of(std::string_view branch) {
    BM_TRY(check_revision(branch));
    const std::optional<std::string> none;
    git_reference* found = nullptr;
    if (git_branch_lookup(&found, repository_.get(), std::string(branch).c_str(),
                          GIT_BRANCH_LOCAL) != 0)
        return none;
    const ReferenceHandle local(found);
    git_reference* upstream = nullptr;
    if (git_branch_upstream(&upstream, local.get()) != 0) return none;
    const ReferenceHandle handle(upstream);
    const char* name = nullptr;
    if (git_branch_name(&name, handle.get()) != 0) return none;
    return std::optional<std::string>(name);
}

core::Expected<std::vector<ports::Commit>> LibrarySourceTree::range(std::string_view base,
                                                                    std::string_view tip,
                                                                    std::size_t limit) {
    BM_TRY_ASSIGN(const auto newest, find_commit(repository_.get(), tip, directory_));
    git_revwalk* created = nullptr;
    if (git_revwalk_new(&created, repository_.get()) != 0)
        return library_error("Cannot walk the history in " + directory_);
    const WalkHandle walk(created);
    git_revwalk_sorting(walk.get(), GIT_SORT_TOPOLOGICAL | GIT_SORT_TIME);
    if (git_revwalk_push(walk.get(), git_commit_id(newest.get())) != 0)
        return library_error("Cannot walk the history in " + directory_);
    if (!base.empty()) {
        BM_TRY_ASSIGN(const auto oldest, find_commit(repository_.get(), base, directory_));
        if (git_revwalk_hide(walk.get(), git_commit_id(oldest.get())) != 0)
            return library_error("Cannot walk the history in " + directory_);
    }
    std::vector<ports::Commit> commits;
    git_oid id;
    while (limit == 0 || commits.size() < limit) {
        const int next = git_revwalk_next(&id, walk.get());
        if (next == GIT_ITEROVER) break;
        if (next != 0) return library_error("Cannot walk the history in " + directory_);
        git_commit* commit = nullptr;
        if (git_commit_lookup(&commit, repository_.get(), &id) != 0)
            return library_error("Cannot read commit " + text_of(id));
        commits.push_back(describe(CommitHandle(commit).get()));
    }
    std::ranges::reverse(commits);
    return commits;
}

core::Expected<ports::Commit> LibrarySourceTree::commit(std::string_view revision) {
    BM_TRY_ASSIGN(const auto found, find_commit(repository_.get(), revision, directory_));
    return describe(found.get());
}

core::Expected<std::vector<ports::BranchTip>> LibrarySourceTree::branch_tips() {
    git_branch_iterator* created = nullptr;
    if (git_branch_iterator_new(&created, repository_.get(), GIT_BRANCH_ALL) != 0)
        return library_error("Cannot list the branches of " + directory_);
    const BranchIteratorHandle iterator(created);
    std::vector<ports::BranchTip> tips;
    git_reference* next = nullptr;
    git_branch_t kind{};
    while (git_branch_next(&next, &kind, iterator.get()) == 0) {
        const ReferenceHandle branch(next);
        git_object* target = nullptr;
        const char* name = nullptr;
        if (git_branch_name(&name, branch.get()) != 0 || std::string_view(name).ends_with("/HEAD") ||
            git_reference_peel(&target, branch.get(), GIT_OBJECT_COMMIT) != 0)
            continue;
        const ObjectHandle commit(target);
        tips.push_back({name, text_of(*git_object_id(commit.get()))});
    }
    std::ranges::sort(tips, {}, &ports::BranchTip::name);
    return tips;
}

core::Expected<std::string> LibrarySourceTree::file(std::string_view revision,
                                                    std::string_view path) {
    BM_TRY_ASSIGN(const auto commit, find_commit(repository_.get(), revision, directory_));
    BM_TRY_ASSIGN(const auto tree, tree_of(commit.get()));
    git_tree_entry* found = nullptr;
    if (git_tree_entry_bypath(&found, tree.get(), std::string(path).c_str()) != 0)
        return no_such_file(path, revision);
    const EntryHandle entry(found);
    git_blob* blob = nullptr;
    if (git_tree_entry_type(entry.get()) != GIT_OBJECT_BLOB) return no_such_file(path, revision);
    // A partial clone may lack it.
    if (git_blob_lookup(&blob, repository_.get(), git_tree_entry_id(entry.get())) != 0)
        return library_error("Cannot read " + std::string(path));
    const BlobHandle content(blob);
    return std::string(static_cast<const char*>(git_blob_rawcontent(content.get())),
                       static_cast<std::size_t>(git_blob_rawsize(content.get())));
}

core::Expected<std::vector<ports::Coming>> LibrarySourceTree::added_and_deleted(
    std::string_view from, std::string_view to) {
    BM_TRY_ASSIGN(const auto older, find_commit(repository_.get(), from, directory_));
    BM_TRY_ASSIGN(const auto newer, find_commit(repository_.get(), to, directory_));
    BM_TRY_ASSIGN(const auto old_tree, tree_of(older.get()));
    BM_TRY_ASSIGN(const auto new_tree, tree_of(newer.get()));
    git_diff* created = nullptr;
    if (git_diff_tree_to_tree(&created, repository_.get(), old_tree.get(), new_tree.get(),
                              nullptr) != 0)
        return library_error("Cannot compare two commits in " + directory_);
    const DiffHandle diff(created);
    std::vector<ports::Coming> files;
    for (std::size_t i = 0; i < git_diff_num_deltas(diff.get()); ++i) {
        const auto* delta = git_diff_get_delta(diff.get(), i);
        if (delta->status == GIT_DELTA_ADDED) files.push_back({delta->new_file.path, true});
        if (delta->status == GIT_DELTA_DELETED) files.push_back({delta->old_file.path, false});
    }
    return files;
}

}  // namespace bm::adapters::git
