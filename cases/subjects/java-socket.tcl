# SPDX-License-Identifier: BSD-2-Clause
subject java-socket {Java Socket: InputStream.read until it returns -1} {
    relies  {read returns -1 at the end of the stream, else throws SocketException, which has no code but its message (docs.oracle.com Java 17, java.net.Socket.getInputStream)}
    build   {mkdir -p '{program}.d' && javac -d '{program}.d' '{dir}/JavaSocket.java' && jar -c -f '{program}' -e JavaSocket -C '{program}.d' .}
    command {exec java -Xshare:auto -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar '{program}' {host} {port}}
    needs   javac {default-jdk-headless}
}
