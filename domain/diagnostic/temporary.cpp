// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/diagnostic/temporary.hpp"

namespace bm::diagnostic {
namespace {

bool is_name(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

}  // namespace

std::string without_temporary_names(std::string_view line) {
    constexpr std::string_view folder = "/tmp/";
    std::string text;
    std::size_t done = 0;
    for (auto at = line.find(folder); at != line.npos; at = line.find(folder, at + 1)) {
        // A path begins there, and not a folder of a source that has this name.
        if (at > 0 && (is_name(line[at - 1]) || line[at - 1] == '.' || line[at - 1] == '-'))
            continue;
        const auto begin = at + folder.size();
        text += line.substr(done, begin - done);
        done = begin;
        while (done < line.size() && is_name(line[done])) ++done;
        at = done - 1;
    }
    return text + std::string(line.substr(done));
}

}  // namespace bm::diagnostic
