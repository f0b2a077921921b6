# Nothing is sent and nothing ends: which calls it dead?
scenario alive/idle "Nothing is sent" {
    why {TCP sends nothing on an idle connection, for as long as both hosts
         exist. A method that takes quiet for death is wrong here, whatever
         its timer.}
    refs  {"RFC 9293 3.8.4" MUST-25}
    truth open
    signs {quiet}
    record {*did nothing*}
    wire {
        never to-subject {FIN}
        never to-subject {RST}
    }
}
