subject perl-connected {Perl IO::Socket: asked for connected()} {
    relies  {connected returns the peer's address; its documentation says that it cannot tell ESTABLISHED from CLOSE-WAIT (perldoc IO::Socket, "connected")}
    command {perl '{dir}/perl-connected.pl' {host} {port}}
    needs   {perl -MIO::Socket::IP -e 1} {perl}
}
