# SPDX-License-Identifier: GPL-2.0-only
# Recorders: programs in front of the real tools that log when each call began and ended.
#
# One line each in $KOLINK_RECORD, fields parted by tabs:
# B|E, seconds, pid, tool, arguments (B) or status (E).

recorded_tools='gcc ld ar nm objcopy strip pahole clang ld.lld llvm-ar llvm-nm llvm-objcopy
	llvm-strip aarch64-linux-gnu-gcc aarch64-linux-gnu-ld aarch64-linux-gnu-ar
	aarch64-linux-gnu-nm aarch64-linux-gnu-objcopy gzip xz zstd'

# record_tools: recorders for all tools in $KOLINK_TEMPLATE/bin, one set for the whole suite:
# a build may well track where its tools lie.
record_tools() {
	local tool real

	mkdir -p "$KOLINK_TEMPLATE/bin"
	for tool in $recorded_tools; do
		real=$(type -P "$tool") || continue
		recorder "$tool" "$real" >"$KOLINK_TEMPLATE/bin/$tool"
	done
	host_programs_cached
	# The build says where the modpost lies that it made.
	# shellcheck disable=SC2016
	recorder modpost '${objtree:-.}/scripts/mod/modpost' >"$KOLINK_TEMPLATE/bin/modpost"
	chmod +x "$KOLINK_TEMPLATE/bin/"*
	# Older than anything built.
	touch -d 2020-01-01 "$KOLINK_TEMPLATE/bin/"*
}

# host_programs_cached: kolink's own host programs are compiled in many tests, always from the same
# sources. ccache does it, with and without a recorder in front.
host_programs_cached() {
	local tool real

	export CCACHE_DIR=$KOLINK_TEMPLATE/ccache CCACHE_SLOPPINESS=include_file_mtime,include_file_ctime
	mkdir "$KOLINK_TEMPLATE/host"
	for tool in gcc clang; do
		real=$(type -P $tool)
		cat >"$KOLINK_TEMPLATE/host/$tool" <<-END
			#!/bin/sh
			case "\$*" in
			*" -c "*scripts/mod/*|*" -c "*scripts/btf/*) exec ccache "$real" "\$@" ;;
			*) exec "$real" "\$@" ;;
			esac
		END
		# shellcheck disable=SC2016
		recorder $tool '$program' "program=$real
			[[ \$arguments != *' -c '*scripts/[mb]* ]] || program=$KOLINK_TEMPLATE/host/$tool" \
			>"$KOLINK_TEMPLATE/bin/$tool"
		chmod +x "$KOLINK_TEMPLATE/host/$tool"
	done
	export PATH=$KOLINK_TEMPLATE/host:$PATH
}

# recorder NAME PROGRAM [CODE]: print a recorder; CODE runs before PROGRAM and sees $arguments.
recorder() {
	cat <<-END
		#!/bin/bash
		arguments="\$*"
		arguments=\${arguments//[\$'\n\t']/ }
		printf 'B\t%s\t%s\t%s\t%s\n' "\$EPOCHREALTIME" \$\$ $1 "\$arguments" >>"\$KOLINK_RECORD"
		${3:-}
		"$2" "\$@"
		status=\$?
		printf 'E\t%s\t%s\t%s\t%s\n' "\$EPOCHREALTIME" \$\$ $1 \$status >>"\$KOLINK_RECORD"
		exit \$status
	END
}

# record_start: an empty log for this test, and a folder for tools of its own.
record_start() {
	export KOLINK_RECORD=$BATS_TEST_TMPDIR/record
	bin=$BATS_TEST_TMPDIR/bin
	mkdir -p "$bin"
	record_reset
}

# own_tool NAME CODE: in this test, run CODE each time before the tool NAME.
own_tool() {
	recorder "$1" "$(type -P "$1")" "$2" >"$bin/$1"
	chmod +x "$bin/$1"
}

# wait_for CALL REGEX: CODE for own_tool: before a call that matches CALL, wait until one of ld like REGEX has begun.
wait_for() {
	cat <<-END
		case \$arguments in
		$1)
			for _ in {1..200}; do
				grep -q \$'^B\t.*\tld\t.*$2' "\$KOLINK_RECORD" && break
				sleep 0.05
			done ;;
		esac
	END
}

# record_reset: forget what ran so far.
record_reset() {
	: >"$KOLINK_RECORD"
}

# ran TOOL [REGEX]: the calls of TOOL whose arguments match, one line each: pid, arguments.
ran() {
	tool=$1 regex=${2:-} awk -F '\t' '
		$1 == "B" && $4 == ENVIRON["tool"] && $5 ~ ENVIRON["regex"] {
			print $3 "\t" $5
		}' "$KOLINK_RECORD"
}

# ran_count TOOL [REGEX]
ran_count() {
	ran "$@" | wc -l
}

# span TOOL REGEX: "begin end" of the matching calls, one line each.
span() {
	tool=$1 regex=$2 awk -F '\t' '
		$1 == "B" && $4 == ENVIRON["tool"] && $5 ~ ENVIRON["regex"] { begin[$3] = $2 }
		$1 == "E" && ($3 in begin) { print begin[$3], $2; delete begin[$3] }' "$KOLINK_RECORD"
}

# Every call, for a failing test to show.
recorded() {
	awk -F '\t' '$1 == "B" { print $4, $5 }' "$KOLINK_RECORD"
}
