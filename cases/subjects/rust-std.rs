// rust-std.rs HOST PORT - a thread that reads a TcpStream.
// SPDX-License-Identifier: BSD-2-Clause
use std::io::{ErrorKind, Read};
use std::net::TcpStream;
use std::{env, io, thread};

fn watch(mut stream: &TcpStream) {
    let mut buf = [0; 4096];
    loop {
        match stream.read(&mut buf) {
            Ok(0) => return println!("report closed Ok(0)"),
            Ok(_) => {}
            Err(e) => {
                let verdict = match e.kind() {
                    ErrorKind::Interrupted => continue,
                    ErrorKind::ConnectionReset => "reset",
                    ErrorKind::TimedOut => "timeout",
                    _ => "error",
                };
                return println!("report {verdict} {e}");
            }
        }
    }
}

fn main() -> io::Result<()> {
    let args: Vec<String> = env::args().collect();
    let port: u16 = args[2].parse().expect("a port");
    let stream = TcpStream::connect((args[1].as_str(), port))?;
    println!("ready hangup/1");
    let watched = stream.try_clone()?;
    thread::spawn(move || watch(&watched));
    io::stdin().read_line(&mut String::new())?;
    Ok(())
}
