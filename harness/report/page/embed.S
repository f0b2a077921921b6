/* embed.S - the page's frame, as the Makefile joined it, in the program. */
/* SPDX-License-Identifier: BSD-2-Clause */
	.section .rodata
	.global page_html, page_html_end
page_html:
	.incbin PAGE_HTML
page_html_end:
	.byte 0
	.section .note.GNU-stack, "", %progbits
