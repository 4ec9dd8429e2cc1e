// SPDX-License-Identifier: GPL-2.0-or-later
// Logs of real tools, each with what somebody who read it says that it holds. A line of
// `logs/NAME.expected` is a message: `error`, `warning` or `blob`, its diagnostic or its first
// line, and the number of its lines, with tabs between. A log with an error is that of a failed
// build.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "domain/diagnostic/block.hpp"
#include "domain/summary/message.hpp"

namespace bm::summary {
namespace {

struct Expected {
    std::string kind;
    std::string head;
    std::size_t lines = 0;
};

std::string content_of(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

std::vector<Expected> expected_in(const std::filesystem::path& path) {
    std::vector<Expected> rows;
    for (const auto& line : lines_of(content_of(path))) {
        const auto first = line.find('\t');
        const auto last = line.rfind('\t');
        if (first == last) {
            ADD_FAILURE() << path << ": " << line;
            continue;
        }
        rows.push_back({line.substr(0, first), line.substr(first + 1, last - first - 1),
                        std::stoul(line.substr(last + 1))});
    }
    return rows;
}

std::string word_of(Message::Kind kind) {
    if (kind == Message::Kind::error) return "error";
    return kind == Message::Kind::warning ? "warning" : "blob";
}

std::vector<std::filesystem::path> logs() {
    std::vector<std::filesystem::path> found;
    for (const auto& entry :
         std::filesystem::directory_iterator(BM_SOURCE_DIR "/tests/domain/summary/logs"))
        if (entry.path().extension() == ".err") found.push_back(entry.path());
    std::ranges::sort(found);
    return found;
}

void compare(const std::vector<Expected>& expected, const std::vector<Message>& messages) {
    for (std::size_t i = 0; i < std::max(expected.size(), messages.size()); ++i) {
        if (i >= messages.size()) {
            ADD_FAILURE() << "message " << i + 1 << " is not there: " << expected[i].head;
            continue;
        }
        SCOPED_TRACE("message " + std::to_string(i + 1) + ":\n" + messages[i].text);
        if (i >= expected.size()) {
            ADD_FAILURE() << "it is not expected";
            continue;
        }
        const auto lines = lines_of(messages[i].text + "\n");
        EXPECT_EQ(word_of(messages[i].kind), expected[i].kind);
        EXPECT_EQ(lines.size(), expected[i].lines) << expected[i].head;
        EXPECT_GT(std::ranges::count(lines, expected[i].head), 0) << expected[i].head;
    }
}

TEST(Logs, AreCutIntoTheMessagesThatAReaderFinds) {
    ASSERT_GE(logs().size(), 40u);
    for (const auto& log : logs()) {
        SCOPED_TRACE(log.filename().string());
        const auto expected = expected_in(std::filesystem::path(log).replace_extension("expected"));
        ASSERT_FALSE(expected.empty());
        const bool failed =
            std::ranges::any_of(expected, [](const Expected& row) { return row.kind == "error"; });
        compare(expected, messages_of(content_of(log), failed));
    }
}

/// Blobs that are missing may end a build as failed or not.
TEST(Logs, OfMissingBlobsAreNoErrorsOfAFailedBuild) {
    for (const auto& log : logs())
        if (const auto rows = expected_in(std::filesystem::path(log).replace_extension("expected"));
            std::ranges::all_of(rows, [](const Expected& row) { return row.kind == "blob"; })) {
            SCOPED_TRACE(log.filename().string());
            compare(rows, messages_of(content_of(log), true));
        }
}

// What is stored is in another order, and read again.
TEST(Logs, SayTheSameOnceTheyAreStored) {
    for (const auto& log : logs()) {
        SCOPED_TRACE(log.filename().string());
        const auto text = content_of(log);
        const auto texts = [](std::string_view of) {
            std::vector<std::string> all;
            for (const auto& message : messages_of(of, true)) all.push_back(message.text);
            std::ranges::sort(all);
            return all;
        };
        EXPECT_EQ(texts(diagnostic::ordered_text(diagnostic::parse(text))), texts(text));
    }
}

}  // namespace
}  // namespace bm::summary
