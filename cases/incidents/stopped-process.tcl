# The kernel answers for a program that does not run.
incident stopped-process "A stopped process looks healthy" {
    words SIGSTOP {stopped process} {hung process} deadlock deadlocked \
        {GC pause} {garbage collection} {stop the world} frozen freeze \
        unresponsive livelock {accepts but does not answer} debugger swap \
        {container paused} {health check} healthcheck liveness readiness \
        {liveness probe} {hangs but port open} {port open} {port is open}
    cells \
        stall/process-stopped/keepalive \
        stall/process-stopped/user-timeout \
        stall/process-stopped/heartbeat-answered \
        stall/deaf-application/heartbeat-answered \
        stall/deaf-application/user-timeout \
        stall/never-accepted/send-once
    wire {The program at the other end does not run: stopped, deadlocked,
        collecting garbage. Its kernel does: it acknowledges our bytes,
        answers probes, and even completes new connections as long as there is
        room in the listener's queue. All of TCP is well.}
    notices {Only who asks the program and waits for its answer: {says
        stall/process-stopped/heartbeat-answered} after {latency
        stall/process-stopped/heartbeat-answered}, by {subject
        heartbeat-answered}: a beat's interval, and then the patience for its
        answer ({latency stall/process-stopped/heartbeat-answered stock} by
        {subject heartbeat-answered stock}). Keepalive {outcome stall/process-stopped/keepalive} it,
        TCP_USER_TIMEOUT {outcome stall/process-stopped/user-timeout} it
        ({subject user-timeout stock}: also {outcome
        stall/process-stopped/user-timeout stock}, watched for {setting window
        stock}): what they sent was acknowledged. So it is if the program runs
        and answers nothing ({outcome stall/deaf-application/user-timeout}; a
        heartbeat: {latency stall/deaf-application/heartbeat-answered}), or
        never accepted us (send: {says stall/never-accepted/send-once}).}
    settings {A heartbeat of the application with a deadline for the answer, or
        a deadline for each request. A health check that only connects passes:
        send a real request through the worker, and time it. No option of a
        socket can do it. Timers and lines: hangup advise --within 30s
        --survive 5s --protocol yes --for NAME (--for list names them).}
    costs {A question and an answer in each interval; and a program that is
        only slow for a while is called dead if the patience is short.}
    unseen {Whether it will run again: a long pause and a deadlock look the
        same until the answer comes.}
    see silent-proxy inherited-socket impatient-timer
    command {hangup lesson stalled}
}
