// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/git/commit_files.hpp"

#include <filesystem>

#include "tests/contract/source_files_contract.hpp"
#include "tests/support/git/repository.hpp"

namespace bm::tests {
namespace {

using adapters::git::LibraryCommitFiles;
using adapters::git::ProgramCommitFiles;

std::string commit_all(Repository& repository, const Contents& contents) {
    for (const auto& [path, text] : contents)
        if (!text.starts_with("-> ")) repository.commit(path, text, path);
    for (const auto& [path, text] : contents)
        if (text.starts_with("-> "))
            std::filesystem::create_symlink(text.substr(3), repository.directory() + "/" + path);
    return repository.commit("b", contents.at("b"), "links");
}

std::unique_ptr<ports::SourceFiles> by_library(const std::string& folder,
                                               const Contents& contents) {
    Repository repository(folder);
    auto opened = LibraryCommitFiles::open(folder, commit_all(repository, contents));
    return opened ? std::move(*opened) : nullptr;
}

/// Keeps what it reads with.
class OwnProgram final : public ports::SourceFiles {
  public:
    OwnProgram(const std::string& folder, const Contents& contents)
        : repository_(folder),
          files_(repository_.program(), folder, commit_all(repository_, contents), folder) {}
    core::Expected<std::vector<std::string>> list() override { return files_.list(); }
    core::Expected<void> prepare(const std::vector<std::string>& paths) override {
        return files_.prepare(paths);
    }
    core::Expected<std::string> read(const std::string& path) override { return files_.read(path); }

  private:
    Repository repository_;
    ProgramCommitFiles files_;
};

std::unique_ptr<ports::SourceFiles> by_program(const std::string& folder,
                                               const Contents& contents) {
    return std::make_unique<OwnProgram>(folder, contents);
}

INSTANTIATE_TEST_SUITE_P(Library, SourceFilesContract,
                         testing::Values(MakeSourceFiles(by_library)));
INSTANTIATE_TEST_SUITE_P(Program, SourceFilesContract,
                         testing::Values(MakeSourceFiles(by_program)));

TEST(LibraryCommitFiles, ReadsAShallowClone) {
    const TempDir temp;
    Repository repository(temp / "r");
    repository.commit("a", "1\n", "First");
    const auto newest = repository.commit("a", "2\n", "Second");
    repository.git({"-c", "protocol.file.allow=always", "clone", "-q", "--depth=1",
                    "file://" + repository.directory(), temp / "shallow"});
    const auto files = LibraryCommitFiles::open(temp / "shallow", newest);
    ASSERT_TRUE(files);
    EXPECT_EQ((*files)->read("a").value_or("?"), "2\n");
}

TEST(LibraryCommitFiles, NamesACommitThatIsNotThere) {
    const TempDir temp;
    Repository repository(temp / "r");
    repository.commit("a", "1\n", "First");
    const auto files = LibraryCommitFiles::open(repository.directory(), std::string(40, '1'));
    ASSERT_FALSE(files);
    EXPECT_NE(files.error().message.find(std::string(40, '1')), std::string::npos);
}

}  // namespace
}  // namespace bm::tests
