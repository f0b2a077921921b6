# bash-dev-tcp.sh HOST PORT - read lines until read fails.
# SPDX-License-Identifier: BSD-2-Clause
exec 3<>"/dev/tcp/$1/$2" || exit
echo ready hangup/1
while read -r line <&3; do :; done
echo "report gone read: status $?"
read -r quit
