/* gio-is-connected.c HOST PORT - is it connected, before each use? */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <gio/gio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int
main(int argc, char **argv)
{
	GSocketClient *client = g_socket_client_new();
	GSocketConnection *connection;
	GError *error = NULL;
	char line[64];

	if (argc != 3)
		return 2;
	connection = g_socket_client_connect_to_host(
	    client, argv[1], (guint16)atoi(argv[2]), NULL, &error);
	if (!connection) {
		g_printerr("connect: %s\n", error->message);
		return 1;
	}
	g_print("ready ask hangup/1\n");
	while (fgets(line, sizeof(line), stdin) && strcmp(line, "check\n") == 0)
		g_print(g_socket_connection_is_connected(connection) ?
			"report open\n" :
			"report gone\n");
	g_object_unref(connection);
	return 0;
}
