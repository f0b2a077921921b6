#!/bin/sh
# lint.sh - format, cppcheck, clang-tidy; each finding is an error.
# SPDX-License-Identifier: BSD-2-Clause
set -eu

sources=$(find harness peers -name '*.c' | LC_ALL=C sort)
headers=$(find harness peers -name '*.h' | LC_ALL=C sort)

# shellcheck disable=SC2086
clang-format --dry-run -Werror $sources $headers
echo "  lint    clang-format"
# shellcheck disable=SC2086
cppcheck --quiet --std=c11 --error-exitcode=1 --inline-suppr \
    --enable=warning,performance,portability -D_GNU_SOURCE \
    --suppress=missingIncludeSystem -Iharness -I. $sources
echo "  lint    cppcheck"
flags="-std=c11 -D_GNU_SOURCE -Iharness -I. $(pkg-config --cflags-only-I tcl)"
# shellcheck disable=SC2086
clang-tidy --quiet --warnings-as-errors='*' \
    --checks='-*,bugprone-*,clang-analyzer-*,-bugprone-easily-swappable-parameters,-bugprone-reserved-identifier,-bugprone-narrowing-conversions,-bugprone-assignment-in-if-condition,-clang-analyzer-security.insecureAPI.DeprecatedOrUnsafeBufferHandling,-bugprone-branch-clone,-bugprone-implicit-widening-of-multiplication-result,-bugprone-suspicious-string-compare' \
    $sources -- $flags 2>&1 | grep -Ev '^[0-9]+ warnings? generated|^Suppressed|^Use -header-filter' || :
echo "  lint    clang-tidy"
# every tool that prints a finding above has failed already but clang-tidy
