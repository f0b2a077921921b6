/* test_refused.c - system calls: what a guest is refused, what a lab needs. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <jansson.h>
#include <linux/filter.h>
#include <seccomp.h>
#include <string.h>

#include "lab/confine.h"
#include "lab/testing-children.h"

#define PROFILE "cases/subjects/seccomp.json"

/* One program a set, made once. */
static void
test_sets(void **state)
{
	const struct sock_fprog *none = confine_filter(0), *mount;

	(void)state;
	assert_non_null(none);
	assert_ptr_equal(confine_filter(0), none);
	mount = confine_filter(ALLOW_MOUNT);
	assert_non_null(mount);
	assert_true(mount->len < none->len);
	assert_non_null(confine_filter(ALLOW_ALL));
	assert_true(confine_filter(ALLOW_ALL)->len < mount->len);
}

/* Our profile for containers, as their runtime would load it. */
static int
load_profile(void)
{
	json_error_t error;
	json_t *root = json_load_file(PROFILE, 0, &error), *rule, *name;
	scmp_filter_ctx ctx = seccomp_init(SCMP_ACT_ALLOW);
	size_t i, k;
	int result = root && ctx ? 0 : -1;

	json_array_foreach (json_object_get(root, "syscalls"), i, rule)
		json_array_foreach (json_object_get(rule, "names"), k, name)
			if (result == 0)
				result = seccomp_rule_add(ctx,
				    SCMP_ACT_ERRNO(EPERM),
				    seccomp_syscall_resolve_name(
					json_string_value(name)),
				    0);
	if (result == 0)
		result = seccomp_load(ctx);
	seccomp_release(ctx);
	json_decref(root);
	return result;
}

/* A lab and a guest come to be under it. */
static void
test_profile(void **state)
{
	const char *const argv[] = { "echo", "it runs", NULL };
	char error[LAB_ERROR] = "";
	int status;
	pid_t pid;

	(void)state;
	if (access(PROFILE, R_OK) == -1)
		skip();
	pid = fork();
	if (pid == 0) {
		struct lab *lab;
		struct talker child;

		if (load_profile() != 0)
			_exit(1);
		lab = lab_open(4, error);
		if (!lab)
			complain(__LINE__, error);
		child = spawn(lab, HOST_SUBJECT, true, argv);
		CHECK(strcmp(read_from(child.out, NULL), "it runs\n") == 0);
		lab_end(&child);
		lab_close(lab);
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sets),
		cmocka_unit_test(test_profile),
	};

	look_for_labs();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
