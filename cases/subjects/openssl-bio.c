/* openssl-bio.c HOST PORT - a connect BIO, read until it does not retry. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <stdio.h>
#include <string.h>

static void
watch(BIO *bio)
{
	char buffer[1024];
	int n;

	do
		n = BIO_read(bio, buffer, sizeof(buffer));
	while (n > 0 || BIO_should_retry(bio));
	if (n == 0 || BIO_eof(bio))
		puts("report closed BIO_read returned 0");
	else
		printf("report %s BIO_read returned %d: %s\n",
		    errno == ECONNRESET	      ? "reset" :
			errno == ETIMEDOUT    ? "timeout" :
			errno == EHOSTUNREACH ? "unreachable" :
						"error",
		    n, strerror(errno));
}

int
main(int argc, char **argv)
{
	BIO *bio = BIO_new(BIO_s_connect());
	char line[64], host[128];

	if (argc != 3)
		return 2;
	setvbuf(stdout, NULL, _IOLBF, 0);
	snprintf(
	    host, sizeof(host), strchr(argv[1], ':') ? "[%s]" : "%s", argv[1]);
	BIO_set_conn_hostname(bio, host);
	BIO_set_conn_port(bio, argv[2]);
	if (BIO_do_connect(bio) <= 0) {
		ERR_print_errors_fp(stderr);
		return 1;
	}
	puts("ready hangup/1");
	watch(bio);
	(void)!fgets(line, sizeof(line), stdin);
	BIO_free_all(bio);
	return 0;
}
