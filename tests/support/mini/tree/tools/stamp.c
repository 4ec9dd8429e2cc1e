// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdio.h>

int main(void)
{
	printf("#define STAMP %d\n", 7);
	return 0;
}
