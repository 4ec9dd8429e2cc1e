// SPDX-License-Identifier: GPL-2.0-or-later
#include <util.h>

static int net_state = 1;

int net_start(void)
{
	return ++net_state;
}
