# SPDX-License-Identifier: GPL-2.0-or-later
"""When each make and git ran and what it cost, told by a program that stands before them in PATH."""

import dataclasses
import shutil
import subprocess

# Stands before make and git in PATH, runs the real one, and notes when and what it cost: one line, one write.
# What a make calls is part of that make.
WRAPPER = r"""
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
    const double begin = now();
    const char *name = strrchr(argv[0], '/') ? strrchr(argv[0], '/') + 1 : argv[0];
    const char *real = strcmp(name, "git") == 0 ? REAL_GIT : REAL_MAKE;
    argv[0] = (char *)real;
    if (getenv("BM_OVERHEAD_INSIDE")) execv(real, argv);
    const pid_t child = fork();
    if (child == 0) {
        if (strcmp(name, "make") == 0) setenv("BM_OVERHEAD_INSIDE", "1", 1);
        execv(real, argv);
        _exit(127);
    }
    int status = 0;
    struct rusage used;
    if (child < 0 || wait4(child, &status, 0, &used) != child) return 127;
    const double cpu = used.ru_utime.tv_sec + used.ru_stime.tv_sec +
                       (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
    char where[4096] = "", line[8192];
    if (!getcwd(where, sizeof where)) where[0] = 0;
    const int length = snprintf(line, sizeof line, "%s %.6f %.6f %.6f %s %s\n", name, begin, now(), cpu,
                                argc > 1 ? argv[argc - 1] : "-", where);
    const int log = open(LOG, O_WRONLY | O_APPEND | O_CREAT, 0600);
    if (length > 0 && length < (int)sizeof line && log >= 0) (void)!write(log, line, length);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
"""


@dataclasses.dataclass
class Call:
    program: str
    begin: float
    end: float
    cpu: float
    last_word: str
    where: str


def read_log(text):
    calls = []
    for line in text.splitlines():
        program, begin, end, cpu, word, where = line.split(" ", 5)
        calls.append(Call(program, float(begin), float(end), float(cpu), word, where))
    return sorted(calls, key=lambda c: c.begin)


def wrap(folder, log):
    """A folder to put first in PATH."""
    (folder / "wrapper.c").write_text(WRAPPER)
    subprocess.run(["cc", "-O2", "-o", folder / "make", folder / "wrapper.c", f'-DLOG="{log}"',
                    f'-DREAL_MAKE="{shutil.which("make")}"', f'-DREAL_GIT="{shutil.which("git")}"'],
                   check=True)
    (folder / "git").symlink_to("make")
