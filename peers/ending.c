/* ending.c - how the peer ends a connection: every way a program has. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "control.h"
#include "heir.h"
#include "peer.h"

/* For the record: packets do not tell a close from a shutdown. */
static void
did(const char *what)
{
	peer.did = what;
	control_done();
}

void
end_shutdown(int argc, char **argv)
{
	static const char *const how[] = { "rd", "wr", "both" };
	int i;

	for (i = 0; i < 3; i++)
		if (argc == 2 && strcmp(argv[1], how[i]) == 0)
			break;
	if (i == 3) {
		control_error("expected rd, wr or both");
		return;
	}
	if (!peer_connected())
		return;
	connection_take_all(&peer.c);
	if (i != 1)
		connection_watch_edge(&peer.c);
	/* SHUT_RD, SHUT_WR, SHUT_RDWR are 0, 1, 2: POSIX names, our order */
	if (shutdown(peer.c.fd,
		i == 0	   ? SHUT_RD :
		    i == 1 ? SHUT_WR :
			     SHUT_RDWR) == -1)
		control_error("shutdown: %s", strerror(errno));
	else
		did(i == 0     ? "shutdown-rd" :
			i == 1 ? "shutdown-wr" :
				 "shutdown-both");
}

void
end_linger(int argc, char **argv)
{
	long n = control_number("seconds", argc > 1 ? argv[1] : "", 0, 3600);
	struct linger linger = { .l_onoff = 1, .l_linger = (int)n };

	if (n == -1 || !peer_connected())
		return;
	if (setsockopt(peer.c.fd, SOL_SOCKET, SO_LINGER, &linger,
		sizeof(linger)) == -1)
		control_error("SO_LINGER: %s", strerror(errno));
	else
		control_done();
}

void
end_close(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	if (!peer_connected())
		return;
	connection_take_all(&peer.c);
	connection_flush(&peer.c);
	connection_end(&peer.c);
	did("close");
}

void
end_fork(int argc, char **argv)
{
	pid_t pid;

	(void)argc;
	(void)argv;
	if (!peer_connected())
		return;
	pid = heir_fork(peer.c.fd);
	if (pid == -1)
		control_error("fork: %s", strerror(errno));
	else
		control_ok("%d", (int)pid);
}

/* In repair mode close(2) forgets the connection and sends nothing. */
void
end_vanish(int argc, char **argv)
{
	int on = 1;

	(void)argc;
	(void)argv;
	if (!peer_connected())
		return;
	if (setsockopt(peer.c.fd, IPPROTO_TCP, TCP_REPAIR, &on, sizeof(on)) ==
	    -1) {
		control_error("TCP_REPAIR: %s%s", strerror(errno),
		    errno == EPERM ? " (needs CAP_NET_ADMIN)" : "");
		return;
	}
	connection_end(&peer.c);
	did("vanish");
}

/*
 * Who leaves repair mode sends a window probe: a bare segment, one below
 * SND.NXT, which is answered by an acknowledgement.
 */
void
end_probe(int argc, char **argv)
{
	int on = 1, off = 0;

	(void)argc;
	(void)argv;
	if (!peer_connected())
		return;
	if (setsockopt(peer.c.fd, IPPROTO_TCP, TCP_REPAIR, &on, sizeof(on)) ==
		-1 ||
	    setsockopt(peer.c.fd, IPPROTO_TCP, TCP_REPAIR, &off, sizeof(off)) ==
		-1)
		control_error("TCP_REPAIR: %s", strerror(errno));
	else
		control_done();
}

void
end_exit(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	connection_take_all(&peer.c);
	connection_flush(&peer.c);
	control_done();
	_exit(0); /* the kernel closes what is open: that is the point */
}
