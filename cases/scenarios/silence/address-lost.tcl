# We are no longer who we were.
scenario silence/address-lost "Our own address is removed" {
    why {The subject's own address goes away, as when a DHCP lease ends or
         a laptop changes networks. The connection is bound to the old
         address and can neither send nor receive; nobody closes it, and no
         packet says so.}
    refs  {"RFC 9293 3.9.2" "rtnetlink(7)" "no clause: observed"}
    truth silent
    signs {silence link-lost}
    ipv6-signs {silence no-way-out link-lost}
    script {
        fault { lab address remove }
    }
    proof unsent arrived
    host {*address no*}
    wire {
        never to-peer    {tcp} after-fault
    }
}
