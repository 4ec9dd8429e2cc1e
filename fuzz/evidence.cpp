// SPDX-License-Identifier: GPL-2.0-or-later
// deps: bm::domain_evidence
// The first line is a pattern or the names of options that are set, the rest a text of the source:
// a comment more leaves the same of a Makefile; a configuration that has not changed is the same
// text, and an amended one sets what it is to set.
#include <cstdint>
#include <string>
#include <string_view>

#include "domain/core/lists.hpp"
#include "domain/evidence/configuration_text.hpp"
#include "domain/evidence/makefile_text.hpp"
#include "domain/evidence/option_set.hpp"
#include "domain/evidence/shell_pattern.hpp"
#include "domain/evidence/version_form.hpp"
#include "fuzz/target.hpp"

using bm::fuzz::require;
using namespace bm::evidence;

namespace {

std::string settings_in(std::string_view text) {
    std::string lines;
    for (const auto line : bm::core::lines_of(text))
        if (line.starts_with("CONFIG_") ||
            (line.starts_with("# CONFIG_") && line.ends_with(" is not set")))
            lines += std::string(line) + '\n';
    return lines;
}

void configurations(std::string_view text) {
    const auto half = text.find("\n=\n");
    const auto config = text.substr(0, half);
    const auto before = settings_in(config);
    const auto same = amended(config, before, before);
    require(same && settings_in(*same) == before);
    if (half == std::string_view::npos) return;
    const auto after = settings_in(text.substr(half + 3));
    if (const auto other = amended(config, before, after)) require(settings_in(*other) == after);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto [first, text] = bm::fuzz::first_line(bm::fuzz::as_text(data, size));
    OptionNames set;
    add_options_set(set, first);
    const auto left = what_matters(text, set);
    if (left != text) require(what_matters(std::string(text) + "\n\n# words\n", set) == left);
    for (const auto& name : options_defined(text)) require(name.find(' ') == std::string::npos);
    (void)is_known_reader_of_names(text);
    (void)version_form(first);
    if (first.size() < 40) (void)may_match(first, text.substr(0, 200));
    if (!first.empty() && !is_pattern(first)) require(may_match(first, first));
    configurations(text);
    return 0;
}
