// SPDX-License-Identifier: GPL-2.0-or-later
#include <util.h>

unsigned int crc(const char *text)
{
	unsigned int value = ~0u;

	while (*text) {
		value ^= (unsigned char)*text++;
		for (int i = 0; i < 8; i++)
			value = value >> 1 ^ (value & 1 ? 0xEDB88320u : 0);
	}
	return ~value;
}
