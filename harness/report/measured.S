/* measured.S - what was measured of our own strategies, in the program. */
/* SPDX-License-Identifier: BSD-2-Clause */
	.section .rodata
	.global measured_json, measured_json_end, stock_json, stock_json_end
measured_json:
	.incbin MEASURED_JSON
measured_json_end:
stock_json:
	.incbin STOCK_JSON
stock_json_end:
	.byte 0
	.section .note.GNU-stack, "", %progbits
