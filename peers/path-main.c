/* path-main.c - the path as a program of its own, for people to type to. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <signal.h>
#include <unistd.h>

#include "path.h"

int
main(int argc, char **argv)
{
	if (argc != 3) {
		fprintf(stderr,
		    "usage: %s SUBJECT_DEVICE PEER_DEVICE\n"
		    "Forwards frames between two devices; then \"help\".\n",
		    argv[0]);
		return 2;
	}
	signal(SIGPIPE, SIG_IGN);
	return path_run(STDIN_FILENO, stdout, argv[1], argv[2]) == 0 ? 0 : 1;
}
