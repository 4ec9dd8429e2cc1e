// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/machine/compiler.hpp"

#include <fmt/format.h>

#include <utility>

#include "domain/core/shown.hpp"
#include "domain/machine/quote.hpp"
#include "domain/machine/script.hpp"
#include "domain/toolchain/arches.hpp"
#include "domain/toolchain/candidates.hpp"

namespace bm::machine {

std::vector<std::string> lacking(const Survey& survey, const std::vector<std::string>& arches) {
    std::vector<std::string> found;
    for (const auto& arch : arches)
        if (!survey.toolchains.contains(arch)) found.push_back(arch);
    return found;
}

core::Expected<void> can_fetch(const Facts& machine, std::string_view arch) {
    const auto& [system, host] = std::pair(machine.system, machine.arch);
    if (system != "Linux" || (host != "x86_64" && host != "aarch64"))
        return core::fail(core::ErrorKind::not_found,
                          fmt::format("it is {} {}, and there are compilers to fetch for Linux "
                                      "x86_64 and aarch64 only: install one there",
                                      core::shown(system, 40), core::shown(host, 40)));
    if (toolchain::prefixes(arch).empty())
        return core::fail(core::ErrorKind::not_found,
                          "only a machine's own gcc builds it, on x86_64 or for sandbox");
    return {};
}

std::string install_command(const Install& install) {
    // d: where compilers are kept; t: a folder beside them that goes in the end; p: the place; b:
    // what lay there and does not work.
    auto script =
        fmt::format(R"sh(d=$HOME/{}; n={}; c={}; )sh", quote(toolchain::fetched_folder.substr(2)),
                    quote(install.folder), quote(install.compiler));
    script +=
        R"sh(w() { "$1/$c" --version >/dev/null 2>&1 </dev/null; }; )sh"
        R"sh(p=$d/$n; if w "$p"; then m compiler "$p/$c"; m end; exit 0; fi; )sh"
        R"sh(t=$({ mkdir -p "$d" && mktemp -d "$d/.bm-XXXXXX"; } 2>&1) || )sh"
        R"sh(f cannot make a folder in "$d: $t"; )sh"
        R"sh(b=$t/.before; )sh"
        R"sh(trap 'rm -rf "$t"' EXIT; trap 'exit 1' HUP INT TERM PIPE; )sh"
        R"sh(find "$d" -maxdepth 1 -name '.bm-*' -mtime +1 -exec rm -rf {} + 2>/dev/null; )sh";
    script += install.xz ? R"sh(e=$(tar -xJf -)sh" : R"sh(e=$(tar -xf -)sh";
    // What an archive says of owners and of setuid is nobody's business there.
    script += R"sh( --no-same-owner --no-same-permissions -C "$t")sh";
    script += R"sh( 2>&1) || f cannot unpack it in "$d: $e"; )sh"
              R"sh([ -x "$t/$n/$c" ] || f the archive has no "$n/$c"; )sh"
              R"sh(w "$t/$n" || f the compiler that was fetched does not run there; )sh"
              // Another machine with the same home may have been quicker.
              R"sh(if w "$p"; then m compiler "$p/$c"; m end; exit 0; fi; )sh"
              R"sh(mkdir -p "${p%/*}" || f cannot make "${p%/*}"; )sh"
              R"sh(if [ -e "$p" ]; then mv "$p" "$b" || f cannot put aside "$p"; fi; )sh"
              R"sh(mv "$t/$n" "$p" || { [ ! -e "$b" ] || mv "$b" "$p"; f cannot write "$p"; }; )sh"
              R"sh(m compiler "$p/$c"; m end)sh";
    return run_by_sh(std::string(script_begin) + script);
}

std::string fetch_failure(std::string_view machine, const std::string& arch, std::string_view why) {
    const auto package = toolchain::debian_package(arch);
    return fmt::format(
        "  Failed to fetch {}: {}: {}{}\n", machine, arch, why,
        package.empty() ? "" : fmt::format("; Debian's package {} has one", package));
}

}  // namespace bm::machine
