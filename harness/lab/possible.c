/* possible.c - can this machine make a lab, and if not, what mends it? */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lab/private.h"

static int
read_number(const char *file)
{
	FILE *f = fopen(file, "re");
	int n = -1;

	if (f) {
		if (fscanf(f, "%d", &n) != 1)
			n = -1;
		fclose(f);
	}
	return n;
}

/*
 * In a chroot(2) the root directory is no mount point of its own, and the
 * kernel refuses CLONE_NEWUSER there: unshare(2), EPERM.
 */
static bool
in_chroot(void)
{
	FILE *f = fopen("/proc/self/mountinfo", "re");
	char line[4096], point[4096];
	bool root_mounted = false;

	if (!f)
		return false;
	while (fgets(line, sizeof(line), f))
		if (sscanf(line, "%*d %*d %*s %*s %4095s", point) == 1 &&
		    strcmp(point, "/") == 0)
			root_mounted = true;
	fclose(f);
	return !root_mounted;
}

static const char *
mend_for(void)
{
	if (in_chroot())
		return "This is a chroot, where the kernel refuses user "
		       "namespaces.\nEnter the same tree by pivot_root instead:\n"
		       "  systemd-nspawn -D DIR        (or)\n"
		       "  bwrap --bind DIR / --dev /dev --proc /proc bash\n";
	if (access("/proc/self/ns/user", F_OK) == -1)
		return "This kernel has no user namespaces, or /proc is not "
		       "mounted:\n  mount -t proc proc /proc\n";
	if (read_number("/proc/sys/kernel/unprivileged_userns_clone") == 0)
		return "User namespaces are switched off for ordinary users:\n"
		       "  sudo sysctl -w kernel.unprivileged_userns_clone=1\n";
	if (read_number("/proc/sys/kernel/"
			"apparmor_restrict_unprivileged_userns") == 1)
		return "AppArmor keeps user namespaces from programs without "
		       "a profile (Ubuntu 23.10 and later):\n  sudo sysctl -w "
		       "kernel.apparmor_restrict_unprivileged_userns=0\n";
	if (read_number("/proc/sys/user/max_user_namespaces") == 0)
		return "The limit on user namespaces is 0:\n"
		       "  sudo sysctl -w user.max_user_namespaces=10000\n";
	if (read_number("/proc/sys/user/max_net_namespaces") == 0)
		return "The limit on network namespaces is 0:\n"
		       "  sudo sysctl -w user.max_net_namespaces=10000\n";
	return "Something keeps user namespaces from this process, most often "
	       "a container's seccomp profile:\n"
	       "  docker run --security-opt "
	       "seccomp=cases/subjects/seccomp.json \\\n"
	       "      --security-opt systempaths=unconfined ...   (or)\n"
	       "  podman run --privileged ...\n";
}

int
lab_possible(char error[LAB_ERROR], char mend[1024])
{
	int says[2], status;
	ssize_t n;
	pid_t pid;

	mend[0] = error[0] = '\0';
	if (pipe(says) == -1)
		return lab_failed(error, "pipe");
	pid = fork();
	if (pid == -1) {
		close(says[0]);
		close(says[1]);
		return lab_failed(error, "fork");
	}
	if (pid == 0) {
		struct lab *lab = lab_open(4, error);

		if (!lab && write(says[1], error, strlen(error)) == -1)
			_exit(2);
		lab_close(lab);
		_exit(lab ? 0 : 1);
	}
	close(says[1]);
	n = read(says[0], error, LAB_ERROR - 1);
	error[n > 0 ? n : 0] = '\0';
	close(says[0]);
	while (waitpid(pid, &status, 0) == -1 && errno == EINTR)
		;
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return 0;
	if (error[0] == '\0')
		snprintf(error, LAB_ERROR,
		    "the process that opened a lab "
		    "died (status %#x)",
		    (unsigned)status);
	snprintf(mend, 1024, "%s", mend_for());
	return -1;
}
