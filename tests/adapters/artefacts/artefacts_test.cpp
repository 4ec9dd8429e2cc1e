// SPDX-License-Identifier: GPL-2.0-or-later
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "adapters/artefacts/packing.hpp"
#include "adapters/artefacts/source.hpp"
#include "adapters/artefacts/store.hpp"
#include "tests/contract/artefacts_contract.hpp"
#include "tests/support/fake_artefacts.hpp"
#include "tests/support/temp_dir.hpp"

namespace bm::tests {
namespace {

namespace fs = std::filesystem;
using namespace adapters::artefacts;

class RealCarrier {
  public:
    RealCarrier() { fs::create_directory(from()); }

    ports::ArtefactSource& source() { return source_; }
    ports::ArtefactStore& store() { return store_; }
    std::string from() const { return base_ / "from"; }
    std::string to() const { return base_ / "to"; }
    void write(const std::string& name, const std::string& bytes) {
        std::ofstream(from() + "/" + name, std::ios::binary) << bytes;
    }
    std::string read(const std::string& name) {
        std::ifstream in(to() + "/" + name, std::ios::binary);
        std::ostringstream text;
        text << in.rdbuf();
        return text.str();
    }

  private:
    TempDir base_;
    Source source_;
    Store store_;
};

class FakeCarrier {
  public:
    ports::ArtefactSource& source() { return files_; }
    ports::ArtefactStore& store() { return files_; }
    std::string from() const { return "from"; }
    std::string to() const { return "to"; }
    void write(const std::string& name, const std::string& bytes) {
        files_.files["from/" + name] = bytes;
    }
    std::string read(const std::string& name) { return files_.files.at("to/" + name); }

  private:
    FakeArtefacts files_;
};

using Carriers = testing::Types<RealCarrier, FakeCarrier>;
INSTANTIATE_TYPED_TEST_SUITE_P(Artefacts, ArtefactsContract, Carriers);

TEST(ArtefactStore, MakesItsFolderForThisUserAlone) {
    RealCarrier carrier;
    ASSERT_TRUE(carrier.store().open(carrier.to()));
    struct stat status {};
    ASSERT_EQ(::stat(carrier.to().c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0700u);
}

TEST(ArtefactStore, WritesNothingUnderANameThatIsNoFilesName) {
    RealCarrier carrier;
    ASSERT_TRUE(carrier.store().open(carrier.to()));
    const std::vector<std::string> names = {"../x", "a/b", "", ".", "..", std::string("a\0b", 3)};
    for (const auto& name : names)
        EXPECT_FALSE(carrier.store().add(carrier.to(), name, 0, 1, pack("x"))) << name;
    EXPECT_TRUE(fs::is_empty(carrier.to()));
}

TEST(ArtefactStore, FollowsNoLinkThatLiesInItsFolder) {
    RealCarrier carrier;
    ASSERT_TRUE(carrier.store().open(carrier.to()));
    carrier.write("victim", "");
    fs::create_symlink(carrier.from() + "/victim", carrier.to() + "/log");
    EXPECT_FALSE(carrier.store().add(carrier.to(), "log", 0, 1, pack("x")));
    EXPECT_EQ(fs::file_size(carrier.from() + "/victim"), 0u);
}

TEST(ArtefactSource, OffersNoFolderLinkOrPipe) {
    RealCarrier carrier;
    fs::create_directory(carrier.from() + "/folder");
    fs::create_symlink("/etc/passwd", carrier.from() + "/link");
    ASSERT_EQ(::mkfifo((carrier.from() + "/pipe").c_str(), 0600), 0);
    for (const auto* name : {"folder", "link", "pipe", "../from/x"})
        EXPECT_FALSE(carrier.source().list(carrier.from(), {name})) << name;
}

TEST(ArtefactSource, SaysThatAFileBecameShorter) {
    RealCarrier carrier;
    carrier.write("log", "short");
    const auto read = carrier.source().read(carrier.from(), "log", 0, 10);
    ASSERT_FALSE(read);
    EXPECT_NE(read.error().message.find("became shorter"), std::string::npos);
}

RC_GTEST_PROP(Packing, GivesBackWhatItTook, (const std::string& bytes)) {
    RC_ASSERT(unpack(pack(bytes), bytes.size()) == bytes);
}

RC_GTEST_PROP(Packing, RefusesAnythingElse, (const std::string& bytes, const std::string& noise)) {
    (void)unpack(noise, 100);
    auto text = pack(bytes);
    RC_ASSERT(!unpack(text, bytes.size() + 1));
    if (!bytes.empty()) RC_ASSERT(!unpack(text, bytes.size() - 1));
    RC_ASSERT(!unpack(text + "AAAA", bytes.size()));
    RC_ASSERT(!unpack(text.substr(0, text.size() - 4), bytes.size()));
}

TEST(Packing, RefusesAStreamThatWouldUnpackToMoreThanItSays) {
    const std::string zeros(64u << 20, '\0');
    EXPECT_FALSE(unpack(pack(zeros), 1000)) << "what is unpacked is bounded by what was said";
}

TEST(Packing, HashesAsEverybodyDoes) {
    Hash hash;
    hash.add("a");
    hash.add("bc");
    EXPECT_EQ(hash.hex(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace bm::tests
