// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/machine/commands.hpp"

#include <fmt/format.h>

#include "domain/machine/quote.hpp"
#include "domain/machine/script.hpp"
#include "domain/toolchain/candidates.hpp"

namespace bm::machine {
namespace {

/// Where executables are kept.
constexpr std::string_view find_bin =
    "b=${XDG_CACHE_HOME:-}; case $b in /*) ;; *) b=$HOME/.cache;; esac; b=$b/bm/bin; ";

constexpr std::string_view find_any_bm =
    R"sh(for p in "$(command -v bm)" "$HOME/.local/bin/bm" "$HOME/bin/bm" /usr/local/bin/bm; do )sh"
    R"sh(case $p in /*) if [ -f "$p" ] && [ -x "$p" ]; then m bm "$p"; break; fi;; esac; done; )sh";

/// A worker would use gmake too.
constexpr std::string_view find_make =
    R"sh(for p in make gmake; do v=$($p --version 2>/dev/null </dev/null | head -n 1); )sh"
    R"sh(case $v in "GNU Make "*) m make "${v#GNU Make }"; break;; esac; done; )sh";

/// The probe holds the lock for a moment; a worker that starts then tries again.
constexpr std::string_view find_holder =
    R"sh(l=$w/.bm-work/worker.lock; if [ -f "$l" ] && command -v flock >/dev/null 2>&1; then )sh"
    R"sh(flock -n "$l" true || m holder "by $(head -n 1 "$l")"; fi; )sh";

/// Of the folder d.
constexpr std::string_view find_space =
    R"sh(set -- $(df -Pk "${d:-/}" 2>/dev/null | tail -n 1); m free_kilobytes "$4"; )sh";

/// What a machine has no way to tell of is left out.
constexpr std::string_view find_load =
    R"sh(v=$(nproc --all 2>/dev/null) && m cpus "$v"; v=$(nproc 2>/dev/null) && m threads "$v"; )sh"
    R"sh({ read -r v r && m load "$v"; } 2>/dev/null </proc/loadavg; )sh"
    R"sh({ while read -r k v r; do case $k in MemAvailable:) m memory_kilobytes "$v"; esac; )sh"
    R"sh(done; } 2>/dev/null </proc/meminfo; )sh";

/// The free space will be that of the nearest folder that is there.
constexpr std::string_view find_nearest_folder =
    R"sh(if [ -d "$w" ]; then w=$(cd "$w" && pwd -P); fi; m work_dir "$w"; d=$w; )sh"
    R"sh(while [ ! -d "${d:-/}" ]; do case $d in */*) d=${d%/*};; *) d=/;; esac; done; )sh";

/// t: the first line with a digit of what a program says of itself.
constexpr std::string_view find_tools =
    R"sh(t() { k=$1; shift; command -v "$1" >/dev/null 2>&1 || return 0; )sh"
    R"sh(m "$k" "$("$@" 2>/dev/null </dev/null | sed -n '/[0-9]/{p;q;}')"; }; )sh"
    R"sh(t dtc dtc --version; t swig swig -version; t python python3 --version; )sh"
    R"sh(t xz xz --version; )sh"
    R"sh(m bogomips "$(sed -n '/^[Bb]ogo[Mm][Ii][Pp][Ss]/{s/.*: *//p;q;}' )sh"
    R"sh(/proc/cpuinfo 2>/dev/null)"; )sh"
    R"sh(if v=$(git --version 2>/dev/null); then m git "${v#git version }"; fi; )sh"
    R"sh(if [ -f "$p" ] && [ -x "$p" ]; then t bm_version "$p" --version; fi; )sh";

/// As the settings write a path: relative and `~` are the home's.
std::string path_word(std::string_view text) {
    if (text == "~") return "\"$HOME\"";
    if (text.starts_with("~/")) text.remove_prefix(2);
    return text.starts_with('/') ? quote(text) : "\"$HOME\"/" + quote(text);
}

std::string find_work_dir(const Terms& terms) {
    return "w=" + path_word(terms.work_dir.empty() ? ".cache/bm/worker" : terms.work_dir) + "; ";
}

/// h: a file's bytes are ours. Where there is no sha256sum the size must do.
std::string hash_check(const Executable& ours) {
    return fmt::format(R"sh(h() {{ [ "$(wc -c < "$1")" -eq {} ] || return 1; )sh"
                       R"sh(command -v sha256sum >/dev/null 2>&1 || return 0; )sh"
                       R"sh(s=$(sha256sum < "$1") && [ "${{s%% *}}" = {} ]; }}; )sh",
                       ours.size, quote(ours.sha256));
}

std::string our_place(const Executable& ours) {
    return "e=$b/" + quote("bm-worker-" + ours.sha256) + "; ";
}

std::string find_programs(const Terms& terms) {
    std::string script;
    if (const auto& ours = terms.executable)
        script += our_place(*ours) + hash_check(*ours) +
                  R"sh(m place "$e"; if [ -x "$e" ] && h "$e"; then )sh"
                  R"sh(touch -c "$e"; m ours yes; fi; )sh";
    if (terms.bm_path.empty()) return script.append(find_any_bm);
    return script + "p=" + path_word(terms.bm_path) +
           R"sh(; if [ -f "$p" ] && [ -x "$p" ]; then m bm "$p"; fi; )sh";
}

/// git takes the format from its environment since 2.29; an older one has only sha1.
std::string make_repository(const Terms& terms) {
    return R"sh(if v=$(git --version 2>/dev/null); then m git "${v#git version }"; )sh"
           R"sh(r=$w/.git; git --git-dir="$r" rev-parse --git-dir >/dev/null 2>&1 || )sh"
           "GIT_DEFAULT_HASH=" +
           quote(terms.object_format) +
           R"sh( git init -q --template= "$w" >&2 || f cannot make a repository in "$w"; )sh"
           R"sh(o=$(git --git-dir="$r" config extensions.objectformat) || o=sha1; )sh"
           R"sh(m object_format "$o"; for k in receive.shallowUpdate=true )sh"
           R"sh(receive.fsckObjects=false receive.denyNonFastForwards=false )sh"
           R"sh(receive.denyDeletes=false; do )sh"
           R"sh([ "$(git --git-dir="$r" config --local "${k%=*}")" = "${k#*=}" ] || )sh"
           R"sh(git --git-dir="$r" config "${k%=*}" "${k#*=}"; done; fi; )sh";
}

std::string campaign_word(const std::string& campaign) {
    return campaign.empty() ? "" : " --campaign " + quote(campaign);
}

}  // namespace

std::string look_command(const Terms& terms) {
    auto script = std::string(script_begin).append(find_bin) + find_work_dir(terms);
    script += R"sh(mkdir -p "$w" "$b" || f cannot make "$w" and "$b"; )sh"
              R"sh(w=$(cd "$w" && pwd -P) || f cannot enter the work directory; )sh"
              R"sh(m system "$(uname -s)"; m arch "$(uname -m)"; m work_dir "$w"; d=$w; )sh";
    script += find_programs(terms) + make_repository(terms);
    script.append(find_make).append(find_holder).append(find_space).append(find_load);
    return run_by_sh(script + "m end");
}

std::string survey_command(const Terms& terms, const std::vector<std::string>& compilers) {
    auto script = std::string(script_begin).append(find_bin) + find_work_dir(terms);
    script += R"sh(m system "$(uname -s)"; m arch "$(uname -m)"; )sh";
    script.append(find_load).append(find_nearest_folder).append(find_space);
    script += find_programs(terms);
    script.append(find_tools).append(find_make).append(find_holder);
    if (compilers.empty()) return run_by_sh(script + "m end");
    script += "for c in";
    for (const auto& compiler : compilers) script += " " + quote(compiler);
    // In PATH, else where compilers are fetched to, as a worker looks.
    script += R"sh(; do p=$(command -v "$c"); if [ -z "$p" ]; then for q in "$HOME"/)sh" +
              quote(toolchain::fetched_folder.substr(2)) +
              R"sh(/*/*/bin/"$c"; do [ ! -x "$q" ] || p=$q; done; fi; [ -z "$p" ] || m "cc:$c" )sh"
              R"sh("$("$p" -dumpfullversion 2>/dev/null </dev/null)"; done; )sh";
    return run_by_sh(script + "m end");
}

std::string ship_command(const Ship& ship) {
    return run_by_sh(
        std::string(script_begin) + hash_check(ship.executable) + "e=" + quote(ship.place) +
        R"sh(; b=${e%/*}; t=$e.$$; mkdir -p "$b" || f cannot make "$b"; )sh"
        R"sh(trap 'rm -f "$t"' EXIT; trap 'exit 1' HUP INT TERM PIPE; )sh"
        R"sh(find "$b" -type f -name 'bm-worker-*' -mtime +30 -exec rm -f {} + 2>/dev/null; )sh"
        R"sh(cat > "$t" || f cannot write into "$b"; )sh"
        R"sh(h "$t" || f what came is not what was sent; )sh"
        R"sh(chmod 755 "$t" && mv -f "$t" "$e" || f cannot write "$e"; )sh"
        R"sh("$e" --help >/dev/null 2>&1 </dev/null || { rm -f "$e"; )sh"
        R"sh(f it does not run in "$b", set bm_path to a bm that does; }; m end)sh");
}

std::string worker_command(const Ready& ready, bool debug) {
    const auto& [path, worker_only] = ready.program;
    return run_by_sh(R"sh(printf '\n'; exec )sh" + quote(path) + (worker_only ? "" : " worker") +
                     " -g " + quote(ready.work_dir) + campaign_word(ready.campaign) +
                     (debug ? " -D" : ""));
}

std::string end_worker_command(const Terms& terms) {
    auto script = std::string(script_begin).append(find_bin) + find_work_dir(terms);
    script += R"sh(if [ -f "$w/.bm-work/worker.lock" ]; then :; else )sh"
              R"sh(m said no worker; m end; exit; fi; e=; )sh";
    if (terms.executable) script += our_place(*terms.executable);
    const auto named = terms.bm_path.empty() ? std::string() : path_word(terms.bm_path);
    script += R"sh(for p in "$e" )sh" + named +
              R"sh( "$(command -v bm)" "$b"/bm-worker-*; do )sh"
              R"sh(if [ -f "$p" ] && [ -x "$p" ]; then )sh"
              R"sh(case ${p##*/} in bm-worker*) v=;; *) v=worker;; esac; )sh"
              R"sh(s=$("$p" $v --end-holder -g "$w")sh" +
              campaign_word(terms.campaign) +
              R"sh( 2>&1 </dev/null) || f "$s"; )sh"
              R"sh(m said "$s"; m end; exit; fi; done; f there is no bm that could end it)sh";
    return run_by_sh(script);
}

std::string receive_command(std::string_view git_command) {
    return run_by_sh(R"sh(printf '\n::bm:: begin\n'; exec )sh" + std::string(git_command));
}

}  // namespace bm::machine
