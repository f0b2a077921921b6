# all.tcl - the end-to-end tests: the real program, kernel and packets.
# SPDX-License-Identifier: BSD-2-Clause
#
#	tclsh harness/test/all.tcl ?NAME.test...?	BUILD names the
#	build, WHOLE=1 takes the larger samples
#
# Each file has a process of its own, so that none finds what another left; a
# list of several, as one argument, shares one.

package require Tcl 8.6
set groups $argv
set argv {}	;# which tcltest would read
package require tcltest 2.3

set here [file dirname [file normalize [info script]]]
source [file join $here lib.tcl]

# In this process.  How many passed, failed, were skipped.
proc run_files {names} {
    tcltest::configure -verbose {body error} -tmpdir [lab_temp]
    foreach name $names {
        set begin [clock milliseconds]
        uplevel #0 [list source [file join $::here $name]]
        puts [format "  e2e     %-20s %5.1f s" $name \
            [expr {([clock milliseconds] - $begin) / 1e3}]]
    }
    foreach {why which} [array get tcltest::skippedBecause] {
        puts "skipped ($why): $which"
    }
    file delete -force [lab_temp]
    list $tcltest::numTests(Passed) $tcltest::numTests(Failed) \
        $tcltest::numTests(Skipped)
}

# Each group in a process of its own, so many lanes at a time: they mostly wait.
# With six, a cell of advice-1 found two cores too slow.
set lanes 3
proc run_beside {groups lanes} {
    set ::sums {0 0 0}
    set ::running 0
    foreach group $groups {
        while {$::running >= $lanes} {
            vwait ::running
        }
        incr ::running
        set channel [open [list | [info nameofexecutable] \
            [file join $::here all.tcl] $group 2>@1] r]
        fconfigure $channel -blocking 0
        set ::said($channel) ""
        fileevent $channel readable [list hear $channel $group]
    }
    while {$::running > 0} {
        vwait ::running
    }
    return $::sums
}

proc hear {channel name} {
    append ::said($channel) [read $channel]
    if {![eof $channel]} return
    fconfigure $channel -blocking 1
    catch {close $channel}
    if {![regsub {end-to-end: (\d+) passed, (\d+) failed, (\d+) skipped\n*$} \
        $::said($channel) {} text]} {
        append text "$::said($channel)\n$name did not come to its end\n"
        set counts {0 1 0}
    } else {
        regexp {end-to-end: (\d+) passed, (\d+) failed, (\d+) skipped\n*$} \
            $::said($channel) -> passed failed skipped
        set counts [list $passed $failed $skipped]
    }
    puts -nonewline $text
    flush stdout
    set ::sums [lmap a $::sums b $counts {expr {$a + $b}}]
    incr ::running -1
}

# Those that measure how long something takes run alone.
set alone {kill.test terminal.test}
if {[llength $groups] == 1} {
    set sums [run_files [lindex $groups 0]]
} elseif {$groups ne ""} {
    set sums [run_beside $groups $lanes]
} else {
    # the longest first: those that look at one and the same matrix, and more
    set groups {{matrix.test tshark.test} page.test hostile.test timers.test
        teeth.test screens.test teach.test}
    foreach file [lsort [glob -directory $here *.test]] {
        set name [file tail $file]
        if {$name ni $alone && $name ni [concat {*}$groups]} {
            lappend groups $name
        }
    }
    set sums [run_beside $groups $lanes]
    set sums [lmap a $sums b [run_beside $alone 1] {expr {$a + $b}}]
}
lassign $sums passed failed skipped
puts "end-to-end: $passed passed, $failed failed, $skipped skipped"
exit [expr {$failed > 0}]
