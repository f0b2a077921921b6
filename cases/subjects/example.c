/* example.c HOST PORT - asked again and again, poll(2) answers at once. */
#define _GNU_SOURCE
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>

int
main(int argc, char **argv)
{
	struct addrinfo hint = { .ai_socktype = SOCK_STREAM }, *to;
	struct pollfd p = { .events = POLLRDHUP };
	char line[64];

	if (argc != 3 || getaddrinfo(argv[1], argv[2], &hint, &to) != 0)
		return 2;
	p.fd = socket(to->ai_family, SOCK_STREAM, 0);
	if (connect(p.fd, to->ai_addr, to->ai_addrlen) == -1)
		return 1;
	setvbuf(stdout, NULL, _IOLBF, 0);
	puts("ready ask hangup/1");
	while (fgets(line, sizeof(line), stdin) && strcmp(line, "quit\n")) {
		poll(&p, 1, 0);
		puts(p.revents & POLLERR ? "report reset POLLERR" :
			p.revents	 ? "report closed POLLRDHUP" :
					   "report open");
	}
	return 0;
}
