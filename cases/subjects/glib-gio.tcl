# SPDX-License-Identifier: BSD-2-Clause
subject glib-gio {GLib/GIO: g_input_stream_read_async of a GSocketConnection} {
    relies  {0 bytes are the end of the stream, -1 is a GError: G_IO_ERROR_CONNECTION_CLOSED for ECONNRESET (docs.gtk.org gio InputStream.read_async, IOErrorEnum)}
    build   {cc -O -Wall -Werror -o '{program}' '{dir}/glib-gio.c' $(pkg-config --cflags --libs gio-2.0)}
    command {exec '{program}' {host} {port}}
    needs   cc {gcc libc6-dev}
    needs   {pkg-config --exists gio-2.0} {libglib2.0-dev pkg-config}
}
