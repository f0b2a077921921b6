/* libcurl-reuse.c HOST PORT - one request after the other on one handle. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * The peer echoes, and the request is made so that its echo is an answer: what
 * stands in the place of the method reads as a status line.  A connection that
 * libcurl finds dead it would replace: that it asks for another socket is the
 * report, and it gets none.
 */
#include <curl/curl.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

static unsigned sockets;

static curl_socket_t
open_socket(void *data, curlsocktype purpose, struct curl_sockaddr *a)
{
	(void)data, (void)purpose;
	return sockets++ == 0 ? socket(a->family, a->socktype, a->protocol) :
				CURL_SOCKET_BAD;
}

/* Connected, and nothing sent yet. */
static int
before_request(void *data, char *to, char *from, int to_port, int from_port)
{
	bool *ready = data;

	(void)to, (void)from, (void)to_port, (void)from_port;
	if (!*ready)
		puts("ready ask hangup/1");
	*ready = true;
	return CURL_PREREQFUNC_OK;
}

static void
report(CURL *curl, CURLcode code)
{
	const char *why = curl_easy_strerror(code);
	long error = 0;

	curl_easy_getinfo(curl, CURLINFO_OS_ERRNO, &error);
	if (sockets > 1)
		puts("report gone wants a new connection");
	else if (code == CURLE_OK)
		puts("report open");
	else if (code == CURLE_OPERATION_TIMEDOUT)
		printf("report timeout %s\n", why);
	else if (code == CURLE_GOT_NOTHING)
		printf("report closed %s\n", why);
	else
		printf("report %s %s: %s\n",
		    error == ECONNRESET ? "reset" : "error", why,
		    strerror((int)error));
}

int
main(int argc, char **argv)
{
	struct curl_slist *headers = NULL;
	char url[128], line[64];
	bool ready = false, asked = false;
	CURLcode code;
	CURL *curl;

	if (argc != 3)
		return 2;
	setvbuf(stdout, NULL, _IOLBF, 0);
	snprintf(url, sizeof(url),
	    strchr(argv[1], ':') ? "http://[%s]:%s/" : "http://%s:%s/", argv[1],
	    argv[2]);
	curl_global_init(CURL_GLOBAL_DEFAULT);
	curl = curl_easy_init();
	headers = curl_slist_append(headers, "Content-Length: 0");
	curl_easy_setopt(curl, CURLOPT_URL, url);
	curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, "HTTP/1.1 200 OK");
	curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
	curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
	curl_easy_setopt(curl, CURLOPT_PREREQFUNCTION, before_request);
	curl_easy_setopt(curl, CURLOPT_PREREQDATA, &ready);
	code = curl_easy_perform(curl);
	if (!ready) {
		fprintf(stderr, "curl: %s\n", curl_easy_strerror(code));
		return 1;
	}
	while (
	    fgets(line, sizeof(line), stdin) && strcmp(line, "check\n") == 0) {
		if (asked)
			code = curl_easy_perform(curl);
		asked = true;
		report(curl, code);
	}
	curl_easy_cleanup(curl);
	curl_slist_free_all(headers);
	return 0;
}
