# perl-connected.pl HOST PORT - $socket->connected before each use.
# SPDX-License-Identifier: BSD-2-Clause
use strict;
use warnings;
use IO::Socket::IP;

$| = 1;
my $socket = IO::Socket::IP->new(PeerHost => $ARGV[0], PeerPort => $ARGV[1])
    or die "cannot connect: $@\n";
print "ready ask hangup/1\n";
while (<STDIN> eq "check\n") {
    print $socket->connected ? "report open\n" : "report gone connected: $!\n";
}
