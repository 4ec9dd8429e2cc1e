// SPDX-License-Identifier: GPL-2.0-or-later
// Private to the codec.
#pragma once

#include <string>

#include "domain/protocol/message.hpp"

namespace bm::protocol {

/// The JSON of a result, of whatever length.
std::string result_object(const BuildResult& result, Dialect dialect);

}  // namespace bm::protocol
