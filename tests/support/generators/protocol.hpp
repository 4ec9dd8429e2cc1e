// SPDX-License-Identifier: GPL-2.0-or-later
// Messages of every kind and shape that the wire can carry.
#pragma once

#include <rapidcheck.h>

#include <map>
#include <string>
#include <vector>

#include "domain/protocol/limits.hpp"
#include "domain/protocol/message.hpp"
#include "domain/protocol/settings_fields.hpp"

namespace bm::test {

/// Valid UTF-8 with what JSON has to escape.
inline rc::Gen<std::string> wire_text() {
    const auto piece = rc::gen::element<std::string>(
        "a", "Z", "0", " ", "/", "\"", "\\", "\n", "\t", std::string(1, '\0'), "\x1F", "\x7F",
        "\xC3\xA9", "\xE2\x82\xAC", "\xEF\xBF\xBD", "\xF0\x9F\x98\x80", "BM> ", "\\u00e9");
    return rc::gen::map(rc::gen::container<std::vector<std::string>>(piece),
                        [](const std::vector<std::string>& pieces) {
                            std::string text;
                            for (const auto& p : pieces) text += p;
                            return text;
                        });
}

inline rc::Gen<std::vector<std::string>> wire_texts() {
    return rc::gen::container<std::vector<std::string>>(wire_text());
}
inline rc::Gen<std::map<std::string, std::string>> wire_map() {
    return rc::gen::container<std::map<std::string, std::string>>(wire_text(), wire_text());
}
inline rc::Gen<std::int64_t> wire_number(std::int64_t least = 0,
                                         std::int64_t most = protocol::limits::number) {
    return rc::gen::oneOf(rc::gen::inRange<std::int64_t>(least, most + 1),
                          rc::gen::element(least, most));
}
inline rc::Gen<std::optional<std::int64_t>> wire_lease() {
    return rc::gen::element<std::optional<std::int64_t>>(std::nullopt, 0, 1, INT64_MAX);
}
inline rc::Gen<std::string> commit_hash() {
    return rc::gen::mapcat(rc::gen::element<std::size_t>(40, 64), [](std::size_t digits) {
        return rc::gen::container<std::string>(
            digits, rc::gen::elementOf(std::string("0123456789abcdefABCDEF")));
    });
}
/// At least one: an empty list means the same as one null.
inline rc::Gen<protocol::CommitList> commit_list() {
    return rc::gen::exec([] {
        protocol::CommitList commits(*rc::gen::inRange<std::size_t>(1, 5));
        if (*rc::gen::arbitrary<bool>())
            for (auto& commit : commits) commit = *commit_hash();
        return commits;
    });
}
inline rc::Gen<double> wire_load() {
    return rc::gen::map(wire_number(0, 1'000'000'000'000), [](std::int64_t thousandths) {
        return static_cast<double>(thousandths) / 1000;
    });
}

}  // namespace bm::test

namespace rc {

template <>
struct Arbitrary<bm::protocol::Settings> {
    static Gen<bm::protocol::Settings> arbitrary() {
        return gen::exec([] {
            using namespace bm::protocol;
            Settings settings;
            for (const auto& field : flag_fields) settings.*field.member = *gen::arbitrary<bool>();
            for (const auto& field : number_fields)
                settings.*field.member = *bm::test::wire_number();
            for (const auto& field : text_fields) settings.*field.member = *bm::test::wire_text();
            return settings;
        });
    }
};

template <>
struct Arbitrary<bm::protocol::BuildBoard> {
    static Gen<bm::protocol::BuildBoard> arbitrary() {
        return gen::exec([] {
            using namespace bm::test;
            bm::protocol::BuildBoard order{
                *wire_text(), *wire_text(), *wire_lease(), {}, *wire_texts()};
            if (*gen::arbitrary<bool>())
                order.positions = *gen::container<std::vector<std::int64_t>>(wire_number());
            return order;
        });
    }
};

template <>
struct Arbitrary<bm::protocol::BuildResult> {
    static Gen<bm::protocol::BuildResult> arbitrary() {
        return gen::exec([] {
            using namespace bm::test;
            using bm::protocol::Cause;
            using bm::protocol::limits::number;
            bm::protocol::BuildResult result{*wire_text(),
                                             *wire_number(),
                                             *wire_number(-number, number),
                                             *wire_text(),
                                             *wire_text(),
                                             *wire_load(),
                                             {},
                                             *wire_map(),
                                             *wire_text(),
                                             *wire_lease(),
                                             {},
                                             *wire_texts(),
                                             *gen::arbitrary<bool>(),
                                             *wire_text(),
                                             *wire_texts(),
                                             *wire_text()};
            if (*gen::arbitrary<bool>()) result.sizes = *wire_text();
            result.cause = *gen::element<std::optional<Cause>>(
                std::nullopt, Cause::make, Cause::guard, Cause::toolchain, Cause::limit,
                Cause::signal, Cause::checkout, Cause::start, Cause::machine, Cause::doubtful);
            return result;
        });
    }
};

template <>
struct Arbitrary<bm::protocol::ToWorker> {
    static Gen<bm::protocol::ToWorker> arbitrary() {
        return gen::exec([]() -> bm::protocol::ToWorker {
            using namespace bm::protocol;
            using namespace bm::test;
            switch (*gen::inRange<std::size_t>(0, std::variant_size_v<ToWorker>)) {
                case 0:
                    return Setup{*wire_text()};
                case 1:
                    return Configure{*gen::arbitrary<Settings>(), *wire_map(), *wire_texts()};
                case 2: {
                    BuildBoards request{{}, *commit_list()};
                    const auto boards = *gen::inRange(0, 4);
                    for (int i = 0; i < boards; ++i)
                        request.boards.push_back({*wire_text(), *wire_text()});
                    return request;
                }
                case 3:
                    return BuildPrepare{*commit_list(), *wire_number()};
                case 4:
                    return *gen::arbitrary<BuildBoard>();
                case 5:
                    return FinishBuilds{};
                case 6:
                    return Cancel{(*wire_lease()).value_or(2)};
                case 7:
                    return Want{(*wire_lease()).value_or(2), *wire_number(),
                                *gen::container<std::vector<std::int64_t>>(wire_number()),
                                *wire_number()};
                case 8:
                    return More{(*wire_lease()).value_or(2), *wire_number(), *wire_number()};
                default:
                    return Quit{};
            }
        });
    }
};

template <>
struct Arbitrary<bm::protocol::ToBoss> {
    static Gen<bm::protocol::ToBoss> arbitrary() {
        return gen::exec([]() -> bm::protocol::ToBoss {
            using namespace bm::protocol;
            using namespace bm::test;
            switch (*gen::inRange<std::size_t>(0, std::variant_size_v<ToBoss>)) {
                case 0:
                    return Ready{*wire_number(1, limits::slots), *wire_number(1, limits::slots),
                                 *wire_number(), *wire_texts()};
                case 1:
                    return SetupDone{*wire_text(), *wire_text()};
                case 2:
                    return ConfigureDone{};
                case 3:
                    return BuildStarted{*wire_number(0, limits::slots)};
                case 4:
                    return WorktreeCreated{*wire_number(0, limits::slots)};
                case 5:
                    return BuildPrepareDone{};
                case 6:
                    return Heartbeat{*wire_text(), *wire_number(-1, limits::slots), *wire_lease()};
                case 7:
                    return *gen::arbitrary<BuildResult>();
                case 8:
                    return BuildsFinished{*wire_number()};
                case 9:
                    return ErrorReply{*wire_text()};
                case 10: {
                    ArtefactList list{(*wire_lease()).value_or(2), *wire_number(), {}};
                    const auto files = *gen::inRange(0, 4);
                    for (int i = 0; i < files; ++i)
                        list.files.push_back({*wire_text(), *wire_number(), *wire_text()});
                    return list;
                }
                case 11:
                    return ArtefactChunk{(*wire_lease()).value_or(2), *wire_number(),
                                         *wire_number(), *wire_number(), *wire_text()};
                default:
                    return QuitAck{};
            }
        });
    }
};

}  // namespace rc
