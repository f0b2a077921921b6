#!/bin/sh
# deps.sh - installs the packages that are missing:
# deps.sh run|check|subjects|all|web
# SPDX-License-Identifier: BSD-2-Clause
set -eu

packages="gcc make pkg-config libc6-dev libpcap-dev tcl-dev libmnl-dev \
libjansson-dev libseccomp-dev libxml2-dev zlib1g-dev libedit-dev libmd-dev"
# built without these, a strategy or two is UNSUPPORTED
welcome="liburing-dev"
# languages, then libraries
subjects="bash python3 nodejs perl tcl ruby golang-go default-jdk-headless rustc \
libcurl4-openssl-dev libevent-dev libuv1-dev libglib2.0-dev libssl-dev \
python3-urllib3"
# programs at a terminal, and their servers
programs="expect netcat-openbsd ncat socat inetutils-telnet curl wget openssl busybox \
redis-tools redis-server openssh-client openssh-server postgresql libnss-wrapper"
case "${1:-run}" in
run)	;;
check)	packages="$packages tcl tcllib expect libcmocka-dev tcpdump \
perl libxml2-utils python3-junitparser parallel patch uidmap jq" ;;
all)	packages="$packages tcl tcllib expect libcmocka-dev tcpdump \
perl libxml2-utils python3-junitparser parallel patch uidmap jq tshark clang \
clang-format clang-tidy cppcheck valgrind libclang-rt-dev mandoc zsh \
$subjects $programs" ;;
# what the programs in cases/subjects are made of, and run on
subjects)
	packages="$packages $subjects $programs" ;;
web)	# node and npm may come from elsewhere
	packages="chromium"
	command -v node >/dev/null || packages="$packages nodejs"
	command -v npm >/dev/null || packages="$packages npm"
	welcome= ;;
*)	echo "usage: deps.sh run|check|subjects|all|web" >&2; exit 2 ;;
esac

if ! command -v dpkg-query >/dev/null; then
	echo "deps: no Debian packages here; what is needed, by its Debian" \
	    "names: $packages" >&2
	exit 0
fi

missing=
needed=
for p in $packages $welcome; do
	status=$(dpkg-query -W -f '${db:Status-Status}' "$p" 2>/dev/null) || :
	[ "$status" = installed ] && continue
	missing="$missing $p"
	case " $welcome " in *" $p "*) ;; *) needed="$needed $p" ;; esac
done
[ -n "$missing" ] || exit 0

command="apt-get install -y --no-install-recommends$missing"
sudo=
if [ "$(id -u)" -ne 0 ]; then
	if command -v sudo >/dev/null && { sudo -n true 2>/dev/null ||
	    { [ -n "$needed" ] && [ -t 0 ]; }; }; then
		sudo="sudo"
	elif [ -z "$needed" ]; then
		echo "deps: going on without$missing" >&2
		exit 0
	else
		echo "deps: packages are missing, and this is neither root nor" \
		    "may it use sudo." >&2
		echo "Ask an administrator for:" >&2
		echo "  apt-get update && $command" >&2
		exit 1
	fi
fi
echo "deps: installing$missing"
# shellcheck disable=SC2086
if $sudo apt-get -q update &&
    $sudo env DEBIAN_FRONTEND=noninteractive $command; then
	exit 0
fi
[ -z "$needed" ] || exit 1
echo "deps: going on without$missing" >&2
