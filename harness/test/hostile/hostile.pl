# hostile.pl - subjects that try to harm the machine, the run, or each other.
# SPDX-License-Identifier: BSD-2-Clause
#
#	perl hostile.pl KIND {host} {port}	KIND "list" prints all kinds
#
# Each connects, says ready, tries, and reports what it could do that it must
# not: "report error ESCAPED what".  Where nothing of that came of it, it waits
# as an ordinary subject does.
use strict;
use warnings;
use Fcntl;
use POSIX ();
use Socket;

$| = 1;
my ($kind, $host, $port) = @ARGV;
my $spoil = $ENV{HANGUP_SPOIL} // '/nonexistent'; # a tree that must not change
my $programs = $ENV{HANGUP_SPOIL_PROGRAMS} // '/nonexistent';
my $out = $ENV{HANGUP_SPOIL_OUT} // '/nonexistent';
my $cases = $ENV{HANGUP_SPOIL_CASES} // '/nonexistent';
my $sock;

sub escaped { print "report error ESCAPED @_\n" }

sub get_ready {
    socket($sock, PF_INET, SOCK_STREAM, 0) or die;
    connect($sock, sockaddr_in($port, inet_aton($host))) or die "connect: $!";
    print "ready\n";
}

# Until the end of the connection, as a strategy does.
sub watch {
    my ($bytes, $n);
    while (1) {
        $n = sysread $sock, $bytes, 100;
        next if $n;
        print defined $n ? "report closed\n" : "report error $!\n";
        last;
    }
    while (<STDIN>) { exit 0 if /quit/ }
    exit 0;
}

# Each file that can be written to, one that can be made, is an escape.
sub try_write {
    for my $file (@_) {
        if (sysopen my $f, $file, O_WRONLY | O_CREAT | O_APPEND) {
            syswrite $f, '';
            escaped "wrote $file";
        }
    }
}

sub try_read {
    for my $file (@_) {
        next unless open my $f, '<', $file;
        my $line = <$f>;
        escaped "read $file" if defined $line;
    }
}

# A system call of this number succeeds.  x86-64 only.
sub try_call {
    my ($name, $number, @arguments) = @_;
    return if (POSIX::uname())[4] ne 'x86_64';
    my $result = syscall $number, @arguments;
    escaped "$name is $result" if $result != -1;
}

sub try_run {
    my ($what) = @_;
    escaped $what if system("$what </dev/null >/dev/null 2>&1") == 0;
}

my $zero = "\0" x 256;
my %kinds = (
    # files
    'write-system' => sub {
        try_write '/etc/hangup-x', '/usr/bin/hangup-x', '/hangup-x',
            '/root/hangup-x', '/opt/x', '/var/x', '/run/x', '/dev/x', '/home/x';
    },
    'read-shadow' => sub { try_read '/etc/shadow', '/etc/gshadow' },
    'core-pattern' => sub {
        try_write '/proc/sys/kernel/core_pattern', '/proc/sysrq-trigger',
            '/proc/sys/vm/drop_caches', '/proc/1/oom_score_adj';
    },
    'spoil-tree' => sub { try_write "$spoil/file", "$spoil/new" },
    'read-tree' => sub { try_read "$spoil/secret", "$spoil/file" },
    'replace-program' => sub {
        my $file = "$programs/hangup-subject";
        unlink $file and escaped 'unlinked hangup-subject';
        rename $0, $file and escaped 'replaced hangup-subject';
        try_write $file, "$programs/peer";
    },
    'replace-results' => sub {
        try_write "$out/results.json", "$out/.results.json.part",
            "$out/cells/x.pcap", "$out/index.html", "$out/x";
        symlink '/etc/passwd', "$out/cells" and escaped 'linked';
    },
    'read-results' => sub {
        my @files = glob "$out/* $out/cells/*/*";
        escaped "sees $files[0]" if grep { -f $_ } @files;
    },
    'write-case' => sub {
        try_write "$cases/subjects/zz.tcl", "$cases/scenarios/close/zz.tcl",
            "$cases/subjects/PROTOCOL.md";
    },
    'home' => sub {
        for my $home ((getpwuid $<)[7] // (), glob('/home/*'), '/root') {
            next if $home eq '/' || $home eq '/tmp' || $home eq '/nonexistent';
            escaped "sees $_" for grep { -e } "$home/.ssh", "$home/.bashrc";
        }
    },
    'own-program' => sub { try_write $0; chmod 0777, $0 and escaped 'chmod' },
    'run-sockets' => sub {
        for my $path (glob('/run/* /run/*/* /var/run/*'), "$spoil/socket") {
            next unless -S $path;
            socket my $s, PF_UNIX, SOCK_STREAM, 0;
            connect $s, pack_sockaddr_un($path) and escaped "reached $path";
        }
    },
    'abstract-socket' => sub {
        socket my $s, PF_UNIX, SOCK_STREAM, 0;
        connect $s, pack_sockaddr_un("\0hangup-spoil")
            and escaped 'reached an abstract socket';
    },
    'fill-tmp' => sub {
        open my $f, '>', '/tmp/big' or return;
        my $block = 'x' x 1048576;
        my $n = 0;
        $n++ while $n < 1000 && syswrite($f, $block) == length $block;
        escaped "wrote $n MB" if $n >= 1000;
    },
    'big-file' => sub {
        open my $f, '>', '/dev/shm/big' or return;
        truncate $f, 1 << 40 and escaped 'a file of 1 TB';
    },
    'device-node' => sub {
        POSIX::mkfifo('/tmp/fifo', 0600);
        try_run 'mknod /tmp/sda b 8 0';
        try_run 'mknod /tmp/kmsg c 1 11';
    },
    # processes
    'kill-all' => sub {
        local $SIG{TERM} = 'IGNORE';
        kill 'TERM', -1;
        kill 'STOP', 1 .. 1;
    },
    'kill-many' => sub {
        kill('KILL', $_) and escaped "killed $_"
            for grep { $_ != $$ } 1 .. 5000;
    },
    'kill-parent' => sub {
        my $parent = getppid;	# 0: it is in another pid namespace
        $parent > 0 and kill 'KILL', $parent and escaped 'killed its parent';
    },
    'ptrace' => sub {
        try_call 'ptrace attach', 101, 16, 1, 0, 0;
        try_call 'ptrace attach', 101, 16, getppid, 0, 0;
        try_call 'process_vm_readv', 310, 1, $zero, 1, $zero, 1, 0;
    },
    'read-proc' => sub {
        try_read grep { !m{^/proc/($$|self|thread-self)/} }
            glob '/proc/[0-9]*/environ /proc/[0-9]*/maps /proc/[0-9]*/cmdline';
    },
    'fork-bomb' => sub {
        my $n = 0;
        for (1 .. 3000) {
            my $pid = fork;
            last unless defined $pid;
            if ($pid == 0) { sleep 100; POSIX::_exit(0) }
            $n++;
        }
        escaped "$n processes" if $n >= 3000;
    },
    'daemon' => sub {
        return if fork;
        POSIX::setsid();
        POSIX::_exit(0) if fork;
        exec 'sleep', '600';
    },
    'zombies' => sub { fork or POSIX::_exit(0) for 1 .. 100 },
    'real-time' => sub {
        try_call 'sched_setscheduler', 144, 0, 1, pack('i', 50);
        setpriority 0, 0, -20 and escaped 'nice -20';
    },
    'stop-itself' => sub { kill 'STOP', $$ },
    # the kernel
    'mount' => sub { try_run 'mount -t tmpfs x /tmp' },
    'mount-call' => sub {
        try_call 'mount', 165, "x\0", "/tmp\0", "tmpfs\0", 0, 0;
        try_call 'umount2', 166, "/proc\0", 2;
        try_call 'fsopen', 430, "tmpfs\0", 0;
        try_call 'open_tree', 428, -100, "/\0", 1;
        try_call 'pivot_root', 155, "/tmp\0", "/tmp\0";
    },
    'unshare' => sub {
        try_call 'unshare user', 272, 0x10000000;
        try_call 'unshare net', 272, 0x40000000;
        try_call 'clone3', 435, $zero, 88;
        try_run 'unshare -Ur true';
    },
    'setns' => sub {
        for my $ns (qw(user mnt net pid ipc uts)) {
            open my $f, '<', "/proc/self/ns/$ns" or next;
            try_call "setns $ns", 308, fileno $f, 0;
        }
    },
    'chroot' => sub { chroot '/tmp' and escaped 'chroot' },
    'bpf' => sub { try_call 'bpf', 321, 0, $zero, 72 },
    'keys' => sub {
        try_call 'add_key', 248, "user\0", "x\0", "x", 1, -3;
        try_call 'keyctl', 250, 0, -3, 0;
    },
    'userfaultfd' => sub { try_call 'userfaultfd', 323, 0 },
    'perf' => sub { try_call 'perf_event_open', 298, $zero, 0, -1, -1, 0 },
    'kexec' => sub { try_call 'kexec_load', 246, 0, 0, 0, 0 },
    'module' => sub { try_call 'init_module', 175, $zero, 256, "\0" },
    'reboot' => sub { try_call 'reboot', 169, 0xfee1dead, 0x28121969, 0, 0 },
    'set-time' => sub {
        try_call 'clock_settime', 227, 0, pack('qq', 1, 0);
        try_call 'settimeofday', 164, pack('qq', 1, 0), 0;
    },
    'handles' => sub { try_call 'open_by_handle_at', 304, -100, $zero, 0 },
    'ports' => sub { try_call 'iopl', 172, 3 },
    'host-name' => sub { try_call 'sethostname', 170, "x\0", 1 },
    'become-root' => sub {
        POSIX::setuid(0) and escaped 'uid 0';
        try_run 'su root -c true';
        try_run 'sudo -n true';
    },
    # the terminal
    'type' => sub {
        my ($tty, $key) = (undef, 'x');
        open $tty, '+<', '/dev/tty' and escaped 'has a terminal';
        for my $to (\*STDIN, \*STDOUT, \*STDERR) {
            ioctl $to, 0x5412, $key and escaped 'typed';
        }
    },
    # IPC
    'ipc-objects' => sub {
        shmget 0x68616e67, 4096, 01666;
        msgget 0x68616e67, 01666;
        semget 0x68616e67, 1, 01666;
        open my $f, '>', '/dev/shm/hangup-spoil';
    },
    # memory
    'eat-memory' => sub {
        my @blocks;
        my $n = 0;
        if (my $pid = fork) { waitpid $pid, 0; return }
        for (1 .. 6 * 1024) { push @blocks, 'x' x (1 << 20); $n++ }
        escaped "$n MB";
        POSIX::_exit(0);
    },
    'eat-descriptors' => sub {
        my @files;
        while (@files < 100000 && open my $f, '<', '/dev/null') {
            push @files, $f;
        }
        escaped scalar(@files) . ' descriptors' if @files >= 100000;
    },
    # what it says
    'flood-reports' => sub { print "report open x$_\n" for 1 .. 200000 },
    'flood-errors' => sub { print STDERR 'x' x 65536 for 1 .. 100 },
    'flood-endless' => sub { while (1) { print 'x' x 4000, "\n" or last } },
    'long-line' => sub { print 'report open ', 'x' x 100000, "\n" },
    'binary' => sub { print "report open \e]0;title\a\e[2J\0\xff\xfe\n" },
    'escapes-in-errors' => sub {
        print STDERR "\e]0;title\a\e[31m::stop-commands::x\n"; exit 3;
    },
    'github' => sub { print "report open ::stop-commands::x\n" },
    'formula' => sub { print "report open =cmd|'/c calc'!A1\n" },
    'future' => sub { print '@', time + 3600, "000000000 report closed\n" },
    'past' => sub { print "\@1 report closed\n" },
    'close-output' => sub { close STDOUT; sleep 100 },
    'leave' => sub { exit 0 },
    'crash' => sub { kill 'SEGV', $$ },
    'spin' => sub { 1 while 1 },
    # the network
    'flood-wire' => sub {
        my $block = 'x' x 65536;
        while (1) { last unless defined syswrite $sock, $block }
    },
    'many-connections' => sub {
        my @more;
        for (1 .. 500) {
            socket my $s, PF_INET, SOCK_STREAM, 0 or last;
            connect $s, sockaddr_in($port, inet_aton($host)) or last;
            push @more, $s;
        }
        watch();
    },
    'raw-socket' => sub {
        socket my $s, PF_INET, SOCK_RAW, 1 and escaped 'a raw socket';
        socket my $p, 17, SOCK_RAW, 0 and escaped 'a packet socket';
        try_run "ip link set eth0 down";
        try_run "ip route del 10.77.0.0/24";
    },
    'host-service' => sub {
        for my $p (22, 80, 443, 631, 5432, 6379, $ENV{HANGUP_SPOIL_PORT} // 1) {
            socket my $s, PF_INET, SOCK_STREAM, 0;
            connect $s, sockaddr_in($p, inet_aton('127.0.0.1'))
                and escaped "reached port $p";
        }
    },
    'environment' => sub {
        escaped "has $_" for grep { /TOKEN|SECRET|PASS/ } keys %ENV;
    },
);

if ($kind eq 'list') {
    print "$_\n" for sort keys %kinds;
    exit 0;
}
get_ready();
$kinds{$kind}->();
watch();
