/* onset.c - when each sign reached the socket, by the packets. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "judge/clock.h"

bool
scene_gives(const struct scene *scene, enum sign s)
{
	return scene->signs >> s & 1;
}

int64_t
scene_zero(const struct scene *scene)
{
	return scene->plot->fault_ns != WIRE_NEVER ? scene->plot->fault_ns :
						     scene->plot->ready_ns;
}

static bool
reset_after_fin(const struct truth *t)
{
	return t->fin_ns != WIRE_NEVER && t->fin_ns <= t->rst_ns;
}

/* When the first urgent byte came, or else the fault. */
static int64_t
urgent(const struct scene *scene)
{
	const struct packet *p;
	size_t i;

	for (i = 0; i < scene->packets->n; i++) {
		p = &scene->packets->v[i];
		if (p->watched && p->to_subject && (p->legs & SUBJECT_LEG) &&
		    (p->seg.flags & TCP_URG))
			return p->t_ns;
	}
	return scene_zero(scene);
}

int64_t
scene_onset(const struct scene *scene, enum sign s)
{
	const struct truth *t = scene->truth;

	switch (s) {
	case FIN:
	case FIN_BEHIND_DATA:
	case FIN_BOTH:
		return t->fin_ns;
	case RST:
	case RST_BEHIND_DATA:
	case RST_AFTER_FIN:
		return t->rst_ns;
	case RST_AFTER_FIN_ON_SEND:
		return t->rst_answers_us && reset_after_fin(t) ? t->rst_ns :
								 WIRE_NEVER;
	case RST_ON_SEND:
		return t->rst_answers_us && !reset_after_fin(t) ? t->rst_ns :
								  WIRE_NEVER;
	case DATA:
		return t->first_data_ns;
	case NOTHING_HEARD:
	case LATE:
	case UNACKED:
		return scene->plot->ready_ns;
	case OUR_FIN:
		return t->own_fin_ns;
	case URGENT:
		return urgent(scene);
	case SILENCE:
	case NO_ANSWER:
	case ZERO_WINDOW:
	case NO_ROUTE:
	case NO_WAY_OUT:
	case LINK_LOST:
	case LOCAL_ABORT:
	case SOFT_ERROR:
	case SIGNS:
		break;
	}
	return scene_zero(scene);
}

int64_t
judge_onset(const struct scene *scene, enum sign s)
{
	return scene_gives(scene, s) ? scene_onset(scene, s) : WIRE_NEVER;
}
