/* relay-words.h - what may be said to a relay, as peer-words.h to a peer. */
/* SPDX-License-Identifier: BSD-2-Clause */
WORD("listen", "ADDRESS PORT ORIGIN_ADDRESS ORIGIN_PORT",
    "answers with the port", run_listen, .like = "40001")
WORD("status", "", "both sides, bytes that wait, bytes thrown away", run_status,
    .like = "client open origin open to-client 0 to-origin 0 discarded 0")
