// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "domain/summary/view_parts.hpp"

namespace bm::summary {
namespace {

using ByMeaning = std::unordered_map<std::string_view, const Message*>;

ByMeaning index(const Facts* facts) {
    ByMeaning found;
    if (!facts || !facts->messages) return found;
    for (const auto& message : *facts->messages) found.emplace(message.meaning, &message);
    return found;
}

/// A message is one and the same on all boards that say it as warning, or as error.
struct Key {
    MessageChange::Kind change;
    Message::Kind kind;
    std::string_view meaning;
    bool operator==(const Key&) const = default;
};
struct KeyHash {
    std::size_t operator()(const Key& key) const {
        return std::hash<std::string_view>()(key.meaning) * 16 +
               static_cast<std::size_t>(key.change) * 4 + static_cast<std::size_t>(key.kind);
    }
};

class Gatherer {
  public:
    explicit Gatherer(const Model& model) : model_(model) {}

    void take(std::size_t board, const Facts* before, const Facts& now) {
        const auto old = index(before);
        const auto current = index(&now);
        if (before && before->messages)
            for (const auto& message : *before->messages) {
                const auto still = current.find(message.meaning);
                if (still == current.end() || still->second->kind != message.kind)
                    add(board, MessageChange::Kind::went, message, {});
            }
        for (const auto& message : *now.messages) {
            const auto known = old.find(message.meaning);
            if (known == old.end() || known->second->kind != message.kind)
                add(board, MessageChange::Kind::came, message, {});
            else if (known->second->text != message.text)
                add(board, MessageChange::Kind::moved, message, known->second->text);
        }
    }

    std::vector<MessageChange> finish() { return std::move(changes_); }

  private:
    void add(std::size_t board, MessageChange::Kind kind, const Message& message,
             const std::string& before) {
        const Key key{kind, message.kind, message.meaning};
        const auto [place, is_new] = places_.try_emplace(key, changes_.size());
        if (is_new) changes_.push_back({kind, message, before, {}, false});
        changes_[place->second].boards.push_back(model_.boards()[board].name);
    }

    const Model& model_;
    std::vector<MessageChange> changes_;
    std::unordered_map<Key, std::size_t, KeyHash> places_;  ///< the texts are the model's
};

/// How many boards say a message, at a commit and at the one before it.
class Census {
  public:
    Census(const Model& model, std::size_t commit, const std::vector<MessageChange>& changes) {
        for (const auto& change : changes)
            counts_.try_emplace({change.message.kind, change.message.meaning});
        for (std::size_t b = 0; b < model.boards().size(); ++b) {
            if (commit > 0) count(model.standing(b, commit - 1), &Counts::before);
            count(model.standing(b, commit), &Counts::now);
        }
    }
    bool elsewhere(const MessageChange& change) const {
        const auto& counts = counts_.at({change.message.kind, change.message.meaning});
        if (change.kind == MessageChange::Kind::came) return counts.before > 0;
        return change.kind == MessageChange::Kind::went && counts.now > 0;
    }

  private:
    struct Counts {
        std::size_t before = 0;
        std::size_t now = 0;
    };
    void count(const Facts* facts, std::size_t Counts::*which) {
        if (!facts || !facts->messages) return;
        for (const auto& message : *facts->messages)
            if (const auto found = counts_.find({message.kind, message.meaning});
                found != counts_.end())
                ++(found->second.*which);
    }
    std::map<std::pair<Message::Kind, std::string>, Counts> counts_;
};

}  // namespace

std::vector<MessageChange> messages_view(const Model& model, std::size_t commit) {
    Gatherer gatherer(model);
    for (const auto& [board, difference] : model.differences(commit)) {
        // With the state the kind of a message can change, too.
        if (!difference.messages) continue;
        const auto base = difference.bases.known;
        gatherer.take(board, base ? &model.at(board, *base) : nullptr, model.at(board, commit));
    }
    auto changes = gatherer.finish();
    if (changes.empty()) return changes;
    const Census census(model, commit, changes);
    for (auto& change : changes) change.elsewhere = census.elsewhere(change);
    return changes;
}

}  // namespace bm::summary
