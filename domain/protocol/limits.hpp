// SPDX-License-Identifier: GPL-2.0-or-later
// Every number of the protocol, in one place; doc/protocol.md lists the same.
#pragma once

#include <cstddef>
#include <cstdint>

#include "domain/core/time.hpp"

namespace bm::protocol::limits {

inline constexpr std::int64_t protocol_version = 1;

/// A whole line, its prefix too, without its '\n'.
inline constexpr std::size_t line_bytes = 8u << 20;
/// Kept from the start and from the end of a make's stdout, and of its stderr.
inline constexpr std::size_t stream_head_bytes = 256u << 10;
inline constexpr std::size_t stream_tail_bytes = 1u << 20;
inline constexpr std::size_t unread_output_bytes = 16u << 20;  ///< past it, no new build starts
inline constexpr std::size_t stray_bytes = 1u << 20;           ///< kept of a stray line
inline constexpr std::size_t banner_bytes = 16u << 20;         ///< a machine prints, unasked
inline constexpr std::size_t name_bytes = 1024;                ///< board, arch
inline constexpr std::size_t text_bytes = 64u << 10;           ///< any other text but a stream
inline constexpr std::size_t json_depth = 16;
inline constexpr std::size_t json_values = 500'000;   ///< in one line
inline constexpr std::size_t list_entries = 100'000;  ///< of one list or map, say boards or commits
inline constexpr std::int64_t slots = 10'000;         ///< that a worker can offer
inline constexpr std::int64_t number = 1'000'000'000;  ///< any other, a lease excepted

/// Of a file, before it is deflated; all chunks but the last have just this size.
inline constexpr std::int64_t artefact_chunk_bytes = 128 << 10;
inline constexpr std::int64_t artefact_window = 8;     ///< chunks that may be under way
inline constexpr std::int64_t artefact_files = 1'000;  ///< of one build
inline constexpr std::int64_t artefact_build_bytes = 1'000'000'000;  ///< of all files of one build

inline constexpr core::Duration heartbeat_every{10'000};
inline constexpr core::Duration boss_ping_every{10'000};  ///< the boss's empty line
inline constexpr core::Duration boss_silence{120'000};   ///< after a ping, silence this long is EOF
inline constexpr core::Duration worker_silence{30'000};  ///< the boss counts a worker lost
inline constexpr core::Duration board_silence{900'000};  ///< of a board that has no heartbeats
inline constexpr core::Duration offer_again{30'000};     ///< files that nobody asked for since
inline constexpr core::Duration holder_look_every{10'000};  ///< at a machine that is in use
inline constexpr core::Duration holder_limit{150'000};      ///< then it is taken for in use
inline constexpr core::Duration start_limit{60'000};        ///< from start to `ready`
inline constexpr core::Duration worktree_limit{600'000};    ///< making one worktree
inline constexpr core::Duration quit_limit{2'000};          ///< from quit to quit_ack
inline constexpr core::Duration look_limit{30'000};         ///< asking a machine what it is and has
inline constexpr core::Duration ship_limit{120'000};        ///< sending it a worker
inline constexpr core::Duration push_limit{600'000};        ///< sending it the commits

}  // namespace bm::protocol::limits
