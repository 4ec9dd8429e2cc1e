// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/git/library_source_tree.hpp"
#include "adapters/git/program_source_tree.hpp"
#include "tests/contract/source_tree_contract.hpp"

namespace bm::tests {
namespace {

std::unique_ptr<ports::SourceTree> by_program(const Repository& repository) {
    return std::make_unique<adapters::git::ProgramSourceTree>(repository.program(),
                                                              repository.directory());
}

std::unique_ptr<ports::SourceTree> by_library(const Repository& repository) {
    auto opened = adapters::git::LibrarySourceTree::open(repository.directory());
    return opened ? std::move(*opened) : nullptr;
}

INSTANTIATE_TEST_SUITE_P(Program, SourceTreeContract, testing::Values(OpenSource(by_program)));
INSTANTIATE_TEST_SUITE_P(Library, SourceTreeContract, testing::Values(OpenSource(by_library)));

TEST(LibrarySourceTree, SaysThatAPlaceIsNoRepository) {
    const TempDir temp;
    const auto opened = adapters::git::LibrarySourceTree::open(temp.path());
    ASSERT_FALSE(opened);
    EXPECT_NE(opened.error().message.find(temp.path()), std::string::npos);
}

TEST(LibrarySourceTree, RefusesAShallowCloneWhoseHistoryItWouldTakeForEmpty) {
    const TempDir temp;
    Repository repository(temp / "r");
    repository.commit("a", "1\n", "First");
    repository.commit("a", "2\n", "Second");
    repository.git({"-c", "protocol.file.allow=always", "clone", "-q", "--depth=1",
                    "file://" + repository.directory(), temp / "shallow"});
    EXPECT_FALSE(adapters::git::LibrarySourceTree::open(temp / "shallow"));
}

TEST(ProgramSourceTree, ReadsASha256Repository) {
    const TempDir temp;
    Repository repository(temp / "r", {"--object-format=sha256"});
    const auto hash = repository.commit("a", "1\n", "First");
    EXPECT_EQ(by_program(repository)->resolve("main").value_or("?"), hash);
    EXPECT_EQ(hash.size(), 64u);
}

}  // namespace
}  // namespace bm::tests
