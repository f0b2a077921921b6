# repeats.tcl - do the repetitions of each cell agree?  repeats.tcl matrix.csv
# SPDX-License-Identifier: BSD-2-Clause

package require csv

set file [open [lindex $argv 0]]
set columns [csv::split [gets $file]]
set rows 0
while {[gets $file line] >= 0} {
    incr rows
    foreach column $columns value [csv::split $line] {
        dict set row $column $value
    }
    dict with row {
        dict lappend cells "$scenario/$subject (IPv$family)" \
            [list [list $result $outcome $verdict] $line]
    }
}
close $file

# A verdict that differs is told with both records; so is what is unresolved.
set bad 0
dict for {cell runs} $cells {
    set counts {}
    foreach run $runs {
        dict incr counts [lindex $run 0]
    }
    if {[dict size $counts] == 1 &&
        [lindex $runs 0 0 0] in {PASS XFAIL UNSUPPORTED}} continue
    incr bad
    puts "$cell: $counts"
    set told {}
    foreach run $runs {
        lassign $run words line
        if {$words ni $told} {
            lappend told $words
            puts "  $line"
        }
    }
}
puts "[dict size $cells] cells, $rows runs: $bad cells differ or are not as\
    predicted"
exit [expr {$bad > 0}]
