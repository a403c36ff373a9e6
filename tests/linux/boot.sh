#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Boot a built tree in QEMU: load modules in the order of their dependencies, look for their BTF,
# try one with a wrong version, unload all.
# usage: boot.sh TREE WORK-FOLDER
set -eu
here=$(cd "${0%/*}" && pwd)
. "$here/lib/common.sh"

tree=${1:?"usage: boot.sh TREE WORK-FOLDER"}
work=$2
root=$work/root
rm -rf "$work"
mkdir -p "$root/bin" "$root/proc" "$root/sys" "$root/dev"

make -s -C "$tree" modules_install INSTALL_MOD_PATH="$root" INSTALL_MOD_STRIP=1 >"$work/install.log" 2>&1 ||
	{ cat "$work/install.log"; die 'modules_install failed'; }
modules=$(echo "$root"/lib/modules/*)
PATH=$PATH:/sbin:/usr/sbin depmod -b "$root" "${modules##*/}"

# Programs and the libraries that they name.
cp "$(command -v busybox)" "$root/bin/busybox"
kmod=$(PATH=$PATH:/sbin:/usr/sbin command -v kmod)
cp -L "$kmod" "$root/bin/kmod"
ldd "$kmod" | grep -o '/[^ ]*' | while read -r library; do
	mkdir -p "$root${library%/*}"
	cp -L "$library" "$root$library"
done
for link in modprobe insmod rmmod lsmod; do
	ln -s kmod "$root/bin/$link"
done

# The first CRC, of module_layout, turned into another one: of the extended versions, which the kernel goes
# by when there are any.
victim=$(find "$modules" -name nls_ascii.ko)
cp "$victim" "$root/wrong.ko"
offset=$(readelf -SW "$root/wrong.ko" |
	sed -n 's/.* \(__version_ext_crcs\|__versions\)  *PROGBITS  *[0-9a-f]* *\([0-9a-f]*\) .*/\1 \2/p' | sort | sed -n '1s/.* //p')
[ "$offset" ] || die "$victim has no versions"
printf '\125\252\125\252' | dd of="$root/wrong.ko" bs=1 seek=$((0x$offset)) conv=notrunc 2>/dev/null

cat >"$root/init" <<'.'
#!/bin/busybox sh
busybox=/bin/busybox
$busybox mount -t proc none /proc
$busybox mount -t sysfs none /sys
modprobe=/bin/modprobe
loaded=0
for name in $($busybox sed -n 's,.*/\([^/]*\)\.ko:.*,\1,p' /lib/modules/*/modules.dep); do
	if $modprobe $name 2>/dev/null; then loaded=$((loaded + 1)); else echo "not loaded: $name"; fi
done
in_kernel=$($busybox wc -l </proc/modules)
with_btf=0
for name in $($busybox cut -d ' ' -f 1 /proc/modules); do
	if [ -s /sys/kernel/btf/$name ]; then with_btf=$((with_btf + 1)); else echo "no BTF: $name"; fi
done
echo "RESULT modules $in_kernel btf $with_btf"
/bin/rmmod nls_ascii
if /bin/insmod /wrong.ko; then echo "RESULT wrong version accepted"; else echo "RESULT wrong version refused"; fi
for round in 1 2 3 4 5 6 7 8; do
	for name in $($busybox cut -d ' ' -f 1 /proc/modules); do /bin/rmmod $name 2>/dev/null; done
done
echo "RESULT left $($busybox wc -l </proc/modules)"
$busybox cat /proc/modules
$busybox reboot -f
.
chmod +x "$root/init"
(cd "$root" && find . | cpio -o -H newc --quiet | gzip -1) >"$work/initramfs"
timeout 600 qemu-system-x86_64 -m 512 -nographic -no-reboot -kernel "$tree/arch/x86/boot/bzImage" \
	-initrd "$work/initramfs" -append 'console=ttyS0 panic=-1' >"$work/console" 2>&1 </dev/null || :

result()
{
	grep -q "^RESULT $1" "$work/console" || {
		tail -n 40 "$work/console"
		die "not seen in QEMU: $2"
	}
}
tr -d '\r' <"$work/console" >"$work/console.txt"
mv "$work/console.txt" "$work/console"
result 'modules' 'the modules being loaded'
# shellcheck disable=SC2046 # words
set -- $(sed -n 's/^RESULT modules \([0-9]*\) btf \([0-9]*\)$/\1 \2/p' "$work/console")
[ "$1" -ge 20 ] || die "only $1 modules could be loaded"
[ "$1" = "$2" ] || die "of $1 modules, $2 have BTF"
result 'wrong version refused' 'a module with a wrong version being refused'
grep -q 'disagrees about version of symbol' "$work/console" || die 'no word of the wrong version'
result 'left 0' 'all modules unloaded'
echo "booted: $1 modules loaded, all with BTF, a wrong version refused, all unloaded"
