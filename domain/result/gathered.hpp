// SPDX-License-Identifier: GPL-2.0-or-later
// Which files of a build directory become result files, and under which names.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bm::result {

/// Images whose sizes, functions and sections are kept, relative to O=.
inline constexpr std::string_view images[] = {"u-boot", "spl/u-boot-spl", "tpl/u-boot-tpl",
                                              "vpl/u-boot-vpl"};

/// `spl/u-boot-spl` -> `spl-u-boot-spl.sizes`: the output of nm.
std::string functions_file_name(std::string_view image);
/// `spl/u-boot-spl` -> `spl-u-boot-spl.objdump`.
std::string sections_file_name(std::string_view image);
/// `spl/u-boot-spl` -> `spl-u-boot-spl.statics`.
std::string statics_file_name(std::string_view image);
/// The files of nm's and objdump's output end with one space.
std::string tool_file(std::string_view output);

/// Where the default environment lies in a build directory (the first that is there; trees of 2023
/// call the archive .o), and its name as a result.
inline constexpr std::string_view environment_archives[] = {"env/built-in.a", "env/built-in.o"};
inline constexpr std::string_view environment_section = ".rodata.default_environment";
inline constexpr std::string_view environment_file = "uboot.env";

struct ConfigCopy {
    std::string path;  ///< relative to O=
    std::string name;  ///< of the result file
    friend bool operator==(const ConfigCopy&, const ConfigCopy&) = default;
};
/// Where a name comes twice, the first file that is there is taken.
std::vector<ConfigCopy> config_copies();

struct KeptPattern {
    std::string_view folder;   ///< relative to O=; empty: O= itself
    std::string_view pattern;  ///< shell pattern of the names in it; copied flat
};
/// What -k keeps.
std::vector<KeptPattern> kept_images();

}  // namespace bm::result
