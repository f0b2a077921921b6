# jdk.net; what the JDK lacks, Netty has.
setting java "a Socket or SocketChannel of Java" {
    strategy keepalive-user-timeout {
        line {socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);} {https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/net/StandardSocketOptions.html}
        line {socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, {keepalive.idle});} {https://docs.oracle.com/en/java/javase/21/docs/api/jdk.net/jdk/net/ExtendedSocketOptions.html (since 11)}
        line {socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, {keepalive.interval});} {https://docs.oracle.com/en/java/javase/21/docs/api/jdk.net/jdk/net/ExtendedSocketOptions.html (since 11)}
        line {socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, {keepalive.probes});} {https://docs.oracle.com/en/java/javase/21/docs/api/jdk.net/jdk/net/ExtendedSocketOptions.html (since 11)}
        lacks {the JDK has no TCP_USER_TIMEOUT: what remains is the strategy keepalive, see "hangup explain silence/with-data-in-flight/keepalive"; Netty's epoll transport has EpollChannelOption.TCP_USER_TIMEOUT, here {user-timeout}} {https://netty.io/4.1/api/io/netty/channel/epoll/EpollChannelOption.html}
    }
}
