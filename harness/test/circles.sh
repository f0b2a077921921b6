#!/bin/sh
# circles.sh - no circle among the files of a folder: who calls whom, by their
# symbols.  A line for each folder that has one, and the files in it.
# SPDX-License-Identifier: BSD-2-Clause
#
# usage: circles.sh OBJECTS      build/obj, after "make all"
set -u
objects=$1
found=0
temp=$(mktemp -d) || exit 2
trap 'rm -rf "$temp"' EXIT

for folder in "$objects"/harness/*/ "$objects"/peers/; do
    files=$(find "$folder" -maxdepth 1 -name '*.o' ! -name 'test_*' | sort)
    [ -n "$files" ] || continue
    : >"$temp/used"
    # what a file defines for others, and what it wants of them
    # shellcheck disable=SC2086
    nm -A -g $files | awk -v used="$temp/used" '
        { name = $1; sub(/:.*/, "", name); sub(/.*\//, "", name)
          sub(/\.o$/, "", name) }
        NF == 3 && $2 != "U" { print $3, name }
        NF == 3 && $2 == "U" { print $3, name >>used }
        NF == 2 { print $2, name }' | sort >"$temp/defined"
    sort -o "$temp/used" "$temp/used"
    # USER DEFINER, one line each
    join "$temp/used" "$temp/defined" |
        awk '$2 != $3 { print $2, $3 }' | sort -u >"$temp/calls"
    if ! tsort "$temp/calls" >/dev/null 2>"$temp/loops"; then
        found=1
        echo "$(basename "$folder"): these files call each other in a circle:" \
            $(sed -n 's/^tsort: \([^:]*\)$/\1/p' "$temp/loops" | sort -u)
    fi
done
exit $found
