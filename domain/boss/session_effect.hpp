// SPDX-License-Identifier: GPL-2.0-or-later
// What the boss's side of a session asks of its owner.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "domain/boss/file_order.hpp"
#include "domain/core/ids.hpp"
#include "domain/core/time.hpp"
#include "domain/protocol/message.hpp"

namespace bm::boss {

/// Send this line; the '\n' is the sender's to add.
struct SendLine {
    std::string text;
    friend bool operator==(const SendLine&, const SendLine&) = default;
};

/// Close the worker's standard input, after what was sent.
struct CloseWorkerInput {
    friend bool operator==(const CloseWorkerInput&, const CloseWorkerInput&) = default;
};

/// Bring the commits into the worker's repository. Answer: CommitsSent, unless it ends before.
struct SendCommits {
    std::string git_dir;  ///< absolute; as the worker names it
    friend bool operator==(const SendCommits&, const SendCommits&) = default;
};

/// End the process by force; Closed follows.
struct Kill {
    friend bool operator==(const Kill&, const Kill&) = default;
};

/// A result that this worker owed, once for each; or had owed: `late`, after its Returned.
struct Delivered {
    core::LeaseId lease;
    core::BuildId build;
    protocol::BuildResult result;
    core::Duration took{0};  ///< since the job was given, or since the result before
    bool late = false;
    friend bool operator==(const Delivered&, const Delivered&) = default;
};

/// The worker owes these no more.
struct Returned {
    enum class Why {
        no_result,      ///< the worker passed them over, or nothing is heard of the job
        too_long,       ///< the first was being built for longer than its limit
        worker_death,   ///< the worker is gone
        link_lost,      ///< nothing is heard of the worker, which says nothing of what it built
        session_ended,  ///< we ended the session ourselves
    };
    core::LeaseId lease;
    core::BoardId board;
    std::vector<core::CommitId> commits;  ///< ascending; the first was being built if `begun`
    bool begun = false;                   ///< the worker had said that it is at the job
    Why why = Why::no_result;
    std::string reason;      ///< the same in words
    core::Duration took{0};  ///< since it was given, or since its last result
    friend bool operator==(const Returned&, const Returned&) = default;
};

/// Nothing more comes of this session. After Returned for all that was owed.
struct Ended {
    enum class How {
        well,      ///< as we asked for
        rejected,  ///< the worker answered its configuration or the commits with an error
        unusable,  ///< the worker cannot serve this campaign; another start would not help
        badly,     ///< died, or was ended because of what it did or left undone
    };
    How how = How::well;
    std::string reason;
    bool unconfirmed = false;  ///< it did not say quit_ack: where it ran, something may run on
    friend bool operator==(const Ended&, const Ended&) = default;
};

/// For the log.
struct Remark {
    std::string text;
    bool matters = false;  ///< the user should know, too
    friend bool operator==(const Remark&, const Remark&) = default;
};

using SessionEffect = std::variant<SendLine, CloseWorkerInput, SendCommits, Kill, FileOrder,
                                   Delivered, Returned, Ended, Remark>;
using SessionEffects = std::vector<SessionEffect>;

}  // namespace bm::boss
