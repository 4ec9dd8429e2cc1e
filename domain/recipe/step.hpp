// SPDX-License-Identifier: GPL-2.0-or-later
// What a slot can be told to do, and what can come back. The recipe decides; the engine performs.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "domain/evidence/change.hpp"
#include "domain/evidence/inputs.hpp"
#include "domain/protocol/message.hpp"
#include "domain/recipe/verdict.hpp"
#include "domain/toolchain/llvm.hpp"

namespace bm::recipe {

/// Tell how the trees of two commits differ; nothing is checked out. Answer: Compared or
/// StepFailed.
struct Compare {
    std::string from;
    std::string to;
    friend bool operator==(const Compare&, const Compare&) = default;
};

/// Tell what two commits say in these files and, where a defconfig is named, which configuration
/// each makes of it; nothing is checked out. Answer: Weighed or StepFailed.
struct Weigh {
    std::string from;
    std::string to;
    std::vector<std::string> sources;  ///< paths below the top
    std::vector<std::string> outputs;  ///< files below O= that are wanted, where they are there
    std::string defconfig;             ///< path below the top; empty: no configuration is wanted
    /// Of the environment that make gives Kconfig; what is asked for beside them is not known.
    std::map<std::string, std::string> variables;
    std::map<std::string, std::string> environment;  ///< of the commands that Kconfig runs
    friend bool operator==(const Weigh&, const Weigh&) = default;
};

/// Tell which of these files of the source the Kbuild records in O= name as prerequisites. Answer:
/// Prerequisites or StepFailed.
struct FindPrerequisites {
    std::vector<std::string> paths;  ///< below the source's top
    friend bool operator==(const FindPrerequisites&, const FindPrerequisites&) = default;
};

/// Put the commit into the slot's worktree, and nothing else: what is not of the commit goes, but
/// for the slot's build directory. Answer: CheckedOut or StepFailed.
struct CheckOut {
    std::string commit;
    bool look_for_llvm = false;  ///< `llvm` of the answer is wanted
    friend bool operator==(const CheckOut&, const CheckOut&) = default;
};

/// Leave O= empty. Answer: StepDone or StepFailed.
struct EmptyOutput {
    friend bool operator==(const EmptyOutput&, const EmptyOutput&) = default;
};

/// Remove these outputs (paths below O=) so that make says again what it said of them.
struct RemoveOutputs {
    std::vector<std::string> paths;
    friend bool operator==(const RemoveOutputs&, const RemoveOutputs&) = default;
};

/// Run make. Answer: MakeEnded.
struct RunMake {
    enum class Purpose {
        mrproper,
        configure,       ///< the board's defconfig
        save_defconfig,  ///< `defconfig` below O=: what the configuration sets, no more
        merge_config,    ///< the configuration from `adjusted_config`, with what it implies
        sync_config,
        build
    };
    Purpose purpose = Purpose::build;
    std::vector<std::string> arguments;              ///< without the program itself
    std::map<std::string, std::string> environment;  ///< all of it
    bool watch_kconfig = false;                      ///< stop it when Kconfig asks without end
    bool watch_files = false;                        ///< `inputs` of the answer is wanted
    std::int64_t limit_s = 0;                        ///< 0: none
    std::string compiler;  ///< a path that must be there when make has ended; empty: none
    friend bool operator==(const RunMake&, const RunMake&) = default;
};

/// Read a text below O=. Answer: TextRead or StepFailed.
struct ReadText {
    std::string path;
    friend bool operator==(const ReadText&, const ReadText&) = default;
};

/// Write a text below O=. Answer: StepDone or StepFailed.
struct WriteText {
    std::string path;
    std::string text;
    friend bool operator==(const WriteText&, const WriteText&) = default;
};

/// Find the outputs that printed the diagnostics (by the Kbuild records). Answer: Attributed.
struct Attribute {
    std::string diagnostics;  ///< stderr of the build steps
    friend bool operator==(const Attribute&, const Attribute&) = default;
};

/// Gather the result files into `folder` (absolute; empty: only `sizes` and texts for the wire).
/// Answer: Collected.
struct Collect {
    std::string folder;
    bool images = false;   ///< -k
    bool success = false;  ///< sizes and ELF texts are taken of good builds only
    std::map<std::string, std::string> texts;  ///< further files: toolchain, out-env, out-cmd
    bool configuration = true;  ///< what O= holds of the configuration is this build's (W11)
    bool lines = false;         ///< --lines: of a good build take the footprint in `source`
    std::string source = {};    ///< absolute
    friend bool operator==(const Collect&, const Collect&) = default;
};

using Step = std::variant<Compare, Weigh, FindPrerequisites, CheckOut, EmptyOutput, RemoveOutputs,
                          RunMake, ReadText, WriteText, Attribute, Collect>;

struct StepDone {
    friend bool operator==(const StepDone&, const StepDone&) = default;
};

/// The machine could not do it (git, disk ...); the message names the thing.
struct StepFailed {
    std::string message;
    friend bool operator==(const StepFailed&, const StepFailed&) = default;
};

struct Compared {
    std::vector<evidence::Change> changes;
    bool versions_alike = true;       ///< version strings made of their names are of one length
    std::int64_t committer_time = 0;  ///< of the later one, seconds since 1970
    friend bool operator==(const Compared&, const Compared&) = default;
};

struct Weighed {
    struct Texts {
        std::string before, after;  ///< empty where it is not there
        friend bool operator==(const Texts&, const Texts&) = default;
    };
    std::map<std::string, Texts> sources;        ///< by path
    std::map<std::string, std::string> outputs;  ///< by path
    /// The lines of .config that set options; nullopt: they cannot be told for sure.
    std::optional<std::string> configuration_before = {};
    std::optional<std::string> configuration_after = {};
    friend bool operator==(const Weighed&, const Weighed&) = default;
};

struct Prerequisites {
    std::set<std::string> paths;
    friend bool operator==(const Prerequisites&, const Prerequisites&) = default;
};

struct CheckedOut {
    std::vector<std::string> changed;  ///< paths of the source that differ from what lay there
    /// The clock was set back: no time stamp of the output can be trusted. None of the source is
    /// younger than now.
    bool clock_behind = false;
    bool fresh = false;                                       ///< all may differ
    std::int64_t committer_time = 0;                          ///< seconds since 1970
    toolchain::LlvmTree llvm = toolchain::LlvmTree::unknown;  ///< of the commit, where it was asked
    friend bool operator==(const CheckedOut&, const CheckedOut&) = default;
};

struct TextRead {
    std::string text;
    friend bool operator==(const TextRead&, const TextRead&) = default;
};

struct MakeEnded {
    enum class How {
        exited,       ///< `code` is make's status
        signalled,    ///< `code` is the signal
        limit,        ///< the time limit
        guard,        ///< the endless-Kconfig guard
        not_started,  ///< `problem` says why
        lost,         ///< not known how it ended
        cancelled,    ///< we were told to
    };
    How how = How::exited;
    int code = 0;
    std::string out;
    std::string err;
    std::string problem;
    MachineFacts machine = {};  ///< when make had ended
    /// What it asked of the source; nullopt: it was not watched.
    std::optional<evidence::Inputs> inputs = {};
    friend bool operator==(const MakeEnded&, const MakeEnded&) = default;
};

struct Attributed {
    std::vector<std::string> outputs;  ///< to be removed before the next make here
    std::vector<std::string>
        unattributed;  ///< lines nobody could be found for: next build is clean
    friend bool operator==(const Attributed&, const Attributed&) = default;
};

struct Collected {
    std::vector<std::string> files;            ///< names now in the folder
    std::map<std::string, std::string> texts;  ///< small text files by name, for a buildman boss
    std::optional<std::string> sizes;          ///< rows of `size` with rodata column, for sizes.raw
    std::string lines = {};                    ///< the footprint, for a buildman boss
    friend bool operator==(const Collected&, const Collected&) = default;
};

using StepResult = std::variant<StepDone, StepFailed, Compared, Weighed, Prerequisites, CheckedOut,
                                TextRead, MakeEnded, Attributed, Collected>;

}  // namespace bm::recipe
