# SPDX-License-Identifier: BSD-2-Clause
subject python-socket {Python socket: recv in a loop until it returns nothing, as in the HOWTO} {
    relies  {recv returns b'' when the other side closed; errors are OSError (Socket Programming HOWTO, "Using a Socket"; docs.python.org socket.recv)}
    command {exec python3 '{dir}/python-socket.py' {host} {port}}
    needs   python3 {python3}
}
