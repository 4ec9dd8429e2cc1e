// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>

#include "adapters/git/commit_files.hpp"
#include "adapters/git/revision.hpp"

namespace bm::adapters::git {
namespace {

/// For a callback of libgit2, which no exception may leave.
int note_file(const char* folder, const git_tree_entry* entry, void* into) {
    if (git_tree_entry_type(entry) != GIT_OBJECT_BLOB) return 0;
    try {
        static_cast<std::vector<std::string>*>(into)->push_back(std::string(folder) +
                                                                git_tree_entry_name(entry));
    } catch (const std::exception&) {
        return -1;
    }
    return 0;
}

}  // namespace

core::Expected<std::unique_ptr<LibraryCommitFiles>> LibraryCommitFiles::open(
    const std::string& directory, const std::string& commit) {
    git_libgit2_init();
    std::unique_ptr<LibraryCommitFiles> files(new LibraryCommitFiles());
    git_repository* repository = nullptr;
    if (git_repository_open_ext(&repository, directory.c_str(), 0, nullptr) != 0)
        return library_error("Cannot open the repository at " + directory);
    files->repository_.reset(repository);
    git_object* found = nullptr;
    if (git_revparse_single(&found, repository, (commit + "^{tree}").c_str()) != 0)
        return unknown_revision(commit, directory);
    files->tree_.reset(reinterpret_cast<git_tree*>(found));
    return files;
}

LibraryCommitFiles::~LibraryCommitFiles() {
    tree_.reset();
    repository_.reset();
    git_libgit2_shutdown();
}

core::Expected<std::vector<std::string>> LibraryCommitFiles::list() {
    std::vector<std::string> paths;
    if (git_tree_walk(tree_.get(), GIT_TREEWALK_PRE, note_file, &paths) != 0)
        return library_error("Cannot list the files of a commit");
    std::ranges::sort(paths);
    return paths;
}

core::Expected<void> LibraryCommitFiles::prepare(const std::vector<std::string>&) { return {}; }

core::Expected<std::string> LibraryCommitFiles::read(const std::string& path) {
    const std::scoped_lock lock(one_reader_);
    auto at = path;
    for (int links = 0; links < most_links; ++links) {
        git_tree_entry* found = nullptr;
        if (git_tree_entry_bypath(&found, tree_.get(), at.c_str()) != 0)
            return core::fail(core::ErrorKind::not_found, "No file " + path);
        const EntryHandle entry(found);
        if (git_tree_entry_type(entry.get()) != GIT_OBJECT_BLOB)
            return core::fail(core::ErrorKind::not_found, path + " is no file");
        git_blob* blob = nullptr;
        if (git_blob_lookup(&blob, repository_.get(), git_tree_entry_id(entry.get())) != 0)
            return library_error("Cannot read " + path);
        const BlobHandle content(blob);
        std::string bytes(static_cast<const char*>(git_blob_rawcontent(content.get())),
                          static_cast<std::size_t>(git_blob_rawsize(content.get())));
        if (git_tree_entry_filemode(entry.get()) != GIT_FILEMODE_LINK) return bytes;
        BM_TRY_ASSIGN(at, behind_link(at, bytes));
    }
    return core::fail(core::ErrorKind::not_found, path + " is a link to a link without end");
}

}  // namespace bm::adapters::git
