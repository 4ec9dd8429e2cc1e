// SPDX-License-Identifier: GPL-2.0-or-later
// deps: bm::domain_settings
// The first line is a board, the rest a settings file: it is read or refused with its place, and
// flags of make are NAME=value, of bounded length.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "domain/settings/make_flags.hpp"
#include "domain/settings/settings.hpp"

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto end = std::min(text.find('\n'), text.size());
    const auto settings =
        bm::settings::parse_settings(text.substr(std::min(end + 1, text.size())), "file");
    if (!settings) {
        require(settings.error().message.starts_with("file:"));
        return 0;
    }
    const auto board = text.substr(0, end);
    const auto flags = bm::settings::make_flags(*settings, "file", board);
    if (flags)
        for (const auto& word : *flags)
            require(word.find('=') != word.npos && word.front() != '-' && word.front() != '=');
    else
        require(flags.error().message.starts_with("file:"));
    (void)bm::settings::toolchain_wrapper(*settings);
    (void)bm::settings::check_honoured(*settings, "file", board, board);
    return 0;
}
