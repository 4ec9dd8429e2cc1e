# SPDX-License-Identifier: GPL-2.0-or-later
# Turns the compiler's dependency file into a record in Kbuild's way. target and source are given as
# variables, the command in the environment. One program does it all: most of what a build of this
# tree costs is starting programs.
BEGIN {
	printf "cmd_%s := %s\n\nsource_%s := %s\n\ndeps_%s := \\\n", target, ENVIRON["command"], target, source, target
}
{
	sub(/\\$/, "")
	sub(/^[^:]*:/, "")
	for (i = 1; i <= NF; i++) if ($i != source) printf "  %s \\\n", $i
}
END { printf "\n%s: $(deps_%s)\n\n$(deps_%s):\n", target, target, target }
