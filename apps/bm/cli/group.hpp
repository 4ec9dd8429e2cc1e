// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace bm::app::cli {

/// Adds the options of one group of the help.
class Group {
  public:
    Group(CLI::App& app, std::string name) : app_(app), name_(std::move(name)) {}

    template <class Target>
    Group& value(const std::string& name, Target& target, const std::string& help,
                 const std::string& what) {
        app_.add_option(name, target, help)->group(name_)->type_name(what);
        return *this;
    }
    Group& number(const std::string& name, std::optional<std::int64_t>& target, std::int64_t least,
                  std::int64_t most, const std::string& help) {
        app_.add_option(name, target, help)
            ->check(CLI::Range(least, most).description(""))
            ->group(name_)
            ->type_name("N");
        return *this;
    }
    /// Takes one word each time it is given and may be given again.
    Group& repeated(const std::string& name, std::vector<std::string>& target,
                    const std::string& help, const std::string& what) {
        app_.add_option(name, target, help)
            ->type_size(1)
            ->expected(1)
            ->allow_extra_args(false)
            ->take_all()
            ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
            ->group(name_)
            ->type_name(what);
        return *this;
    }
    Group& flag(const std::string& name, bool& target, const std::string& help) {
        app_.add_flag(name, target, help)->group(name_);
        return *this;
    }

  private:
    CLI::App& app_;
    std::string name_;
};

/// The options that select boards and name their tree, of any command that has them.
template <class Options>
void add_selection(Group& group, Options& o) {
    group
        .repeated("--boards", o.boards,
                  "Exact names of boards, comma-separated; only without TERMS", "LIST")
        .repeated("-x,--exclude", o.exclude,
                  "Boards to leave out: TERMS, comma-separated; there need not be any", "LIST")
        .value("--affected-by", o.affected_by,
               "Of these, only the boards that a range a..b, or a commit, can touch: none by "
               "documentation, by Kconfig files and defconfigs those whose configuration changes, "
               "all by anything else",
               "RANGE")
        .flag("-X,--extend", o.extend,
              "Also the extended boards that configs/*.buildman make of others: each is its base "
              "with configuration fragments on top")
        .value("-g,--git", o.git_dir,
               "Directory of the source tree (default: the one that this directory is in)", "DIR");
}

}  // namespace bm::app::cli
