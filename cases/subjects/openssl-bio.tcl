# SPDX-License-Identifier: BSD-2-Clause
subject openssl-bio {OpenSSL: BIO_read of a connect BIO over plain TCP} {
    relies  {BIO_read returns 0 or -1 when nothing was read, BIO_should_retry says no if that is for good, BIO_eof tells an end (docs.openssl.org BIO_read(3), BIO_should_retry(3))}
    build   {cc -O -Wall -Werror -o '{program}' '{dir}/openssl-bio.c' -lcrypto}
    command {exec '{program}' {host} {port}}
    needs   cc {gcc libc6-dev}
    needs   {echo '#include <openssl/bio.h>' | cc -E -} {libssl-dev}
}
