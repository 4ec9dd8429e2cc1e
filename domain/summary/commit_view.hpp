// SPDX-License-Identifier: GPL-2.0-or-later
// What one commit did to the boards: what every form shows.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "domain/result/line_ranges.hpp"
#include "domain/summary/model.hpp"
#include "domain/summary/sources.hpp"

namespace bm::summary {

/// Names of boards in the order of the model.
using BoardNames = std::vector<std::string>;

/// Boards of one arch whose state is not what it was.
struct ArchBoards {
    std::string arch;
    BoardNames better;    ///< built, and failed or warned before; says nothing now
    BoardNames warned;    ///< warns now; before it failed, or said nothing
    BoardNames broken;    ///< fails now, and did not
    BoardNames appeared;  ///< the commit before has no such board
    BoardNames unknown;   ///< nobody knows
    friend bool operator==(const ArchBoards&, const ArchBoards&) = default;
};

/// A board that is compared with a build further back, since between them it is not known: any of
/// those commits may have done it.
struct Gap {
    std::string board;
    std::optional<std::size_t> last_known;  ///< position of that commit; nullopt: there is none
    friend bool operator==(const Gap&, const Gap&) = default;
};

/// One message of the same meaning on all these boards.
struct MessageChange {
    enum class Kind {
        came,   ///< these boards say it now, and did not before
        went,   ///< they said it, and do not any more
        moved,  ///< they say it at another line of the same file
    };
    Kind kind = Kind::came;
    Message message;          ///< as the first of the boards says it; what went, as it was said
    std::string text_before;  ///< moved: as it was
    BoardNames boards;
    bool elsewhere = false;  ///< came: other boards said it before; went: others say it still
    friend bool operator==(const MessageChange&, const MessageChange&) = default;
};

/// By `text`, `data`, `bss`, `rodata`, `all`; those of other images than u-boot have its name and a
/// ':' before them. What did not change is left out. Text is counted without what is only read.
using SizeChange = std::map<std::string, std::int64_t>;

/// Of the functions and data of one image.
struct FunctionChange {
    struct Row {
        std::string name;
        std::optional<std::uint64_t> before;
        std::optional<std::uint64_t> now;
        std::int64_t delta = 0;
        friend bool operator==(const Row&, const Row&) = default;
    };
    std::string image;
    std::vector<Row> rows;                                       ///< most growth first
    std::int64_t added = 0, removed = 0, grown = 0, shrunk = 0;  ///< how many
    std::int64_t up = 0, down = 0;                               ///< bytes
    friend bool operator==(const FunctionChange&, const FunctionChange&) = default;
};

struct BoardSizes {
    std::string board;
    SizeChange change;
    std::int64_t total = 0;  ///< of all parts, as they are listed
    std::vector<FunctionChange> functions;
    friend bool operator==(const BoardSizes&, const BoardSizes&) = default;
};

struct ArchSizes {
    std::string arch;
    std::size_t measured = 0;         ///< boards with sizes at this commit
    std::size_t boards = 0;           ///< all that are there
    SizeChange sums;                  ///< over all boards; its average is over those with sizes
    std::vector<BoardSizes> changed;  ///< most growth first
    friend bool operator==(const ArchSizes&, const ArchSizes&) = default;
};

struct FileChange {
    std::string file;  ///< or `all`
    ValuesChange change;
    friend bool operator==(const FileChange&, const FileChange&) = default;
};

/// Boards whose configuration changed alike.
struct ConfigurationChange {
    BoardNames boards;
    std::vector<FileChange> files;
    friend bool operator==(const ConfigurationChange&, const ConfigurationChange&) = default;
};

/// All changes of the boards of one arch together.
struct ArchConfiguration {
    std::string arch;
    std::vector<FileChange> files;
    friend bool operator==(const ArchConfiguration&, const ArchConfiguration&) = default;
};

struct EnvironmentChange {
    std::string board;
    ValuesChange change;
    friend bool operator==(const EnvironmentChange&, const EnvironmentChange&) = default;
};

/// The lines of one file that came into a board's images, or left them. A line that only lies
/// elsewhere in the file did neither; one that was changed did both.
struct FileFootprint {
    enum class Kind {
        came,     ///< none of the file's lines was in the images before
        went,     ///< none is now
        changed,  ///< other lines of it are
    };
    std::string path;
    Kind kind = Kind::changed;
    result::LineRanges added;    ///< where they are now
    result::LineRanges removed;  ///< where they were
    /// With Parts::lines_code the first of them, at most most_code_lines; removed ones come first.
    struct Code {
        char sign = '+';
        std::uint32_t line = 0;
        std::string text;  ///< empty where nobody knows it
        friend bool operator==(const Code&, const Code&) = default;
    };
    std::vector<Code> code = {};
    static constexpr std::size_t most_code_lines = 50;
    friend bool operator==(const FileFootprint&, const FileFootprint&) = default;
};

/// Boards whose footprint changed alike.
struct FootprintChange {
    BoardNames boards;
    std::size_t before = 0;  ///< position of the commit compared with
    /// false: their footprints differ, or may do, and what is behind that is not known, since
    /// nobody can say which lines only moved.
    bool known = true;
    std::vector<FileFootprint> files;                    ///< by path
    std::uint64_t added = 0, removed = 0;                ///< lines
    std::uint64_t files_added = 0, files_removed = 0;
    friend bool operator==(const FootprintChange&, const FootprintChange&) = default;
};

struct CommitView {
    std::vector<ArchBoards> arches;  ///< in the order in which their boards are first named
    std::vector<Gap> gaps;           ///< of boards whose state changed
    BoardNames broken;               ///< they fail now, and did not, or are first known
    BoardNames mended;               ///< they failed before
    BoardNames newly_warning;        ///< they warn now; before they said nothing, or failed
    BoardNames cleaned;              ///< they warned before, and say nothing now
    std::vector<MessageChange> messages;
    std::vector<ArchSizes> sizes;
    std::vector<ArchConfiguration> arch_configuration;
    std::vector<ConfigurationChange> configuration;
    std::vector<EnvironmentChange> environment;
    std::vector<FootprintChange> lines;
    BoardNames not_built;  ///< not known, or there was no toolchain
    friend bool operator==(const CommitView&, const CommitView&) = default;
};

/// `sources` is asked where `parts` has lines.
CommitView view_of(const Model& model, std::size_t commit, const Parts& parts,
                   const Sources& sources);
/// Where no source can be looked at: any line that has another number is another line.
CommitView view_of(const Model& model, std::size_t commit, const Parts& parts);

}  // namespace bm::summary
