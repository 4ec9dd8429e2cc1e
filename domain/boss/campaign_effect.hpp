// SPDX-License-Identifier: GPL-2.0-or-later
// What a campaign asks of the world, and what it tells.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "domain/boss/file_order.hpp"
#include "domain/core/ids.hpp"
#include "domain/core/time.hpp"
#include "domain/protocol/message.hpp"
#include "domain/retry/policy.hpp"

namespace bm::boss {

/// How many builds stand where. total = ok + warned + failed + given_up + missing, and
/// ok + warned + failed = previously + newly; reconfigured and carried are some of newly.
struct Counts {
    std::size_t total = 0;
    std::size_t ok = 0;        ///< return code 0, stderr empty
    std::size_t warned = 0;    ///< return code 0, stderr not empty
    std::size_t failed = 0;    ///< any other return code
    std::size_t given_up = 0;  ///< without an outcome, for good
    std::size_t missing = 0;   ///< without an outcome as yet
    std::size_t previously = 0;
    std::size_t newly = 0;
    std::size_t reconfigured = 0;
    std::size_t verified =
        0;                    ///< built, to be compared with what they could have been carried from
    std::size_t carried = 0;  ///< nothing was built: the outcome of another commit is theirs
    friend bool operator==(const Counts&, const Counts&) = default;
};

struct NotObtained {
    core::BuildId build;
    std::string reason;
    friend bool operator==(const NotObtained&, const NotObtained&) = default;
};

/// Two outcomes of one build that differ; the first counts.
struct Flake {
    core::BuildId build;
    std::string what;  ///< which places said what
    friend bool operator==(const Flake&, const Flake&) = default;
};

/// A build that could have been carried and came out otherwise: what is known of what builds look
/// at is wrong.
struct Mismatch {
    core::BuildId build;
    std::string from;                  ///< hash of the commit whose outcome it would have had
    std::vector<std::string> files;    ///< result files that differ
    std::vector<std::string> changes;  ///< paths that differ between the commits, the first ones
    friend bool operator==(const Mismatch&, const Mismatch&) = default;
};

/// Start a worker process on that place. Answer: its frames and WorkerClosed, or StartFailed; for a
/// remote one WorkerStarted first, when the machine is ready and the process runs. It can be told
/// to end before (KillWorker).
struct StartWorker {
    core::WorkerId worker;
    std::size_t place = 0;  ///< position in Config::places
    friend bool operator==(const StartWorker&, const StartWorker&) = default;
};

/// Send this line; the '\n' is the sender's to add. An empty one is a ping.
struct Send {
    core::WorkerId worker;
    std::string line;
    friend bool operator==(const Send&, const Send&) = default;
};

/// Close its standard input, after what was sent.
struct CloseInput {
    core::WorkerId worker;
    friend bool operator==(const CloseInput&, const CloseInput&) = default;
};

/// End it by force. It may have ended already.
struct KillWorker {
    core::WorkerId worker;
    friend bool operator==(const KillWorker&, const KillWorker&) = default;
};

/// Bring the commits into the worker's repository. Answer: CommitsPushed. The worker may be told to
/// end before (KillWorker); then an answer is not needed.
struct PushCommits {
    core::WorkerId worker;
    std::size_t place = 0;  ///< position in Config::places
    std::string git_dir;    ///< absolute; as the worker names it
    friend bool operator==(const PushCommits&, const PushCommits&) = default;
};

/// A worker of ours may still run on that remote place, say one that was stopped: end it, and no
/// other. Answer: LeftoverEnded.
struct EndLeftover {
    std::size_t place = 0;  ///< position in Config::places
    friend bool operator==(const EndLeftover&, const EndLeftover&) = default;
};

/// Do this with files that arrive. Answer: nothing, or FilesFailed.
struct HandleFiles {
    core::WorkerId worker;
    FileOrder order;
    friend bool operator==(const HandleFiles&, const HandleFiles&) = default;
};

/// Store the outcome. Answer: StoreDone.
struct Store {
    core::BuildId build;
    protocol::BuildResult result;
    std::string host;  ///< name of the place
    bool remote = false;
    core::LeaseId lease;
    core::WorkerId worker;
    std::int64_t attempt = 1;  ///< this outcome is of; more than 1 when earlier ones failed
    friend bool operator==(const Store&, const Store&) = default;
};

/// A second outcome of a build, which says otherwise than the first: keep it beside that. Its files
/// are where those of a Store would be.
struct KeepSecond {
    core::BuildId build;
    protocol::BuildResult result;
    std::string host;  ///< name of the place
    bool remote = false;
    core::LeaseId lease;
    friend bool operator==(const KeepSecond&, const KeepSecond&) = default;
};

/// For the history: a try at a build has ended, with an outcome that is stored or without one.
struct Attempted {
    core::BuildId build;
    std::string host;  ///< name of the place
    core::Duration took{0};
    std::optional<std::int64_t> return_code;  ///< of the outcome
    std::optional<retry::Failure> fault;      ///< why there is none
    std::string said;                         ///< the fault in words
    friend bool operator==(const Attempted&, const Attempted&) = default;
};

/// For the user or the log.
struct Note {
    enum class Severity {
        detail,   ///< for the log only
        warning,  ///< something went wrong and is being mended
        error,    ///< something will be missing at the end
    };
    Severity severity = Severity::detail;
    std::string text;
    std::string place = {};  ///< the machine that it is about; empty: none
    friend bool operator==(const Note&, const Note&) = default;
};

/// The counts have changed.
struct Progress {
    Counts counts;
    std::optional<core::BuildId> last;  ///< the build that was accepted
    std::string host;                   ///< where
    friend bool operator==(const Progress&, const Progress&) = default;
};

/// The last effect: no worker is left and nothing is being stored.
struct Finish {
    enum class How {
        complete,     ///< every build has an outcome or was given up
        nowhere,      ///< the same, and no machine could be made ready for a worker
        interrupted,  ///< the user ended it
        no_space,     ///< outcomes can be stored no more
    };
    How how = How::complete;
    Counts counts;
    std::vector<NotObtained> not_obtained;  ///< every build without an outcome, in order
    std::vector<Flake> flakes = {};         ///< as they were found
    std::vector<Mismatch> mismatches = {};  ///< likewise
    friend bool operator==(const Finish&, const Finish&) = default;
};

using CampaignEffect =
    std::variant<StartWorker, Send, CloseInput, KillWorker, PushCommits, EndLeftover, HandleFiles,
                 Store, KeepSecond, Attempted, Note, Progress, Finish>;
using CampaignEffects = std::vector<CampaignEffect>;

}  // namespace bm::boss
