// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

namespace bm::adapters::terminal {

/// Where a standard stream was closed before this program began, no file that is opened later
/// takes its number: what is meant for people would be written into it. Reading from and writing
/// to such a stream fails as before.
void hold_standard_streams();

}  // namespace bm::adapters::terminal
