#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# conf.sh SRCTREE defconfig FILE | fragment FILE | alldefconfig FILE | savedefconfig | syncconfig: a
# miniature of Kconfig's conf. As the real one does, it asks for an int that has no default, for ever
# when nobody answers.
src=$1 more=
case $2 in
savedefconfig) exec cp .config defconfig ;;
fragment) input=.config name=$3 more=$src/$3; [ -f "$more" ] || { echo "*** No fragment \"$3\"!" >&2; exit 1; } ;;
alldefconfig) input=${3:-/dev/null} name=${3:-default} ;;
defconfig) input=$src/$3 name=$3; [ -f "$input" ] || { echo "*** Can't find default configuration \"$3\"!" >&2; exit 1; } ;;
syncconfig) input=.config name=.config ;;
esac
mkdir -p include/config include/generated
awk -v name="$name" '
FNR == NR && /^config / { symbol = $2; order[++count] = symbol; type[symbol] = "bool"; next }
FNR == NR && /^\t(bool|int|string)/ { type[symbol] = $1; next }
FNR == NR && /^\tdefault / { sub(/^\tdefault /, ""); value[symbol] = $0; next }
FNR == NR { next }
/^# CONFIG_.* is not set$/ { sub(/^CONFIG_/, "", $2); value[$2] = "n"; next }
/^#|^$/ { next }
/^CONFIG_[A-Z0-9_]*=/ {
	at = index($0, "="); symbol = substr($0, 8, at - 8)
	if (symbol in type) value[symbol] = substr($0, at + 1)
	else print name ":" FNR ":warning: unknown symbol: " symbol > "/dev/stderr"
	next
}
{ print name ":" FNR ":warning: unexpected data: " $0 > "/dev/stderr" }
END {
	for (i = 1; i <= count; i++) {
		s = order[i]
		if (value[s] == "" && type[s] == "int") { print "ASK " s; continue }
		if (value[s] == "n" || value[s] == "") print "# CONFIG_" s " is not set"
		else print "CONFIG_" s "=" value[s]
	}
}' "$src/Kconfig" "$input" ${more:+"$more"} > .config.new || exit 1
if [ "$2" = syncconfig ] && asked=$(sed -n 's/^ASK //p' .config.new | head -n 1) && [ -n "$asked" ]; then
	echo "*"; echo "* Restart config..."; echo "*"
	while :; do
		printf 'Value of %s (%s) [] (NEW) \nError in reading or end of file.\n\n' "$asked" "$asked"
	done
fi
grep -v '^ASK ' .config.new > .config.tmp
rm .config.new
if cmp -s .config .config.tmp; then rm .config.tmp; [ "$2" = syncconfig ] || touch .config; else mv .config.tmp .config; fi
[ "$2" = syncconfig ] || exit 0
grep '^CONFIG_' .config > include/config/auto.conf
sed -n -e 's/^\(CONFIG_[A-Z0-9_]*\)=y$/#define \1 1/p' -e 's/^\(CONFIG_[A-Z0-9_]*\)=\([^y].*\)$/#define \1 \2/p' .config > include/generated/autoconf.h.new
if cmp -s include/generated/autoconf.h include/generated/autoconf.h.new; then
	rm include/generated/autoconf.h.new; touch include/config/auto.conf
else
	mv include/generated/autoconf.h.new include/generated/autoconf.h
fi
touch include/config/auto.conf include/generated/autoconf.h
