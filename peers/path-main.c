/* path-main.c - the path as a program of its own, for people to type to. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "path.h"

int
main(int argc, char **argv)
{
	return path_main(argc, argv);
}
