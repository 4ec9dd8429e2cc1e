// SPDX-License-Identifier: GPL-2.0-or-later
// deps: bm::domain_diagnostic
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "domain/diagnostic/attribution.hpp"
#include "domain/diagnostic/block.hpp"

/// No line is lost or made up, the stored order is stable, and records may hold anything.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace bm::diagnostic;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    std::string again;
    for (const auto& block : parse(text)) again += text_of(block);
    const bool whole = text.empty() || text.ends_with('\n');
    if (again != (whole ? std::string(text) : std::string(text) + "\n")) std::abort();
    const auto once = ordered_text(parse(text));
    Attribution attribution(text, {"/w/00", "/w/00/build"});
    attribution.see_record("a/.b.o.cmd", text);
    for (const auto& output : attribution.outputs())
        if (output != "a/b.o") std::abort();
    if (without_source_directory(once, "") != once) std::abort();
    return 0;
}
