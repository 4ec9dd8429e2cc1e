// SPDX-License-Identifier: GPL-2.0-or-later
// How kernel.org's crosstool is laid out: files/bin/<host>/<version>/<archive>, each directory an
// HTML index, each version with a sha256sums.asc.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bm::toolchain {

inline constexpr std::string_view crosstool_url =
    "https://mirrors.edge.kernel.org/pub/tools/crosstool/files/bin";

/// The folder of this machine's builds, by its name in uname.
std::string host_folder(std::string_view machine);

/// What an index links to in the same directory: file names, directories with a '/' at the end. A
/// link to anywhere else is left out.
std::vector<std::string> links_in(std::string_view html);

/// Directories among the links that are versions, newest first, without the '/'.
std::vector<std::string> versions_in(const std::vector<std::string>& links);

/// An archive with a compiler.
struct Archive {
    std::string file;    ///< x86_64-gcc-14.2.0-nolibc-aarch64-linux.tar.xz
    std::string target;  ///< aarch64-linux
    std::string cpu;     ///< aarch64
    friend bool operator==(const Archive&, const Archive&) = default;
};

/// The folder of its compiler, in it and below ~/.buildman-toolchains:
/// gcc-14.2.0-nolibc/aarch64-linux.
std::string folder_of(const Archive& archive);

/// The archives among the links, by file name.
std::vector<Archive> archives_in(const std::vector<std::string>& links);

/// The one for an arch of boards: of its own name, else of one that stands in for it.
std::optional<Archive> archive_for(const std::vector<Archive>& archives, std::string_view arch);

/// The one whose compiler has a usual prefix of the arch, by which a worker finds it.
std::optional<Archive> archive_with_prefix(const std::vector<Archive>& archives,
                                           std::string_view arch);

/// The SHA-256 of a file in hex, from the lines of sha256sum; signature lines do not matter.
std::optional<std::string> hash_in(std::string_view sums, std::string_view file);

}  // namespace bm::toolchain
