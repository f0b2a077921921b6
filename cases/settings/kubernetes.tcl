# The network namespace of a pod.
setting kubernetes "a pod: all its sockets that have SO_KEEPALIVE" {
    strategy keepalive-user-timeout {
        lacks {there is no sysctl for TCP_USER_TIMEOUT: these lines notice only an idle connection; a request in flight hangs for 15 to 30 minutes ("hangup explain silence/with-data-in-flight/keepalive"): give each request a deadline} {tcp(7): TCP_USER_TIMEOUT, tcp_retries2}
        line {spec:} {https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/ (safe sysctls since 1.29)}
        line {  securityContext:} {https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/ (safe sysctls since 1.29)}
        line {    sysctls:} {https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/ (safe sysctls since 1.29)}
        line {    - name: net.ipv4.tcp_keepalive_time} {https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/ (safe sysctls since 1.29)}
        line {      value: "{keepalive.idle}"} {https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/ (safe sysctls since 1.29)}
        line {    - name: net.ipv4.tcp_keepalive_intvl} {https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/ (safe sysctls since 1.29)}
        line {      value: "{keepalive.interval}"} {https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/ (safe sysctls since 1.29)}
        line {    - name: net.ipv4.tcp_keepalive_probes} {https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/ (safe sysctls since 1.29)}
        line {      value: "{keepalive.probes}"} {https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/ (safe sysctls since 1.29)}
        lacks {only sockets with SO_KEEPALIVE follow these, and those that set their own times do not: Go's net package sets 15 s} {tcp(7), https://pkg.go.dev/net#Dialer (KeepAlive)}
    }
}
