// SPDX-License-Identifier: GPL-2.0-or-later
// Every number of the protocol, in one place; doc/protocol.md lists the same.
#pragma once

#include <cstddef>
#include <cstdint>

#include "domain/core/time.hpp"

namespace bm::protocol::limits {

inline constexpr std::int64_t protocol_version = 1;

inline constexpr std::size_t line_bytes = 8u << 20;  ///< a whole line, without its '\n'
inline constexpr std::size_t stream_head_bytes = 256u
                                                 << 10;  ///< kept from the start of a make stream
inline constexpr std::size_t stream_tail_bytes = 1u << 20;     ///< kept from its end
inline constexpr std::size_t unread_output_bytes = 16u << 20;  ///< past it, no new build starts
inline constexpr std::size_t stray_bytes = 1u << 20;           ///< stray output kept for the log
inline constexpr std::size_t json_depth = 16;
inline constexpr std::size_t list_entries = 100'000;  ///< boards or commits in one message

inline constexpr core::Duration heartbeat_every{10'000};
inline constexpr core::Duration boss_ping_every{10'000};  ///< the boss's empty line
inline constexpr core::Duration boss_silence{120'000};   ///< after a ping, silence this long is EOF
inline constexpr core::Duration worker_silence{30'000};  ///< the boss counts a worker lost
inline constexpr core::Duration start_limit{60'000};     ///< from start to `ready`
inline constexpr core::Duration worktree_limit{600'000};  ///< making one worktree
inline constexpr core::Duration quit_limit{2'000};        ///< from quit to quit_ack

}  // namespace bm::protocol::limits
