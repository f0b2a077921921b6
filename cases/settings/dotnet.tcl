# System.Net.Sockets; the user timeout by its number on Linux.
setting dotnet "a Socket of .NET" {
    strategy keepalive-user-timeout {
        line {socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);} {https://learn.microsoft.com/dotnet/api/system.net.sockets.socketoptionname}
        line {socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, {keepalive.idle});} {https://learn.microsoft.com/dotnet/api/system.net.sockets.socketoptionname}
        line {socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, {keepalive.interval});} {https://learn.microsoft.com/dotnet/api/system.net.sockets.socketoptionname}
        line {socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, {keepalive.probes});} {https://learn.microsoft.com/dotnet/api/system.net.sockets.socketoptionname}
        line {socket.SetRawSocketOption(6, 18, BitConverter.GetBytes({user-timeout})); // Linux: IPPROTO_TCP, TCP_USER_TIMEOUT} {https://learn.microsoft.com/dotnet/api/system.net.sockets.socket.setrawsocketoption, tcp(7)}
    }
}
