# SPDX-License-Identifier: BSD-2-Clause
subject ruby-socket {Ruby TCPSocket: readpartial until it raises EOFError} {
    relies  {readpartial raises EOFError at end of file, Errno::ECONNRESET and its kin on errors (ruby-doc.org IO#readpartial)}
    command {exec ruby '{dir}/ruby-socket.rb' {host} {port}}
    needs   ruby {ruby}
}
