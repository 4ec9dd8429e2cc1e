// SPDX-License-Identifier: GPL-2.0-or-later
// deps: bm::domain_protocol
// Any bytes are a message or an error, in both directions; what decodes survives the way back.
#include "domain/protocol/codec.hpp"

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string_view>

#include "tests/support/protocol/invariants.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view line(reinterpret_cast<const char*>(data), size);
    if (const auto fault = bm::test::fault_of_line(line); !fault.empty()) {
        std::cerr << fault << '\n';
        std::abort();
    }
    return 0;
}
