// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/result/elf_order.hpp"

#include "domain/result/elf_constants.hpp"

namespace bm::result {
namespace {

/// Only a file that was made to do harm has longer chains.
constexpr int most_depth = 64;

class Order {
  public:
    explicit Order(const RawElf& raw)
        : raw_(raw), met_(raw.sections.size()), linked_from_(raw.sections.size()) {
        for (std::size_t i = 1; i < raw.sections.size(); ++i)
            if (raw.sections[i].link < raw.sections.size())
                linked_from_[raw.sections[i].link].push_back(i);
    }

    std::vector<std::size_t> find() {
        for (std::size_t i = 1; i < raw_.sections.size(); ++i) meet(i, 0);
        return std::move(order_);
    }

  private:
    void meet(std::size_t number, int depth) {
        if (number == 0 || number >= met_.size() || met_[number]) return;
        met_[number] = true;
        if (depth < most_depth) meet_needed(number, depth + 1);
        order_.push_back(number);
    }

    void meet_needed(std::size_t number, int depth) {
        const auto& section = raw_.sections[number];
        switch (section.type) {
            case elf::section_symbols:
                if (symbols_ == 0) symbols_ = number;
                return;
            case elf::section_dynamic_symbols:
                dynamic_symbols_ = number;
                return;
            case elf::section_strings:
                return meet_users(number, depth);
            case elf::section_rel:
            case elf::section_rela:
                if (is_symbols(section.link)) meet(section.link, depth);
                // Where its symbols are the file's own it belongs to another section.
                if (section.link == symbols_ && symbols_ != 0) meet(section.info, depth);
                return;
            default:
                return;
        }
    }

    /// Those that link to a table of strings, until one of them is a table of symbols.
    void meet_users(std::size_t number, int depth) {
        if (number == raw_.names_section || is_own(symbols_, number) ||
            is_own(dynamic_symbols_, number) || (symbols_ != 0 && dynamic_symbols_ != 0))
            return;
        for (const auto user : linked_from_[number]) {
            meet(user, depth);
            if (user == symbols_ || user == dynamic_symbols_) return;
        }
    }

    bool is_own(std::size_t symbols, std::size_t strings) const {
        return symbols != 0 && raw_.sections[symbols].link == strings;
    }

    bool is_symbols(std::size_t number) const {
        if (number >= raw_.sections.size()) return false;
        const auto type = raw_.sections[number].type;
        return type == elf::section_symbols || type == elf::section_dynamic_symbols;
    }

    const RawElf& raw_;
    std::vector<bool> met_;
    std::vector<std::vector<std::size_t>> linked_from_;  ///< by number
    std::vector<std::size_t> order_;
    std::size_t symbols_ = 0;          ///< 0: not met yet
    std::size_t dynamic_symbols_ = 0;  ///< likewise
};

}  // namespace

std::vector<std::size_t> listing_order(const RawElf& raw) { return Order(raw).find(); }

}  // namespace bm::result
