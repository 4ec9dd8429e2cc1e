// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "domain/machine/answers.hpp"
#include "domain/machine/availability.hpp"
#include "domain/machine/judgement.hpp"

namespace bm::machine {

/// What a machine told of itself, and was left as it was.
struct Survey {
    Facts facts;  ///< the repository's format is not looked at
    std::optional<double> bogomips = {};
    std::string bm_version = {};                        ///< of Facts::bm
    std::map<std::string, std::string> tools = {};      ///< make, git, dtc, python, swig -> version
    std::map<std::string, std::string> compilers = {};  ///< program -> version, or empty
    bool unpacks_xz = false;
    std::map<std::string, std::string> toolchains = {};  ///< arch -> version of its compiler
    friend bool operator==(const Survey&, const Survey&) = default;
};

/// Every program that is looked for as some arch's compiler; each once.
std::vector<std::string> known_compilers();

Survey survey_of(const AnswerReader& answers);

/// The first word of a text that begins with a digit; without one the text: "DTC 1.6.1" is 1.6.1.
std::string version_in(const std::string& text);

/// Whether and how a machine can be used.
struct Standing {
    enum class State {
        free,
        busy,      ///< used, with fewer boards at a time
        unusable,  ///< `trouble` says why
    };
    State state = State::unusable;
    std::int64_t weight = 0;  ///< boards at a time that there is room for
    std::int64_t most = 0;    ///< boards at a time that it is told; 0: as many as it offers
    std::string busy = {};    ///< as Share has it
    bool ours = false;        ///< our bm-worker is what runs there
    Trouble trouble = {};
    std::vector<std::string> notes = {};  ///< what else the user should know
    friend bool operator==(const Standing&, const Standing&) = default;
};

/// `version`: what this bm says of itself with --version, of which another bm is told apart.
Standing standing_of(const Terms& terms, const Survey& survey, const std::string& version);

/// How the compilers of a machine differ from those here.
struct Toolchains {
    std::map<std::string, std::string> missing;     ///< arch -> version here
    std::map<std::string, std::string> other = {};  ///< arch -> version there
    friend bool operator==(const Toolchains&, const Toolchains&) = default;
};
Toolchains compare_toolchains(const Survey& here, const Survey& there);

/// A program of which not all machines have the same version.
struct Drift {
    std::string program;
    /// version -> names of machines, in order
    std::map<std::string, std::vector<std::string>> versions;
    friend bool operator==(const Drift&, const Drift&) = default;
};

/// Of tools and compilers. `machines`: name and what it has, in order; what one has not is left to
/// others to tell.
std::vector<Drift> drifts(const std::vector<std::pair<std::string, Survey>>& machines);

}  // namespace bm::machine
