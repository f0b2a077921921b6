/* lab-lines.h - what a script may say to the lab.  Not guarded: see LAB_LINE. */
/* SPDX-License-Identifier: BSD-2-Clause */

/* LAB_LINE(text, deed): case knows the text, run/faults.c does the deed. */
LAB_LINE("link down", link_down)
LAB_LINE("route withdraw", route_withdraw)
LAB_LINE("address remove", address_remove)
LAB_LINE("neighbour forget", neighbour_forget)
LAB_LINE("socket destroy", socket_destroy)
LAB_LINE("host other", host_other)
LAB_LINE("take over", take_over)
LAB_LINE("connect", connect_again)

#undef LAB_LINE
