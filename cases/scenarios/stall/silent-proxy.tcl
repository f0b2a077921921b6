# Somebody answers for the dead.
scenario stall/silent-proxy "A relay acknowledges everything, its origin is dead" {
    why {Between us and the peer stands a relay, as proxies and load
         balancers are; its origin has died, and the relay goes on
         accepting our bytes. Acknowledgements and keepalive answers come
         from the relay's kernel: they prove that the relay lives. Only an
         answer made by the origin proves the origin.}
    refs  {"RFC 9293 3.8.4" "RFC 1122 4.2.3.6" "RFC 3135 4"}
    truth silent
    signs {no-answer}
    prepare {
        relay start
    }
    script {
        fault { signal KILL peer }
    }
    proof acknowledged
    record {killed 9}
    wire {
        never to-subject {DATA} after-fault
        never to-subject {FIN}
        never to-subject {RST}
    }
}
