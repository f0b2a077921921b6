# SPDX-License-Identifier: BSD-2-Clause
subject perl-io-socket {Perl IO::Socket::IP: sysread until it returns 0} {
    relies  {sysread returns 0 at end of file, undef and $! on an error (perldoc -f sysread, IO::Socket::IP)}
    command {exec perl '{dir}/perl-io-socket.pl' {host} {port}}
    needs   {perl -MIO::Socket::IP -e 1} {perl}
}
