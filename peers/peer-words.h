/* peer-words.h - what may be said to a peer.  Not guarded: see WORD. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * The peer obeys these; who reads a script for it knows them by the same
 * table.  WORD(name, usage, what, run, members of struct command...).
 */
WORD("listen", "[ADDRESS] [PORT]",
    "answers with the port; without both: where it last did", run_listen,
    .like = "40001")
WORD("unlisten", "", "reset what waits to be accepted", run_unlisten)
WORD("accept", "on|off|next", "take connections; the next one, too", run_accept)
WORD(
    "send", "N", "send N bytes: 1, 2, 3...", run_send, .min = 1, .max = 1 << 20)
WORD("messages", "MS|off", "send the next byte every MS", run_messages,
    .min = 1, .max = 600000)
WORD("fill", "", "send until the kernel takes no more", run_fill,
    .like = "65536")
WORD("cork", "on|off", "TCP_CORK", run_cork)
WORD("echo", "on|off|after MS", "send back what is read", run_echo, .min = 0,
    .max = 600000)
WORD("read", "on|off", "read what arrives", run_read)
WORD("upstream", "ADDRESS PORT", "a server answers, no echo", run_upstream)
WORD("oob", "", "send one urgent byte", run_oob)
WORD("shutdown", "rd|wr|both", "shutdown(2)", end_shutdown)
WORD("linger", "SECONDS", "SO_LINGER; 0 and close is RST", end_linger, .min = 0,
    .max = 3600)
WORD("close", "", "close(2)", end_close)
WORD("fork", "", "a child holds the connection, too", end_fork, .like = "100")
WORD("probe", "", "send a bare segment that must be answered", end_probe)
WORD("vanish", "", "forget the connection, send nothing", end_vanish)
WORD("rcvbuf", "N", "SO_RCVBUF", run_buffer, .min = 1, .max = 1 << 24)
WORD("sndbuf", "N", "SO_SNDBUF", run_buffer, .min = 1, .max = 1 << 24)
WORD("status", "", "what this end knows", run_status,
    .like = "accepted 1 state ESTABLISHED read 0 wrote 0 pending 0 fin no "
	    "error none unread 0 did nothing upstream none")
WORD("exit", "", "end the process, sockets open", end_exit)
