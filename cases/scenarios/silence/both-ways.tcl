# A blackhole: nothing comes back, whatever is sent.
scenario silence/both-ways "The path drops everything" {
    why {A cable is cut, a router is gone: no packet tells either end. Only who
         sends and waits for an answer can notice; the kernel itself gives up
         after many minutes.}
    refs  {"RFC 9293 3.8.3" MUST-20 MUST-23 "RFC 1122 4.2.3.5"}
    truth silent
    signs {silence}
    script {
        fault { path drop both }
    }
    wire {
        never to-peer    {tcp or udp} after-fault
        never to-subject {tcp or udp} after-fault
        never to-peer    {tcp} after-fault another
        never to-subject {tcp} after-fault another
    }
}
