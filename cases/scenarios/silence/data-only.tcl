# Small packets pass, data does not.
scenario silence/data-only "Segments with payload are lost, bare acknowledgements pass" {
    why {Segments that carry data are lost while bare ones pass: a path
         whose MTU shrank and that swallows the error messages looks like
         this. A keepalive probe carries nothing and is answered, so that
         keepalive finds the connection in good health for ever, while not
         a byte gets through.}
    refs  {"RFC 9293 3.8.4" "RFC 2923 2.1" MUST-20}
    truth silent
    signs {silence}
    script {
        fault {
            path drop both DATA
            peer probe
            await to-peer {ACK and EMPTY}
        }
    }
    proof payload-lost payload-lost
    wire {
        seen  to-subject {ACK and EMPTY} after-fault
        seen  to-peer    {ACK and EMPTY} after-fault
        never both       {DATA} after-fault
        never to-subject {FIN}
        never to-subject {RST}
    }
}
