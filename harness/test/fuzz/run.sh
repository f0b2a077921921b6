#!/bin/sh
# run.sh - runs fuzzers, one after the other: run.sh BUILD NAME...
# FUZZ_SECONDS each, or FUZZ_RUNS inputs each.
# SPDX-License-Identifier: BSD-2-Clause
set -eu

build=$1
shift
bound=-max_total_time=${FUZZ_SECONDS:-10}
[ -z "${FUZZ_RUNS:-}" ] || bound=-runs=$FUZZ_RUNS

# add FORMAT: one input, as printf(1) makes it.
add() {
	n=$((n + 1))
	# shellcheck disable=SC2059
	printf "$@" >"$corpus/seed-$n"
}

# add_file KIND FILE: a case file behind the digit of its kind; a paragraph
# each of what is long.
add_file() {
	n=$((n + 1))
	if [ "$(wc -c <"$2")" -lt 4096 ]; then
		{ printf %s "$1"; cat "$2"; } >"$corpus/seed-$n"
	else
		awk -v kind="$1" -v to="$corpus/seed-$n" -v RS= \
		    'NR < 40 { printf "%s%s\n", kind, $0 >(to "-" NR) }' "$2"
	fi
}

# What a fuzzer begins with: the case files, and a few short texts.
seed_cases() {
	for file in cases/scenarios/*/*.tcl; do add_file 0 "$file"; done
	for file in cases/subjects/*.tcl; do add_file 1 "$file"; done
	add_file 2 cases/clauses.tcl
	add_file 3 cases/contract.tcl
	add '4subject a {A} {\n kind waits\n sees fin closed sign 0 50\n}\n'
	# its file has no name but its number
	for fd in 3 4 5; do
		add '5incident '"$fd"' T {\n words w {w w}\n command {hangup w}\n
			wire {{setting s stock} {latency close/fin/a}}\n}\n'
	done
}
seed_say() {
	add 'ready ask hangup/1'
	add 'report closed end of file'
	add '@1700000000000000000 report reset ECONNRESET'
}
seed_filter() {
	add '0FIN and not tcp[13] & 4 != 0'
	add '1DATA or ICMP'
	add '2WIN0 and EMPTY or host 10.77.0.1 and port 9'
}
# A SYN of IPv4, then what is said of it.
seed_control() {
	frame='\066\002\0\0\0\0\001\002\0\0\0\0\002\010\0E\0\0(\0\0@\0@\006'
	frame="$frame"'\0\0\012\0\0\001\012\0\0\002\234@\0\011\0\0\0\001'
	frame="$frame"'\0\0\0\0P\002\377\377\0\0\0\0'
	add "$frame"'drop to-peer FIN count 2 skip 1\nstatus\npass first\n'
	add "$frame"'lose both 30 seed 7\ndelay to-peer 10\nrelease\n'
	add "$frame"'inject rst to-subject in-window\ninject icmp port both\n'
	add "$frame"'answer to-peer icmp type 3 code 1\nhold both SYN\ndown\n'
	add "$frame"'duplicate both DATA copies 3 after 5\nreorder both\n'
}
seed_frames() {
	add '\001\007\004\002\0\0\017\004\002\022\0\007\005\020\001\001\020x'
	add '\102\007\004\002\0\0\017\004\002\022\0\017\004\021\001\001\020'
}
seed_results() {
	cp harness/test/fuzz/results.json "$corpus"
}

# Of a block that was freed little is kept, and of who did it: it is faster.
export ASAN_OPTIONS=quarantine_size_mb=16:malloc_context_size=4

for name; do
	corpus=$build/corpus/$name
	log=$build/$name.log
	mkdir -p "$corpus"
	n=0
	most=4096
	[ "$name" != results ] || most=16384
	"seed_$name"
	begin=$(date +%s)
	# what is deep or large is no finding: the limits are the program's
	if ! "$build/bin/$name" "$bound" -max_len="$most" -timeout=25 \
	    -rss_limit_mb=3000 -print_final_stats=1 -verbosity=1 \
	    -artifact_prefix="$build/$name-" "$corpus" >"$log" 2>&1; then
		tail -n 40 "$log"
		echo "  fuzz    $name: a finding; see $log"
		exit 1
	fi
	echo "  fuzz    $name: $(sed -n \
	    's/^stat::number_of_executed_units: *//p' "$log") inputs," \
	    "$(($(date +%s) - begin)) s"
done
