/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UTIL_H
#define UTIL_H

const char *board_name(void);
int board_init(void);
int util_sum(const int *values, int count);
unsigned int crc(const char *text);
int net_start(void);
int video_start(void);

#endif
