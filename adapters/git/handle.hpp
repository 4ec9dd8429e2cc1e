// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <git2.h>

#include <memory>
#include <string>

#include "domain/core/expected.hpp"

namespace bm::adapters::git {

/// libgit2's objects, each freed by its own function.
template <class T, void (*Free)(T*)>
struct Freed {
    void operator()(T* object) const { Free(object); }
};
template <class T, void (*Free)(T*)>
using Handle = std::unique_ptr<T, Freed<T, Free>>;

using ObjectHandle = Handle<git_object, git_object_free>;
using CommitHandle = Handle<git_commit, git_commit_free>;
using TreeHandle = Handle<git_tree, git_tree_free>;
using EntryHandle = Handle<git_tree_entry, git_tree_entry_free>;
using BlobHandle = Handle<git_blob, git_blob_free>;
using WalkHandle = Handle<git_revwalk, git_revwalk_free>;
using DiffHandle = Handle<git_diff, git_diff_free>;
using ReferenceHandle = Handle<git_reference, git_reference_free>;
using BranchIteratorHandle = Handle<git_branch_iterator, git_branch_iterator_free>;

/// libgit2's last words as an error about `what`.
inline tl::unexpected<core::Error> library_error(const std::string& what) {
    const auto* last = git_error_last();
    return core::fail(core::ErrorKind::environment,
                      what + ": " + (last && last->message ? last->message : "unknown git error"));
}

}  // namespace bm::adapters::git
