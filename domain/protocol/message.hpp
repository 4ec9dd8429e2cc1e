// SPDX-License-Identifier: GPL-2.0-or-later
// The messages between boss and worker, one struct each. doc/protocol.md is their specification.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace bm::protocol {

/// What a configure message turns on. A field that is absent on the wire keeps its default here.
struct Settings {
    bool verbose_build = false;
    bool allow_missing = false;
    bool no_lto = false;
    bool reproducible_builds = false;
    bool warnings_as_errors = false;
    bool mrproper = false;
    bool fallback_mrproper = false;
    bool config_only = false;
    bool force_build = false;
    bool kconfig_check = true;
    bool force_reconfig = false;
    bool lines = false;
    // bm dialect
    bool carry = false;              ///< outcomes are taken over where nothing differs
    bool keep_outputs = false;       ///< -k: images are results too
    bool per_board_out_dir = false;  ///< -P
    bool work_in_output = false;     ///< -w: slot and O= are `output_dir`
    bool in_tree = false;            ///< -i: make without O=
    bool quick = false;              ///< -Q: a failure is not built once more
    bool full_path = false;          ///< -p: CROSS_COMPILE has the compiler's directory
    bool dtc_skip = false;           ///< --dtc-skip: DTC is the machine's own dtc
    std::string output_dir;          ///< only with work_in_output; absolute
    std::string spool_dir;           ///< feature `spool`: where result files are left; absolute
    std::string target;              ///< --target: make's goal
    std::string compiler;            ///< -O: HOSTCC and CC, instead of a toolchain
    std::string wrapper;             ///< put before the cross prefix, as ccache
    std::vector<std::string> adjust_config;          ///< -a: NAME, ~NAME, NAME=value
    std::vector<std::string> fragments;              ///< --fragments: goals after the defconfig
    std::map<std::string, std::string> environment;  ///< --env: variables that make gets too
    std::int64_t jobs = 0;       ///< make -j for each build; 0: the worker divides its processors
    std::int64_t threads = 0;    ///< slots to use; 0: all that `ready` offered
    std::int64_t silence_s = 0;  ///< after so much of it the other side is lost; 0: the usual
    std::int64_t time_limit_s = 0;  ///< limit of one build in seconds; 0: none
    std::int64_t verify_carried = 0;  ///< so many of 100 outcomes that could be carried are built
    std::int64_t abbrev = 0;        ///< core.abbrev of the worktrees; 0: leave git's default

    friend bool operator==(const Settings&, const Settings&) = default;
};

// ---- boss to worker

struct Setup {
    std::string work_dir;
    friend bool operator==(const Setup&, const Setup&) = default;
};

struct Configure {
    Settings settings;
    std::map<std::string, std::string> toolchains;  ///< arch -> path of the compiler
    std::vector<std::string> features;              ///< those of `ready` that the boss turns on
    friend bool operator==(const Configure&, const Configure&) = default;
};

struct BoardToBuild {
    std::string board;
    std::string arch;
    friend bool operator==(const BoardToBuild&, const BoardToBuild&) = default;
};

/// Hashes of 40 or 64 hex digits, or nullopt throughout: the source as it lies there.
using CommitList = std::vector<std::optional<std::string>>;

struct BuildBoards {
    std::vector<BoardToBuild> boards;
    CommitList commits;
    friend bool operator==(const BuildBoards&, const BuildBoards&) = default;
};

struct BuildPrepare {
    CommitList commits;
    std::int64_t max_boards = 0;
    friend bool operator==(const BuildPrepare&, const BuildPrepare&) = default;
};

struct BuildBoard {
    std::string board;
    std::string arch;
    // bm dialect
    std::optional<std::int64_t> lease;
    std::optional<std::vector<std::int64_t>> positions;  ///< wanted commit indices; absent: all
    std::vector<std::string> make_flags = {};
    std::vector<std::string> defconfig =
        {};  ///< goals that configure it; empty: `<board>_defconfig`
    friend bool operator==(const BuildBoard&, const BuildBoard&) = default;
};

struct FinishBuilds {  ///< `build_done` from the boss
    friend bool operator==(const FinishBuilds&, const FinishBuilds&) = default;
};

struct Cancel {  ///< only for a worker with the feature `lease`
    std::int64_t lease = 0;
    friend bool operator==(const Cancel&, const Cancel&) = default;
};

/// Feature `artefacts`: which files of a build the boss lacks, and how many chunks may come.
struct Want {
    std::int64_t lease = 0;
    std::int64_t commit_upto = 0;
    std::vector<std::int64_t> files;  ///< positions in the build's artefact_list
    std::int64_t chunks = 0;
    friend bool operator==(const Want&, const Want&) = default;
};

/// Feature `artefacts`: so many chunks of the build may come beside those allowed before.
struct More {
    std::int64_t lease = 0;
    std::int64_t commit_upto = 0;
    std::int64_t chunks = 0;
    friend bool operator==(const More&, const More&) = default;
};

struct Quit {
    friend bool operator==(const Quit&, const Quit&) = default;
};

using ToWorker = std::variant<Setup, Configure, BuildBoards, BuildPrepare, BuildBoard, FinishBuilds,
                              Cancel, Want, More, Quit>;

// ---- worker to boss

struct Ready {
    std::int64_t nthreads = 1;
    std::int64_t slots = 1;
    // bm dialect; 0 and empty from a buildman worker
    std::int64_t protocol = 0;
    std::vector<std::string> features;
    friend bool operator==(const Ready&, const Ready&) = default;
};

struct SetupDone {
    std::string work_dir;
    std::string git_dir;
    friend bool operator==(const SetupDone&, const SetupDone&) = default;
};

struct ConfigureDone {
    friend bool operator==(const ConfigureDone&, const ConfigureDone&) = default;
};

struct BuildStarted {
    std::int64_t num_threads = 1;
    friend bool operator==(const BuildStarted&, const BuildStarted&) = default;
};

struct WorktreeCreated {
    std::int64_t thread = 0;
    friend bool operator==(const WorktreeCreated&, const WorktreeCreated&) = default;
};

struct BuildPrepareDone {
    friend bool operator==(const BuildPrepareDone&, const BuildPrepareDone&) = default;
};

struct Heartbeat {
    std::string board;
    std::int64_t thread = 0;
    std::optional<std::int64_t> lease;
    friend bool operator==(const Heartbeat&, const Heartbeat&) = default;
};

/// Who decided a build's return code.
enum class Cause {
    make,       ///< make ended by itself: the build's own outcome
    guard,      ///< the endless-Kconfig guard stopped make: the build's own outcome
    toolchain,  ///< no compiler for the arch on that machine
    limit,      ///< the time limit of one build
    signal,     ///< make was ended by a signal that nobody of ours sent
    checkout,   ///< the commit could not be put into the worktree
    start,      ///< make, or what it needs, could not be started
    machine,    ///< make ended by itself, for the machine's reasons: no room, no memory, killed
    doubtful,   ///< make ended by itself, and the machine may have made it do so
};

/// A result file as it is offered before it is sent.
struct Artefact {
    std::string name;
    std::int64_t size = 0;
    std::string sha256;  ///< of its bytes, 64 lower-case hex digits
    friend bool operator==(const Artefact&, const Artefact&) = default;
};

/// Feature `artefacts`: the files of a build whose build_result comes behind them.
struct ArtefactList {
    std::int64_t lease = 0;
    std::int64_t commit_upto = 0;
    std::vector<Artefact> files;
    friend bool operator==(const ArtefactList&, const ArtefactList&) = default;
};

/// Feature `artefacts`: a piece of a file; limits::artefact_chunk_bytes of it, or what is left.
struct ArtefactChunk {
    std::int64_t lease = 0;
    std::int64_t commit_upto = 0;
    std::int64_t file = 0;    ///< position in the artefact_list
    std::int64_t offset = 0;  ///< in the file
    std::string data;         ///< the bytes, deflated (zlib), in base64
    friend bool operator==(const ArtefactChunk&, const ArtefactChunk&) = default;
};

struct BuildResult {
    std::string board;
    std::int64_t commit_upto = 0;
    std::int64_t return_code = 1;
    std::string stderr_text;  ///< `stderr` on the wire
    std::string stdout_text;  ///< `stdout` on the wire
    double load_avg = 0.0;
    std::optional<std::string> sizes;           ///< sizes.raw: rows of `size`, no header
    std::map<std::string, std::string> config;  ///< result files by name, for a buildman boss
    std::string lines;
    // bm dialect
    std::optional<std::int64_t> lease;
    std::optional<Cause> cause;
    /// Feature `spool`: names left in <spool_dir>/<lease>.<commit_upto>/. Feature `artefacts`:
    /// names of the artefact_list.
    std::vector<std::string> files;
    bool reconfigured = false;  ///< provenance: built anew after a reconfigure
    /// The commit whose outcome it could have taken over: it was built from nothing, to compare.
    std::string verified_from;
    std::vector<std::string> verified_changes;  ///< of paths that differ there, the first ones
    std::string carried_from;   ///< provenance: the commit whose outcome it is; empty: it was built
    friend bool operator==(const BuildResult&, const BuildResult&) = default;
};

struct BuildsFinished {  ///< `build_done` from the worker
    std::int64_t exceptions = 0;
    friend bool operator==(const BuildsFinished&, const BuildsFinished&) = default;
};

struct ErrorReply {
    std::string msg = "unknown";
    friend bool operator==(const ErrorReply&, const ErrorReply&) = default;
};

struct QuitAck {
    friend bool operator==(const QuitAck&, const QuitAck&) = default;
};

using ToBoss = std::variant<Ready, SetupDone, ConfigureDone, BuildStarted, WorktreeCreated,
                            BuildPrepareDone, Heartbeat, ArtefactList, ArtefactChunk, BuildResult,
                            BuildsFinished, ErrorReply, QuitAck>;

/// The two dialects of the wire. A peer that lacks a feature never sees its fields.
enum class Dialect {
    buildman,  ///< only the fields of the Python tool
    bm,        ///< with the extensions
};

}  // namespace bm::protocol
