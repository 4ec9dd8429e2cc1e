// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <deque>
#include <set>
#include <unordered_map>

#include "domain/diagnostic/meaning.hpp"
#include "domain/summary/view_parts.hpp"

namespace bm::summary {
namespace {

/// What is said, with its places, without the source that is shown, the setting and the end.
std::string said(const Message& message) {
    std::string text;
    std::string_view rest = message.text;
    while (!rest.empty()) {
        const auto line = rest.substr(0, rest.find('\n'));
        if (!diagnostic::is_excerpt(line) && !diagnostic::is_setting(line) &&
            !diagnostic::is_closing(line))
            text += std::string(line) + "\n";
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    }
    return text.empty() ? message.text : text;
}

/// Messages that wait for their like, each for one.
class Waiting {
  public:
    void add(std::string key, const Message& message) {
        waiting_[std::move(key)].push_back(&message);
    }
    const Message* take(const std::string& key) {
        const auto found = waiting_.find(key);
        if (found == waiting_.end() || found->second.empty()) return nullptr;
        const auto* message = found->second.front();
        found->second.pop_front();
        return message;
    }

  private:
    std::unordered_map<std::string, std::deque<const Message*>> waiting_;
};

/// A message is one and the same on all boards that say it as warning, or as error.
struct Key {
    MessageChange::Kind change;
    Message::Kind kind;
    std::string_view meaning;
    std::string_view text;  ///< of what moved: only what moved alike is one
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

    /// First those that are said as before, however often and whether the build failed; then those
    /// that moved.
    void take(std::size_t board, const Facts* before, const Facts& now) {
        static const std::vector<Message> nothing;
        const auto& old = before && before->messages ? *before->messages : nothing;
        Waiting same, alike;
        for (const auto& message : *now.messages) same.add(said(message), message);
        std::vector<const Message*> gone;
        std::set<const Message*> kept;
        for (const auto& message : old)
            if (const auto* found = same.take(said(message)))
                kept.insert(found);
            else
                gone.push_back(&message);
        for (const auto& message : *now.messages)
            if (!kept.contains(&message)) alike.add(message.meaning, message);
        for (const auto* message : gone) {
            const auto* found = alike.take(message->meaning);
            if (found)
                add(board, MessageChange::Kind::moved, *found, message->text);
            else
                add(board, MessageChange::Kind::went, *message, {});
            if (found) kept.insert(found);
        }
        for (const auto& message : *now.messages)
            if (!kept.contains(&message)) add(board, MessageChange::Kind::came, message, {});
    }

    std::vector<MessageChange> finish() { return std::move(changes_); }

  private:
    void add(std::size_t board, MessageChange::Kind kind, const Message& message,
             const std::string& before) {
        const bool moved = kind == MessageChange::Kind::moved;
        const Key key{kind, message.kind, message.meaning,
                      moved ? std::string_view(message.text) : std::string_view()};
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
