# lib.tcl - what the end-to-end tests share.
# SPDX-License-Identifier: BSD-2-Clause

# What the programs write, and the tests are written in, whatever the locale.
encoding system utf-8

package require json

namespace import tcltest::test tcltest::testConstraint

set root [file normalize [file join [file dirname [info script]] .. ..]]
set build [file join $root [expr {[info exists env(BUILD)] ? $env(BUILD) :
    "build"}]]

# A directory for the tests of this process, made once.
proc lab_temp {} {
    global temp
    if {![info exists temp]} {
        set temp [file join [expr {[info exists ::env(TMPDIR)] ?
            $::env(TMPDIR) : "/tmp"}] hangup-test.[pid]]
        file mkdir $temp
    }
    return $temp
}

# Tests write it into texts for shells and make: there it needs a plain name.
if {![regexp {^[\w/.@%+,:=-]+$} $build]} {
    file link -symbolic [file join [lab_temp] build] $build
    set build [file join [lab_temp] build]
}

# Runs a command; a dictionary of status, out and err.  Never throws.
proc try_exec {args} {
    set err [file join [lab_temp] stderr]
    set status 0
    if {[catch {exec -ignorestderr {*}$args 2> $err < /dev/null} out options]} {
        set code [dict get $options -errorcode]
        set status [expr {[lindex $code 0] eq "CHILDSTATUS" ?
            [lindex $code 2] : $code}]
        regsub {\n?child process exited abnormally$} $out {} out
    }
    set file [open $err]
    set text [string trimright [read $file]]
    close $file
    dict create status $status out $out err $text
}

proc hangup {args} {
    try_exec $::build/hangup {*}$args
}

# Begun, to be ended: what waits need not be waited for at once.
proc hangup_begin {args} {
    open |[list $::build/hangup {*}$args 2>@1]
}

# A dictionary of status and out.
proc hangup_end {channel} {
    set text [read $channel]
    set code [expr {[catch {close $channel} message options] ?
        [dict get $options -errorcode] : {CHILDSTATUS 0 0}}]
    dict create status [lindex $code 2] out $text
}

# Several at once, so many at a time: each of them mostly waits.
proc hangup_many {width commands} {
    set answers {}
    while {$commands ne ""} {
        set channels [lmap command [lrange $commands 0 $width-1] {
            hangup_begin {*}$command
        }]
        set commands [lrange $commands $width end]
        lappend answers {*}[lmap channel $channels {hangup_end $channel}]
    }
    return $answers
}

# What is in the directory of a run beside its answer.
proc with_results {answer dir} {
    dict set answer dir $dir
    dict set answer results [expr {[file exists $dir/results.json] ?
        [read_json $dir/results.json] : ""}]
}

# hangup run into a fresh directory; adds "results", or "" if there is none.
proc run {args} {
    set out [file join [lab_temp] out]
    file delete -force $out
    with_results [hangup run --out $out {*}$args] $out
}

# The names of all scenarios, or built-in subjects: they grow.
proc names {what} {
    lmap line [split [exec $::build/hangup list $what] \n] {
        if {[lindex [split [string trim [regsub -all { +} $line { }]]] 1] \
            eq "external"} continue
        lindex [split $line] 0
    }
}

# Has the scenario a fault?  Its file says so.
proc has_fault {scenario} {
    set file [open $::root/cases/scenarios/$scenario.tcl]
    set text [read $file]
    close $file
    regexp -line {^\s+fault \{} $text
}

# The matrix of make check is a sample: every scenario with one of those that
# wait, ask, beat and probe, and a small one over IPv6.  WHOLE=1 takes more.
set whole [expr {[info exists env(WHOLE)] && $env(WHOLE)}]
testConstraint whole $whole
set sample(4) {poll-rdhup recv-blocking heartbeat-answered keepalive layered}
set sample(6) recv-blocking
if {$whole} {
    lappend sample(4) send-repeatedly shutdown-and-wait dual-verification
    set sample(6) $sample(4)
}

# Runs it, once a process: a dictionary family -> run.
proc the_matrix {} {
    global matrix sample
    if {![info exists matrix]} {
        set commands [lmap family {4 6} {
            list run --family $family --out [lab_temp]/matrix.$family \
                {*}[lmap subject $sample($family) {string cat */ $subject}]
        }]
        foreach family {4 6} answer [hangup_many 2 $commands] {
            dict set matrix $family \
                [with_results $answer [lab_temp]/matrix.$family]
        }
    }
    return $matrix
}

proc read_json {name} {
    set file [open $name]
    set text [read $file]
    close $file
    json::json2dict $text
}

# How many cells have each value of a field: "PASS 3 FAIL 1", sorted by name.
proc count_field {results field} {
    set counts {}
    foreach cell [dict get $results cells] {
        dict incr counts [dict get $cell $field]
    }
    lsort -stride 2 $counts
}

# The cells whose result is none of these, each with its reason.
proc cells_not {results args} {
    set bad {}
    foreach cell [dict get $results cells] {
        if {[dict get $cell result] ni $args} {
            lappend bad "[dict get $cell scenario]/[dict get $cell subject]:\
                [dict get $cell result] [dict get $cell reason]"
        }
    }
    return $bad
}

# The cells of both families that have packets, each with its directory.
proc sampled {} {
    set cells {}
    dict for {family r} [the_matrix] {
        foreach cell [dict get $r results cells] {
            if {[dict exists $cell packets]} {
                lappend cells $cell [dict get $r dir]
            }
        }
    }
    return $cells
}

# The packets of a cell that were on the subject's leg.
proc on_leg {cell} {
    set packets {}
    foreach packet [dict get $cell packets] {
        set not [expr {[dict get $packet to_subject] ?
            {dropped waiting} : "forged"}]
        if {[dict get $packet fate] ni $not} {
            lappend packets $packet
        }
    }
    return $packets
}

# A directory of programs whose hangup-subject is this shell script: a table
# of declarations, and what each does.  $real is the real program.
proc fake_subjects {declarations script} {
    set dir [file join [lab_temp] programs]
    file delete -force $dir
    file mkdir $dir
    foreach name {peer path} {
        file link -symbolic $dir/$name $::build/$name
    }
    set timers [exec sh -c "$::build/hangup-subject --describe | grep ^timer"]
    write_file $dir/declarations $timers\n$declarations
    write_file $dir/hangup-subject [string map [list @REAL@ \
        $::build/hangup-subject @DIR@ $dir] "#!/bin/bash
real=@REAL@
if \[ \"\$1\" = --describe \]; then exec cat @DIR@/declarations; fi
$script"]
    file attributes $dir/hangup-subject -permissions 0755
    return $dir
}

# A block of index.html, opened.
proc block {page id} {
    if {![regexp "id=\"$id\">(\[^<\]*)</script>" $page -> text]} {
        return ""
    }
    zlib decompress [binary decode base64 $text]
}

proc read_file {name {translation binary}} {
    set file [open $name]
    fconfigure $file -translation $translation
    set bytes [read $file]
    close $file
    return $bytes
}

proc read_text {name} {
    set file [open $name]
    fconfigure $file -encoding utf-8
    set text [read $file]
    close $file
    return $text
}

# The blocks of a kind, opened, in their order.
proc blocks {page kind} {
    set all {}
    for {set i 0} {[string first "id=\"$kind-0-$i\"" $page] != -1} {incr i} {
        lappend all [block $page $kind-0-$i]
    }
    return $all
}

proc write_file {name text} {
    set file [open $name w]
    puts $file $text
    close $file
}

# With environment variables set for the body only.
proc with_env {variables body} {
    set old [array get ::env]
    array set ::env $variables
    try {
        uplevel 1 $body
    } finally {
        foreach {name value} $variables {
            unset ::env($name)
        }
        array set ::env $old
    }
}

# The declaration of a built-in strategy, under another name.
proc declaration {name as} {
    set text [exec $::build/hangup-subject --describe]
    if {![regexp "subject $name .*?\n\}" $text found]} {
        error "no strategy $name"
    }
    regsub "^subject $name" $found "subject $as"
}

# Until the condition holds, at most so many ms.  True if it did.
proc until {ms condition} {
    set end [expr {[clock milliseconds] + $ms}]
    while {![uplevel 1 [list expr $condition]]} {
        if {[clock milliseconds] > $end} {
            return 0
        }
        after 10    ;# the pace of asking, not a wait for readiness
    }
    return 1
}

# The processes of a session, as {pid comm state}.
proc session_processes {session} {
    set found {}
    foreach file [glob -nocomplain /proc/\[0-9\]*/stat] {
        if {[catch {
            set stat [open $file]
            set text [read $stat]
            close $stat
        }]} continue
        if {[regexp {^(\d+) \((.*)\) (\S) \d+ \d+ (\d+)} $text -> pid comm \
            state sid] && $sid == $session && $state ne "Z"} {
            lappend found [list $pid $comm $state]
        }
    }
    return $found
}

# The browser in which pages are tried.
set web [file join $build web node_modules]
testConstraint browser [expr {[file executable /usr/bin/chromium] &&
    [auto_execok node] ne "" && [file exists $web/playwright-core] &&
    [file exists $web/axe-core]}]

# What the script said of what went wrong, and how many went right.
proc in_browser {script args} {
    set answer [try_exec env NODE_PATH=$::web node \
        [file join $::root harness test page $script] {*}$args]
    set out [dict get $answer out]
    regexp -line {^page: (\d+) passed, (\d+) failed$} $out line
    if {[info exists line]} {
        puts "          $line"
    }
    foreach line [split $out \n] {
        if {[regexp {^  } $line]} {
            puts "        $line"
        }
    }
    list [dict get $answer status] [lsearch -all -inline -regexp \
        [split $out \n] {^not ok}] [dict get $answer err]
}
