// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include "domain/result/verdict.hpp"

namespace bm::result {
namespace {

struct Wording {
    ChangeKind kind;
    std::string_view before;  ///< the boards
    std::string_view after;
};

constexpr Wording wordings[] = {
    {ChangeKind::fails, "fails: ", ""},         {ChangeKind::broke, "broke ", ""},
    {ChangeKind::mended, "mended ", ""},        {ChangeKind::warns, "warns: ", ""},
    {ChangeKind::made_warn, "made ", " warn"},  {ChangeKind::cleaned, "made ", " clean"},
    {ChangeKind::said_more, "new messages in ", ""},
    {ChangeKind::said_less, "fewer messages in ", ""},
    {ChangeKind::not_known, "not known: ", ""},
    {ChangeKind::appeared, "new: ", ""},        {ChangeKind::vanished, "gone: ", ""},
};

std::string since(const Change& change, const std::vector<std::string>& labels) {
    if (!change.since || *change.since >= labels.size()) return "";
    return fmt::format(" (since {})", labels[*change.since]);
}

std::string boards_of(const std::vector<Change>& changes, ChangeKind kind,
                      const std::vector<std::string>& labels) {
    std::string text;
    for (const auto& change : changes) {
        if (change.kind != kind) continue;
        if (!text.empty()) text += ", ";
        text += change.board + since(change, labels);
    }
    return text;
}

std::string size_text(const Change& change, const std::vector<std::string>& labels) {
    return fmt::format("{} {} by {} byte{}{}", change.board,
                       change.kind == ChangeKind::grew ? "grew" : "shrank", change.bytes,
                       change.bytes == 1 ? "" : "s", since(change, labels));
}

}  // namespace

std::string verdict_text(const std::vector<Change>& changes,
                         const std::vector<std::string>& labels) {
    std::string text;
    const auto add = [&](const std::string& part) {
        if (!text.empty()) text += "; ";
        text += part;
    };
    for (const auto& wording : wordings)
        if (const auto boards = boards_of(changes, wording.kind, labels); !boards.empty())
            add(fmt::format("{}{}{}", wording.before, boards, wording.after));
    for (const auto& change : changes)
        if (change.kind == ChangeKind::grew || change.kind == ChangeKind::shrank)
            add(size_text(change, labels));
    return text.empty() ? "no change" : text;
}

}  // namespace bm::result
