/* glib-gio.c HOST PORT - a GSocketConnection's stream, read in a main loop. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <gio/gio.h>
#include <stdlib.h>

static char buffer[4096];

static const char *
verdict(const GError *error)
{
	if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED))
		return "reset";
	if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
		return "timeout";
	if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE))
		return "unreachable";
	return "error";
}

static void
on_read(GObject *source, GAsyncResult *result, gpointer data)
{
	GInputStream *in = G_INPUT_STREAM(source);
	GError *error = NULL;
	gssize n = g_input_stream_read_finish(in, result, &error);

	if (n > 0) {
		g_input_stream_read_async(in, buffer, sizeof(buffer),
		    G_PRIORITY_DEFAULT, NULL, on_read, data);
	} else if (n == 0) {
		g_print("report closed 0 bytes\n");
	} else {
		g_print("report %s %s\n", verdict(error), error->message);
		g_error_free(error);
	}
}

static gboolean
on_input(GIOChannel *channel, GIOCondition condition, gpointer loop)
{
	(void)channel, (void)condition;
	g_main_loop_quit(loop);
	return G_SOURCE_REMOVE;
}

int
main(int argc, char **argv)
{
	GSocketClient *client = g_socket_client_new();
	GMainLoop *loop = g_main_loop_new(NULL, FALSE);
	GIOChannel *input = g_io_channel_unix_new(0);
	GSocketConnection *connection;
	GError *error = NULL;

	if (argc != 3)
		return 2;
	connection = g_socket_client_connect_to_host(
	    client, argv[1], (guint16)atoi(argv[2]), NULL, &error);
	if (!connection) {
		g_printerr("connect: %s\n", error->message);
		return 1;
	}
	g_print("ready hangup/1\n");
	g_input_stream_read_async(
	    g_io_stream_get_input_stream(G_IO_STREAM(connection)), buffer,
	    sizeof(buffer), G_PRIORITY_DEFAULT, NULL, on_read, NULL);
	g_io_add_watch(input, G_IO_IN | G_IO_HUP, on_input, loop);
	g_main_loop_run(loop);
	g_object_unref(connection);
	return 0;
}
