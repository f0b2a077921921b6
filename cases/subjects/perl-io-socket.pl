# perl-io-socket.pl HOST PORT - read an IO::Socket until it ends.
# SPDX-License-Identifier: BSD-2-Clause
use strict;
use warnings;
use Errno qw(ECONNRESET ETIMEDOUT);
use IO::Socket::IP;

$| = 1;
my $socket = IO::Socket::IP->new(PeerHost => $ARGV[0], PeerPort => $ARGV[1])
    or die "cannot connect: $@\n";
print "ready hangup/1\n";
my $n;
while ($n = $socket->sysread(my $data, 4096)) { }
if (defined $n)            { print "report closed sysread returned 0\n" }
elsif ($! == ECONNRESET)   { print "report reset $!\n" }
elsif ($! == ETIMEDOUT)    { print "report timeout $!\n" }
else                       { print "report error $!\n" }
my $quit = <STDIN>;
