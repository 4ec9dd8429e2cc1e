// SPDX-License-Identifier: GPL-2.0-or-later
// deps: bm::domain_settings
// The first line is a board, the rest a settings file: it is read or refused with its place, and
// flags of make are NAME=value, of bounded length, and no machine is an option or a path.
#include "domain/settings/settings.hpp"

#include <cstdint>
#include <string_view>

#include "domain/core/names.hpp"
#include "domain/settings/listing.hpp"
#include "domain/settings/machines.hpp"
#include "domain/settings/make_flags.hpp"
#include "domain/settings/project.hpp"
#include "domain/settings/toolchain_wishes.hpp"
#include "fuzz/target.hpp"

using bm::fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto [board, text] = bm::fuzz::first_line(bm::fuzz::as_text(data, size));
    const auto settings = bm::settings::parse_settings(text, "file");
    if (!settings) {
        require(settings.error().message.starts_with("file:"));
        return 0;
    }
    const auto flags = bm::settings::make_flags(*settings, board);
    if (flags)
        for (const auto& word : *flags)
            require(word.find('=') != word.npos && word.front() != '-' && word.front() != '=');
    else
        require(flags.error().message.starts_with("file:"));
    const auto machines = bm::settings::read_machines(*settings);
    if (machines)
        for (const auto& machine : machines->machines)
            require(bm::core::is_file_name(machine.name) && machine.host.front() != '-' &&
                    machine.host.find_first_of(" \n") == machine.host.npos);
    else
        require(machines.error().message.starts_with("file:"));
    const auto listed = bm::settings::in_force(*settings);
    require(listed || listed.error().message.starts_with("file:"));
    if (listed) (void)bm::settings::listing(*listed);
    const auto shared = bm::settings::with_project({}, text, "file");
    require(shared || shared.error().message.starts_with("file:"));
    if (shared) require(bm::settings::toolchain_wrapper(*shared).empty());
    (void)bm::settings::toolchain_wrapper(*settings);
    const auto wishes = bm::settings::toolchain_wishes(*settings);
    if (wishes)
        for (const auto& wish : wishes->prefixes) require(!wish.value.empty());
    else
        require(wishes.error().message.starts_with("file:"));
    return 0;
}
