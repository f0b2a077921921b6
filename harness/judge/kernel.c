/* kernel.c - what is so because kernels do it so: one sentence, one source. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "judge/clock.h"

/*
 * All special rules of a prediction are here, but for two that stand where
 * they act: that keepalive rests while data is in flight (clocks, clock.c), and
 * that nothing is owed for a probe that is not due (sends, predict.c).
 */

/*
 * Linux repeats 15 times (tcp_retries2), which is 924.6 s at least and up to
 * 30 min, then gives up with ETIMEDOUT: tcp(7).
 */
#define RETRIES2_FROM_MS 924000
#define RETRIES2_TO_MS (30 * 60 * 1000)

/*
 * 1. A call with SO_RCVTIMEO that a stop and a continue interrupt ends with
 *    EINTR, and its time begins anew: signal(7).  The clock of one that is
 *    asked is its own, and goes on.
 * 2. Data that is not taken, and an error that is not fetched, stay readable:
 *    a peek that takes them for life never waits again: recv(2), MSG_PEEK.
 */
void
kernel_recv(const struct declaration *d, uint32_t *starts, uint32_t *cancels,
    uint32_t *ends)
{
	if (d->kind != ASKS) {
		*cancels |= BIT(STOP);
		*starts |= BIT(CONT);
	}
	if (d->sees[DATA].verdict == OPEN)
		*ends |= BIT(DATA_IN) | BIT(RST_IN);
}

/*
 * 3. What was written and could not leave the host - no route, no carrier - is
 *    in flight all the same, though no packet shows it: tcp_write_xmit(),
 *    net/ipv4/tcp_output.c.  Who acts once wrote it when it was asked.
 */
uint32_t
kernel_unsent(const struct declaration *d)
{
	return d->speaks && d->kind == ONCE ? BIT(CHECK) : 0;
}

/*
 * 4. An "unreachable" that is no refusal is kept only by a connection with
 *    data in flight, for it must quote some: RFC 5927 4.1, MUST-54.
 */
bool
kernel_keeps_error(const struct declaration *d, uint32_t signs,
    const struct timeline *tl, enum sign s)
{
	return s != NO_ROUTE || !(signs >> SILENCE & 1) || d->speaks ||
	    (tl->n > 0 && !tl->v[tl->n - 1].is_clear);
}

/*
 * 5. The error that was kept becomes the name of the timeout: tcp_write_err(),
 *    net/ipv4/tcp_timer.c.
 */
enum verdict
kernel_name(const struct declaration *d, uint32_t signs, enum sign s,
    enum verdict verdict)
{
	return s == UNACKED && verdict != UNSAID && signs >> NO_ROUTE & 1 &&
		d->sees[NO_ROUTE].verdict != UNSAID ?
	    d->sees[NO_ROUTE].verdict :
	    verdict;
}

/* Its own limit takes the place of tcp_retries2: tcp(7), TCP_USER_TIMEOUT. */
static bool
has_limit(const struct declaration *d)
{
	enum sign s;

	for (s = FIN; s < SIGNS; s++)
		if (d->sees[s].when.since == SINCE_UNACKED &&
		    verdict_terminal(d->sees[s].verdict))
			return true;
	return false;
}

/*
 * 6. The kernel gives up what is in flight by itself, and then who can tell a
 *    reset tells this, by its own name: tcp(7), tcp_retries2.
 */
struct seen
kernel_gives_up(const struct declaration *d)
{
	enum verdict told = has_limit(d) ? UNSAID :
					   d->sees[LOCAL_ABORT].verdict;

	return (struct seen) { told == RESET ? TIMEOUT : told,
		{ SINCE_REPEATED, RETRIES2_FROM_MS, RETRIES2_TO_MS,
		    TIMER_FIXED } };
}

/*
 * 7. A retransmission timer is a round trip longer than its least, 200 ms, and
 *    doubles: tcp_rtt_estimator(), net/ipv4/tcp_input.c, RFC 6298 2.3, 5.5.  A
 *    probe and two repetitions wait for four of them; a user timeout counts
 *    from the first repetition: retransmits_timed_out(), net/ipv4/tcp_timer.c.
 */
int64_t
kernel_slow(const struct when *when, const struct timeline *tl)
{
	return when->since == SINCE_REPEATED || when->since == SINCE_UNACKED ?
	    4 * tl->rtt_ns :
	    0;
}
