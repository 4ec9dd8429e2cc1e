// SPDX-License-Identifier: GPL-2.0-or-later
#include <util.h>

static int video_state = 1;

int video_start(void)
{
	return ++video_state;
}
