// SPDX-License-Identifier: GPL-2.0-or-later
// Files of a remote worker: what is taken, and what a worker cannot make us take.
#include <gtest/gtest.h>

#include <functional>

#include "domain/protocol/limits.hpp"
#include "tests/domain/boss/session_fixture.hpp"

namespace bm::boss::test {
namespace {

using protocol::limits::artefact_chunk_bytes;

const std::string hash(64, 'a');

/// A remote worker that has lease 5 with the positions 0 and 1.
class FilesTest : public testing::Test {
  protected:
    FilesTest() {
        talk.hear(protocol::Ready{2, 2, 1, {"lease", "artefacts"}});
        talk.hear(protocol::ConfigureDone{});
        talk.hear(protocol::BuildPrepareDone{});
        talk.give(5, commits({0, 1}));
        talk.effects.clear();
    }

    void offer(std::vector<protocol::Artefact> files, std::int64_t commit = 0) {
        talk.hear(protocol::ArtefactList{5, commit, std::move(files)});
    }
    void chunk(std::int64_t file, std::int64_t offset, const std::string& data = "eA==") {
        talk.hear(protocol::ArtefactChunk{5, 0, file, offset, data});
    }
    void result(std::vector<std::string> files, std::int64_t commit = 0) {
        auto result = result_of("qemu_arm", commit, 5);
        result.files = std::move(files);
        talk.hear(result);
    }
    template <class T>
    std::vector<T> orders() const {
        std::vector<T> found;
        for (const auto& order : talk.all<FileOrder>())
            if (const auto* it = std::get_if<T>(&order)) found.push_back(*it);
        return found;
    }
    bool gave_back() const { return !talk.all<Returned>().empty(); }

    Talk talk{{{}, {}, {"lease", "artefacts"}, {std::string(40, 'a'), std::string(40, 'b')}}};
};

TEST_F(FilesTest, AreTakenBeforeTheirResult) {
    offer({{"log", 3, hash}, {"sizes", 0, hash}, {"u-boot.bin", artefact_chunk_bytes + 1, hash}});
    EXPECT_EQ(talk.sent().back(),
              R"({"cmd": "want", "lease": 5, "commit_upto": 0, "files": [0, 1, 2], "chunks": 8})");
    chunk(0, 0);
    chunk(2, 0);
    chunk(2, artefact_chunk_bytes);
    result({"u-boot.bin", "log", "sizes"});
    EXPECT_EQ(talk.all<Delivered>().size(), 1u);
    EXPECT_EQ(orders<OpenFiles>().size(), 1u);
    const auto added = orders<AddToFile>();
    ASSERT_EQ(added.size(), 4u);
    EXPECT_EQ(added[0].name, "sizes") << "an empty file has no chunk and is made at once";
    EXPECT_EQ(added[1].bytes, 3);
    EXPECT_EQ(added[3].bytes, 1);
    EXPECT_EQ(orders<CheckFile>().size(), 3u);
    EXPECT_TRUE(orders<DropFiles>().empty());
}

TEST_F(FilesTest, AreTheOutcomesWhenItIsTaken) {
    offer({{"log", 0, hash}});
    result({"log"});
    offer({{"log", 0, hash}}, 1);
    EXPECT_EQ(orders<OpenFiles>().size(), 2u) << "the next build's may come";
    talk.happen(Closed{"gone"});
    const auto dropped = orders<DropFiles>();
    ASSERT_EQ(dropped.size(), 1u);
    EXPECT_EQ(dropped[0].commit.value, 1) << "nothing takes away what is to be stored";
}

TEST_F(FilesTest, GetNewCreditForEachChunkThatWasTaken) {
    offer({{"u-boot.bin", 2 * artefact_chunk_bytes, hash}});
    chunk(0, 0);
    EXPECT_EQ(talk.sent().back(), R"({"cmd": "more", "lease": 5, "commit_upto": 0, "chunks": 1})");
}

TEST_F(FilesTest, AreASignOfLifeOfTheirJob) {
    offer({{"u-boot.bin", 100 * artefact_chunk_bytes, hash}});
    for (int i = 0; i < 20; ++i) {
        talk.pass(5s);
        chunk(0, i * artefact_chunk_bytes);
    }
    EXPECT_FALSE(gave_back()) << "a slow link is no dead worker";
}

TEST_F(FilesTest, ThatCannotBeKeptGiveTheJobBack) {
    offer({{"log", 3, hash}});
    chunk(0, 0);
    talk.happen(FilesBroken{core::LeaseId{5}, core::CommitId{0}, "its hash is another one"});
    ASSERT_TRUE(gave_back());
    EXPECT_EQ(talk.all<Returned>()[0].commits, commits({0, 1}));
    EXPECT_EQ(orders<DropFiles>().size(), 1u);
    EXPECT_NE(talk.sent().back().find("cancel"), std::string::npos);
    result({"log"});
    EXPECT_TRUE(talk.all<Delivered>().empty()) << "half of a result is none";
}

TEST_F(FilesTest, ThatAreGoneCannotBreakASecondTime) {
    offer({{"log", 3, hash}});
    chunk(0, 0);
    const FilesBroken broken{core::LeaseId{5}, core::CommitId{0}, "its hash is another one"};
    talk.happen(broken);
    talk.happen(broken);
    EXPECT_EQ(talk.all<Remark>().size(), 1u);
    EXPECT_EQ(talk.all<Returned>().size(), 1u);
}

TEST_F(FilesTest, ThatAreOfferedAgainBeginAnew) {
    offer({{"a", 2 * artefact_chunk_bytes, hash}});
    chunk(0, 0);
    offer({{"a", 2 * artefact_chunk_bytes, hash}});
    chunk(0, 0);
    chunk(0, artefact_chunk_bytes);
    result({"a"});
    EXPECT_EQ(orders<OpenFiles>().size(), 2u);
    EXPECT_EQ(talk.all<Delivered>().size(), 1u);
}

TEST_F(FilesTest, ThatLostTheirResultDoNotHoldUpThoseOfTheNextBuild) {
    offer({{"log", 3, hash}});
    chunk(0, 0);
    offer({{"sizes", 0, hash}}, 1);
    EXPECT_EQ(orders<DropFiles>(), (std::vector{DropFiles{{5}, {0}}}));
    EXPECT_EQ(orders<OpenFiles>().back(), (OpenFiles{{5}, {1}}));
    result({"sizes"}, 1);
    ASSERT_EQ(talk.all<Delivered>().size(), 1u);
    EXPECT_EQ(talk.all<Delivered>().front().build.commit, core::CommitId{1});
    ASSERT_EQ(talk.all<Returned>().size(), 1u);
    EXPECT_EQ(talk.all<Returned>().front().commits, commits({0}));
}

TEST_F(FilesTest, OfABuildThatTheMachineCouldNotDoAreNotAwaited) {
    auto result = result_of("qemu_arm", 0, 5, 1);
    result.cause = protocol::Cause::start;
    talk.hear(result);
    EXPECT_EQ(talk.all<Delivered>().size(), 1u);
}

TEST_F(FilesTest, ThatAreBrokenAreNoneThoughTheWorkerIsBeingEnded) {
    for (int i = 0; i < 99; ++i) talk.hear_line("{}");
    offer({{"log", 3, hash}});
    chunk(0, 0);
    talk.happen(FilesBroken{core::LeaseId{5}, core::CommitId{0}, "another hash"});
    EXPECT_EQ(talk.all<Kill>().size(), 1u) << "that was its hundredth lie";
    EXPECT_EQ(talk.sent().back().find("cancel"), std::string::npos) << "it is told nothing more";
    EXPECT_FALSE(gave_back()) << "what it has goes elsewhere when it is gone";
    result({"log"});
    EXPECT_TRUE(talk.all<Delivered>().empty());
    EXPECT_EQ(orders<DropFiles>().size(), 1u);
}

TEST_F(FilesTest, ThatAreOfferedWithoutEndGiveTheJobBack) {
    for (int i = 0; i < 1000; ++i) offer({{"a", 1, hash}});
    EXPECT_TRUE(gave_back());
    EXPECT_EQ(orders<OpenFiles>().size(), 10u);
}

TEST_F(FilesTest, GoWithTheirWorker) {
    offer({{"log", 3, hash}});
    talk.happen(Closed{"gone"});
    EXPECT_EQ(orders<DropFiles>().size(), 1u);
}

TEST_F(FilesTest, AreNotTakenFromAWorkerThatWasNotAsked) {
    Talk local;
    local.bring_to_feeding();
    local.give(5, commits({0}));
    local.hear(protocol::ArtefactList{5, 0, {{"log", 3, hash}}});
    local.hear(protocol::ArtefactChunk{5, 0, 0, 0, "eA=="});
    EXPECT_TRUE(local.all<FileOrder>().empty());
}

/// Everything a worker can do wrong with files: nothing of it is stored, and the job goes
/// elsewhere.
class FilesLie : public FilesTest, public testing::WithParamInterface<int> {
  public:
    using FilesTest::chunk;
    using FilesTest::offer;
    using FilesTest::result;
    Talk& boss() { return talk; }

    static std::vector<std::pair<std::string, std::function<void(FilesLie&)>>> lies() {
        const auto offers = [](std::string name) {
            return [name](FilesLie& t) { t.offer({{name, 3, hash}}); };
        };
        const std::int64_t much = protocol::limits::artefact_build_bytes;
        return {
            {"a path", offers("a/b")},
            {"the folder above", offers("..")},
            {"an absolute path", offers("/etc/passwd")},
            {"a zero byte", offers(std::string("a\0b", 3))},
            {"no name", offers("")},
            {"a name of a kilobyte", offers(std::string(1000, 'a'))},
            {"a line end in a name", offers("a\nb")},
            {"a name that looks like a temporary one", offers("~done~")},
            {"a file twice",
             [](FilesLie& t) {
                 t.offer({{"a", 1, hash}, {"a", 1, hash}});
             }},
            {"no hash",
             [](FilesLie& t) {
                 t.offer({{"a", 1, ""}});
             }},
            {"a hash in capitals",
             [](FilesLie& t) {
                 t.offer({{"a", 1, std::string(64, 'A')}});
             }},
            {"a file that is too large",
             [much](FilesLie& t) {
                 t.offer({{"a", much, hash}, {"b", 1, hash}});
             }},
            {"two files that are too large together",
             [much](FilesLie& t) {
                 t.offer({{"a", much - 1, hash}, {"b", 2, hash}});
             }},
            {"too many files",
             [](FilesLie& t) {
                 std::vector<protocol::Artefact> files;
                 for (int i = 0; i <= protocol::limits::artefact_files; ++i)
                     files.push_back({"f" + std::to_string(i), 1, hash});
                 t.offer(files);
             }},
            {"a chunk of another file",
             [](FilesLie& t) {
                 t.offer({{"a", 1, hash}, {"b", 1, hash}}), t.chunk(1, 0);
             }},
            {"a chunk that leaves some out",
             [](FilesLie& t) {
                 t.offer({{"a", 2 * artefact_chunk_bytes, hash}}), t.chunk(0, artefact_chunk_bytes);
             }},
            {"a chunk twice",
             [](FilesLie& t) {
                 t.offer({{"a", 2 * artefact_chunk_bytes, hash}}), t.chunk(0, 0), t.chunk(0, 0);
             }},
            {"a chunk behind the last",
             [](FilesLie& t) {
                 t.offer({{"a", 1, hash}}), t.chunk(0, 0), t.chunk(0, 0);
             }},
            {"a chunk at an odd place",
             [](FilesLie& t) {
                 t.offer({{"a", 9, hash}}), t.chunk(0, 7);
             }},
            {"a chunk that is too long",
             [](FilesLie& t) {
                 t.offer({{"a", 9, hash}}), t.chunk(0, 0, std::string(1 << 20, 'A'));
             }},
            {"a result before its files",
             [](FilesLie& t) {
                 t.offer({{"a", 1, hash}}), t.result({"a"});
             }},
            {"a result without files", [](FilesLie& t) { t.result({}); }},
            {"a result with files that were not offered", [](FilesLie& t) { t.result({"a"}); }},
            {"a result with other files than were sent",
             [](FilesLie& t) {
                 t.offer({{"a", 1, hash}}), t.chunk(0, 0), t.result({"b"});
             }},
            {"a result with fewer files than were sent",
             [](FilesLie& t) {
                 t.offer({{"a", 0, hash}, {"b", 0, hash}}), t.result({"a"});
             }},
        };
    }
};

TEST_P(FilesLie, StoresNothingAndGivesTheJobBack) {
    lies()[static_cast<std::size_t>(GetParam())].second(*this);
    EXPECT_TRUE(boss().all<Delivered>().empty());
    EXPECT_EQ(boss().all<Returned>().size(), 1u) << "the rest of the job goes elsewhere";
    EXPECT_FALSE(boss().all<Remark>().empty()) << "and it is logged";
    for (const auto& order : boss().all<FileOrder>())
        if (const auto* add = std::get_if<AddToFile>(&order)) {
            EXPECT_EQ(add->name.find('/'), std::string::npos);
        }
}

INSTANTIATE_TEST_SUITE_P(Worker, FilesLie,
                         testing::Range(0, static_cast<int>(FilesLie::lies().size())),
                         [](const auto& test) {
                             auto name =
                                 FilesLie::lies()[static_cast<std::size_t>(test.param)].first;
                             for (auto& c : name)
                                 if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
                             return name;
                         });

/// These are counted and refused, and nothing else changes.
TEST_F(FilesTest, OfBuildsThatTheWorkerDoesNotHoldAreRefused) {
    talk.hear(protocol::ArtefactList{6, 0, {{"log", 3, hash}}});
    talk.hear(protocol::ArtefactList{5, 7, {{"log", 3, hash}}});
    talk.hear(protocol::ArtefactChunk{6, 0, 0, 0, "eA=="});
    EXPECT_TRUE(talk.all<FileOrder>().empty());
    EXPECT_FALSE(gave_back());
    EXPECT_EQ(talk.all<Remark>().size(), 3u);
}

TEST_F(FilesTest, AWorkerThatLiesOnAndOnIsEnded) {
    for (int i = 0; i < 200; ++i) talk.hear(protocol::ArtefactChunk{6, 0, 0, 0, "eA=="});
    EXPECT_EQ(talk.all<Kill>().size(), 1u);
    EXPECT_LE(talk.all<Remark>().size(), 50u) << "nor does it flood the log";
}

}  // namespace
}  // namespace bm::boss::test
