# Everything twice.
scenario alive/many-duplicates "Every segment arrives twice, the copy late, under traffic" {
    why {The path delivers every frame twice, the second copy 30 ms after
         the first. A receiver drops what it has already and acknowledges
         again (RFC 9293 3.10.7.4); duplicate acknowledgements alone must
         not start anything. Nothing ended, and no byte is read twice.}
    refs  {"RFC 9293 3.10.7.4" "RFC 9293 3.4"}
    truth open
    signs {data}
    script {
        path duplicate both after 30
        for {set i 0} {$i < 6} {incr i} {
            peer send 2
            subject send 1
            hold 150 {the pace of the traffic}
        }
    }
    proof echoed arrived
    wire {
        seen  to-subject {DATA} forged 3..400 noted "duplicated by the path"
        seen  to-peer    {tcp} forged 3..400 noted "duplicated by the path"
        never to-subject {FIN}
        never to-subject {RST}
    }
}
