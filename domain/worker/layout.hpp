// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "domain/protocol/message.hpp"
#include "domain/worker/effect.hpp"

namespace bm::worker {

/// Where things lie below a work directory: `.bm-work/NN` is slot NN's worktree, its `build` the
/// O= of every board that slot builds; with -P each board has `.bm-work/<board>`; with -w O= is
/// the given directory, with -i the source itself.
/// `current_source`: no commit was named, the source is the work directory as it lies there.
Place place_of(std::string_view work_dir, int slot, std::string_view board,
               const protocol::Settings& settings, bool current_source);

/// `<spool_dir>/<lease>.<position>`; empty when results are not spooled.
std::string result_folder(const protocol::Settings& settings, std::int64_t lease,
                          std::int64_t position);

/// `<work_dir>/.bm-work/.artefacts/<lease>.<position>`: files that wait to be sent. (No board is
/// called so.)
std::string artefact_folder(std::string_view work_dir, std::int64_t lease, std::int64_t position);

}  // namespace bm::worker
