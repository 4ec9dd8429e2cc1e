// SPDX-License-Identifier: GPL-2.0-or-later
#include <util.h>

const char default_environment[] __attribute__((section(".rodata.default_environment"))) =
	"bootdelay=2\0"
	"board=mini\0";
