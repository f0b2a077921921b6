# bench.tcl - make bench: what Hangup costs, measured on this machine, now.
# SPDX-License-Identifier: BSD-2-Clause

set build [expr {[info exists env(BUILD)] ? $env(BUILD) : "build"}]
set out [file join $build bench]

# Runs hangup; the rows of matrix.csv as lists of
# family run took_ms latency_us, cells at once, the last line of totals, the
# wall time.
proc measure {args} {
    global build out
    set begin [clock microseconds]
    set status [catch {exec $build/hangup run --out $out --keep-pcap none \
        {*}$args 2>/dev/null} text]
    set wall [expr {([clock microseconds] - $begin) / 1e6}]
    set rows {}
    set file [open $out/matrix.csv]
    foreach line [lrange [split [read $file] \n] 1 end-1] {
        lappend rows [lrange [split $line ,] 0 3]
    }
    close $file
    if {![regexp -line {^(\d+ cells: .*) \| [0-9.]+ s} $text -> totals]} {
        error "hangup run $args: $text"
    }
    set file [open $out/results.json]
    set results [read $file]
    close $file
    regexp {"jobs": (\d+)} $results -> jobs
    regexp {"cpu_ms_a_cell": ([0-9.]+)} $results -> cpu
    dict create rows $rows jobs $jobs cpu $cpu wall $wall totals $totals
}

proc column {rows i} {
    lmap row $rows {
        set value [lindex $row $i]
        if {$value eq ""} continue
        set value
    }
}

proc quantile {values q} {
    lindex [lsort -integer $values] [expr {int($q * ([llength $values] - 1))}]
}

puts "cores: [exec nproc], load before: [lindex [exec cat /proc/loadavg] 0]"

set r [measure close/fin/poll-rdhup reset/linger-0/poll-rdhup --repeat 250 \
    --jobs 16]
set n [llength [dict get $r rows]]
puts [format "ends at once: %d cells, %.0f cells/s, %.1f ms CPU a cell" \
    $n [expr {$n / [dict get $r wall]}] [dict get $r cpu]]

# Most cells only wait, for a window of 4 s after the last that happens, and
# 200 a core at once: the bound is what the waiting of so many rounds and the
# work take, half as much again for the scheduler.
set r [measure --family 4]
set rows [dict get $r rows]
set n [llength $rows]
set longest [lindex [lsort -integer [column $rows 2]] end]
set waits 0
foreach ms [column $rows 2] {
    incr waits $ms
}
set cores [exec nproc]
set jobs [dict get $r jobs]
set work [expr {$n * [dict get $r cpu] / 1e3 / $cores}]
puts [format "whole IPv4 matrix: %d cells, %.1f s wall; %.1f ms CPU a cell, %.1f s\
    of work for %d cores" $n [dict get $r wall] [dict get $r cpu] $work $cores]
puts [format "  longest cell %.1f s (window + 1.5 s: 5.5); 1.5 x that + work: %.1f\
    s; %d at once only waiting: %.1f s" [expr {$longest / 1e3}] \
    [expr {1.5 * $longest / 1e3 + $work}] $jobs [expr {$waits / 1e3 / $jobs}]]
puts "  [dict get $r totals]"

foreach {name cell} {FIN close/fin/epoll-edge RST reset/linger-0/epoll-edge} {
    set r [measure $cell --repeat 200 --jobs 1]
    set us [column [dict get $r rows] 3]
    puts [format "%s to epoll-edge's verdict, one cell at a time: median %d us,\
        99th percentile %d us (%d cells)" $name [quantile $us 0.5] \
        [quantile $us 0.99] [llength $us]]
}
file delete -force $out
