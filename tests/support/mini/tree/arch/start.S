/* SPDX-License-Identifier: GPL-2.0-or-later */
	.section .note.GNU-stack, "", %progbits
	.text
	.globl start
start:
	.long 0
