/* self.c - the peer's state, and the connection that it has or waits for. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <poll.h>

#include "control.h"
#include "peer.h"

#define ACCEPT_MS 1000 /* a command waits so long for the connection */

struct peer peer = {
	.listener = -1, .accepting = true, .c = CONNECTION_NONE, .next = 1
};

void
peer_accept(void)
{
	int fd = net_accept(peer.listener);

	if (fd == -1)
		return;
	connection_begin(&peer.c, fd);
	peer.accepted++;
}

bool
peer_connected(void)
{
	struct pollfd pfd = { peer.listener, POLLIN, 0 };

	if (peer.c.fd == -1 && peer.listener != -1 && peer.accepting &&
	    poll(&pfd, 1, ACCEPT_MS) == 1)
		peer_accept();
	if (peer.c.fd == -1)
		control_error("no connection yet; it comes with the first "
			      "client of \"listen\"");
	return peer.c.fd != -1;
}
