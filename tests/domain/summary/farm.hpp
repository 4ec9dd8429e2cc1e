// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "domain/summary/commit_view.hpp"

namespace bm::summary::test {

/// All parts of a build.
inline constexpr Parts everything{true, true, true, true, true, true, false};

/// A build's files with a return code and what make said.
inline Files build(int code, std::string err = {}) {
    Files files;
    files.done = std::to_string(code);
    files.err = std::move(err);
    return files;
}

/// One image, as `size` has it: text with what is only read, data, bss.
inline Files with_sizes(Files files, int text, int data = 0, int bss = 0) {
    files.sizes = std::to_string(text) + " " + std::to_string(data) + " " + std::to_string(bss) +
                  " 0 0 u-boot 00000000\n";
    return files;
}

/// Boards of arch arm over commits named c0, c1 ...
class Farm {
  public:
    Farm(std::vector<std::string> boards, std::size_t commits)
        : model(infos(boards), commit_infos(commits)) {}

    void put(std::size_t board, std::size_t commit, const Files& files) {
        model.put(board, commit, reader.read(files));
    }
    CommitView view(std::size_t commit) const { return view_of(model, commit, everything); }
    CommitView view(std::size_t commit, const Sources& sources) const {
        return view_of(model, commit, everything, sources);
    }

    Model model;
    FactReader reader{everything, {}};

  private:
    static std::vector<BoardInfo> infos(const std::vector<std::string>& names) {
        std::vector<BoardInfo> all;
        for (const auto& name : names) all.push_back({name, "arm"});
        return all;
    }
    static std::vector<CommitInfo> commit_infos(std::size_t count) {
        std::vector<CommitInfo> all;
        for (std::size_t i = 0; i < count; ++i)
            all.push_back({"0" + std::to_string(i + 1), std::string(40, 'a'),
                           "subject " + std::to_string(i), "folder"});
        return all;
    }
};

}  // namespace bm::summary::test
