#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# fixdep.sh TARGET SOURCE COMMAND: turns the compiler's dependency file into a record in Kbuild's way.
dir=$(dirname "$1"); name=$(basename "$1")
deps=$(sed -e 's/\\$//' -e 's/^[^:]*://' "$dir/.$name.d" | tr -s ' \n' '\n\n' | grep -v "^$" | grep -vxF "$2")
{
	printf '%s\n\n' "cmd_$1 := $3"
	printf '%s\n\n' "source_$1 := $2"
	printf 'deps_%s := \\\n' "$1"
	printf '%s\n' "$deps" | sed 's/.*/  & \\/'
	printf '\n%s: $(deps_%s)\n\n$(deps_%s):\n' "$1" "$1" "$1"
} > "$dir/.$name.cmd"
rm -f "$dir/.$name.d"
