// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "adapters/fs/directory_files.hpp"
#include "apps/bm/engine/tree_boards.hpp"

namespace bm::app {

/// What source trees said of their boards, in files of a folder that can be removed at any time. A
/// file that cannot be read or written is as if it was not there.
class BoardCache {
  public:
    /// `folder` is made when there is something to keep; empty: nothing is kept.
    explicit BoardCache(std::string folder) : folder_(std::move(folder)) {}

    /// Whatever the name says, say a hash, the contents follow from.
    std::optional<engine::TreeBoards> find(const std::string& name) const;
    void keep(const std::string& name, const engine::TreeBoards& boards) const;

    /// What was kept of a directory, unless anything that the marks tell of has changed.
    std::optional<engine::TreeBoards> find_directory(const std::string& top) const;
    void keep_directory(const std::string& top, const std::vector<adapters::fs::Mark>& marks,
                        const engine::TreeBoards& boards) const;

  private:
    struct Entry {
        std::string top;
        std::vector<adapters::fs::Mark> marks;
        engine::TreeBoards boards;
    };
    std::optional<Entry> read(const std::string& name) const;
    void write(const std::string& name, const Entry& entry) const;
    void make_room() const;

    std::string folder_;
};

}  // namespace bm::app
