/* lab-lines.h - what a script may say to the lab.  Not guarded: see LAB_LINE. */
/* SPDX-License-Identifier: BSD-2-Clause */

/* LAB_LINE(text, deed): case knows the text; run/faults.c does the
 * deed: the lab's, or one that takes a cell. */
LAB_LINE("link down", .lab = lab_link_down)
LAB_LINE("route withdraw", .lab = lab_route_withdraw)
LAB_LINE("address remove", .lab = lab_address_remove)
LAB_LINE("neighbour forget", .lab = lab_neighbour_forget)
LAB_LINE("socket destroy", .cell = socket_destroy)
LAB_LINE("host other", .cell = host_other)
LAB_LINE("take over", .lab = lab_take_over)
LAB_LINE("connect", .cell = connect_again)

#undef LAB_LINE
