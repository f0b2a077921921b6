# Hangup.  "make help" lists what a person needs.
# SPDX-License-Identifier: BSD-2-Clause

BUILD  ?= build
PREFIX ?= /usr/local
V      ?= 0
Q      := $(if $(filter 0,$(V)),@)
# what is built is built on every core, unless -j says otherwise
CORES  := $(shell nproc)
JOBS    = $(if $(filter -j%,$(MAKEFLAGS)),,-j$(CORES))
# one line for all that is built; V=1 shows each command
say     = $(if $(filter-out 0,$(V))$(told),,$(eval told := 1)@echo building $(BUILD)/)

CSTD = -std=c11 -D_GNU_SOURCE
WARN = -Wall -Wextra -Werror -Wstrict-prototypes -Wmissing-prototypes \
       -Wshadow -Wpointer-arith -Wcast-qual -Wswitch-enum -Wformat=2 -Wvla
# a message that is too long is cut: snprintf is used for just that
WARN += $(if $(findstring clang,$(CC)),,-Wno-format-truncation)
CFLAGS ?= -O2 -g
SANITIZE ?=
TCL_CFLAGS := $(shell pkg-config --cflags-only-I tcl 2>/dev/null | sed 's/-I/-isystem /g')
XML_CFLAGS := $(shell pkg-config --cflags-only-I libxml-2.0 2>/dev/null | sed 's/-I/-isystem /g')
ALL_CFLAGS = $(CSTD) $(WARN) -Iharness -I. $(TCL_CFLAGS) $(XML_CFLAGS) $(CFLAGS) \
             -DPREFIX='"$(PREFIX)"' $(SANITIZE)
# one exec of each a cell: static starts in half the time
STATIC = $(if $(SANITIZE),,-static)
LIBS := -pthread -ltcl8.6 -ljansson -lpcap -lmnl -lseccomp -lz -ledit -lmd \
        $(shell pkg-config --libs libxml-2.0 2>/dev/null)
# optional: without it two strategies are UNSUPPORTED
URING := $(shell pkg-config --libs liburing 2>/dev/null)
ALL_CFLAGS += $(if $(URING),-DHAVE_LIBURING)

# The folders of the runner; what is no part of the subject is a strategy.
FOLDERS    = harness/command harness/case harness/lab harness/wire \
             harness/judge harness/notes harness/verdict harness/report \
             harness/run harness/pool harness/hand harness/words
PARTS      = says timers socket epoll state ring heart protocol describe subject
STRATEGIES := $(sort $(filter-out $(PARTS) test_%,$(basename $(notdir \
              $(wildcard harness/strategies/*.c)))))
TESTS      := $(wildcard $(FOLDERS:%=%/test_*.c) harness/strategies/test_*.c \
              peers/test_*.c)
WORDS      := $(filter-out $(TESTS),$(wildcard harness/words/*.c))
PATH_PARTS  = $(addprefix peers/,path.c bridge.c rules.c queue.c inject.c forge.c icmp.c \
              packet.c control.c)
FILTER      = harness/wire/filter.c
PEER_PARTS  = $(addprefix peers/,connection.c upstream.c heir.c \
              net.c outbox.c control.c)
RUNNER     := $(filter-out $(TESTS),$(wildcard $(FOLDERS:%=%/*.c))) $(PATH_PARTS) \
              peers/words.c
PAGE        = harness/report/page
MEASURED    = harness/report/measured.json
STOCK       = harness/report/stock.json
EMBEDDED    = $(BUILD)/obj/page.o $(BUILD)/obj/measured.o
SUBJECT    := $(filter-out $(TESTS),$(wildcard harness/strategies/*.c)) $(WORDS)

obj = $(patsubst %.c,$(BUILD)/obj/%.o,$(1))
PROGRAMS = $(addprefix $(BUILD)/,hangup hangup-subject peer relay path caller)
UNIT     = $(patsubst %.c,$(BUILD)/test/%,$(notdir $(TESTS)))

FUZZERS    := $(basename $(notdir $(wildcard harness/test/fuzz/*.c)))

.DEFAULT_GOAL = help
.PHONY: help deps deps-subjects deps-web profiles all run check check-all fuzz publish advice incidents-measure lessons bench lint install clean
.DELETE_ON_ERROR:

help:	## these lines
	@awk -F '## ' '/^[a-z-]+:.*## / { split($$1, t, ":"); printf "  make %-13s %s\n", t[1], $$2 }' Makefile

deps:	## install the packages that are missing (as root or through sudo)
	@sh harness/test/deps.sh run

deps-subjects:	## and what the subjects in cases/subjects need: languages, libraries, programs
	@sh harness/test/deps.sh subjects

deps-web:	## a browser, and what drives it, for the tests of the page
	@sh harness/test/deps.sh web
	@mkdir -p $(BUILD)/web
	$(Q)cp harness/test/page/package.json $(BUILD)/web
	$(Q)cd $(BUILD)/web && npm install --silent --no-audit --no-fund \
	    --no-package-lock --ignore-scripts

all: deps	## build the program into build/
	$(Q)$(MAKE) --no-print-directory $(JOBS) programs

run: all	## build all, run the matrix (WHAT='close/fin keepalive' for a part)
	$(Q)$(BUILD)/hangup run $(WHAT)

check:	## the tests: a few minutes
	@sh harness/test/deps.sh check
	$(Q)$(MAKE) --no-print-directory $(JOBS) unit
	$(Q)BUILD=$(BUILD) tclsh harness/test/all.tcl

check-all:	## and what takes longer: sanitizers, compilers, valgrind, repeats
	@sh harness/test/deps.sh all
	$(Q)BUILD=$(BUILD) sh harness/test/check-all.sh

# One build of clang's for the fuzzers and for all that sanitizers look at.
SANITIZED = BUILD=$(BUILD)/fuzz CC=clang CFLAGS='-O1 -g' \
    SANITIZE='-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all'
.PHONY: sanitized
sanitized:
	$(Q)$(MAKE) --no-print-directory $(JOBS) $(SANITIZED) programs unit

# A program each: what they hold stands in their first lines.
fuzz:	## the fuzzers, FUZZ_SECONDS=10 each or FUZZ_RUNS=N inputs (FUZZ=NAME)
	@sh harness/test/deps.sh all
	$(Q)$(MAKE) --no-print-directory $(JOBS) $(SANITIZED) fuzzers
	$(Q)printf '%s\n' $(or $(FUZZ),$(FUZZERS)) | \
	    FUZZ_SECONDS=$(FUZZ_SECONDS) FUZZ_RUNS=$(FUZZ_RUNS) xargs -P $(CORES) \
	    -n 1 sh harness/test/fuzz/run.sh $(BUILD)/fuzz

publish: all	## the whole matrix, both families, into reports/published (PUBLISH=DIR)
	$(Q)$(BUILD)/hangup run --family both \
	    --publish $(or $(PUBLISH),reports/published/linux-$$(uname -r))

# The last that was published, or another: PUBLISHED=DIR.
PUBLISHED ?= $(lastword $(sort $(wildcard reports/published/*)))
advice: all	## what the program recommends, from what was published last
	$(Q)$(BUILD)/hangup profile --table --results $(PUBLISHED) >$(MEASURED).new
	$(Q)mv $(MEASURED).new $(MEASURED)
	$(Q)$(MAKE) --no-print-directory $(JOBS) programs

# The cells of which an incident names a stock figure, {latency CELL stock}.
STOCK_CELLS = $$(cat cases/incidents/*.tcl | tr -s ' \n' ' ' | \
    grep -oE '[a-z0-9-]+/[a-z0-9-]+/[a-z0-9-]+ stock\}' | sed 's/ .*//' | sort -u)
incidents-measure: all	## what the incidents say of stock timers: takes 19 minutes
	$(Q)$(BUILD)/hangup run --family 4 --timers default --window 1100000 \
	    --keep-pcap none --jobs 64 --out $(BUILD)/stock $(STOCK_CELLS)
	$(Q)$(BUILD)/hangup profile --table --results $(BUILD)/stock >$(STOCK).new
	$(Q)mv $(STOCK).new $(STOCK)
	$(Q)$(MAKE) --no-print-directory $(JOBS) programs

lessons: all	## build/lessons.html: the lessons recorded here, to be played in any browser
	$(Q)$(BUILD)/hangup lesson --page $(BUILD)/lessons.html

bench: all	## measure: cells per second, CPU a cell, latencies
	$(Q)BUILD=$(BUILD) tclsh harness/test/bench.tcl

lint:	## format, cppcheck and clang-tidy
	@sh harness/test/deps.sh all
	$(Q)sh harness/test/lint.sh

profiles: all	## measure the subjects in cases/subjects, renew the tables on their page
	@sh harness/test/deps.sh subjects
	$(Q)$(BUILD)/hangup run --external --out $(BUILD)/subjects
	$(Q)sed -i '/^<!-- measured -->/q' cases/subjects/README.md
	$(Q){ echo; $(BUILD)/hangup profile --markdown \
	    --results $(BUILD)/subjects/results.json; } >>cases/subjects/README.md

install: all	## into PREFIX, /usr/local by default (DESTDIR respected)
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/libexec/hangup
	install $(BUILD)/hangup $(DESTDIR)$(PREFIX)/bin
	install $(filter-out %/hangup,$(PROGRAMS)) $(DESTDIR)$(PREFIX)/libexec/hangup
	install -d $(addprefix $(DESTDIR)$(PREFIX)/share/,hangup man/man1 \
	    bash-completion/completions zsh/site-functions)
	cp -R cases $(DESTDIR)$(PREFIX)/share/hangup
	install -m 644 $(BUILD)/hangup.1 $(DESTDIR)$(PREFIX)/share/man/man1
	$(BUILD)/hangup completion bash \
	    >$(DESTDIR)$(PREFIX)/share/bash-completion/completions/hangup
	$(BUILD)/hangup completion zsh \
	    >$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_hangup

clean:	## remove build/
	rm -rf build

.PHONY: programs unit
programs: $(PROGRAMS) $(BUILD)/hangup.1
unit: programs $(UNIT)
	$(Q)printf '%s\n' $(UNIT) | xargs -P $(CORES) -I{} sh -c 'out=$$({} 2>&1); \
	    status=$$?; echo "$$out"; [ $$status = 0 ] || echo "{}: status $$status"; \
	    exit $$status'

$(BUILD)/hangup: $(call obj,harness/main.c $(RUNNER)) $(EMBEDDED)
	$(say)
	$(Q)$(CC) $(SANITIZE) -Wl,-z,now -o $@ $^ $(LIBS)

$(BUILD)/hangup.1: $(BUILD)/hangup
	$(Q)$< help --man >$@

$(BUILD)/hangup-subject: $(call obj,$(SUBJECT)) $(BUILD)/obj/strategies.o
	$(say)
	$(Q)$(CC) $(SANITIZE) $(STATIC) -o $@ $^ $(URING)

$(BUILD)/peer: $(call obj,peers/peer.c peers/self.c peers/ending.c $(PEER_PARTS))
	$(say)
	$(Q)$(CC) $(SANITIZE) $(STATIC) -o $@ $^

$(BUILD)/relay: $(call obj,peers/relay.c $(filter-out %/connection.c %/upstream.c %/heir.c,$(PEER_PARTS)))
	$(say)
	$(Q)$(CC) $(SANITIZE) $(STATIC) -o $@ $^

$(BUILD)/caller: $(call obj,$(addprefix peers/,caller.c option.c net.c control.c))
	$(say)
	$(Q)$(CC) $(SANITIZE) $(STATIC) -o $@ $^

$(BUILD)/path: $(call obj,peers/path-main.c $(PATH_PARTS) $(FILTER))
	$(say)
	$(Q)$(CC) $(SANITIZE) -o $@ $^ -lpcap

# A page's frame: one file of HTML, style and script, built into the program.
# A line "<!-- include NAME... -->" stands for these files.
FRAMES = $(BUILD)/frames
$(FRAMES)/%.html: $(PAGE)/%.html $(wildcard $(PAGE)/*.css $(PAGE)/*.js)
	@mkdir -p $(@D)
	$(Q)awk -v dir=$(PAGE) '$$2 == "include" { \
	    for (i = 3; i < NF; i++) \
	        while ((getline line <(dir "/" $$i)) > 0) print line; \
	    next } { print }' $< >$@

$(BUILD)/obj/page.o: $(PAGE)/embed.S $(FRAMES)/page.html $(FRAMES)/lessons.html
	@mkdir -p $(@D)
	$(Q)$(CC) -DPAGE_HTML='"$(FRAMES)/page.html"' \
	    -DLESSONS_HTML='"$(FRAMES)/lessons.html"' -c -o $@ $<

# What was measured of our own strategies: "make advice" makes the one,
# "make incidents-measure" the other.
$(BUILD)/obj/measured.o: harness/report/measured.S $(MEASURED) $(STOCK)
	@mkdir -p $(@D)
	$(Q)$(CC) -DMEASURED_JSON='"$(MEASURED)"' -DSTOCK_JSON='"$(STOCK)"' \
	    -c -o $@ $<

# The table of strategies, from the names of the files.
$(BUILD)/strategies.c: FORCE
	@mkdir -p $(@D)
	@{ echo '/* strategies.c - made by the Makefile from file names. */'; \
	echo '#include <stddef.h>'; \
	echo '#include "strategies/strategy.h"'; \
	printf 'extern const struct strategy strategy_%s;\n' \
	    $(subst -,_,$(STRATEGIES)); \
	echo 'const struct strategy *const strategies[] = {'; \
	printf '\t&strategy_%s,\n' $(subst -,_,$(STRATEGIES)); \
	printf '\tNULL\n};\nconst char *const strategy_files[] = {\n'; \
	printf '\t"%s",\n' $(STRATEGIES); \
	printf '\tNULL\n};\n'; } >$@.new
	@cmp -s $@.new $@ && rm $@.new || mv $@.new $@
FORCE:

$(BUILD)/obj/strategies.o: $(BUILD)/strategies.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -c -o $@ $<

$(BUILD)/obj/%.o: %.c
	$(say)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# A unit test is linked with what it needs of its side.
SIDES = $(addprefix $(BUILD)/,runner.a subject.a peers.a)
$(BUILD)/runner.a:  $(call obj,$(RUNNER)) $(EMBEDDED)
$(BUILD)/subject.a: $(call obj,$(filter-out %/subject.c,$(SUBJECT))) \
    $(BUILD)/obj/strategies.o
$(BUILD)/peers.a:   $(call obj,$(filter-out peers/path.c,$(PATH_PARTS)) \
    peers/outbox.c $(FILTER))
$(SIDES):
	$(Q)rm -f $@ && $(AR) rcs $@ $^

side = $(BUILD)/$(if $(filter peers/%,$(1)),peers,$(if $(filter \
       harness/strategies/%,$(1)),subject,runner)).a
$(foreach t,$(TESTS),$(eval $(BUILD)/test/$(notdir $(t:.c=)): \
    $(call obj,$(t)) $(call side,$(t))))
$(UNIT):
	$(say)
	@mkdir -p $(@D)
	$(Q)$(CC) $(SANITIZE) -o $@ $^ $(if $(filter %/runner.a,$^),$(LIBS)) \
	    $(if $(filter %/peers.a,$^),-lpcap) $(URING) -lcmocka

.PHONY: fuzzers
fuzzers: $(FUZZERS:%=$(BUILD)/bin/%)
$(FUZZERS:%=$(BUILD)/bin/%): $(BUILD)/bin/%: $(BUILD)/obj/harness/test/fuzz/%.o $(BUILD)/runner.a
	$(say)
	@mkdir -p $(@D)
	$(Q)$(CC) $(SANITIZE) -fsanitize=fuzzer -o $@ $^ $(LIBS)

-include $(shell find $(BUILD)/obj -name '*.d' 2>/dev/null)
