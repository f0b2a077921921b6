/* port.c - where the frames of a host come from. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "lab/private.h"
#include "wire/wire.h"

_Static_assert(WIRE_ERROR <= LAB_ERROR, "a capture's message fits");

struct capture *
lab_port(struct lab *lab, enum host host, char error[LAB_ERROR])
{
	if (lab_enter(lab, host, error) == -1)
		return NULL;
	return capture_open(LAB_DEVICE, error);
}
