// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace bm::result {

/// What one build gave, once it is final.
struct Outcome {
    int return_code = 0;
    std::string stdout_text = {};
    std::string stderr_text = {};
    std::string carried_from = {};          ///< the commit whose outcome it is; empty: it was built
    std::string host = {};                  ///< machine that built it; empty: this one
    std::optional<std::string> sizes = {};  ///< rows of `size`; a header row is dropped
    std::map<std::string, std::string> texts = {};  ///< small result files by name
    std::string spool_folder = {};                  ///< absolute; where `spooled` lie
    std::vector<std::string> spooled = {};          ///< result files that the worker left there
};

/// How good a build is.
enum class BuildState {
    unknown,  ///< no outcome was obtained
    ok,       ///< code 0 and nothing said
    warned,   ///< code 0 with diagnostics
    failed,   ///< any other code
};

/// Lines that only make or the shell says about its own work are no diagnostics.
BuildState state_of(int return_code, std::string_view stderr_text);

/// Where a file's bytes come from.
struct Spooled {
    friend bool operator==(const Spooled&, const Spooled&) = default;
};
struct FileToWrite {
    std::string name;
    std::variant<std::string, Spooled> content;  ///< the bytes, or the spooled file of that name
    friend bool operator==(const FileToWrite&, const FileToWrite&) = default;
};

/// The files of a board's folder in the order of writing; `done` is the last. Names from outside
/// that are no names of result files are left out.
std::vector<FileToWrite> files_of(const Outcome& outcome);

/// Those of a second outcome: with `return_code` in place of `done`.
std::vector<FileToWrite> files_of_second(const Outcome& outcome);

/// True for what a worker may name: a file name that is none of bm's own (done, err, log, host,
/// carried).
bool is_result_file_name(std::string_view name);

/// Whether a result file says where, when or of which commit a build was made, and so is not the
/// same in two that come out the same.
bool is_of_its_commit(std::string_view name);

/// The return code that a `done` file holds; nullopt when it says nothing or "try again" (-1).
std::optional<int> read_done(std::string_view content);

}  // namespace bm::result
