/* refused.c - the system calls that a guest is refused. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <linux/sched.h>
#include <seccomp.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "lab/confine.h"

#define SETS 8 /* of what is allowed, in one process */
#ifndef TIOCLINUX
#define TIOCLINUX 0x541C
#endif

/* What reaches beyond a program's own memory, files and sockets. */
static const struct refused {
	const char *name;
	unsigned unless; /* an enum allowance */
} refused[] = {
	/* other processes: their memory, their descriptors */
	{ "ptrace", ALLOW_PTRACE },
	{ "process_vm_readv", ALLOW_PTRACE },
	{ "process_vm_writev", ALLOW_PTRACE },
	{ "process_madvise", ALLOW_PTRACE },
	{ "pidfd_getfd", ALLOW_PTRACE },
	{ "kcmp", ALLOW_PTRACE },
	/* what is mounted where */
	{ "mount", ALLOW_MOUNT },
	{ "umount2", ALLOW_MOUNT },
	{ "pivot_root", ALLOW_MOUNT },
	{ "chroot", ALLOW_MOUNT },
	{ "move_mount", ALLOW_MOUNT },
	{ "open_tree", ALLOW_MOUNT },
	{ "fsopen", ALLOW_MOUNT },
	{ "fsconfig", ALLOW_MOUNT },
	{ "fsmount", ALLOW_MOUNT },
	{ "fspick", ALLOW_MOUNT },
	{ "mount_setattr", ALLOW_MOUNT },
	/* namespaces, in which it would be root again */
	{ "unshare", ALLOW_UNSHARE },
	{ "setns", ALLOW_SETNS },
	/* the kernel itself */
	{ "bpf", 0 },
	{ "perf_event_open", 0 },
	{ "userfaultfd", 0 },
	{ "kexec_load", 0 },
	{ "kexec_file_load", 0 },
	{ "init_module", 0 },
	{ "finit_module", 0 },
	{ "delete_module", 0 },
	{ "reboot", 0 },
	{ "swapon", 0 },
	{ "swapoff", 0 },
	{ "acct", 0 },
	{ "quotactl", 0 },
	{ "syslog", 0 },
	{ "settimeofday", 0 },
	{ "clock_settime", 0 },
	{ "adjtimex", 0 },
	{ "clock_adjtime", 0 },
	{ "iopl", 0 },
	{ "ioperm", 0 },
	{ "vhangup", 0 },
	{ "lookup_dcookie", 0 },
	/* system calls that this table does not see */
	{ "io_uring_setup", ALLOW_IO_URING },
	/* keys, and files by other ways than their names */
	{ "add_key", 0 },
	{ "request_key", 0 },
	{ "keyctl", 0 },
	{ "open_by_handle_at", 0 },
	{ "name_to_handle_at", 0 },
};

/* clone(2) with one of these is unshare(2). */
static const unsigned namespaces[] = { CLONE_NEWUSER, CLONE_NEWNS, CLONE_NEWPID,
	CLONE_NEWNET, CLONE_NEWIPC, CLONE_NEWUTS, CLONE_NEWCGROUP };

/* They type into the terminal that the caller sits at: ioctl_tty(2). */
static const unsigned terminal[] = { TIOCSTI, TIOCLINUX };

/*
 * A family that has no namespace reaches the machine (AF_VSOCK, AF_ALG...); a
 * socket file in a folder that is shown may be a program's of the machine.
 * socketpair(2) needs no name and is no harm.
 */
static const unsigned families[] = { AF_INET, AF_INET6, AF_NETLINK };
#define LAST_FAMILY 45

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Of this call what has such an argument. */
static int
refuse_if(scmp_filter_ctx ctx, int error, int call,
    const struct scmp_arg_cmp *comparison)
{
	return seccomp_rule_add_array(
	    ctx, SCMP_ACT_ERRNO(error), call, 1, comparison);
}

static int
refuse_clone(scmp_filter_ctx ctx)
{
	size_t i;
	int result = 0;

	for (i = 0; i < COUNT(namespaces) && result == 0; i++)
		result = refuse_if(ctx, EPERM, SCMP_SYS(clone),
		    &(struct scmp_arg_cmp) { .op = SCMP_CMP_MASKED_EQ,
			.datum_a = namespaces[i],
			.datum_b = namespaces[i] });
	/* its flags lie in memory, unseen; libc goes on with clone */
	return result ?
	    result :
	    seccomp_rule_add(ctx, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
}

static int
refuse_family(scmp_filter_ctx ctx, unsigned family, unsigned allowed)
{
	size_t i;

	for (i = 0; i < COUNT(families); i++)
		if (families[i] == family)
			return 0;
	if (family == AF_UNIX && (allowed & ALLOW_UNIX))
		return 0;
	return refuse_if(ctx, EACCES, SCMP_SYS(socket),
	    &(struct scmp_arg_cmp) { .op = SCMP_CMP_EQ, .datum_a = family });
}

static int
refuse_families(scmp_filter_ctx ctx, unsigned allowed)
{
	unsigned family;
	int result = 0;

	for (family = 0; family <= LAST_FAMILY && result == 0; family++)
		result = refuse_family(ctx, family, allowed);
	return result ? result :
			refuse_if(ctx, EACCES, SCMP_SYS(socket),
			    &(struct scmp_arg_cmp) {
				.op = SCMP_CMP_GT, .datum_a = LAST_FAMILY });
}

static int
add_rules(scmp_filter_ctx ctx, unsigned allowed)
{
	size_t i;
	int number, result = 0;

	for (i = 0; i < COUNT(refused) && result == 0; i++) {
		number = seccomp_syscall_resolve_name(refused[i].name);
		if (number != __NR_SCMP_ERROR && !(refused[i].unless & allowed))
			result = seccomp_rule_add(
			    ctx, SCMP_ACT_ERRNO(EPERM), number, 0);
	}
	for (i = 0; i < COUNT(terminal) && result == 0; i++)
		result = refuse_if(ctx, EPERM, SCMP_SYS(ioctl),
		    &(struct scmp_arg_cmp) { .arg = 1,
			.op = SCMP_CMP_MASKED_EQ,
			.datum_a = 0xffffffffU,
			.datum_b = terminal[i] });
	if (result == 0)
		result = refuse_families(ctx, allowed);
	if (result == 0 && !(allowed & ALLOW_UNSHARE))
		result = refuse_clone(ctx);
	return result;
}

/* The program as the kernel takes it, by way of a file in memory. */
static int export(scmp_filter_ctx ctx, struct sock_fprog *program)
{
	int fd = memfd_create("filter", MFD_CLOEXEC), result = -1;
	off_t size;

	if (fd == -1)
		return -1;
	if (seccomp_export_bpf(ctx, fd) == 0 &&
	    (size = lseek(fd, 0, SEEK_END)) > 0) {
		program->filter = malloc((size_t)size);
		program->len = (unsigned short)((size_t)size /
		    sizeof(*program->filter));
		if (program->filter &&
		    pread(fd, program->filter, (size_t)size, 0) == size)
			result = 0;
	}
	close(fd);
	return result;
}

static int
make(struct sock_fprog *program, unsigned allowed)
{
	/* of another architecture, or x32: no such call */
	scmp_filter_ctx ctx = seccomp_init(SCMP_ACT_ALLOW);
	int result;

	if (!ctx)
		return -1;
	result = seccomp_attr_set(
	    ctx, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_ERRNO(ENOSYS));
	/* a tree: it is tried on every system call's number when it is set */
	if (result == 0)
		result = seccomp_attr_set(ctx, SCMP_FLTATR_CTL_OPTIMIZE, 2);
	if (result == 0)
		result = add_rules(ctx, allowed);
	errno = -result;
	result = result ? -1 : export(ctx, program);
	seccomp_release(ctx);
	return result;
}

const struct sock_fprog *
confine_filter(unsigned allowed)
{
	static struct {
		struct sock_fprog program;
		unsigned allowed;
	} sets[SETS];
	size_t i;

	for (i = 0; i < SETS && sets[i].program.filter; i++)
		if (sets[i].allowed == allowed)
			return &sets[i].program;
	if (i == SETS) {
		errno = ENOSPC;
		return NULL;
	}
	if (make(&sets[i].program, allowed) == -1)
		return NULL;
	sets[i].allowed = allowed;
	return &sets[i].program;
}
