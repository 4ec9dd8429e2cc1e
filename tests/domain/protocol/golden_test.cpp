// SPDX-License-Identifier: GPL-2.0-or-later
// The bytes of the wire, one file for each message and dialect. BM_ACCEPT_GOLDEN=1 writes them anew
// and skips the comparison.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <ostream>
#include <set>

#include "domain/protocol/codec.hpp"
#include "domain/protocol/framer.hpp"
#include "tests/support/protocol/invariants.hpp"
#include "tests/support/protocol/samples.hpp"

namespace bm::protocol {
namespace {

namespace fs = std::filesystem;

struct Golden {
    std::string name;  ///< of its file, below tests/golden/protocol
    Dialect dialect = Dialect::bm;
    Speaker speaker = Speaker::boss;
    std::string encoded;       ///< what encode makes of the sample now
    bool gives_sample = true;  ///< its line decodes to the sample
};

void PrintTo(const Golden& golden, std::ostream* out) { *out << golden.name; }

template <class Message>
void add(std::vector<Golden>& all, const std::vector<test::Sample<Message>>& samples,
         Speaker speaker) {
    const auto decode = [](std::string_view line) {
        if constexpr (std::is_same_v<Message, ToWorker>)
            return decode_to_worker(line);
        else
            return decode_to_boss(line.substr(line_prefix.size()));
    };
    for (const auto& [name, message, in_both] : samples)
        for (const auto dialect : {Dialect::bm, Dialect::buildman}) {
            if (dialect == Dialect::buildman && !in_both) continue;
            const auto line = encode(message, dialect);
            const auto decoded = decode(line);
            const bool same = dialect == Dialect::bm ? decoded == message
                                                     : decoded && encode(*decoded, dialect) == line;
            const std::string folder = dialect == Dialect::bm ? "bm/" : "buildman/";
            const std::string side = speaker == Speaker::boss ? "cmd." : "resp.";
            all.push_back({folder + side + name + ".line", dialect, speaker, line, same});
        }
}

std::vector<Golden> goldens() {
    std::vector<Golden> all;
    add(all, test::samples_to_worker(), Speaker::boss);
    add(all, test::samples_to_boss(), Speaker::worker);
    return all;
}

fs::path folder() { return fs::path(BM_SOURCE_DIR) / "tests/golden/protocol"; }

std::string stored(const Golden& golden) {
    std::ifstream in(folder() / golden.name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

class GoldenLine : public testing::TestWithParam<Golden> {};

TEST_P(GoldenLine, IsWhatEncodeMakesOfItsMessage) {
    if (std::getenv("BM_ACCEPT_GOLDEN")) {
        fs::create_directories((folder() / GetParam().name).parent_path());
        std::ofstream(folder() / GetParam().name, std::ios::binary) << GetParam().encoded << '\n';
        GTEST_SKIP() << "written anew";
    }
    EXPECT_EQ(GetParam().encoded + "\n", stored(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(Protocol, GoldenLine, testing::ValuesIn(goldens()), [](const auto& test) {
    auto name = test.param.name;
    for (auto& c : name)
        if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
    return name;
});

/// The stored lines, without prefix and line end.
std::vector<std::string> stored_lines() {
    std::set<std::string> lines;
    for (const auto& golden : goldens()) {
        const auto frames = test::frames_of(golden.speaker, stored(golden));
        const auto* line = frames.size() == 1 ? std::get_if<Line>(&frames.front()) : nullptr;
        EXPECT_NE(line, nullptr) << golden.name << " is not one protocol line";
        if (line) lines.insert(line->text);
    }
    return {lines.begin(), lines.end()};
}

TEST(GoldenLines, DecodeToTheirMessages) {
    for (const auto& golden : goldens()) EXPECT_TRUE(golden.gives_sample) << golden.name;
}

TEST(GoldenLines, CutAnywhereAreErrors) {
    for (const auto& line : stored_lines())
        for (std::size_t length = 0; length < line.size(); ++length) {
            const auto cut = line.substr(0, length);
            EXPECT_FALSE(decode_to_worker(cut)) << cut;
            EXPECT_FALSE(decode_to_boss(cut)) << cut;
            EXPECT_EQ(test::fault_of_line(cut), "") << cut;
        }
}

TEST(GoldenLines, CorruptedAnywhereAreMessagesOrErrors) {
    for (const auto& line : stored_lines())
        for (std::size_t at = 0; at < line.size(); ++at)
            for (const char wrong : {'\0', '"', '\\', '{', ']', ',', '9', '-', 'e', '\xFF'}) {
                auto corrupted = line;
                corrupted[at] = wrong;
                EXPECT_EQ(test::fault_of_line(corrupted), "") << corrupted;
            }
}

TEST(GoldenLines, WithoutAnyOneByteAreMessagesOrErrors) {
    for (const auto& line : stored_lines())
        for (std::size_t at = 0; at < line.size(); ++at) {
            auto shorter = line;
            shorter.erase(at, 1);
            EXPECT_EQ(test::fault_of_line(shorter), "") << shorter;
        }
}

TEST(GoldenFolder, HoldsNothingThatNobodyCompares) {
    std::set<std::string> expected;
    for (const auto& golden : goldens()) expected.insert(golden.name);
    std::set<std::string> found;
    for (const auto& entry : fs::recursive_directory_iterator(folder()))
        if (entry.is_regular_file())
            found.insert(fs::relative(entry.path(), folder()).generic_string());
    if (std::getenv("BM_ACCEPT_GOLDEN")) GTEST_SKIP() << "written anew";
    EXPECT_EQ(found, expected);
}

template <class Message>
std::set<std::size_t> kinds(const std::vector<test::Sample<Message>>& samples) {
    std::set<std::size_t> result;
    for (const auto& sample : samples) result.insert(sample.message.index());
    return result;
}

TEST(GoldenFolder, HoldsEveryKindOfMessage) {
    EXPECT_EQ(kinds(test::samples_to_worker()).size(), std::variant_size_v<ToWorker>);
    EXPECT_EQ(kinds(test::samples_to_boss()).size(), std::variant_size_v<ToBoss>);
}

}  // namespace
}  // namespace bm::protocol
