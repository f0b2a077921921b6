/* artefact.h - the files of results: opened and made where nobody misleads. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_REPORT_ARTEFACT_H
#define HANGUP_REPORT_ARTEFACT_H

#include <stddef.h>

#include <jansson.h>

#define ARTEFACT_ERROR 512
#define ARTEFACT_CAPTURE ((size_t)64 << 20)
#define ARTEFACT_RESULTS ((size_t)2 << 30)
#define ARTEFACT_HASH 65

/*
 * What lies below a directory of results may be anybody's: an artefact that
 * was downloaded, or what a subject put there.  So no link is followed below
 * it, nothing is opened but regular files of a size that is sane, and what is
 * made is new.  A name is relative to dir, without "..".  Functions that take
 * an error fill in one line that begins with the name.
 */

/* The directory that a person named, which may be a link.  -1 and errno. */
int artefact_directory(const char *dir);

/* For reading, at most so many bytes; -1 and an error. */
int artefact_open(int dir, const char *name, size_t most, size_t *size,
    char error[ARTEFACT_ERROR]);
/* The same of a file that a person named: it, too, may be a link. */
int artefact_open_named(
    const char *file, size_t most, size_t *size, char error[ARTEFACT_ERROR]);
/* All of it, to be freed; NULL and an error. */
unsigned char *artefact_read(int dir, const char *name, size_t most, size_t *n,
    char error[ARTEFACT_ERROR]);

/*
 * A new file for reading and writing, with the directories above it; what is
 * there by that name goes.  -1 and an error.
 */
int artefact_create(int dir, const char *name, char error[ARTEFACT_ERROR]);
/* A file, or a directory and all in it.  0, also if none is there, or -1. */
int artefact_remove(int dir, const char *name, char error[ARTEFACT_ERROR]);

/* SHA-256, as hexadecimal digits.  Returns hex. */
const char *
artefact_sha256(const void *bytes, size_t n, char hex[ARTEFACT_HASH]);
/*
 * The capture of a cell that "pcap" or "peer_pcap" of its "wire" names, to be
 * freed: that which was judged, if the cell says which it was.  NULL and an
 * error; the error is "" if the cell names none, or none is there.
 */
unsigned char *artefact_capture(int dir, const json_t *cell, const char *leg,
    size_t *n, char error[ARTEFACT_ERROR]);
/* The same below another directory, by the same name.  0, or -1 and so on. */
int artefact_bring(int from, const json_t *cell, const char *leg, int to,
    char error[ARTEFACT_ERROR]);

#endif
