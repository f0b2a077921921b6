/* test_faults.c - faults of the subject's own network, on real sockets. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <net/ethernet.h>
#include <net/if.h>
#include <netpacket/packet.h>
#include <sys/ioctl.h>

#include "lab/testing.h"

static int
error_of(int fd)
{
	int error = 0;
	socklen_t len = sizeof(error);

	CHECK(getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &len) == 0);
	return error;
}

/* errno of a new datagram socket's connect(2) to the peer; 0: it could. */
static int
try_to_reach(struct lab *lab)
{
	struct sockaddr_storage ss;
	socklen_t len = place(lab, HOST_PEER, &ss);
	int fd, error;

	enter(lab, HOST_SUBJECT);
	fd = socket(ss.ss_family, SOCK_DGRAM, 0);
	CHECK(fd != -1);
	error = connect(fd, (struct sockaddr *)&ss, len) == 0 ? 0 : errno;
	close(fd);
	return error;
}

/* What the client sends does not arrive; the socket has no word of it. */
static void
expect_silence(struct live *l)
{
	(void)send(l->client, "x", 1, MSG_NOSIGNAL);
	CHECK(!comes(l->server, 50));
	CHECK(!comes(l->client, 0));
}

static bool
has_carrier(struct lab *lab)
{
	struct ifreq ifr = { .ifr_name = LAB_DEVICE };
	int fd;

	enter(lab, HOST_SUBJECT);
	fd = socket(AF_INET, SOCK_DGRAM, 0);
	CHECK(fd != -1 && ioctl(fd, SIOCGIFFLAGS, &ifr) == 0);
	close(fd);
	CHECK(ifr.ifr_flags & IFF_UP);
	return ifr.ifr_flags & IFF_RUNNING;
}

static void
play_link_down(struct lab *lab)
{
	char error[LAB_ERROR] = "";
	struct live l;

	go_live(lab, &l, SOCK_STREAM);
	CHECK(has_carrier(lab));
	CHECK(lab_link_down(lab, error) == 0);
	CHECK(!has_carrier(lab));
	expect_silence(&l);
	CHECK(try_to_reach(lab) == 0); /* routes stay */
	/* what the other end sends is lost, too, and the path lives on */
	CHECK(send(l.server, "x", 1, 0) == 1);
	CHECK(!comes(l.client, 50));
	tell_ok(&l, "status");
	lab_close(lab);
}

static void
play_route(struct lab *lab)
{
	char error[LAB_ERROR] = "";
	struct live l;

	go_live(lab, &l, SOCK_STREAM);
	CHECK(try_to_reach(lab) == 0);
	CHECK(lab_route_withdraw(lab, error) == 0);
	CHECK(try_to_reach(lab) == ENETUNREACH);
	expect_silence(&l);
	/* there is none any more */
	CHECK(lab_route_withdraw(lab, error) == -1);
	CHECK(
	    strcmp(error, "netlink: a route withdrawn: No such process") == 0);
	lab_close(lab);
}

static void
play_address(struct lab *lab)
{
	char error[LAB_ERROR] = "";
	struct live l;

	go_live(lab, &l, SOCK_STREAM);
	CHECK(lab_address_remove(lab, error) == 0);
	CHECK(try_to_reach(lab) != 0);
	expect_silence(&l);
	CHECK(lab_address_remove(lab, error) == -1);
	lab_close(lab);
}

/* Sees all that comes to the path from the subject. */
static int
listen_on_path(struct lab *lab)
{
	struct sockaddr_ll ll = { .sll_family = AF_PACKET,
		.sll_protocol = htons(ETH_P_ALL) };
	int fd;

	enter(lab, HOST_PATH);
	ll.sll_ifindex = (int)if_nametoindex(LAB_TO_SUBJECT);
	fd = socket(AF_PACKET, SOCK_RAW, htons(ETH_P_ALL));
	CHECK(fd != -1);
	CHECK(bind(fd, (struct sockaddr *)&ll, sizeof(ll)) == 0);
	return fd;
}

/* ARP requests or neighbour solicitations that came, and TCP. */
static void
count_frames(int fd, int *asked, int *tcp)
{
	uint8_t f[2048];
	ssize_t n;

	*asked = *tcp = 0;
	while ((n = recv(fd, f, sizeof(f), MSG_DONTWAIT)) > 0) {
		*asked += f[12] == 8 && f[13] == 6 && f[21] == 1;
		*asked += f[12] == 0x86 && f[20] == 58 && f[54] == 135;
		*tcp += f[12] == 8 && f[13] == 0 && f[23] == 6;
		*tcp += f[12] == 0x86 && f[20] == 6;
	}
	CHECK(n == -1 && errno == EAGAIN);
}

/* Nobody answers: asked for, and given up; then the host says so itself. */
static void
play_neighbour(struct lab *lab)
{
	char error[LAB_ERROR] = "";
	struct pollfd pfd = { .events = 0 };
	bool six = lab->family == 6;
	int on = 1, frames, asked, tcp;
	struct live l;

	go_live(lab, &l, SOCK_STREAM);
	CHECK(setsockopt(l.client, six ? IPPROTO_IPV6 : IPPROTO_IP,
		  six ? IPV6_RECVERR : IP_RECVERR, &on, sizeof(on)) == 0);
	tell_ok(&l, "down");
	frames = listen_on_path(lab);
	CHECK(lab_neighbour_forget(lab, error) == 0);
	CHECK(send(l.client, "x", 1, 0) == 1);
	pfd.fd = l.client;
	CHECK(poll(&pfd, 1, 1000) == 1);
	CHECK(error_of(l.client) == EHOSTUNREACH);
	count_frames(frames, &asked, &tcp);
	CHECK(tcp == 0);
	CHECK(asked >= 1 && asked <= 4);
	lab_close(lab);
}

/* IPv4: who is there answers, and all goes on. */
static void
play_neighbour_found(struct lab *lab)
{
	char error[LAB_ERROR] = "";
	struct live l;

	go_live(lab, &l, SOCK_STREAM);
	CHECK(lab_neighbour_forget(lab, error) == 0);
	CHECK(send(l.client, "x", 1, 0) == 1);
	CHECK(readable(l.server));
	lab_close(lab);
}

static void
play_destroy(struct lab *lab)
{
	char error[LAB_ERROR] = "", c;
	struct live l;

	go_live(lab, &l, SOCK_STREAM);
	if (lab_destroy_socket(lab, l.client, error) == -1 &&
	    errno == EOPNOTSUPP)
		lab_close(lab);
	else {
		CHECK(error[0] == '\0');
		CHECK(recv(l.client, &c, 1, MSG_DONTWAIT) == -1);
		CHECK(errno == ECONNABORTED);
		/* the other end is told */
		CHECK(readable(l.server));
		CHECK(recv(l.server, &c, 1, 0) == -1 && errno == ECONNRESET);
		CHECK(lab_destroy_socket(lab, l.client, error) == -1);
		CHECK(strcmp(error,
			  "a connected socket: Transport endpoint is not "
			  "connected") == 0);
		lab_close(lab);
	}
}

/* The address is another host's, which knows no such connection. */
static void
play_taken_over(struct lab *lab)
{
	char error[LAB_ERROR] = "", c;
	struct live l;

	go_live(lab, &l, SOCK_STREAM);
	CHECK(lab_enter(lab, HOST_OTHER, error) == -1);
	if (lab_add_host(lab, error) == -1)
		complain(__LINE__, error);
	tell_ok(&l, "attach " LAB_TO_OTHER);
	CHECK(send(l.client, "x", 1, 0) == 1);
	CHECK(readable(l.server) && recv(l.server, &c, 1, 0) == 1);
	CHECK(lab_take_over(lab, error) == 0);
	tell_ok(&l, "switch");
	CHECK(send(l.client, "x", 1, 0) == 1);
	CHECK(readable(l.client));
	CHECK(error_of(l.client) == ECONNRESET);
	CHECK(!comes(l.server, 20));
	/* a new connection is the other host's */
	close(open_on(lab, HOST_OTHER, SOCK_DGRAM));
	open_on(lab, HOST_OTHER, SOCK_STREAM);
	close(connect_on(lab, SOCK_STREAM));
	CHECK(lab_add_host(lab, error) == -1);
	CHECK(strcmp(error, "the other host: File exists") == 0);
	lab_close(lab);
}

/* The other host is as quiet as all, and has an address of its own. */
static void
play_other_is_quiet(struct lab *lab)
{
	struct sockaddr_ll ll = { .sll_family = AF_PACKET,
		.sll_protocol = htons(ETH_P_ALL) };
	char error[LAB_ERROR] = "";
	struct ifreq ifr = { .ifr_name = LAB_DEVICE };
	int fd;

	if (lab_add_host(lab, error) == -1)
		complain(__LINE__, error);
	enter(lab, HOST_PATH);
	ll.sll_ifindex = (int)if_nametoindex(LAB_TO_OTHER);
	fd = socket(AF_PACKET, SOCK_RAW, htons(ETH_P_ALL));
	CHECK(fd != -1 && bind(fd, (struct sockaddr *)&ll, sizeof(ll)) == 0);
	CHECK(!comes(fd, 100));
	close(open_on(lab, HOST_OTHER, SOCK_STREAM));
	enter(lab, HOST_OTHER);
	fd = socket(AF_INET, SOCK_DGRAM, 0);
	CHECK(ioctl(fd, SIOCGIFHWADDR, &ifr) == 0);
	CHECK(memcmp(ifr.ifr_hwaddr.sa_data, lab_mac(lab, HOST_OTHER), 6) == 0);
	CHECK(
	    memcmp(lab_mac(lab, HOST_OTHER), lab_mac(lab, HOST_PEER), 6) != 0);
	CHECK(strcmp(lab_address(lab, HOST_OTHER),
		  lab_address(lab, HOST_PEER)) == 0);
	lab_close(lab);
}

#define BOTH_FAMILIES(name) \
	static void test_##name(void **state) \
	{ \
		(void)state; \
		in_lab(4, play_##name); \
		in_lab(6, play_##name); \
	}

BOTH_FAMILIES(link_down)
BOTH_FAMILIES(route)
BOTH_FAMILIES(address)
BOTH_FAMILIES(neighbour)
BOTH_FAMILIES(destroy)
BOTH_FAMILIES(taken_over)
BOTH_FAMILIES(other_is_quiet)

static void
test_neighbour_found(void **state)
{
	(void)state;
	in_lab(4, play_neighbour_found);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_link_down),
		cmocka_unit_test(test_route),
		cmocka_unit_test(test_address),
		cmocka_unit_test(test_neighbour),
		cmocka_unit_test(test_neighbour_found),
		cmocka_unit_test(test_destroy),
		cmocka_unit_test(test_taken_over),
		cmocka_unit_test(test_other_is_quiet),
	};

	look_for_labs();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
