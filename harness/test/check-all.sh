#!/bin/sh
# check-all.sh - what takes longer: the whole matrix, repeats, other eyes.
# SPDX-License-Identifier: BSD-2-Clause
set -euf	# -f: the globs are hangup's, not the shell's

build=${BUILD:-build}
make="make --no-print-directory -j$(nproc)"
passed=0
failed=0
started=$(date +%s)

# Those that wait, ask, beat and probe: what is said of time shows in them.
sample="*/poll-rdhup */recv-blocking */heartbeat-answered */keepalive \
*/layered"

# A step is a condition to the shell: set -e does not hold within it.
# What it prints is kept, and shown if it fails; the others go on.
step() {
	name=$1
	log=$build/check-all/$(echo "$name" | tr -c 'a-z0-9\n' -).log
	shift
	begin=$(date +%s)
	if "$@" >"$log" 2>&1; then
		verdict=
		passed=$((passed + 1))
		grep -E '^(end-to-end|page|[0-9]+ cells| +(tshark|path|page|size|first|fuzz) )' "$log" |
		    sed 's/^ */          /' || :
	else
		verdict=" FAILED, see $log"
		failed=$((failed + 1))
		# all but the rows and columns of a matrix
		grep -vF -e '✓' -e '│' "$log" || :
	fi
	echo "  all     $name: $(($(date +%s) - begin)) s$verdict"
}

# matrix BUILD NAME ARGUMENT...
matrix() {
	out=$build/check-all/$2
	program=$1/hangup
	shift 2
	"$program" run --keep-pcap failed --out "$out" "$@"
}

# A machine is slow where a cell costs so many ms of CPU.  There are virtual ones
# whose system calls cost ten times as much as others': all of this would take
# more than the half hour that CI has.  There it is a sample, and says so.
SLOW=25
find_pace() {
	matrix "$build" pace 'close/fin/*'
}
read_pace() {
	pace=$(sed -n 's/.*"cpu_ms_a_cell": *\([0-9][0-9]*\).*/\1/p' \
	    "$build/check-all/pace/results.json")
	slow=
	families=both
	often=20
	if [ "${pace:-0}" -gt "$SLOW" ]; then
		slow=" (a slow machine: $pace ms of CPU a cell)"
		families=4
		often=5
		export PAGE_STEP=4
	fi
}

# Every cell so often, and not one that differs from itself.
repeated() {
	# shellcheck disable=SC2086
	matrix "$build" repeated --repeat "$often" $sample || :
	tclsh harness/test/repeats.tcl "$build/check-all/repeated/matrix.csv"
}

# One busy loop a core beside it: nothing may come out wrong, most must come
# out at all.  90 % resolved is the bound; FAIL and XPASS have none.
loaded() {
	loops=
	for _ in $(seq "$(nproc)"); do
		sh -c 'while :; do :; done' &
		loops="$loops $!"
	done
	# shellcheck disable=SC2086
	matrix "$build" loaded $sample || :
	# shellcheck disable=SC2086
	kill $loops
	awk -F, 'NR > 1 { n++; bad += /,"UNRESOLVED",/; wrong += /,"(FAIL|XPASS)",/ }
	    END { printf "%d cells, %d unresolved, %d wrong\n", n, bad, wrong
	    exit !(n > 0 && wrong == 0 && bad <= n / 10) }' \
	    "$build/check-all/loaded/matrix.csv"
}

# The page of the whole matrix, if there is a browser to open it in.
paged() {
	$make BUILD="$build" deps-web ||
	    echo "deps-web failed: the page is not tried in a browser"
	BUILD=$build PAGE_RESULTS=$build/check-all/whole \
	    tclsh harness/test/all.tcl page.test
}

# The end-to-end tests that have a larger sample, beside each other.
larger() {
	BUILD=$build WHOLE=1 tclsh harness/test/all.tcl "$@"
}

# Tcl's allocator keeps its blocks by inner pointers: "possibly lost".
valgrind="valgrind -q --leak-check=full --show-leak-kinds=definite \
--errors-for-leak-kinds=definite --error-exitcode=9"

# Not: namespaces and clone(2) of shared memory, which valgrind lacks (all of
# harness/lab, test_capture); children that end without freeing, and whose
# exit status is the test (test_control, test_write); what may take 2 s of
# computing, and takes fifty times as much there (test_safe).  The sanitizers
# see them all.
under_valgrind() {
	$valgrind "$1/hangup" list signs || return 1
	for t in $(find "$1/test" -type f); do
		case $t in
		*.d|*/test_lab|*/test_process|*/test_leftovers|*/test_take_socket|\
		*/test_confine|*/test_refused|*/test_delegated|*/test_cgroup)
			continue ;;
		*/test_tree|*/test_faults|*/test_path|*/test_capture)
			continue ;;
		*/test_control|*/test_write|*/test_safe)
			continue ;;
		esac
		echo "$t"
	done | xargs -P "$(nproc)" -n 1 $valgrind --child-silent-after-fork=yes
}

small="*/poll-rdhup */heartbeat-answered"

mkdir -p "$build/check-all"
step "lint" $make lint
step "gcc" $make BUILD="$build" programs unit
step "pace" find_pace
read_pace
step "the whole matrix, family $families$slow" matrix "$build" whole \
    --family "$families" --keep-pcap all
# shellcheck disable=SC2086
[ -z "$slow" ] || step "a sample over IPv6$slow" \
    matrix "$build" six --family 6 $sample
step "the page in a browser" paged
step "$often repetitions" repeated
step "a busy loop a core" loaded
if [ "$slow" ]; then
	echo "  all     larger samples: as in make check$slow"
else
	step "larger samples: tshark, lies, paths" larger teeth.test \
	    tshark.test path.test
	step "every subject" larger subjects.test
fi
step "valgrind" under_valgrind "$build"
step "clang, sanitizers, unit" $make BUILD="$build" sanitized
# shellcheck disable=SC2086
step "clang, sanitizers, matrix: as gcc" matrix "$build/fuzz" sanitized \
    $small --baseline "$build/check-all/whole"
step "fuzzers" $make BUILD="$build" FUZZ_SECONDS=10 fuzz
echo "check-all: $passed passed, $failed failed," \
    "$(($(date +%s) - started)) s"
[ "$failed" -eq 0 ]
