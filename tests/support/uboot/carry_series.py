#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""carry_series.py REPOSITORY [SEED]: puts onto the branch `carry` of a repository that make-series has made, on top of
`main`, commits of all the kinds that a maintainer sees; with a SEED in another order. Each is made so that any order
applies. Prints a line for each."""

import os
import pathlib
import random
import subprocess
import sys

ROOT = pathlib.Path(sys.argv[1]).resolve()


def git(*args):
    return subprocess.run(["git", "-c", "user.name=A. Maintainer", "-c", "user.email=maintainer@example.org", *args],
                          cwd=ROOT, check=True, capture_output=True, text=True).stdout


def read(path):
    return (ROOT / path).read_text()


def write(path, text):
    (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
    (ROOT / path).write_text(text)


def add(path, text):
    write(path, read(path) + text)


def put(path, before, after):
    text = read(path)
    assert before in text, f"{path}: no {before!r}"
    write(path, text.replace(before, after, 1))


def function(name):
    return f"\nint {name}(void)\n{{\n\treturn {len(name)};\n}}\n"


def new_driver():
    put("drivers/misc/Kconfig", "\nmenu \"Multifunction", "\nconfig MISC_NEW\n\tbool \"A new one\"\n\thelp\n\t  Nobody has "
        "it.\n\nmenu \"Multifunction") if "\nmenu \"Multifunction" in read("drivers/misc/Kconfig") else add(
            "drivers/misc/Kconfig", "\nconfig MISC_NEW\n\tbool \"A new one\"\n")
    add("drivers/misc/Makefile", "obj-$(CONFIG_MISC_NEW) += misc_new.o\n")
    write("drivers/misc/misc_new.c", "// SPDX-License-Identifier: GPL-2.0+\n#include <misc_new.h>\n" + function("misc_new"))
    write("include/misc_new.h", "int misc_new(void);\n")


def shadow():
    """Found before arch/arm/include/asm/armv8/mmu.h from now on."""
    write("include/asm/armv8/mmu.h", read("arch/arm/include/asm/armv8/mmu.h") + "\n#define SHADOW 1\n")


def wildcard():
    """scripts/Makefile.lib looks for <board>-u-boot.dtsi beside each tree."""
    write("arch/sandbox/dts/sandbox-u-boot.dtsi", "/ {\n\tbm-was-here;\n};\n")


def rename():
    git("mv", "doc/README.generic-board" if (ROOT / "doc/README.generic-board").exists() else "doc/README.ubi",
        "doc/README.renamed")


def rename_source():
    git("mv", "board/emulation/common/qemu_dfu.c", "board/emulation/common/qemu_download.c")
    put("board/emulation/common/Makefile", "qemu_dfu.o", "qemu_download.o")


def mode():
    path = ROOT / "scripts/check-config.sh"
    path.chmod(path.stat().st_mode ^ 0o011)
    path = ROOT / "doc/index.rst"
    path.chmod(path.stat().st_mode ^ 0o111)


def link():
    os.symlink("qemu-arm.c", ROOT / "board/emulation/qemu-arm/qemu-link.c")


COMMITS = [
    ("doc: say more", lambda: add("doc/index.rst", "\n.. more\n")),
    ("MAINTAINERS: thank somebody", lambda: add("MAINTAINERS", "\n")),
    ("net: xilinx: a driver that few have", lambda: add("drivers/net/xilinx_emaclite.c", function("emaclite_more"))),
    ("serial: pl01x: a driver that arm has", lambda: add("drivers/serial/serial_pl01x.c", function("pl01x_more"))),
    ("serial: ns16550: a driver that riscv has", lambda: add("drivers/serial/ns16550.c", function("ns16550_more"))),
    ("virtio: a header of some", lambda: add("include/virtio.h", "\n#define VIRTIO_MORE 1\n")),
    ("common: a header of all", lambda: add("include/version.h", "\n#define VERSION_MORE 1\n")),
    ("misc: a new driver", new_driver),
    ("net: an option and its help", lambda: add("drivers/net/Kconfig", "\nconfig NET_MORE\n\tbool \"More\"\n\thelp\n\t  No.\n")),
    ("mtd: an object of nobody", lambda: add("drivers/mtd/Makefile", "obj-$(CONFIG_MTD_MORE) += more.o\n")),
    ("kconfig: another default for all", lambda: put("boot/Kconfig", "config BOOTDELAY\n\tint \"delay in seconds before "
                                                     "automatically booting\"\n\tdefault 2", "config BOOTDELAY\n\tint \"delay in "
                                                     "seconds before automatically booting\"\n\tdefault 3")),
    ("kconfig: a default of one arch", lambda: add("arch/riscv/Kconfig", "\nconfig RISCV_MORE\n\tbool\n\tdefault y\n")),
    ("configs: qemu_arm64: sleep", lambda: add("configs/qemu_arm64_defconfig", "# CONFIG_CMD_SLEEP is not set\n")),
    ("configs: qemu_arm: what is so anyhow", lambda: add("configs/qemu_arm_defconfig", "CONFIG_ARM=y\n")),
    ("configs: of a board that is not built", lambda: add("configs/rpi_4_defconfig", "CONFIG_CMD_MISC=y\n")),
    ("dts: sandbox", lambda: add("arch/sandbox/dts/sandbox.dts", "\n/ {\n\tbm-more;\n};\n")),
    ("dts: sandbox's dtsi", lambda: add("arch/sandbox/dts/sandbox.dtsi", "\n/ {\n\tbm-even-more;\n};\n")),
    ("dts: of a board that is not built", lambda: add("arch/arm/dts/am335x-bone.dts", "\n/* more */\n")),
    ("scripts: dtc-version says the same", lambda: add("scripts/dtc-version.sh", "# the same\n")),
    ("scripts: checkpatch, which no build runs", lambda: add("scripts/checkpatch.pl", "# more\n")),
    ("binman: a tool that some builds run", lambda: add("tools/binman/control.py", "\n# more\n")),
    ("dtoc: a tool that few builds run", lambda: add("tools/dtoc/fdt_util.py", "\n# more\n")),
    ("patman: a tool that no build runs", lambda: add("tools/patman/series.py", "\n# more\n")),
    ("mkimage: a host tool", lambda: add("tools/mkimage.c", function("mkimage_more"))),
    ("armv8: the linker script", lambda: put("arch/arm/cpu/armv8/u-boot.lds", ". = ALIGN(8);", ". = ALIGN(16);")),
    ("env: sandbox's text", lambda: add("board/sandbox/sandbox.env", "\nmore=1\n")),
    ("env: qemu-arm's header", lambda: put("include/configs/qemu-arm.h", "#define CFG", "/* more */\n#define CFG")
     if "#define CFG" in read("include/configs/qemu-arm.h") else add("include/configs/qemu-arm.h", "\n/* more */\n")),
    ("include: a header that stands before another", shadow),
    ("dts: a file that a wildcard finds", wildcard),
    ("doc: another name", rename),
    ("emulation: another name", rename_source),
    ("scripts: modes", mode),
    ("qemu-arm: a link that nobody follows", link),
    ("qemu-riscv: does not compile", lambda: add("board/emulation/qemu-riscv/qemu-riscv.c", "\nint broken(void) { return x; }\n")),
    ("qemu-riscv: compiles again", None),
    ("qemu-arm: warns", lambda: add("board/emulation/qemu-arm/qemu-arm.c", "\nint warns(void)\n{\n\tint x;\n\n\treturn x;\n}\n")),
    ("lib: a function of all", lambda: add("lib/string.c", function("string_more"))),
    ("cmd: a comment", lambda: add("cmd/version.c", "\n/* more */\n")),
    ("Makefile: a comment", lambda: add("Makefile", "\n# more\n")),
    ("sandbox: its start", lambda: add("arch/sandbox/cpu/start.c", function("start_more"))),
]


def main():
    order = list(COMMITS)
    if len(sys.argv) > 2:
        random.Random(int(sys.argv[2])).shuffle(order)
    git("checkout", "-q", "-f", "-B", "carry", "main")
    git("branch", "-q", "--set-upstream-to=main")
    for number, (subject, change) in enumerate(order):
        if change is None:
            path = "board/emulation/qemu-riscv/qemu-riscv.c"
            write(path, read(path).replace("\nint broken(void) { return x; }\n", ""))
        else:
            change()
        git("add", "-A")
        git("commit", "-q", "--allow-empty", "-m", subject, f"--date={1673400000 + 3600 * number} +0000")
        print(subject)
        if subject.startswith("serial: pl01x"):
            git("revert", "--no-edit", "HEAD")
            print("Revert", subject)


if __name__ == "__main__":
    os.environ["GIT_COMMITTER_DATE"] = "1673400000 +0000"
    main()
