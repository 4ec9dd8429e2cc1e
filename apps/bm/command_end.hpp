// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "adapters/terminal/screen.hpp"
#include "domain/core/expected.hpp"

namespace bm::app {

/// The exit status of a command. An error, and an answer that could not be written, are told on
/// `err` and are 1, whatever else was found: who reads half an answer must not take it for one.
int end_command(const core::Expected<int>& status, const adapters::terminal::Screen& out,
                adapters::terminal::Screen& err);

}  // namespace bm::app
