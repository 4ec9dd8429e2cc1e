// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace bm::board {

/// How a tree's MAINTAINERS files are to be read.
enum class MaintainersForm {
    first,  ///< as the tools of old trees do: N: stands for every board, orphans keep their people
    current,  ///< N: is an expression that is searched in names; an orphan has nobody, nor a status
};

/// The form that a tree's own tool reads, by the text of its tools/buildman/boards.py; empty:
/// there is none.
MaintainersForm maintainers_form(std::string_view boards_py);

/// Who looks after which board, from all MAINTAINERS files of a tree (P 5.2).
class Maintainers {
  public:
    /// `targets`: names of the defconfigs below configs/, without `_defconfig`.
    Maintainers(std::vector<std::string> targets, MaintainersForm form);

    /// Files that are read later win. Expressions and wildcards are looked for until that becomes
    /// too much work, which is a problem; U-Boot has a fifth of that.
    void read(const std::string& path, std::string_view text);

    struct Answer {
        std::string status;  ///< Active, Orphan or '-'
        std::string people;  ///< joined by ':'
    };
    /// What cannot be told is warned of in the tool's words.
    Answer of(const std::string& target, std::vector<std::string>& warnings) const;

    /// What is wrong with the files: `path:line: text`, at most 1,000 of them.
    const std::vector<std::string>& problems() const { return problems_; }

  private:
    struct Entry {
        std::string status = "-";
        std::vector<std::string> people;
    };
    struct Block {
        Entry entry;
        std::vector<std::string> targets;
    };
    void take(Block& block);
    void add_files(Block& block, const std::string& pattern, const std::string& place);
    void add_names(Block& block, const std::string& expression, const std::string& place);

    std::vector<std::string> targets_;
    MaintainersForm form_;
    std::map<std::string, Entry> entries_;
    void complain(const std::string& place, const std::string& text);
    /// Whether each target may be looked at once more, at a cost for each.
    bool affords(std::size_t cost, const std::string& place);

    std::vector<std::string> problems_;
    std::size_t spent_ = 0;
    bool gave_up_ = false;  ///< to look at more, and said so
};

}  // namespace bm::board
