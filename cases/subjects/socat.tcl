# SPDX-License-Identifier: BSD-2-Clause
subject socat {socat between a terminal and the connection} {
    relies  {at the end of one side socat shuts the other, waits 0.5 s and ends; -d -d prints what it sees of them (socat(1), option -t)}
    command {exec expect '{dir}/socat.exp' {host} {port}}
    needs   expect {expect}
    needs   socat {socat}
}
