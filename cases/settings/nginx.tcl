# Towards clients with times, towards servers without.
setting nginx "nginx" {
    strategy keepalive-user-timeout {
        line {listen 443 so_keepalive={keepalive.idle}s:{keepalive.interval}s:{keepalive.probes};} {https://nginx.org/en/docs/http/ngx_http_core_module.html#listen}
        line {proxy_socket_keepalive on;} {https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_socket_keepalive}
        lacks {towards the proxied servers the times are the host's (--for sysctl)} {https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_socket_keepalive}
        lacks {TCP_USER_TIMEOUT cannot be set: what remains is the strategy keepalive, see "hangup explain silence/with-data-in-flight/keepalive"} {https://nginx.org/en/docs/http/ngx_http_core_module.html#listen}
    }
}
