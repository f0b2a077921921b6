/* embed.S - the pages' frames, as the Makefile joined them, in the program. */
/* SPDX-License-Identifier: BSD-2-Clause */
	.section .rodata
	.global page_html, page_html_end, lessons_html, lessons_html_end
page_html:
	.incbin PAGE_HTML
page_html_end:
	.byte 0
lessons_html:
	.incbin LESSONS_HTML
lessons_html_end:
	.byte 0
	.section .note.GNU-stack, "", %progbits
