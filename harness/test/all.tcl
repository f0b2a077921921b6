# all.tcl - the end-to-end tests: the real program, kernel and packets.
# SPDX-License-Identifier: BSD-2-Clause
#
#	tclsh harness/test/all.tcl ?NAME.test...?	BUILD names the
#	build, WHOLE=1 takes the larger samples

package require Tcl 8.6
set names $argv
set argv {}	;# which tcltest would read
package require tcltest 2.3

set here [file dirname [file normalize [info script]]]
source [file join $here lib.tcl]

set files [lmap name $names {file join $here $name}]
if {$files eq ""} {
    set files [lsort [glob -directory $here *.test]]
}
tcltest::configure -verbose {body error} -tmpdir [lab_temp]
foreach file $files {
    set begin [clock milliseconds]
    source $file
    puts [format "  e2e     %-20s %5.1f s" [file tail $file] \
        [expr {([clock milliseconds] - $begin) / 1e3}]]
}
set failed $tcltest::numTests(Failed)
set passed $tcltest::numTests(Passed)
set skipped $tcltest::numTests(Skipped)
foreach {why names} [array get tcltest::skippedBecause] {
    puts "skipped ($why): $names"
}
file delete -force [lab_temp]
puts "end-to-end: $passed passed, $failed failed, $skipped skipped"
exit [expr {$failed > 0}]
