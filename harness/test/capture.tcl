# capture.tcl - reads and writes pcap files, for tests that look inside.
# SPDX-License-Identifier: BSD-2-Clause

# The frames of a nanosecond pcap file, by time: {ns bytes} each.
proc read_capture {name} {
    set file [open $name rb]
    set bytes [read $file]
    close $file
    binary scan $bytes iu magic
    if {$magic != 0xa1b23c4d} {
        error "$name: not a nanosecond pcap of this byte order"
    }
    set frames {}
    for {set at 24} {$at < [string length $bytes]} {incr at $kept} {
        binary scan $bytes @${at}iuiuiu s ns kept
        incr at 16
        lappend frames [list [expr {$s * 1000000000 + $ns}] \
            [string range $bytes $at [expr {$at + $kept - 1}]]]
    }
    # two processors may stamp two frames the other way round
    lsort -integer -index 0 $frames
}

# One file of many captures, so that one tshark reads them all.  Each gets
# addresses of its own, in the IP headers only: 10.77.0.1 becomes 10.N.N.1,
# fd77::1 becomes fd77:N::1, so that no two connections become one.  Nothing else is changed; tshark does not look at checksums unless asked.
proc join_captures {captures name} {
    set file [open $name wb]
    puts -nonewline $file \
        [binary format iussiuiuiuiu 0xa1b23c4d 2 4 0 0 262144 1]
    set n 0
    foreach frames $captures {
        incr n
        foreach frame $frames {
            lassign $frame ns bytes
            set bytes [readdress $bytes $n]
            puts -nonewline $file [binary format iuiuiuiu \
                [expr {$ns / 1000000000}] [expr {$ns % 1000000000}] \
                [string length $bytes] [string length $bytes]]$bytes
        }
    }
    close $file
}

# The two bytes that tell nets apart, of both addresses.
proc readdress {bytes n} {
    binary scan $bytes @12Su type
    switch $type {
        2048  { set places {27 31} }
        34525 { set places {24 40} }
        default { return $bytes }
    }
    foreach at $places {
        set bytes [string replace $bytes $at $at+1 [binary format Su $n]]
    }
    return $bytes
}
