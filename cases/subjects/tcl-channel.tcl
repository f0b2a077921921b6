subject tcl-channel {Tcl: fileevent readable, read, eof} {
    relies  {a channel at its end is readable and eof says 1; read throws what went wrong (fileevent(n), read(n))}
    command {tclsh '{dir}/tcl-channel.tclsh' {host} {port}}
    needs   tclsh {tcl}
}
