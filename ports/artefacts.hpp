// SPDX-License-Identifier: GPL-2.0-or-later
// Result files on their way from a worker to a boss. Bytes travel as a zlib stream in base64.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "domain/core/expected.hpp"
#include "domain/protocol/message.hpp"

namespace bm::ports {

/// The worker's side: the files that wait to be sent. Blocking; from any thread.
class ArtefactSource {
  public:
    virtual ~ArtefactSource() = default;
    /// Sizes and hashes, in the order of the names. A name that is no regular file is an error.
    virtual core::Expected<std::vector<protocol::Artefact>> list(
        const std::string& folder, const std::vector<std::string>& names) = 0;
    /// Just so many bytes from there, packed; fewer are an error.
    virtual core::Expected<std::string> read(const std::string& folder, const std::string& name,
                                             std::int64_t offset, std::int64_t bytes) = 0;
    /// Removes a folder of such files, if it is there.
    virtual void remove(const std::string& folder) = 0;
};

/// The boss's side: files that arrive. What arrives is not trusted. Blocking.
class ArtefactStore {
  public:
    virtual ~ArtefactStore() = default;
    /// An empty folder that only this user can enter.
    virtual core::Expected<void> open(const std::string& folder) = 0;
    /// Adds a chunk that unpacks to just `bytes` bytes at the end of a file of `offset` bytes (0:
    /// makes it). refused: it does not; no_space: the disk is full.
    virtual core::Expected<void> add(const std::string& folder, const std::string& name,
                                     std::int64_t offset, std::int64_t bytes,
                                     std::string_view data) = 0;
    /// refused: the file is not there whole, or its hash is another one.
    virtual core::Expected<void> check(const std::string& folder,
                                       const protocol::Artefact& file) = 0;
    virtual void remove(const std::string& folder) = 0;
};

}  // namespace bm::ports
