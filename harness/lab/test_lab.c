/* test_lab.c - what a lab is: three hosts, their addresses, and no noise. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <ifaddrs.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <netpacket/packet.h>
#include <sys/ioctl.h>
#include <sys/resource.h>

#include "lab/testing.h"

static int
bind_to(int family, const char *address, int port)
{
	struct sockaddr_in a4 = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)port) };
	struct sockaddr_in6 a6 = { .sin6_family = AF_INET6,
		.sin6_port = htons((uint16_t)port) };
	int fd = socket(family == 6 ? AF_INET6 : AF_INET, SOCK_DGRAM, 0);

	CHECK(fd != -1);
	if (family == 6) {
		CHECK(inet_pton(AF_INET6, address, &a6.sin6_addr) == 1);
		if (bind(fd, (struct sockaddr *)&a6, sizeof(a6)) == 0)
			return fd;
	} else {
		CHECK(inet_pton(AF_INET, address, &a4.sin_addr) == 1);
		if (bind(fd, (struct sockaddr *)&a4, sizeof(a4)) == 0)
			return fd;
	}
	CHECK(errno == EADDRNOTAVAIL);
	close(fd);
	return -1;
}

static short
device_flags(const char *name)
{
	struct ifreq ifr = { 0 };
	int fd = socket(AF_INET, SOCK_DGRAM, 0);

	strcpy(ifr.ifr_name, name);
	CHECK(fd != -1);
	CHECK(ioctl(fd, SIOCGIFFLAGS, &ifr) == 0);
	close(fd);
	return ifr.ifr_flags;
}

static void
check_mac(const char *name, const uint8_t *mac)
{
	struct ifreq ifr = { 0 };
	int fd = socket(AF_INET, SOCK_DGRAM, 0);

	strcpy(ifr.ifr_name, name);
	CHECK(ioctl(fd, SIOCGIFHWADDR, &ifr) == 0);
	CHECK(memcmp(ifr.ifr_hwaddr.sa_data, mac, 6) == 0);
	close(fd);
}

/* A host has its own address and no other's, and its device is up. */
static void
check_end_host(struct lab *lab, enum host host, enum host other)
{
	char error[LAB_ERROR];
	int fd;

	CHECK(lab_enter(lab, host, error) == 0);
	fd = bind_to(lab->family, lab_address(lab, host), 0);
	CHECK(fd != -1);
	close(fd);
	CHECK(bind_to(lab->family, lab_address(lab, other), 0) == -1);
	CHECK((device_flags(LAB_DEVICE) & (IFF_UP | IFF_RUNNING)) ==
	    (IFF_UP | IFF_RUNNING));
	CHECK(device_flags("lo") & IFF_UP);
	check_mac(LAB_DEVICE, lab_mac(lab, host));
	CHECK(if_nametoindex(LAB_TO_PEER) == 0);
}

static void
play_hosts(struct lab *lab)
{
	struct ifaddrs *addresses, *a;
	char error[LAB_ERROR];

	check_end_host(lab, HOST_SUBJECT, HOST_PEER);
	check_end_host(lab, HOST_PEER, HOST_SUBJECT);
	CHECK(lab_enter(lab, HOST_PATH, error) == 0);
	CHECK(device_flags(LAB_TO_SUBJECT) & IFF_RUNNING);
	CHECK(device_flags(LAB_TO_PEER) & IFF_RUNNING);
	CHECK(device_flags(LAB_TO_PEER) & IFF_NOARP);
	CHECK(if_nametoindex(LAB_DEVICE) == 0);
	CHECK(getifaddrs(&addresses) == 0);
	for (a = addresses; a; a = a->ifa_next)
		CHECK(!a->ifa_addr || a->ifa_addr->sa_family == AF_PACKET);
	freeifaddrs(addresses);
	lab_close(lab);
}

static void
test_hosts(void **state)
{
	(void)state;
	in_lab(4, play_hosts);
	in_lab(6, play_hosts);
}

static void
play_addresses(struct lab *lab)
{
	CHECK(strcmp(lab_address(lab, HOST_SUBJECT),
		  lab->family == 6 ? "fd77::1" : "10.77.0.1") == 0);
	CHECK(strcmp(lab_address(lab, HOST_PEER),
		  lab->family == 6 ? "fd77::2" : "10.77.0.2") == 0);
	/* a lab of one family knows nothing of the other */
	if (lab->family == 4)
		CHECK(bind_to(6, "::1", 0) == -1);
	lab_close(lab);
}

/* It is the subject's host that is asked, wherever we were before. */
static void
play_setting(struct lab *lab)
{
	unsigned long value = 0;

	enter(lab, HOST_SUBJECT);
	CHECK(lab_write_file("/proc/sys/net/ipv4/tcp_retries2", "11") == 0);
	enter(lab, HOST_PEER);
	CHECK(lab_write_file("/proc/sys/net/ipv4/tcp_retries2", "12") == 0);
	CHECK(lab_setting(lab, "tcp_retries2", &value) && value == 11);
	CHECK(!lab_setting(lab, "no_such_setting", &value));
	lab_close(lab);
}

static void
test_setting(void **state)
{
	(void)state;
	in_lab(4, play_setting);
}

static void
test_addresses(void **state)
{
	(void)state;
	in_lab(4, play_addresses);
	in_lab(6, play_addresses);
}

/* A socket that sees all frames of the path's device. */
static int
listen_on_path(const char *device)
{
	struct sockaddr_ll ll = { .sll_family = AF_PACKET,
		.sll_protocol = htons(ETH_P_ALL),
		.sll_ifindex = (int)if_nametoindex(device) };
	int fd = socket(AF_PACKET, SOCK_RAW, htons(ETH_P_ALL));

	CHECK(fd != -1);
	CHECK(bind(fd, (struct sockaddr *)&ll, sizeof(ll)) == 0);
	return fd;
}

static void
send_datagram(struct lab *lab)
{
	struct sockaddr_in a4 = { .sin_family = AF_INET, .sin_port = htons(9) };
	struct sockaddr_in6 a6 = { .sin6_family = AF_INET6,
		.sin6_port = htons(9) };
	int fd = bind_to(lab->family, lab_address(lab, HOST_SUBJECT), 0);

	inet_pton(AF_INET, lab_address(lab, HOST_PEER), &a4.sin_addr);
	inet_pton(AF_INET6, lab_address(lab, HOST_PEER), &a6.sin6_addr);
	if (lab->family == 6)
		CHECK(sendto(fd, "x", 1, 0, (struct sockaddr *)&a6,
			  sizeof(a6)) == 1);
	else
		CHECK(sendto(fd, "x", 1, 0, (struct sockaddr *)&a4,
			  sizeof(a4)) == 1);
	close(fd);
}

/*
 * Nobody speaks unasked (an MLD report would come after some 10 ms), and a
 * datagram to the peer is the first frame: no neighbour is asked for.
 */
static void
play_quiet(struct lab *lab)
{
	char error[LAB_ERROR], frame[2048];
	struct pollfd pfd[2] = { { .events = POLLIN }, { .events = POLLIN } };

	CHECK(lab_enter(lab, HOST_PATH, error) == 0);
	pfd[0].fd = listen_on_path(LAB_TO_SUBJECT);
	pfd[1].fd = listen_on_path(LAB_TO_PEER);
	CHECK(poll(pfd, 2, 100) == 0);
	CHECK(lab_enter(lab, HOST_SUBJECT, error) == 0);
	send_datagram(lab);
	CHECK(readable(pfd[0].fd));
	CHECK(recv(pfd[0].fd, frame, sizeof(frame), 0) > 14);
	CHECK(memcmp(frame, lab_mac(lab, HOST_PEER), 6) == 0);
	CHECK(memcmp(frame + 6, lab_mac(lab, HOST_SUBJECT), 6) == 0);
	CHECK(frame[12] == (lab->family == 6 ? '\x86' : '\x08'));
	lab_close(lab);
}

static void
test_quiet(void **state)
{
	(void)state;
	in_lab(4, play_quiet);
	in_lab(6, play_quiet);
}

static void
test_open_fails_clearly(void **state)
{
	struct rlimit none = { 0, 0 };
	char error[LAB_ERROR] = "";
	struct lab *lab;
	int status;
	pid_t pid = fork();

	(void)state;
	assert_true(pid >= 0);
	if (pid == 0) {
		setrlimit(RLIMIT_NOFILE, &none);
		lab = lab_open(4, error);
		_exit(lab == NULL &&
			    strcmp(error,
				"/proc: Too many open "
				"files") == 0 ?
			0 :
			1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	lab_close(NULL); /* harmless */
}

/* What lab_possible says is what lab_open does. */
static void
test_possible(void **state)
{
	char error[LAB_ERROR], mend[1024];

	(void)state;
	if (lab_possible(error, mend) == 0) {
		assert_string_equal(error, "");
		assert_string_equal(mend, "");
	} else {
		assert_true(strlen(error) > 0);
		assert_true(strlen(mend) > 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_possible),
		cmocka_unit_test(test_open_fails_clearly),
		cmocka_unit_test(test_hosts),
		cmocka_unit_test(test_addresses),
		cmocka_unit_test(test_setting),
		cmocka_unit_test(test_quiet),
	};

	look_for_labs();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
