// SPDX-License-Identifier: GPL-2.0-or-later
// What is to be done with result files that arrive from a worker.
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "domain/core/ids.hpp"
#include "domain/protocol/message.hpp"

namespace bm::boss {

/// Make an empty folder for the files of this build, in place of any that is there.
struct OpenFiles {
    core::LeaseId lease;
    core::CommitId commit;
    friend bool operator==(const OpenFiles&, const OpenFiles&) = default;
};

/// Add to a file what the data unpacks to. An empty file has one such order, with 0 bytes.
struct AddToFile {
    core::LeaseId lease;
    core::CommitId commit;
    std::string name;
    std::int64_t offset = 0;
    std::int64_t bytes = 0;
    std::string data;
    friend bool operator==(const AddToFile&, const AddToFile&) = default;
};

/// The file is there whole: hold its size and its hash against what was offered.
struct CheckFile {
    core::LeaseId lease;
    core::CommitId commit;
    protocol::Artefact file;
    friend bool operator==(const CheckFile&, const CheckFile&) = default;
};

/// Nobody will store them.
struct DropFiles {
    core::LeaseId lease;
    core::CommitId commit;
    friend bool operator==(const DropFiles&, const DropFiles&) = default;
};

using FileOrder = std::variant<OpenFiles, AddToFile, CheckFile, DropFiles>;

}  // namespace bm::boss
