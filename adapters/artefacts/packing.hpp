// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "domain/core/expected.hpp"

namespace bm::adapters::artefacts {

/// The bytes as a zlib stream, in base64.
std::string pack(std::string_view bytes);

/// What pack() was given. Total, and bounded by `bytes`: text that is not base64, no whole zlib
/// stream, or that unpacks to any other number of bytes is refused.
core::Expected<std::string> unpack(std::string_view text, std::size_t bytes);

/// SHA-256 of what was added, in 64 lower-case hex digits.
class Hash {
  public:
    Hash();
    ~Hash();
    Hash(const Hash&) = delete;
    Hash& operator=(const Hash&) = delete;
    void add(std::string_view bytes);
    std::string hex();

  private:
    struct State;
    State* state_;
};

}  // namespace bm::adapters::artefacts
