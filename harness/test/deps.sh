#!/bin/sh
# deps.sh - installs the Debian packages that are missing, if any.
# SPDX-License-Identifier: BSD-2-Clause
set -eu

packages="gcc make pkg-config libc6-dev libpcap-dev tcl-dev tcl-expect-dev \
expect libcmocka-dev libmnl-dev libjansson-dev tcpdump tshark clang \
clang-format clang-tidy cppcheck valgrind libclang-rt-14-dev"
