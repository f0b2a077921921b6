subject java-flags {Java Socket: asked for isConnected() and isClosed()} {
    relies  {both tell what this side did: closing a socket does not clear its connection state (docs.oracle.com Java 17, java.net.Socket.isConnected)}
    build   {mkdir -p '{program}.d' && javac -d '{program}.d' '{dir}/JavaFlags.java' && jar -c -f '{program}' -e JavaFlags -C '{program}.d' .}
    command {java -Xshare:auto -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData -jar '{program}' {host} {port}}
    needs   javac {default-jdk-headless}
}
