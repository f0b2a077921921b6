# SPDX-License-Identifier: BSD-2-Clause
subject bash-dev-tcp {bash: while read -r line on /dev/tcp} {
    relies  {read fails at end of file and on an error alike, and both with status 1 (bash(1), REDIRECTION and "read")}
    command {exec bash '{dir}/bash-dev-tcp.sh' {host} {port}}
    needs   bash {bash}
}
