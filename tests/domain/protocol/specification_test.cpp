// SPDX-License-Identifier: GPL-2.0-or-later
// doc/protocol.md and the code say the same.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <string>

#include "domain/protocol/codec.hpp"
#include "domain/protocol/limits.hpp"
#include "domain/worker/answers.hpp"
#include "tests/support/protocol/samples.hpp"

namespace bm::protocol {
namespace {

std::string specification() {
    std::ifstream in(std::string(BM_SOURCE_DIR) + "/doc/protocol.md");
    return {std::istreambuf_iterator<char>(in), {}};
}

/// What stands below "## <title>".
std::string chapter(const std::string& title) {
    const auto text = "\n" + specification();
    const auto heading = "\n## " + title + "\n";
    const auto begin = text.find(heading);
    if (begin == std::string::npos) return {};
    return text.substr(begin, text.find("\n## ", begin + heading.size()) - begin);
}

/// The texts below each "### `<name>`" of a chapter, by name.
std::map<std::string, std::string> messages_of(const std::string& title) {
    std::map<std::string, std::string> messages;
    std::istringstream lines(chapter(title));
    std::string name;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("### `")) name = line.substr(5, line.size() - 6);
        if (!name.empty()) messages[name] += line + "\n";
    }
    return messages;
}

template <class Message>
void expect_documented(const std::vector<test::Sample<Message>>& samples, const std::string& title,
                       const char* name_field) {
    const auto messages = messages_of(title);
    EXPECT_EQ(messages.size(), std::variant_size_v<Message>);
    for (const auto& sample : samples) {
        const auto line = encode(sample.message, Dialect::bm);
        const auto object = nlohmann::json::parse(line.substr(line.find('{')));
        const auto name = object.at(name_field).template get<std::string>();
        ASSERT_TRUE(messages.contains(name)) << name;
        const auto expect_row = [&](const std::string& field) {
            EXPECT_NE(messages.at(name).find("\n| `" + field + "` |"), std::string::npos)
                << name << " has no row for " << field;
        };
        for (const auto& [field, value] : object.items())
            if (field != name_field) expect_row(field);
        if (object.contains("settings"))
            for (const auto& [field, value] : object["settings"].items()) expect_row(field);
    }
}

TEST(Specification, HasEveryCommandWithEveryField) {
    expect_documented(test::samples_to_worker(), "Commands", "cmd");
}

TEST(Specification, HasEveryResponseWithEveryField) {
    expect_documented(test::samples_to_boss(), "Responses", "resp");
}

TEST(Specification, HasEveryCause) {
    const auto causes = chapter("Return codes and causes");
    for (const auto cause :
         {Cause::make, Cause::guard, Cause::toolchain, Cause::limit, Cause::signal, Cause::checkout,
          Cause::start, Cause::machine, Cause::doubtful}) {
        const auto row = "\n| `" + std::string(to_text(cause)) + "` |";
        EXPECT_NE(causes.find(row), std::string::npos) << row;
    }
}

TEST(Specification, HasTheTextsOfTheErrors) {
    namespace answers = worker::answers;
    const auto errors = chapter("Errors");
    for (const auto text : {answers::no_work_dir, answers::no_boards, answers::no_builder,
                            answers::session_open, answers::bad_commits, answers::too_many_waiting})
        EXPECT_NE(errors.find("\n| `" + std::string(text) + "` |"), std::string::npos) << text;
}

/// The name of each limit, from the header's own text.
std::set<std::string> limit_names() {
    std::ifstream in(std::string(BM_SOURCE_DIR) + "/domain/protocol/limits.hpp");
    std::set<std::string> names;
    for (std::string line; std::getline(in, line);) {
        if (!line.starts_with("inline constexpr ")) continue;
        const auto end = line.find_first_of("={");
        const auto last = line.find_last_not_of(' ', end - 1);
        const auto first = line.find_last_of(' ', last) + 1;
        names.insert(line.substr(first, last + 1 - first));
    }
    return names;
}

TEST(Specification, HasEveryLimitWithItsValue) {
    const std::map<std::string, std::int64_t> values = {
        {"protocol_version", limits::protocol_version},
        {"line_bytes", limits::line_bytes},
        {"stream_head_bytes", limits::stream_head_bytes},
        {"stream_tail_bytes", limits::stream_tail_bytes},
        {"unread_output_bytes", limits::unread_output_bytes},
        {"stray_bytes", limits::stray_bytes},
        {"banner_bytes", limits::banner_bytes},
        {"name_bytes", limits::name_bytes},
        {"text_bytes", limits::text_bytes},
        {"json_depth", limits::json_depth},
        {"json_values", limits::json_values},
        {"list_entries", limits::list_entries},
        {"slots", limits::slots},
        {"number", limits::number},
        {"artefact_chunk_bytes", limits::artefact_chunk_bytes},
        {"artefact_window", limits::artefact_window},
        {"artefact_files", limits::artefact_files},
        {"artefact_build_bytes", limits::artefact_build_bytes},
        {"heartbeat_every", limits::heartbeat_every.count()},
        {"boss_ping_every", limits::boss_ping_every.count()},
        {"boss_silence", limits::boss_silence.count()},
        {"worker_silence", limits::worker_silence.count()},
        {"board_silence", limits::board_silence.count()},
        {"offer_again", limits::offer_again.count()},
        {"holder_look_every", limits::holder_look_every.count()},
        {"holder_limit", limits::holder_limit.count()},
        {"start_limit", limits::start_limit.count()},
        {"worktree_limit", limits::worktree_limit.count()},
        {"quit_limit", limits::quit_limit.count()},
        {"look_limit", limits::look_limit.count()},
        {"ship_limit", limits::ship_limit.count()},
        {"push_limit", limits::push_limit.count()},
    };
    const auto table = chapter("Limits");
    for (const auto& [name, value] : values)
        EXPECT_NE(table.find("\n| `" + name + "` | " + std::to_string(value) + " |"),
                  std::string::npos)
            << name;
    for (const auto& name : limit_names())
        EXPECT_TRUE(values.contains(name)) << name << " is not compared here";
    EXPECT_EQ(limit_names().size(), values.size());
}

}  // namespace
}  // namespace bm::protocol
