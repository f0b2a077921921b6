/* clockstep.c - preloaded: a wall clock that is as wrong as a file says. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * CLOCKSTEP names a file of 8 bytes: nanoseconds, which are added to what
 * CLOCK_REALTIME says.  Who writes there steps the clock of all that have the
 * file mapped, and nobody else's.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define NS 1000000000LL

static const volatile int64_t *step;

__attribute__((constructor)) static void
map_step(void)
{
	const char *file = getenv("CLOCKSTEP");
	int fd = file ? open(file, O_RDONLY | O_CLOEXEC) : -1;
	void *page;

	if (fd == -1)
		return;
	page = mmap(NULL, sizeof(*step), PROT_READ, MAP_SHARED, fd, 0);
	if (page != MAP_FAILED)
		step = page;
	close(fd);
}

int
clock_gettime(clockid_t clock, struct timespec *ts)
{
	int result = (int)syscall(SYS_clock_gettime, clock, ts);
	int64_t ns;

	if (result == 0 && step && clock == CLOCK_REALTIME) {
		ns = (int64_t)ts->tv_sec * NS + ts->tv_nsec + *step;
		ts->tv_sec = ns / NS;
		ts->tv_nsec = ns % NS;
	}
	return result;
}

int
gettimeofday(struct timeval *tv, void *zone)
{
	struct timespec ts;

	(void)zone;
	clock_gettime(CLOCK_REALTIME, &ts);
	tv->tv_sec = ts.tv_sec;
	tv->tv_usec = ts.tv_nsec / 1000;
	return 0;
}

time_t
time(time_t *t)
{
	struct timespec ts;

	clock_gettime(CLOCK_REALTIME, &ts);
	if (t)
		*t = ts.tv_sec;
	return ts.tv_sec;
}
