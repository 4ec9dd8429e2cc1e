// SPDX-License-Identifier: GPL-2.0-or-later
// All builds of a series, and where a board's build differs from the one before.
//
// Rules. A build is compared with the board's last known one, whatever lies between: what is not
// known is neither good nor bad. Each aspect has its own last known one, since a build that failed
// has no sizes; so has each configuration file. The first known build of a board is compared with
// one that is good and says nothing; it has no sizes, configuration or environment to compare with.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "domain/summary/facts.hpp"

namespace bm::summary {

struct BoardInfo {
    std::string name;
    std::string arch;
    friend bool operator==(const BoardInfo&, const BoardInfo&) = default;
};

struct CommitInfo {
    std::string label;  ///< what it is called in what is shown: `01`; empty: the current source
    std::string hash;   ///< empty: the current source
    std::string subject;
    std::string folder;  ///< of its results
};

/// Positions of the commits that hold what a build is compared with; nullopt: there is none.
struct Bases {
    std::optional<std::size_t> known;
    std::optional<std::size_t> sizes;
    std::optional<std::size_t> functions;
    std::optional<std::size_t> configuration;                     ///< has any of the files
    std::map<std::string, std::size_t> older_configuration = {};  ///< by file that it has not
    std::optional<std::size_t> environment;
    friend bool operator==(const Bases&, const Bases&) = default;
};

/// Of one board at one commit that is not as before in some aspect.
struct Difference {
    Bases bases;
    bool state = false;
    bool messages = false;
    bool sizes = false;
    bool functions = false;
    bool configuration = false;
    bool environment = false;
    bool any() const {
        return state || messages || sizes || functions || configuration || environment;
    }
    friend bool operator==(const Difference&, const Difference&) = default;
};

/// How a board stands at a commit.
enum class Presence {
    there,   ///< it has a build there, known or not
    absent,  ///< the commit's source has no such board
};

class Model {
  public:
    /// Every build is unknown at first.
    Model(std::vector<BoardInfo> boards, std::vector<CommitInfo> commits);

    /// In any order, and again for the same build: what is then the model depends only on what was
    /// put last for each. Costs two comparisons, not more with the size of the campaign.
    void put(std::size_t board, std::size_t commit, Facts facts);
    void set_absent(std::size_t board, std::size_t commit);

    const std::vector<BoardInfo>& boards() const { return boards_; }
    const std::vector<CommitInfo>& commits() const { return commits_; }
    const Facts& at(std::size_t board, std::size_t commit) const;
    Presence presence(std::size_t board, std::size_t commit) const;
    /// By board; boards that are as they were before have none.
    const std::map<std::size_t, Difference>& differences(std::size_t commit) const;
    /// How many builds of a commit are in the state; absent ones are in none.
    std::size_t count(std::size_t commit, result::BuildState state) const;
    /// What a configuration file of a build is compared with; null: no build before has it.
    const Values* configuration_before(std::size_t board, const Bases& bases,
                                       const std::string& file) const;
    /// With what the footprint of a build is compared: the position of the last commit before that
    /// has one of the board. nullopt: there is none, or the build has no footprint itself.
    std::optional<std::size_t> footprint_before(std::size_t board, std::size_t commit) const;
    /// The last known build of the board at or before the commit; null where the commit has no such
    /// board, too.
    const Facts* standing(std::size_t board, std::size_t commit) const;

  private:
    /// In which a build can be compared.
    struct Aspects {
        unsigned bits = 0;
        std::set<std::string> configuration_files = {};
        explicit Aspects(const Facts& facts);
        void add(const Aspects& others);
        bool cover(const Aspects& others) const;
    };
    struct Cell {
        Facts facts;
        Presence presence = Presence::there;
    };
    Cell& cell(std::size_t board, std::size_t commit) {
        return cells_[board * commits_.size() + commit];
    }
    const Cell& cell(std::size_t board, std::size_t commit) const {
        return cells_[board * commits_.size() + commit];
    }
    Bases bases_of(std::size_t board, std::size_t commit) const;
    bool configuration_differs(std::size_t board, const Bases& bases, const Facts& now) const;
    void share(std::size_t board, std::size_t commit);
    void compare(std::size_t board, std::size_t commit);
    void compare_from(std::size_t board, std::size_t commit, const Aspects& touched);
    void recount(std::size_t commit, const Cell& cell, std::ptrdiff_t by);

    std::vector<BoardInfo> boards_;
    std::vector<CommitInfo> commits_;
    std::vector<Cell> cells_;
    std::vector<std::size_t> filled_;  ///< by board: one past its last commit that was put
    std::vector<std::map<std::size_t, Difference>> differences_;  ///< by commit
    std::vector<std::array<std::ptrdiff_t, 4>> counts_;           ///< by commit, by state
};

}  // namespace bm::summary
