// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/toolchain/candidates.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <utility>

#include "domain/toolchain/arches.hpp"
#include "domain/toolchain/compiler_name.hpp"
#include "domain/toolchain/llvm.hpp"

namespace bm::toolchain {
namespace {

constexpr int priority_of_download = 3;
constexpr int first_calculated = 4;
constexpr int first_of_path = 16;
constexpr std::size_t most_candidates = 2000;

std::string expand_home(const std::string& path, const std::string& home) {
    return path == "~" || path.starts_with("~/") ? home + path.substr(1) : path;
}

class Finder {
  public:
    /// `wanted`: the arches that compilers are for; none: any.
    Finder(const Sight& sight, std::set<std::string> wanted)
        : sight_(sight), wanted_(std::move(wanted)) {}

    void take_prefix(const Wish& wish) {
        if (!is_wanted(wish.key)) return;
        const auto value = expand_home(wish.value, sight_.home);
        Candidate candidate{value, wish.key, Rule::prefix_file, 0, order_++, wish.place, ""};
        if (asks_for_llvm(value)) return take_llvm(std::move(candidate));
        if (sight_.is_program(value) || (is_clang(value) && value.find('/') != std::string::npos))
            return found_.push_back(candidate);
        candidate.path = value + "gcc";
        candidate.rule = Rule::prefix_gcc;
        candidate.priority = 1;
        if (sight_.is_program(candidate.path)) return found_.push_back(candidate);
        candidate.rule = Rule::prefix_path;
        candidate.priority = 2;
        if (value.find('/') == std::string::npos)
            for (const auto& path : sight_.in_path(is_clang(value) ? value : value + "gcc")) {
                candidate.path = path;
                found_.push_back(candidate);
                candidate.order = order_++;  // the first directory of PATH wins
            }
    }

    /// The value stands where the path belongs.
    void take_llvm(Candidate candidate) {
        candidate.word = candidate.path;
        const auto value = llvm_value(candidate.word);
        if (!value) {
            candidate.refused = value.error().message;
            return found_.push_back(candidate);
        }
        candidate.path = expand_home(llvm_program("clang", *value), sight_.home);
        if (candidate.path.find('/') == std::string::npos) {
            const auto paths = sight_.in_path(candidate.path);
            if (paths.empty()) return;
            candidate.path = paths.front();
        }
        found_.push_back(std::move(candidate));
    }

    core::Expected<void> take_path(const Wish& wish) {
        const auto value = expand_home(wish.value, sight_.home);
        std::size_t count = 0;
        for (auto directory : sight_.matches(value)) {
            while (directory.size() > 1 && directory.ends_with('/')) directory.pop_back();
            for (const std::string_view below : {"", "/bin", "/usr/bin"}) {
                const auto folder = directory == "/" && !below.empty()
                                        ? std::string(below)
                                        : directory + std::string(below);
                for (const auto& name : sight_.compilers_in(folder)) {
                    if (++count > most_candidates)
                        return core::fail(core::ErrorKind::usage,
                                          wish.place + ": [toolchain] " + wish.key + " = " +
                                              wish.value +
                                              " finds too many compilers: name fewer directories");
                    take_file((folder == "/" ? "" : folder) + "/" + name, name, wish);
                }
            }
        }
        ++order_;
        return {};
    }

    void take_usual(const std::string& arch) {
        int priority = first_of_path;
        for (const auto prefix : prefixes(arch)) {
            for (const auto& path : sight_.in_path(std::string(prefix) + "gcc"))
                found_.push_back({path, arch, Rule::table, priority, order_++, "", ""});
            ++priority;
        }
        if (!is_native(arch, sight_.arch)) return;
        for (const auto& path : sight_.in_path("gcc"))
            found_.push_back({path, arch, Rule::native, priority, order_++, "", ""});
    }

    std::vector<Candidate> found() { return std::move(found_); }

  private:
    void take_file(const std::string& path, const std::string& name, const Wish& wish) {
        const bool download = wish.key == "download";
        const auto read = read_compiler_name(name);
        if (read && !is_wanted(read->arch)) return;
        found_.push_back({path, read ? read->arch : "", download ? Rule::download : Rule::directory,
                          download ? priority_of_download : calculated_priority(path), order_,
                          wish.place, read ? "" : read.error().message});
    }

    bool is_wanted(const std::string& arch) const {
        return wanted_.empty() || wanted_.contains(arch);
    }

    const Sight& sight_;
    std::set<std::string> wanted_;
    std::vector<Candidate> found_;
    std::size_t order_ = 0;
};

/// Arches whose compilers may serve these: the aliases too.
std::vector<std::string> with_aliases(const Wishes& wishes,
                                      const std::vector<std::string>& arches) {
    std::vector<std::string> all;
    std::set<std::string> known;
    const auto add = [&](const std::string& arch) {
        if (known.insert(arch).second) all.push_back(arch);
    };
    for (const auto& arch : arches) {
        if (const auto alias = wishes.aliases.find(arch); alias != wishes.aliases.end())
            for (const auto& other : alias->second) add(other);
        add(arch);
    }
    return all;
}

}  // namespace

int calculated_priority(std::string_view path) {
    constexpr std::array<std::string_view, 12> parts = {"-elf",
                                                        "-unknown-linux-gnu",
                                                        "-linux",
                                                        "-none-linux-gnueabi",
                                                        "-none-linux-gnueabihf",
                                                        "-uclinux",
                                                        "-none-eabi",
                                                        "-gentoo-linux-gnu",
                                                        "-linux-gnueabi",
                                                        "-linux-gnueabihf",
                                                        "-le-linux",
                                                        "-uclinux"};
    const auto found = std::ranges::find_if(
        parts, [&](auto part) { return path.find(part) != std::string_view::npos; });
    const auto index = std::min<std::ptrdiff_t>(found - parts.begin(), std::ssize(parts) - 1);
    return first_calculated + static_cast<int>(index);
}

core::Expected<std::vector<Candidate>> find_candidates(const Wishes& wishes,
                                                       const std::vector<std::string>& arches,
                                                       const Sight& sight) {
    const auto asked = with_aliases(wishes, arches);
    std::set<std::string> wanted(asked.begin(), asked.end());
    for (const auto& arch : asked)
        for (const auto other : stand_ins(arch)) wanted.emplace(other);
    Finder finder(sight, std::move(wanted));
    for (const auto& wish : wishes.prefixes) finder.take_prefix(wish);
    bool download = false;
    for (const auto& wish : wishes.paths) {
        download = download || wish.key == "download";
        BM_TRY(finder.take_path(wish));
    }
    if (!download) BM_TRY(finder.take_path({"download", std::string(fetched_folder) + "/*/*", ""}));
    for (const auto& arch : asked) finder.take_usual(arch);
    return finder.found();
}

}  // namespace bm::toolchain
