#!/bin/sh
# lint.sh - format, cppcheck, clang-tidy; each finding is an error.
# SPDX-License-Identifier: BSD-2-Clause
set -eu

sources=$(find harness peers -name '*.c' | LC_ALL=C sort)
headers=$(find harness peers -name '*.h' | LC_ALL=C sort)

# shellcheck disable=SC2086
clang-format --dry-run -Werror $sources $headers
echo "  lint    clang-format"
# printf's formats are the compilers' business (-Wformat=2): cppcheck takes
# PRId64 of its own width
# shellcheck disable=SC2086
cppcheck --quiet -j "$(nproc)" --std=c11 --error-exitcode=1 --inline-suppr \
    --enable=warning,performance,portability -D_GNU_SOURCE \
    --suppress=missingIncludeSystem --suppress='*:/usr/include/*' \
    --suppress=invalidPrintfArgType_sint \
    -I/usr/include -Iharness -I. $sources
echo "  lint    cppcheck"

# The analyzer and the bug patterns, less what is a matter of taste and what
# this analyzer gets wrong (valist: every va_start of a helper)
program=$(echo "$sources" | grep -v '/test_')
checks="clang-analyzer-*,bugprone-*"
for taste in bugprone-easily-swappable-parameters \
    bugprone-reserved-identifier bugprone-narrowing-conversions \
    bugprone-assignment-in-if-condition bugprone-branch-clone \
    bugprone-implicit-widening-of-multiplication-result \
    bugprone-suspicious-string-compare \
    bugprone-sizeof-expression clang-analyzer-valist.Uninitialized \
    clang-analyzer-optin.performance.Padding \
    clang-analyzer-security.insecureAPI.DeprecatedOrUnsafeBufferHandling
do
	checks="$checks,-$taste"
done
flags="-std=c11 -D_GNU_SOURCE -Iharness -I. $(pkg-config --cflags-only-I tcl \
    libxml-2.0)"
# on every core, each with a share of the files
# shellcheck disable=SC2016
echo "$program" | CHECKS="-*,$checks" FLAGS="$flags" xargs -P "$(nproc)" -n 24 \
    sh -c 'clang-tidy --quiet --warnings-as-errors="*" --checks="$CHECKS" "$@" \
        -- $FLAGS 2>/dev/null' sh
echo "  lint    clang-tidy"
