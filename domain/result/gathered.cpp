// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/result/gathered.hpp"

#include <algorithm>

namespace bm::result {
namespace {

constexpr std::string_view config_paths[] = {"u-boot.cfg",          "spl/u-boot-spl.cfg",
                                             "tpl/u-boot-tpl.cfg",  ".config",
                                             "include/autoconf.mk", "include/generated/autoconf.h"};

std::string flat(std::string_view image, std::string_view suffix) {
    std::string name(image);
    std::ranges::replace(name, '/', '-');
    return name.append(suffix);
}

/// `autoconf.mk` below `spl` -> `autoconf-spl.mk`; a name without extension stays.
std::string config_name(std::string_view folder, std::string_view path) {
    const auto slash = path.rfind('/');
    std::string name(slash == std::string_view::npos ? path : path.substr(slash + 1));
    const auto dot = name.rfind('.');
    if (!folder.empty() && dot != std::string::npos && dot > 0)
        name.insert(dot, "-" + std::string(folder));
    return name;
}

}  // namespace

std::string functions_file_name(std::string_view image) { return flat(image, ".sizes"); }

std::string sections_file_name(std::string_view image) { return flat(image, ".objdump"); }

std::string statics_file_name(std::string_view image) { return flat(image, ".statics"); }

std::string tool_file(std::string_view output) { return std::string(output) + " "; }

std::vector<ConfigCopy> config_copies() {
    std::vector<ConfigCopy> copies;
    for (const std::string_view folder : {"", "spl", "tpl"})
        for (const auto path : config_paths) {
            const std::string below = folder.empty() ? "" : std::string(folder) + "/";
            copies.push_back({below + std::string(path), config_name(folder, path)});
        }
    return copies;
}

std::vector<KeptPattern> kept_images() {
    return {{"", "u-boot*"},
            {"", "*.map"},
            {"", "MLO"},
            {"", "SPL"},
            {"", "*.bin"},
            {"", "*.rom"},
            {"", "*.itb"},
            {"", "*.img"},
            {"include", "autoconf.mk"},
            {"spl", "u-boot-spl*"},
            {"tpl", "u-boot-tpl*"},
            {"vpl", "u-boot-vpl*"}};
}

}  // namespace bm::result
