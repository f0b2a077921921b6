# The TCP times of Redis clients in Java: Lettuce has them, Jedis has not.
setting lettuce "Lettuce, a Redis client of Java" {
    strategy keepalive-user-timeout {
        lacks {TCP_USER_TIMEOUT needs the transport epoll or io_uring (netty-transport-native-epoll); without it these lines notice only an idle connection} {https://github.com/redis/lettuce/pull/3279, https://redis.github.io/lettuce/advanced-usage/native-transports}
        line {SocketOptions options = SocketOptions.builder()
                  .keepAlive(SocketOptions.KeepAliveOptions.builder().enable()
                      .idle(Duration.ofSeconds({keepalive.idle}))
                      .interval(Duration.ofSeconds({keepalive.interval}))
                      .count({keepalive.probes}).build())
                  .tcpUserTimeout(SocketOptions.TcpUserTimeoutOptions.builder().enable()
                      .tcpUserTimeout(Duration.ofMillis({user-timeout})).build())
                  .build();
              client.setOptions(ClientOptions.builder().socketOptions(options).build());} {https://redis.io/docs/latest/develop/clients/lettuce/produsage (tcpUserTimeout: since 6.2.7, https://github.com/redis/lettuce/issues/2082)}
        lacks {Jedis has no settings for these times, the host has (--for sysctl); its timeout, 2 s unless set, ends a request without an answer} {https://github.com/redis/jedis/issues/2614, https://redis.github.io/jedis/faq}
    }
}
