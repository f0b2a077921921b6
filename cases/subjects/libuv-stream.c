/* libuv-stream.c HOST PORT - a uv_tcp_t that is read from. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uv.h>

static char buffer[65536];

static void
give_buffer(uv_handle_t *handle, size_t suggested, uv_buf_t *buf)
{
	(void)handle, (void)suggested;
	*buf = uv_buf_init(buffer, sizeof(buffer));
}

static void
on_read(uv_stream_t *stream, ssize_t nread, const uv_buf_t *buf)
{
	const char *verdict;

	(void)buf;
	if (nread >= 0)
		return;
	switch (nread) {
	case UV_EOF:
		verdict = "closed";
		break;
	case UV_ECONNRESET:
		verdict = "reset";
		break;
	case UV_ETIMEDOUT:
		verdict = "timeout";
		break;
	case UV_EHOSTUNREACH:
		verdict = "unreachable";
		break;
	default:
		verdict = "error";
	}
	printf("report %s %s\n", verdict, uv_err_name((int)nread));
	uv_read_stop(stream);
}

static void
on_connect(uv_connect_t *request, int status)
{
	if (status != 0) {
		fprintf(stderr, "connect: %s\n", uv_strerror(status));
		exit(1);
	}
	puts("ready hangup/1");
	uv_read_start(request->handle, give_buffer, on_read);
}

static void
on_input(uv_stream_t *stream, ssize_t nread, const uv_buf_t *buf)
{
	(void)buf;
	if (nread != 0)
		uv_stop(stream->loop);
}

int
main(int argc, char **argv)
{
	uv_loop_t *loop = uv_default_loop();
	struct sockaddr_storage to;
	uv_connect_t request;
	uv_tcp_t tcp;
	uv_pipe_t input;

	if (argc != 3)
		return 2;
	setvbuf(stdout, NULL, _IOLBF, 0);
	if (uv_ip4_addr(argv[1], atoi(argv[2]), (struct sockaddr_in *)&to) &&
	    uv_ip6_addr(argv[1], atoi(argv[2]), (struct sockaddr_in6 *)&to))
		return 2;
	uv_tcp_init(loop, &tcp);
	uv_tcp_connect(&request, &tcp, (struct sockaddr *)&to, on_connect);
	uv_pipe_init(loop, &input, 0);
	uv_pipe_open(&input, 0);
	uv_read_start((uv_stream_t *)&input, give_buffer, on_input);
	uv_run(loop, UV_RUN_DEFAULT);
	return 0;
}
