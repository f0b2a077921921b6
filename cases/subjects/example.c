/* example.c HOST PORT - the runner asks, and each time a peek answers. */
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

int
main(int argc, char **argv)
{
	struct addrinfo hint = { .ai_socktype = SOCK_STREAM }, *to;
	char line[64], byte;
	ssize_t n;
	int s;

	if (argc < 3 || getaddrinfo(argv[1], argv[2], &hint, &to) != 0)
		return 2;
	s = socket(to->ai_family, SOCK_STREAM, 0);
	if (connect(s, to->ai_addr, to->ai_addrlen) == -1)
		return 1;
	setvbuf(stdout, NULL, _IOLBF, 0);
	puts("ready ask hangup/1");
	while (fgets(line, sizeof(line), stdin) && strcmp(line, "quit\n")) {
		n = recv(s, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
		if (n > 0 || (n == -1 && errno == EAGAIN))
			puts("report open");
		else if (n == 0)
			puts("report closed recv 0");
		else
			printf("report %s %s\n",
			    errno == ECONNRESET ? "reset" : "error",
			    strerror(errno));
	}
	return 0;
}
