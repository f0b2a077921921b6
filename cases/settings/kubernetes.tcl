# The network namespace of a pod.
setting kubernetes "a pod: all its sockets that have SO_KEEPALIVE" {
    strategy keepalive-user-timeout {
        line {securityContext:} {https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/ (safe sysctls since 1.29)}
        line {  sysctls:} {https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/ (safe sysctls since 1.29)}
        line {  - name: net.ipv4.tcp_keepalive_time} {https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/ (safe sysctls since 1.29)}
        line {    value: "{keepalive.idle}"} {https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/ (safe sysctls since 1.29)}
        line {  - name: net.ipv4.tcp_keepalive_intvl} {https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/ (safe sysctls since 1.29)}
        line {    value: "{keepalive.interval}"} {https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/ (safe sysctls since 1.29)}
        line {  - name: net.ipv4.tcp_keepalive_probes} {https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/ (safe sysctls since 1.29)}
        line {    value: "{keepalive.probes}"} {https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/ (safe sysctls since 1.29)}
        lacks {only sockets with SO_KEEPALIVE follow these, and there is no sysctl for TCP_USER_TIMEOUT: what remains is the strategy keepalive, see "hangup explain silence/with-data-in-flight/keepalive"} {tcp(7)}
    }
}
