// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/trace/trace_log.hpp"
#include "domain/evidence/sighting.hpp"

namespace bm::adapters::trace {

/// Says what an access was of, when the build has ended and its files lie there still: links and
/// `..` are resolved, and each link on the way is asked for, too. What git keeps in the source is
/// left out, and so is what is elsewhere on the machine, but for what could not be seen.
class Locator {
  public:
    /// Two absolute directories; O= may lie in the source.
    Locator(const std::string& source, const std::string& output);
    void add(const Met& met);
    std::vector<evidence::Sighting> sightings() const { return {found_.begin(), found_.end()}; }

  private:
    struct Place {
        std::string path;    ///< without links
        bool there = true;   ///< false: `path` ends with what is missing
        bool stuck = false;  ///< what is behind that cannot be named
    };
    Place folder(std::string_view path, int depth);
    Place step(const Place& from, std::string_view name, int depth);
    Place file(std::string_view path, bool follow);
    void note(evidence::Sighting::How how, const std::string& path);
    bool is_lost(const Met& met);
    void add_filter(std::string_view path_and_text);
    void add_pattern(evidence::Sighting::How how, std::string_view path);

    std::string source_;
    std::string output_;
    std::map<std::string, Place, std::less<>> folders_;
    std::set<evidence::Sighting> found_;
};

}  // namespace bm::adapters::trace
