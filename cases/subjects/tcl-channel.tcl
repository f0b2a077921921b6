# SPDX-License-Identifier: BSD-2-Clause
subject tcl-channel {Tcl: fileevent readable, read, eof} {
    relies  {a channel at its end is readable and eof says 1; read throws what went wrong (fileevent(n), read(n))}
    command {exec tclsh '{dir}/tcl-channel.tclsh' {host} {port}}
    needs   tclsh {tcl}
    excuse reset/killed-unread reset/linger-0 reset/linger-0-after-data reset/middlebox-both \
        reset/middlebox-one reset/never-accepted reset/unread-data reset/with-data reset/zero-window recover/after-reset \
        {Tcl turns ECONNRESET into an end of file when it reads from a socket: TcpInputProc in unix/tclUnixSock.c}
}
