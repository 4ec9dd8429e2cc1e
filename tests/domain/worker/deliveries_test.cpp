// SPDX-License-Identifier: GPL-2.0-or-later
// Files go before their result, one build at a time, no more of them than the boss allows.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "domain/protocol/limits.hpp"
#include "tests/domain/worker/conversation.hpp"

namespace bm::worker::test {
namespace {

using protocol::limits::artefact_chunk_bytes;

/// A worker whose boss has turned the feature on; the test plays the disk.
class DeliveriesTest : public testing::Test {
  protected:
    explicit DeliveriesTest() {
        talk.say(R"({"cmd": "configure", "settings": {}, "features": ["lease", "artefacts"]})");
        talk.builder.files = {"log", "u-boot.bin"};
    }

    void build(int lease, const std::string& board = "snow", int commits = 1) {
        std::string positions;
        for (int i = 0; i < commits; ++i) positions += (i > 0 ? ", " : "") + std::to_string(i);
        talk.say(fmt::format(
            R"({{"cmd": "build_board", "board": "{}", "arch": "arm", "lease": {}, "commits": [{}]}})",
            board, lease, positions));
    }
    void want(int lease, const std::string& files, int chunks, int position = 0) {
        talk.say(fmt::format(
            R"({{"cmd": "want", "lease": {}, "commit_upto": {}, "files": {}, "chunks": {}}})",
            lease, position, files, chunks));
    }
    void more(int lease, int chunks) {
        talk.say(fmt::format(R"({{"cmd": "more", "lease": {}, "commit_upto": 0, "chunks": {}}})",
                             lease, chunks));
    }
    /// The answer to the newest ListArtefacts.
    void listed(std::int64_t log = 10, std::int64_t image = 2 * artefact_chunk_bytes + 1) {
        const auto asked = last<ListArtefacts>();
        talk.happen(
            ArtefactsListed{asked.folder, {{"log", log, "aa"}, {"u-boot.bin", image, "bb"}}, ""});
    }
    void read(const std::string& data = "eA==") {
        talk.happen(ArtefactRead{last<ReadArtefact>().folder, data, ""});
    }
    template <class T>
    std::vector<T> all() const {
        std::vector<T> found;
        for (const auto& effect : talk.others)
            if (const auto* it = std::get_if<T>(&effect)) found.push_back(*it);
        return found;
    }
    template <class T>
    T last() const {
        const auto found = all<T>();
        EXPECT_FALSE(found.empty());
        return found.empty() ? T{} : found.back();
    }
    std::size_t count(const std::string& kind) const { return talk.said_of(kind).size(); }

    Conversation talk;
};

TEST_F(DeliveriesTest, SendsNoFilesToABossThatDidNotAskForThem) {
    talk.say(R"({"cmd": "configure", "settings": {}, "features": ["lease"]})");
    talk.prepare();
    build(7);
    talk.finish_all();
    EXPECT_EQ(count("build_result"), 1u);
    EXPECT_TRUE(all<ListArtefacts>().empty());
}

TEST_F(DeliveriesTest, SendsNothingThatWasReadOfAnotherBuildOrUnasked) {
    talk.prepare();
    build(7);
    talk.finish_all();
    listed();
    const auto folder = last<ListArtefacts>().folder;
    talk.happen(ArtefactRead{folder, "eA==", ""});
    EXPECT_EQ(count("artefact"), 0u) << "no file is wanted yet";
    want(7, "[0]", 1);
    talk.happen(ArtefactRead{folder + "x", "eA==", ""});
    talk.happen(ArtefactRead{folder + "x", "", "no such file"});
    EXPECT_EQ(count("artefact"), 0u);
    EXPECT_EQ(count("build_result"), 0u);
    read();
    EXPECT_EQ(count("artefact"), 1u);
    EXPECT_EQ(count("build_result"), 1u);
}

TEST_F(DeliveriesTest, OffersTheFilesThenSendsThemThenTheResult) {
    talk.prepare();
    build(7);
    talk.finish_all();
    EXPECT_EQ(count("build_result"), 0u) << "the files come first";
    EXPECT_EQ(last<ListArtefacts>().names, (std::vector<std::string>{"log", "u-boot.bin"}));
    EXPECT_EQ(last<ListArtefacts>().folder, "/work/.bm-work/.artefacts/7.0");
    listed();
    EXPECT_EQ(talk.said_of("artefact_list").size(), 1u);
    EXPECT_TRUE(all<ReadArtefact>().empty()) << "nothing is sent that nobody asked for";
    want(7, "[0, 1]", 8);
    for (int chunk = 0; chunk < 4; ++chunk) read();
    const auto reads = all<ReadArtefact>();
    ASSERT_EQ(reads.size(), 4u);
    EXPECT_EQ(reads[0], (ReadArtefact{reads[0].folder, "log", 0, 10}));
    EXPECT_EQ(reads[2], (ReadArtefact{reads[0].folder, "u-boot.bin", artefact_chunk_bytes,
                                      artefact_chunk_bytes}));
    EXPECT_EQ(reads[3], (ReadArtefact{reads[0].folder, "u-boot.bin", 2 * artefact_chunk_bytes, 1}));
    EXPECT_EQ(count("artefact"), 4u);
    EXPECT_EQ(count("build_result"), 1u);
    EXPECT_EQ(Conversation::kind_of(talk.said.back()), "build_result");
    EXPECT_EQ(all<RemoveArtefacts>().size(), 1u) << "what was sent is not kept";
}

TEST_F(DeliveriesTest, SendsNoMoreThanTheBossAllowed) {
    talk.prepare();
    build(7);
    talk.finish_all();
    listed();
    want(7, "[0, 1]", 1);
    read();
    EXPECT_EQ(all<ReadArtefact>().size(), 1u);
    more(7, 2);
    read();
    read();
    EXPECT_EQ(all<ReadArtefact>().size(), 3u);
    more(7, 1);
    read();
    EXPECT_EQ(count("build_result"), 1u);
}

TEST_F(DeliveriesTest, SendsOnlyWhatTheBossLacks) {
    talk.prepare();
    build(7);
    talk.finish_all();
    listed();
    want(7, "[0]", 8);
    read();
    EXPECT_EQ(count("artefact"), 1u);
    EXPECT_EQ(count("build_result"), 1u);
}

TEST_F(DeliveriesTest, SendsNoChunkOfAnEmptyFile) {
    talk.prepare();
    build(7);
    talk.finish_all();
    listed(0, 5);
    want(7, "[0, 1]", 8);
    read();
    EXPECT_EQ(count("artefact"), 1u);
    EXPECT_EQ(count("build_result"), 1u);
}

TEST_F(DeliveriesTest, KeepsTheOrderInWhichItBuilt) {
    talk.prepare("[\"" + hash_a + "\", \"" + hash_b + "\"]");
    build(7, "snow", 2);
    talk.finish_all();
    EXPECT_EQ(all<ListArtefacts>().size(), 1u) << "one build at a time";
    listed();
    want(7, "[]", 8);
    EXPECT_EQ(Conversation::field(talk.said_of("build_result").back(), "commit_upto"), "0");
    listed();
    want(7, "[]", 8, 1);
    EXPECT_EQ(Conversation::field(talk.said_of("build_result").back(), "commit_upto"), "1");
}

TEST_F(DeliveriesTest, StartsNoBuildWhileTheBossIsFarBehind) {
    talk.say(
        R"({"cmd": "configure", "settings": {"threads": 1}, "features": ["lease", "artefacts"]})");
    talk.prepare("[\"" + hash_a + "\", \"" + hash_b + "\", \"" + hash_c + "\"]");
    build(7, "snow", 3);
    talk.make_ends(0, 0);
    talk.make_ends(0, 0);
    EXPECT_TRUE(talk.steps.empty()) << "two wait to be sent: the third build must not start";
    listed();
    want(7, "[]", 8);
    EXPECT_EQ(talk.steps.size(), 1u);
}

TEST_F(DeliveriesTest, SaysThatAJobLivesOfWhichOnlyFilesAreLeft) {
    talk.prepare();
    build(7);
    talk.finish_all();
    talk.said.clear();
    talk.pass(11s);
    const auto beats = talk.said_of("heartbeat");
    ASSERT_FALSE(beats.empty());
    EXPECT_EQ(Conversation::field(beats.back(), "lease"), "7");
}

TEST_F(DeliveriesTest, FinishesTheSessionOnlyBehindTheLastFile) {
    talk.prepare();
    build(7);
    talk.finish_all();
    talk.say(R"({"cmd": "build_done"})");
    listed();
    EXPECT_EQ(count("build_done"), 0u);
    want(7, "[0]", 1);
    read();
    EXPECT_EQ(count("build_done"), 1u) << "`want` does not wait behind `build_done`";
}

TEST_F(DeliveriesTest, ForgetsACancelledJobAndGoesOnWithTheNext) {
    talk.prepare();
    build(7);
    build(8, "peach");
    talk.finish_all();
    talk.say(R"({"cmd": "cancel", "lease": 7})");
    EXPECT_EQ(last<ListArtefacts>().folder, "/work/.bm-work/.artefacts/8.0");
    EXPECT_EQ(all<RemoveArtefacts>().front().folder, "/work/.bm-work/.artefacts/7.0");
    listed();
    want(8, "[]", 1);
    ASSERT_EQ(count("build_result"), 1u);
    EXPECT_EQ(Conversation::field(talk.said_of("build_result").back(), "board"), "peach");
}

TEST_F(DeliveriesTest, ReportsABuildWhoseFilesCannotBeReadAsTheMachinesFault) {
    talk.prepare();
    build(7);
    talk.finish_all();
    talk.happen(ArtefactsListed{last<ListArtefacts>().folder, {}, "disk on fire"});
    ASSERT_EQ(count("build_result"), 1u);
    const auto result = talk.said_of("build_result").back();
    EXPECT_EQ(Conversation::field(result, "cause"), "start");
    EXPECT_NE(result.find("disk on fire"), std::string::npos);
}

TEST_F(DeliveriesTest, OffersAgainWhatNobodyAnswered) {
    talk.prepare();
    build(7);
    talk.finish_all();
    listed();
    talk.pass(29s);
    EXPECT_EQ(count("artefact_list"), 1u);
    talk.pass(2s);
    EXPECT_EQ(count("artefact_list"), 2u);
    want(7, "[0, 1]", 1);
    read();
    talk.pass(31s);
    EXPECT_EQ(count("artefact_list"), 3u) << "no more came either";
    want(7, "[0]", 1);
    EXPECT_EQ(last<ReadArtefact>().offset, 0) << "all of it begins anew";
    read();
    EXPECT_EQ(count("build_result"), 1u);
    talk.pass(100s);
    EXPECT_EQ(count("artefact_list"), 3u);
}

TEST_F(DeliveriesTest, OffersNoMoreThanABossTakes) {
    talk.prepare();
    build(7);
    talk.finish_all();
    listed(protocol::limits::artefact_build_bytes, 1);
    EXPECT_EQ(count("artefact_list"), 0u);
    ASSERT_EQ(count("build_result"), 1u);
    EXPECT_EQ(Conversation::field(talk.said_of("build_result").back(), "cause"), "start");
}

TEST_F(DeliveriesTest, PassesOverWhatIsWantedOfAnotherBuild) {
    talk.prepare();
    build(7);
    talk.finish_all();
    want(7, "[0]", 8);  // not offered yet
    listed();
    want(9, "[0]", 8);
    want(7, "[0]", 8, 3);
    more(7, 5);
    EXPECT_TRUE(all<ReadArtefact>().empty());
    EXPECT_EQ(count("error"), 0u);
}

TEST_F(DeliveriesTest, RefusesToSendWhatItDidNotOffer) {
    talk.prepare();
    build(7);
    talk.finish_all();
    listed();
    for (const auto* files : {"[2]", "[1, 0]", "[0, 0]"}) want(7, files, 8);
    EXPECT_EQ(count("error"), 3u);
    EXPECT_TRUE(all<ReadArtefact>().empty());
}

TEST_F(DeliveriesTest, EndsAtOnceWithFilesOnTheirWay) {
    talk.prepare();
    build(7);
    talk.finish_all();
    listed();
    want(7, "[0, 1]", 8);
    talk.say(R"({"cmd": "quit"})");
    EXPECT_EQ(talk.exit_status, 0);
    EXPECT_EQ(all<RemoveArtefacts>().size(), 1u);
}

TEST_F(DeliveriesTest, ExcludesASpool) {
    const auto said = talk.say(
        R"({"cmd": "configure", "settings": {"spool_dir": "/s"}, "features": ["spool", "artefacts"]})");
    EXPECT_EQ(kinds(said), (std::vector<std::string>{"error"}));
}

}  // namespace
}  // namespace bm::worker::test
