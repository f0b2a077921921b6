# SPDX-License-Identifier: BSD-2-Clause
subject rust-std {Rust std: TcpStream::read until it returns 0} {
    relies  {Ok(0) is the end of the stream; errors have an ErrorKind (doc.rust-lang.org std::io::Read::read, std::io::ErrorKind)}
    build   {rustc --edition 2021 -O -o '{program}' '{dir}/rust-std.rs'}
    command {exec '{program}' {host} {port}}
    needs   rustc {rustc}
}
