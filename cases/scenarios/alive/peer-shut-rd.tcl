# SHUT_RD is a private matter.
scenario alive/peer-shut-rd "The peer calls shutdown(SHUT_RD)" {
    why {shutdown(SHUT_RD) sends nothing: it tells only the local kernel
         that its program will not read. What we send is acknowledged all
         the same, and Linux even lets the program read what arrives later.
         No strategy can see this, and none should claim to.}
    refs  {"POSIX shutdown()" "no clause: observed"}
    truth open
    signs {quiet}
    script {
        peer shutdown rd
    }
    proof echoed arrived
    record {*did shutdown-rd*}
    wire {
        never to-subject {FIN}
        never to-subject {RST}
    }
}
