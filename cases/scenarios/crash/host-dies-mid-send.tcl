# In the middle of a word.
scenario crash/host-dies-mid-send "Bytes in flight, then the peer's host is gone for good" {
    why {The peer was sending when its host lost power: some bytes arrived,
         the rest never will. There is no FIN and no RST, only a stream
         that stops. Half a message lies in our buffer, and a reader waits
         for the other half.}
    refs  {"RFC 9293 3.5.1" "RFC 9293 3.8.3" MUST-20}
    truth silent
    signs {silence data}
    script {
        fault {
            peer send 5
            await to-subject {DATA}
            path drop both
            peer send 5
            peer vanish
        }
    }
    proof lost
    record {*did vanish*}
    wire {
        seen  to-subject {DATA} after-fault
        seen  to-subject {DATA} lost after-fault
        never to-subject {FIN}
        never to-subject {RST}
    }
}
