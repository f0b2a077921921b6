# jdk.net; what the JDK lacks, Netty has.
setting java "a Socket or SocketChannel of Java" {
    strategy keepalive-user-timeout {
        lacks {the JDK has no TCP_USER_TIMEOUT: these lines notice only an idle connection; a request in flight hangs for 15 to 30 minutes ("hangup explain silence/with-data-in-flight/keepalive"): give each request a deadline} {https://docs.oracle.com/en/java/javase/21/docs/api/jdk.net/jdk/net/ExtendedSocketOptions.html, tcp(7): TCP_USER_TIMEOUT, tcp_retries2}
        line {socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);} {https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/net/StandardSocketOptions.html}
        line {socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, {keepalive.idle});} {https://docs.oracle.com/en/java/javase/21/docs/api/jdk.net/jdk/net/ExtendedSocketOptions.html (since 11)}
        line {socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, {keepalive.interval});} {https://docs.oracle.com/en/java/javase/21/docs/api/jdk.net/jdk/net/ExtendedSocketOptions.html (since 11)}
        line {socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, {keepalive.probes});} {https://docs.oracle.com/en/java/javase/21/docs/api/jdk.net/jdk/net/ExtendedSocketOptions.html (since 11)}
        lacks {Netty's epoll transport has EpollChannelOption.TCP_USER_TIMEOUT, here {user-timeout}; Redis clients: --for lettuce} {https://netty.io/4.1/api/io/netty/channel/epoll/EpollChannelOption.html}
    }
}
