// SPDX-License-Identifier: GPL-2.0-or-later
#include <util.h>

const char *board_name(void)
{
	return "dusty";
}

int board_init(void)
{
	return CONFIG_LIMIT;
}
