/* faults.c - what the lab itself does to a connection, as a script says. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "run/cell.h"

#define CONNECT_MS 1000

static int
socket_destroy(struct cell *c, char *error)
{
	return lab_destroy_socket(c->lab, c->socket, error);
}

/* What it sees belongs to the far side of the path, as the peer's does. */
static int
host_other(struct cell *c, char *error)
{
	char answer[CASE_ERROR], message[CASE_ERROR];

	if (lab_add_host(c->lab, error) == -1)
		return -1;
	c->capture[2] = lab_port(c->lab, HOST_OTHER, error);
	if (!c->capture[2])
		return -1;
	if (tell(c, &c->path, "attach " LAB_TO_OTHER, answer, message) == 0)
		return 0;
	snprintf(error, LAB_ERROR, "path: %.*s", LAB_ERROR - 8, message);
	return -1;
}

/* Another connection on the same way: is it only ours that is lost? */
static int
connect_again(struct cell *c, char *error)
{
	int port = lab_connect(c->lab, PORT, CONNECT_MS, error);

	if (port == -1)
		return -1;
	c->book.lab_port = (uint16_t)port;
	return 0;
}

static const struct {
	const char *line;
	int (*lab)(struct lab *lab, char *error); /* all that it takes; or */
	int (*cell)(struct cell *c, char *error);
} deeds[] = {
#define LAB_LINE(text, deed) { text, deed },
#include "case/lab-lines.h"
};

#define DEEDS (sizeof(deeds) / sizeof(deeds[0]))

int
stage_lab(struct cell *c, const char *line, char *answer, char *error)
{
	char message[LAB_ERROR];
	size_t i = 0;

	(void)answer;
	while (i < DEEDS && strcmp(deeds[i].line, line) != 0)
		i++;
	if (i == DEEDS) {
		snprintf(error, CASE_ERROR, "no such line");
		return -1;
	}
	cell_note(c, "lab", "%s", line);
	if ((deeds[i].lab ? deeds[i].lab(c->lab, message) :
			    deeds[i].cell(c, message)) == 0)
		return 0;
	snprintf(error, CASE_ERROR, "%s", message);
	return -1;
}
