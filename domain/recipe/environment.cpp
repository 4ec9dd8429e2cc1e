// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/recipe/environment.hpp"

#include <algorithm>
#include <array>

namespace bm::recipe {
namespace {

constexpr std::array kept_names = {
    "HOME",        "PATH",        "USER",      "LOGNAME",  "TMPDIR",     "http_proxy",
    "https_proxy", "ftp_proxy",   "all_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY",
    "FTP_PROXY",   "ALL_PROXY",   "NO_PROXY",  "BL31",     "TEE",        "SCP",
    "OPENSBI",     "DEVICE_TREE", "EXT_DTB",   "DTC"};
constexpr std::array kept_families = {"CCACHE_", "BINMAN_"};

/// What names files of this machine, or a way to find them.
constexpr std::array input_names = {"BL31",        "TEE",     "SCP", "OPENSBI",
                                    "DEVICE_TREE", "EXT_DTB", "DTC"};
constexpr std::array input_families = {"BINMAN_"};

constexpr std::array changing_names = {"CROSS_COMPILE",
                                       "ARCH",
                                       "CC",
                                       "LD",
                                       "AS",
                                       "HOSTCC",
                                       "HOSTCFLAGS",
                                       "HOSTLDFLAGS",
                                       "CFLAGS",
                                       "CPPFLAGS",
                                       "LDFLAGS",
                                       "KCFLAGS",
                                       "KAFLAGS",
                                       "KCPPFLAGS",
                                       "GNUMAKEFLAGS",
                                       "NO_LTO",
                                       "LOCALVERSION",
                                       "SOURCE_DATE_EPOCH",
                                       "O",
                                       "V",
                                       "W"};
constexpr std::array changing_families = {"MAKE", "KBUILD_", "KCONFIG_", "MFLAGS"};

template <class Names, class Families>
bool is_of(const std::string& name, const Names& names, const Families& families) {
    return std::ranges::find(names, name) != names.end() ||
           std::ranges::any_of(families, [&](const char* f) { return name.starts_with(f); });
}

/// Debug information names directories from that of the source on: else an image would tell in
/// which slot of which machine it was built. What the linker says by it stays the same, for the
/// source's directory is taken off that too. make puts the path in, so that the text is the same
/// everywhere.
constexpr auto same_paths = "-fdebug-prefix-map=$(dir $(CURDIR))=";

}  // namespace

Variables allowed(const Variables& caller) {
    Variables kept;
    for (const auto& [name, value] : caller)
        if (is_of(name, kept_names, kept_families)) kept[name] = value;
    return kept;
}

std::vector<std::string> inputs_of_this_machine(const Variables& caller) {
    std::vector<std::string> names;
    for (const auto& [name, value] : caller)
        if (is_of(name, input_names, input_families)) names.push_back(name);
    return names;
}

std::vector<std::string> dropped(const Variables& caller) {
    std::vector<std::string> names;
    for (const auto& [name, value] : caller)
        if (is_of(name, changing_names, changing_families)) names.push_back(name);
    return names;
}

Variables set_by_bm(const Variables& for_toolchain, std::int64_t source_date,
                    const Variables& further, bool below_source) {
    auto set = for_toolchain;
    set["LANG"] = "C";
    set["LC_ALL"] = "C";
    set["SOURCE_DATE_EPOCH"] = std::to_string(source_date);
    for (const auto& [name, value] : further) set[name] = value;
    if (!below_source) return set;
    auto& flags = set["KCPPFLAGS"];  // for C and for assembler
    flags += std::string(flags.empty() ? "" : " ") + same_paths;
    return set;
}

std::string environment_file(const Variables& set, const std::string& path) {
    std::string text;
    for (const auto& [name, value] : set) {
        auto shown = value;
        if (name == "PATH" && shown.ends_with(":" + path))
            shown.resize(shown.size() - path.size() - 1);
        text += name + "=\"" + shown + "\"\n";
    }
    return text;
}

}  // namespace bm::recipe
