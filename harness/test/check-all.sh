#!/bin/sh
# check-all.sh - what takes longer: lint, sanitizers, clang, valgrind, repeats.
# SPDX-License-Identifier: BSD-2-Clause
set -eu

build=${BUILD:-build}
make="make --no-print-directory"
passed=0

# A step is a condition to the shell: set -e does not hold within it.
step() {
	name=$1
	shift
	begin=$(date +%s)
	if ! "$@" >"$build/check-all.log" 2>&1; then
		cat "$build/check-all.log"
		echo "check-all: $name FAILED"
		exit 1
	fi
	grep -E '^(end-to-end|[0-9]+ cells:)' "$build/check-all.log" || :
	passed=$((passed + 1))
	echo "  all     $name: $(($(date +%s) - begin)) s"
}

# The whole matrix, so many times in a row: nothing may differ between them.
repeat() {
	n=0
	while [ "$n" -lt "$2" ]; do
		n=$((n + 1))
		"$1/hangup" run --keep-pcap failed --out "$build/repeat" ||
		    return 1
		# scenario, subject, result, outcome, verdict
		cut -d, -f5-9 "$build/repeat/matrix.csv" >"$build/verdicts.$n"
		cmp "$build/verdicts.1" "$build/verdicts.$n" || return 1
	done
}

# One busy loop a core beside it: nothing may come out wrong, most must come
# out at all.  90 % resolved is the bound; FAIL and XPASS have none.
loaded() {
	loops=
	for _ in $(seq "$(nproc)"); do
		sh -c 'while :; do :; done' &
		loops="$loops $!"
	done
	status=0
	"$build/hangup" run --keep-pcap failed --out "$build/loaded" ||
	    status=$?
	# shellcheck disable=SC2086
	kill $loops
	awk -F, 'NR > 1 { n++; bad += /,"UNRESOLVED",/; wrong += /,"FAIL",/ }
	    END { printf "%d cells, %d unresolved, %d wrong\n", n, bad, wrong
	    exit !(n > 0 && wrong == 0 && bad <= n / 10) }' \
	    "$build/loaded/matrix.csv"
}

# tshark reads captures of both legs (tcpdump reads all in make check).
tshark_reads() {
	"$build/hangup" run close/fin reset/linger-0 --out "$build/tshark" || return 1
	for file in $(find "$build/tshark" -name '*.pcap'); do
		tshark -r "$file" -T fields -e frame.number >/dev/null ||
		    return 1
	done
}

# Tcl's allocator keeps its blocks by inner pointers: "possibly lost".
valgrind="valgrind -q --leak-check=full --show-leak-kinds=definite \
--errors-for-leak-kinds=definite --error-exitcode=9"

# Not: namespaces and clone(2) of shared memory, which valgrind lacks
# (test_lab, test_faults, test_path, test_capture); children that end without
# freeing, and whose exit status is the test (test_control, test_report).  The
# sanitizers see them all.
under_valgrind() {
	for t in "$1"/test/*; do
		case $t in
		*.d|*/test_lab|*/test_faults|*/test_path|*/test_capture)
			continue ;;
		*/test_control|*/test_report)
			continue ;;
		esac
		$valgrind --child-silent-after-fork=yes "$t" || return 1
	done
	$valgrind "$1/hangup" list signs
}

sanitize="-fsanitize=address,undefined -fno-sanitize-recover=all"

mkdir -p "$build"
step "lint" $make lint
step "gcc" $make BUILD="$build" programs unit
step "20 matrices" repeat "$build" 20
step "a busy loop a core" loaded
step "tshark" tshark_reads
step "valgrind" under_valgrind "$build"
step "clang, unit" $make BUILD="$build/clang" CC=clang unit
step "clang, matrix" repeat "$build/clang" 1
step "sanitizers, unit" $make BUILD="$build/asan" SANITIZE="$sanitize" unit
step "sanitizers, matrix" repeat "$build/asan" 1
echo "check-all: $passed passed, 0 failed"
