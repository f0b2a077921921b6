# A FIN behind unread bytes: recv and MSG_PEEK see data, not the end.
scenario close/fin-after-data "The peer sends five bytes and closes; nobody has read them yet" {
    why {A FIN waits behind unread bytes: recv and MSG_PEEK see data, not the
         end. Who only peeks never gets past the first byte.}
    refs  {"RFC 9293 3.6" MUST-12}
    truth closed
    signs {fin-behind-data rst-after-fin-on-send}
    script {
        peer send 5
        await to-subject {DATA}
        fault { peer close }
    }
    record {*did close*}
    wire {
        seen  to-subject {DATA}
        seen  to-subject {FIN} after-fault
        never to-subject {RST} before-sending
        never to-subject {FIN and DATA}
    }
}
