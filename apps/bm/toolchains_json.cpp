// SPDX-License-Identifier: GPL-2.0-or-later
#include <nlohmann/json.hpp>

#include "apps/bm/toolchain_search.hpp"
#include "apps/bm/toolchains_command.hpp"
#include "domain/toolchain/arches.hpp"
#include "domain/toolchain/compiler_name.hpp"

namespace bm::app {
namespace {

using Json = nlohmann::ordered_json;

const char* name_of(toolchain::Rule rule) {
    switch (rule) {
        case toolchain::Rule::prefix_file:
        case toolchain::Rule::prefix_gcc:
        case toolchain::Rule::prefix_path:
            return "toolchain-prefix";
        case toolchain::Rule::download:
            return "download";
        case toolchain::Rule::directory:
            return "toolchain";
        case toolchain::Rule::table:
            return "path";
        case toolchain::Rule::native:
            return "native";
    }
    return "path";
}

Json compiler_json(const toolchain::Judged& one) {
    const auto& path = one.candidate.path;
    return {{"path", path},
            {"kind", toolchain::is_clang(path) ? "clang" : "gcc"},
            {"cross_compile", full_prefix(path)},
            {"version", one.said->version},
            {"target", one.said->target},
            {"rule", name_of(one.candidate.rule)}};
}

Json candidates_json(const toolchain::Choice& choice) {
    auto list = Json::array();
    for (const auto& [judged, reason] : choice.standings)
        list.push_back({{"path", judged->candidate.path},
                        {"priority", judged->candidate.priority},
                        {"rule", name_of(judged->candidate.rule)},
                        {"verdict", reason.empty() ? "serves"
                                    : judged->said ? "lost"
                                                   : "rejected"},
                        {"reason", reason}});
    return list;
}

Json clangs_json(const std::vector<toolchain::Judged>& clangs) {
    auto list = Json::array();
    for (const auto& [candidate, said] : clangs)
        if (said)
            list.push_back({{"path", candidate.path},
                            {"word", candidate.word},
                            {"version", said->version},
                            {"target", said->target}});
    return list;
}

}  // namespace

std::string toolchains_json(const Compilers& compilers) {
    Json json = {{"toolchains", Json::array()}, {"not_tried", Json::array()}};
    for (const auto& arch : compilers.arches) {
        const auto choice = toolchain::choose(arch, compilers.wishes, compilers.judged);
        Json entry = {{"arch", arch}, {"compiler", nullptr}, {"why", choice.why}};
        if (choice.chosen) entry["compiler"] = compiler_json(*choice.chosen);
        entry["debian_package"] = toolchain::debian_package(arch);
        entry["candidates"] = candidates_json(choice);
        json["toolchains"].push_back(std::move(entry));
    }
    for (const auto& [candidate, said] : compilers.judged)
        if (!candidate.refused.empty())
            json["not_tried"].push_back({{"path", candidate.path}, {"reason", candidate.refused}});
    json["clang"] = clangs_json(compilers.clangs);
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace bm::app
