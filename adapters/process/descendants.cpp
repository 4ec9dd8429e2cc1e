// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/process/descendants.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <map>
#include <vector>

namespace bm::adapters::process {
namespace {

struct Entry {
    pid_t parent = 0;
    bool dead = false;  ///< a zombie: only waits to be reaped
};

/// Parent and state of a process by /proc/<pid>/stat; false when it is gone.
bool look_up(const char* pid, Entry& entry) {
    char path[64];
    char text[512];
    std::strcpy(path, "/proc/");
    std::strncat(path, pid, 20);
    std::strcat(path, "/stat");
    const int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return false;
    const auto count = read(file, text, sizeof text - 1);
    close(file);
    if (count <= 0) return false;
    text[count] = 0;
    // The name in brackets may hold anything; what follows the last bracket does not.
    const char* rest = std::strrchr(text, ')');
    if (!rest || std::strlen(rest) < 5) return false;
    entry.dead = rest[2] == 'Z' || rest[2] == 'X';
    entry.parent = static_cast<pid_t>(std::strtol(rest + 4, nullptr, 10));
    return true;
}

std::map<pid_t, Entry> all_processes() {
    std::map<pid_t, Entry> all;
    DIR* proc = opendir("/proc");
    if (!proc) return all;
    while (const dirent* item = readdir(proc)) {
        if (item->d_name[0] < '1' || item->d_name[0] > '9') continue;
        Entry entry;
        if (look_up(item->d_name, entry))
            all[static_cast<pid_t>(std::strtol(item->d_name, nullptr, 10))] = entry;
    }
    closedir(proc);
    return all;
}

bool is_below(pid_t pid, pid_t top, const std::map<pid_t, Entry>& all,
              const std::set<pid_t>& spared) {
    for (int depth = 0; depth < 10'000; ++depth) {
        if (spared.contains(pid)) return false;
        const auto found = all.find(pid);
        if (found == all.end()) return false;
        if (found->second.parent == top) return true;
        pid = found->second.parent;
    }
    return false;
}

struct Descendants {
    std::vector<pid_t> living;
    std::vector<pid_t> dead_children;
};

Descendants descendants(const std::set<pid_t>& spared) {
    const auto self = getpid();
    const auto all = all_processes();
    Descendants found;
    for (const auto& [pid, entry] : all) {
        if (pid == self || !is_below(pid, self, all, spared)) continue;
        if (!entry.dead) found.living.push_back(pid);
        if (entry.dead && entry.parent == self) found.dead_children.push_back(pid);
    }
    return found;
}

/// Stops all that lives below, until a look finds nobody new.
std::vector<pid_t> freeze(const std::set<pid_t>& spared) {
    std::set<pid_t> stopped;
    for (int look = 0; look < 100; ++look) {
        bool news = false;
        const auto now = descendants(spared);
        for (const auto pid : now.living)
            if (stopped.insert(pid).second) {
                kill(pid, SIGSTOP);
                news = true;
            }
        if (!news) return now.living;
    }
    return descendants(spared).living;
}

}  // namespace

void become_subreaper() { prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); }

void kill_descendants(const std::set<pid_t>& spared, int rounds) {
    for (int round = 0; round < rounds; ++round) {
        for (const auto pid : freeze(spared)) kill(pid, SIGKILL);
        for (const auto pid : descendants(spared).dead_children) waitpid(pid, nullptr, WNOHANG);
        const auto left = descendants(spared);
        if (left.living.empty() && left.dead_children.empty()) return;
        usleep(1000);
    }
}

}  // namespace bm::adapters::process
