// SPDX-License-Identifier: GPL-2.0-or-later
#include <util.h>
#include <generated/stamp.h>
#include <generated/version.h>

const char version[] = VERSION;

int main(void)
{
	int parts[] = { board_init(), STAMP, (int)crc(board_name()) };

#ifdef CONFIG_NET
	parts[0] += net_start();
#endif
#ifdef CONFIG_VIDEO
	parts[1] += video_start();
#endif
	return util_sum(parts, 3) + version[0];
}
