// SPDX-License-Identifier: GPL-2.0-or-later
// deps: bm::domain_kconfig
// Three texts, parted by lines of `%%`: a Kconfig file, one that it can name as `other`, and a
// defconfig, which can include both. They are read, in the dialect of Linux 6.1 when the first
// begins with `#new`; problems have their places, and .config is made of lines that set symbols.
#include <cstdint>
#include <string>
#include <string_view>

#include "domain/kconfig/configuration.hpp"
#include "domain/kconfig/includes.hpp"
#include "domain/kconfig/parser.hpp"
#include "fuzz/target.hpp"

using bm::fuzz::require;
using namespace bm::kconfig;

namespace {

std::string take_text(std::string_view& rest) {
    constexpr std::string_view mark = "\n%%\n";
    const auto end = std::min(rest.find(mark), rest.size());
    std::string text(rest.substr(0, end));
    rest.remove_prefix(std::min(end + mark.size(), rest.size()));
    return text;
}

class TwoFiles final : public Surroundings {
  public:
    explicit TwoFiles(std::string_view& rest) : first_(take_text(rest)), other_(take_text(rest)) {}
    bm::core::Expected<std::string> read(const std::string& path) override {
        if (path == "Kconfig") return first_;
        if (path == "other") return other_;
        const bool modern = first_.starts_with("#new");
        if (modern && path == "scripts/kconfig/symbol.c")
            return ".type = S_TRISTATE, sym->curr.val = range_sym->curr.val";
        if (modern && path == "scripts/kconfig/confdata.c") return "strpbrk(p2, \"\\\"\\\\\")";
        if (modern && path == "scripts/kconfig/parser.y") return "stmt_list_in_choice";
        return bm::core::fail(bm::core::ErrorKind::not_found, "not found");
    }
    std::optional<std::string> variable(const std::string& name) override {
        return name == "ENV" ? std::optional<std::string>("env") : std::nullopt;
    }
    std::string shell(const std::string& command) override { return command; }

  private:
    std::string first_, other_;
};

void check_places(const std::vector<Problem>& problems) {
    for (const auto& problem : problems) require(!problem.place.file.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    auto rest = bm::fuzz::as_text(data, size);
    TwoFiles files(rest);
    const auto parsed = parse("Kconfig", files);
    check_places(parsed.problems);
    Configuration configuration(parsed.tree);
    const auto joined = join_includes("defconfig", rest, files);
    check_places(joined.problems);
    check_places(configuration.load("defconfig", joined.text));
    check_places(configuration.unmet_dependencies());
    const auto lines = configuration.lines();
    for (std::string_view left = lines; !left.empty();) {
        const auto [line, behind] = bm::fuzz::first_line(left);
        require(line.starts_with("CONFIG_") || line.starts_with("# CONFIG_"));
        left = behind;
    }
    return 0;
}
