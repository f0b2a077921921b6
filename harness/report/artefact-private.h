/* artefact-private.h - what the files that open artefacts share. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_REPORT_ARTEFACT_PRIVATE_H
#define HANGUP_REPORT_ARTEFACT_PRIVATE_H

#include "report/artefact.h"

/* "cells/x.pcap: why", or of errno, which stays.  Always -1. */
int
artefact_refuse(char error[ARTEFACT_ERROR], const char *name, const char *why);
int artefact_refuse_errno(char error[ARTEFACT_ERROR], const char *name);
/* size bytes; what is appended meanwhile is none of them.  To be freed. */
unsigned char *artefact_read_all(int fd, const char *name, size_t size,
    size_t *n, char error[ARTEFACT_ERROR]);
/*
 * The directory for a file of that name, in which it is no more; last is what
 * the name ends in.  A new file there; -1 and errno.
 */
int artefact_make_room(
    int dir, const char *name, const char **last, char error[ARTEFACT_ERROR]);
int artefact_create_in(int above, const char *last);

#endif
