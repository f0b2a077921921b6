# Of a cluster: towards the upstream.
setting envoy "a cluster of Envoy, towards the upstream" {
    strategy keepalive-user-timeout {
        line {upstream_connection_options:} {https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/core/v3/address.proto (TcpKeepalive)}
        line {  tcp_keepalive:} {https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/core/v3/address.proto (TcpKeepalive)}
        line {    keepalive_time: {keepalive.idle}} {https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/core/v3/address.proto (TcpKeepalive)}
        line {    keepalive_interval: {keepalive.interval}} {https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/core/v3/address.proto (TcpKeepalive)}
        line {    keepalive_probes: {keepalive.probes}} {https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/core/v3/address.proto (TcpKeepalive)}
        line {upstream_bind_config:} {https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/core/v3/socket_option.proto (by its numbers on Linux)}
        line {  socket_options:} {https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/core/v3/socket_option.proto (by its numbers on Linux)}
        line {  - level: 6        # IPPROTO_TCP} {https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/core/v3/socket_option.proto (by its numbers on Linux)}
        line {    name: 18        # TCP_USER_TIMEOUT} {https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/core/v3/socket_option.proto (by its numbers on Linux)}
        line {    int_value: {user-timeout}} {https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/core/v3/socket_option.proto (by its numbers on Linux)}
        line {    state: STATE_PREBIND} {https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/core/v3/socket_option.proto (by its numbers on Linux)}
    }
}
