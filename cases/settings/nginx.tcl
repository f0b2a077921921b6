# Towards clients with times, towards servers without.
setting nginx "nginx" {
    strategy keepalive-user-timeout {
        lacks {TCP_USER_TIMEOUT cannot be set: these lines notice only an idle connection; a request in flight hangs for 15 to 30 minutes ("hangup explain silence/with-data-in-flight/keepalive"): give each request a deadline} {https://nginx.org/en/docs/http/ngx_http_core_module.html#listen, tcp(7): TCP_USER_TIMEOUT, tcp_retries2}
        line {listen 443 so_keepalive={keepalive.idle}s:{keepalive.interval}s:{keepalive.probes};} {https://nginx.org/en/docs/http/ngx_http_core_module.html#listen}
        line {proxy_socket_keepalive on;} {https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_socket_keepalive}
        lacks {towards the proxied servers the times are the host's (--for sysctl)} {https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_socket_keepalive}
        lacks {these are the probes of TCP, not the keep-alive of HTTP: for a 502 on a connection that was used again see "hangup why reuse-race"} {hangup why reuse-race}
    }
}
