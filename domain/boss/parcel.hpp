// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "domain/boss/file_order.hpp"
#include "domain/core/expected.hpp"
#include "domain/protocol/message.hpp"

namespace bm::boss {

/// The result files of one build on their way from a worker. What comes is held to what was
/// offered: names of result files, each once; sizes within bounds; chunks in order, none missing.
class Parcel {
  public:
    /// What is offered, or what is wrong with it.
    static core::Expected<Parcel> of(const protocol::ArtefactList& list);

    core::LeaseId lease() const { return lease_; }
    core::CommitId commit() const { return commit_; }
    /// What makes the folder and the files that have no chunk.
    std::vector<FileOrder> begin() const;
    /// The worker's next message but heartbeats and the like: all files, in their order.
    protocol::Want want() const;
    /// What the chunk gives to be done, or what is wrong with it.
    core::Expected<std::vector<FileOrder>> add(const protocol::ArtefactChunk& chunk);
    /// Every file has come.
    bool whole() const { return next_ == files_.size(); }
    /// These are the files that were offered, in any order.
    bool holds(std::vector<std::string> names) const;

  private:
    Parcel(core::LeaseId lease, core::CommitId commit, std::vector<protocol::Artefact> files);
    void pass_empty();

    core::LeaseId lease_;
    core::CommitId commit_;
    std::vector<protocol::Artefact> files_;
    std::size_t next_ = 0;     ///< the file of the next chunk
    std::int64_t offset_ = 0;  ///< of the next chunk
};

}  // namespace bm::boss
