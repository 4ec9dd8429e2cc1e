// SPDX-License-Identifier: GPL-2.0-or-later
// What is said about a command, before it becomes help, a manual page or a completion.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace bm::app::cli {

struct OptionEntry {
    std::string letter;    ///< without '-'; empty: none
    std::string name;      ///< without "--"; of a positional argument: its name alone
    std::string argument;  ///< "FILE"; empty: a flag
    std::string text;
    std::vector<std::string> excludes;  ///< long names that cannot be given beside it
    bool positional = false;

    std::string whole_text() const;  ///< with what excludes it
};

struct OptionGroup {
    std::string title;
    std::vector<OptionEntry> options;
};

struct Paragraph {
    std::string term;  ///< what is explained: a file, a status, a call; empty: plain prose
    std::string text;
};

struct Section {
    std::string title;
    std::vector<Paragraph> paragraphs;
};

struct Manual {
    std::string command;   ///< "bm boss"
    std::string purpose;   ///< one line without final stop
    std::string synopsis;  ///< what follows the command
    std::vector<Section> before;
    std::vector<OptionGroup> options;
    std::vector<Section> after;

    std::string page() const;  ///< name of the manual page: "bm-boss"
};

/// Of a heading: "EXIT STATUS".
std::string in_capitals(std::string text);

Manual manual_of_bm();
Manual manual_of_boss();
Manual manual_of_boards();
Manual manual_of_init();
Manual manual_of_worker();
Manual manual_of_machines();
Manual manual_of_config();
Manual manual_of_toolchains();
Manual manual_of_summary();
Manual manual_of_sim();
std::vector<Manual> manuals();

/// How to call it and its options, in lines of at most `width` columns (40 at least).
std::string help_text(const Manual& manual, std::size_t width);
/// All of the manual as plain text.
std::string manual_text(const Manual& manual, std::size_t width);
/// All of the manual for `man`, section 1.
std::string man_page(const Manual& manual, const std::string& version);
/// A completion for bash of every command, its options and what their arguments name.
std::string bash_completion(const std::vector<Manual>& manuals);

}  // namespace bm::app::cli
