# SPDX-License-Identifier: BSD-2-Clause
subject openssl-s-client {openssl s_client at a terminal, TLS} {
    relies  {an end without close_notify is an error since OpenSSL 3.0, a failed read an errno (SSL_get_error(3), s_client(1))}
    build   {
        rm -rf '{program}' && mkdir '{program}' && cd '{program}' &&
        openssl req -x509 -newkey ed25519 -nodes -keyout key -out cert \
            -subj /CN=peer
    }
    command {exec expect '{dir}/openssl-s-client.exp' {host} {port}}
    server  {
        cd '{program}' &&
        exec openssl s_server -accept 127.0.0.1:{port} -cert cert -key key
    }
    needs   expect {expect}
    needs   openssl {openssl}
    unsupported close/we-closed-first {its sending half was shut by another: the server complains by an alert, and only then ends}
    unsupported reset/after-fin {s_client answers the FIN by its own: a connection that both have closed is not reset any more}
}
