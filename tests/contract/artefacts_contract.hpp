// SPDX-License-Identifier: GPL-2.0-or-later
// What holds for whoever carries result files from a worker to a boss.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "ports/artefacts.hpp"

namespace bm::tests {

/// A carrier: `write` puts a file where the source finds it, `read` gives what the store has.
template <class Carrier>
class ArtefactsContract : public testing::Test {
  protected:
    void carry(const std::string& name) {
        const auto listed = carrier.source().list(carrier.from(), {name});
        ASSERT_TRUE(listed) << listed.error().message;
        ASSERT_TRUE(carrier.store().open(carrier.to()));
        const auto& file = listed->front();
        std::int64_t at = 0;
        do {
            const auto bytes = std::min<std::int64_t>(1000, file.size - at);
            const auto data = carrier.source().read(carrier.from(), name, at, bytes);
            ASSERT_TRUE(data) << data.error().message;
            const auto added = carrier.store().add(carrier.to(), name, at, bytes, *data);
            ASSERT_TRUE(added) << added.error().message;
            at += 1000;
        } while (at < file.size);
        const auto whole = carrier.store().check(carrier.to(), file);
        EXPECT_TRUE(whole) << whole.error().message;
    }

    Carrier carrier;
};

TYPED_TEST_SUITE_P(ArtefactsContract);

TYPED_TEST_P(ArtefactsContract, CarriesEveryByteOfAFile) {
    for (const std::size_t size : {0u, 1u, 999u, 1000u, 1001u, 5000u}) {
        std::string bytes;
        for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>(i * i % 251);
        this->carrier.write("u-boot.bin", bytes);
        this->carry("u-boot.bin");
        EXPECT_EQ(this->carrier.read("u-boot.bin"), bytes) << size;
    }
}

TYPED_TEST_P(ArtefactsContract, RefusesAFileThatIsNotTheOneThatWasOffered) {
    auto& ours = this->carrier;
    ours.write("log", "what was offered");
    auto file = ours.source().list(ours.from(), {"log"})->front();
    ASSERT_TRUE(ours.store().open(ours.to()));
    ours.write("log", "what was written since");
    const auto data = ours.source().read(ours.from(), "log", 0, file.size);
    ASSERT_TRUE(data);
    ASSERT_TRUE(ours.store().add(ours.to(), "log", 0, file.size, *data));
    const auto whole = ours.store().check(ours.to(), file);
    ASSERT_FALSE(whole);
    EXPECT_EQ(whole.error().kind, core::ErrorKind::refused);
}

TYPED_TEST_P(ArtefactsContract, RefusesAChunkThatDoesNotFollowOrIsOfAnotherSize) {
    auto& ours = this->carrier;
    ours.write("log", "0123456789");
    const auto data = ours.source().read(ours.from(), "log", 0, 10);
    ASSERT_TRUE(data);
    ASSERT_TRUE(ours.store().open(ours.to()));
    EXPECT_FALSE(ours.store().add(ours.to(), "log", 0, 9, *data));
    ASSERT_TRUE(ours.store().open(ours.to()));
    EXPECT_FALSE(ours.store().add(ours.to(), "log", 10, 10, *data));
}

TYPED_TEST_P(ArtefactsContract, KeepsNothingOfAFolderThatIsOpenedAnewOrRemoved) {
    auto& ours = this->carrier;
    ours.write("log", "x");
    this->carry("log");
    const auto file = ours.source().list(ours.from(), {"log"})->front();
    ASSERT_TRUE(ours.store().open(ours.to()));
    EXPECT_FALSE(ours.store().check(ours.to(), file));
    ours.store().remove(ours.to());
    EXPECT_FALSE(ours.store().check(ours.to(), file));
}

TYPED_TEST_P(ArtefactsContract, ListsNoFileThatIsNotThere) {
    EXPECT_FALSE(this->carrier.source().list(this->carrier.from(), {"absent"}));
}

REGISTER_TYPED_TEST_SUITE_P(ArtefactsContract, CarriesEveryByteOfAFile,
                            RefusesAFileThatIsNotTheOneThatWasOffered,
                            RefusesAChunkThatDoesNotFollowOrIsOfAnotherSize,
                            KeepsNothingOfAFolderThatIsOpenedAnewOrRemoved,
                            ListsNoFileThatIsNotThere);

}  // namespace bm::tests
