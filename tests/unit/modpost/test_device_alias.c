// SPDX-License-Identifier: GPL-2.0-only
/* Device tables of every type and ABI, and what becomes of their entries. */
#include "test.h"

#include <gelf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "device/layout.h"
#include "device/types.h"
#include "object_text.h"
#include "read.h"

#define OLD    RELEASE(6, 12)
#define NATIVE NATIVE_RELEASE
#define BOTH   0

static const struct abi {
	const char *text;
	unsigned int machine;
	bool is_64bit, is_big_endian;
} abis[] = {
	{ "", EM_X86_64, true, false },
	{ "class 32;machine 3;", EM_386, false, false },
	{ "big;machine 22;", EM_S390, true, true },
	{ "class 32;big;machine 4;", EM_68K, false, true },
};

/* Entries are separated by "|", their members by ",": a=5 is a number, a:x y a text, a#0102 bytes, a+3 a bit. */
static void set_member(unsigned char *entry, const struct device_layout *layout,
		       const struct abi *abi, const char *text)
{
	size_t len = strcspn(text, "=:#+");
	const struct device_member *member = device_layout_member(layout, text, len);
	size_t word = abi->is_64bit ? 8 : 4, size, offset = 0;
	unsigned long number;

	assert_non_null(member);
	if (text[len] == ':') {
		assert_in_range(strlen(text + len + 1), 0, member->size);
		memcpy(entry + member->offset, text + len + 1, strlen(text + len + 1));
		return;
	}
	if (text[len] == '#') {
		unsigned int byte;

		for (text += len + 1; sscanf(text, "%2x", &byte) == 1; text += 2)
			entry[member->offset + offset++] = byte;
		return;
	}

	number = strtoul(text + len + 1, NULL, 0);
	size = member->size;
	if (text[len] == '+') {
		offset = number / (8 * word) * word;
		number = 1ul << number % (8 * word);
		size = word;
	}
	for (size_t i = 0; i < size; i++)
		entry[member->offset + offset + (abi->is_big_endian ? size - 1 - i : i)] |=
			i < sizeof(number) ? number >> 8 * i : 0;
}

/* Append the bytes of a table of @structure, with its terminator, as hex digits. */
static void table_hex(char *out, const char *structure, unsigned int release, const struct abi *abi,
		      const char *entries)
{
	struct device_abi device_abi = device_abi_of(abi->machine, abi->is_64bit);
	char *copy = strdup(entries), *entry_end, *member_end;
	struct device_layout layout;
	unsigned char bytes[512];

	assert_true(device_layout_build(&layout, structure, release, &device_abi));
	out += strlen(out);
	for (char *entry = strtok_r(copy, "|", &entry_end); entry;
	     entry = strtok_r(NULL, "|", &entry_end)) {
		memset(bytes, 0, sizeof(bytes));
		for (char *member = strtok_r(entry, ",", &member_end); member;
		     member = strtok_r(NULL, ",", &member_end))
			set_member(bytes, &layout, abi, member);
		for (size_t i = 0; i < layout.size; i++)
			out += sprintf(out, "%02x", bytes[i]);
	}
	for (size_t i = 0; i < layout.size; i++)
		out += sprintf(out, "00");
	free(copy);
}

static void read_text(struct facts *facts, const char *path, const char *text, unsigned int release)
{
	struct options options = { .features = features_of(release), .modules_enabled = true };

	elf_version(EV_CURRENT);
	write_object(path, text);
	read_object(facts, path, &options);
}

/* All aliases, separated by blanks. */
static void join_aliases(char *out, size_t size, const struct facts *facts)
{
	size_t used = 0;

	*out = '\0';
	for (size_t i = 0; i < facts->nr_aliases; i++)
		used += snprintf(out + used, size - used, "%s%s", i ? " " : "",
				 facts->aliases[i].text);
}

#define ANY4 "0xffff"
#define ANY8 "0xffffffff"

static const struct {
	unsigned int release;
	const char *type, *entries, *aliases;
} cases[] = {
	{ BOTH, "acpi", "id:abcD0001|cls=0x010601,cls_msk=0xffff00|id:",
	  "acpi*:abcD0001:* acpi*:0106??:* acpi*:??????:*" },
	{ BOTH, "amba", "id=0x41061,mask=0xfffff|id=0x20,mask=0xa0",
	  "amba:d???41061 amba:d??????[2367]?" },
	{ BOTH, "ap", "match_flags=1,dev_type=10", "ap:t0A*" },
	{ OLD, "auxiliary", "name:a.b|name:a.b", "auxiliary:a.b auxiliary:a.b" },
	{ NATIVE, "auxiliary", "name:a.b|name:a.b", "auxiliary:a.b" },
	{ BOTH, "bcma", "manuf=0x4bf,id=0x812,rev=0x17,class=0xff", "bcma:m04BFid0812rev17cl*" },
	{ BOTH, "ccw", "match_flags=15,cu_type=0x3990,cu_model=0xe9,dev_type=0x3390,dev_model=10",
	  "ccw:t3990mE9dt3390dm0A*" },
	{ BOTH, "ccw", "match_flags=1,cu_type=0x3990", "ccw:t3990m*dt*dm*" },
	{ BOTH, "cdx",
	  "vendor=0x10ee,device=0x8084,subvendor=0xffff,subdevice=0xffff,class=0x123456,"
	  "class_mask=0xffffff|override_only=1,vendor=0xffff,device=0xffff",
	  "cdx:v10EEd8084sv*sd*c00123456 vfio_cdx:v*d*sv0000sd0000c*" },
	{ BOTH, "coreboot", "tag=0x2b", "coreboot:t0000002B" },
	{ BOTH, "cpu", "feature=0x1a", "cpu:type:*:feature:*001A*" },
	{ BOTH, "css", "type=0|type=0x1c", "css:t0 css:t1C" },
	{ BOTH, "dfl", "type=1,feature_id=0x12", "dfl:t0001f0012*" },
	{ BOTH, "eisa", "sig:ABC1234|sig:", "eisa:sABC1234* eisa:s*" },
	{ BOTH, "fslmc", "vendor=0x1957,obj_type:dpni", "fsl-mc:v00001957ddpni" },
	{ BOTH, "hdaudio", "vendor_id=0x10ec0269,api_version=1", "hdaudio:v10EC0269r*a01*" },
	{ BOTH, "hid",
	  "bus=3,vendor=0x46d,product=0xc01a|bus=" ANY4 ",group=2,vendor=" ANY8 ",product=" ANY8,
	  "hid:b0003g*v0000046Dp0000C01A hid:b*g0002v*p*" },
	{ OLD, "i2c", "name:tmp75|name:tmp75|name:", "i2c:tmp75 i2c:tmp75 i2c:" },
	{ NATIVE, "i2c", "name:tmp75|name:tmp75|name:", "i2c:tmp75 i2c:" },
	{ BOTH, "i3c", "match_flags=6,manuf_id=0x11b,part_id=0x22",
	  "i3c:dcr*manuf011Bpart0022ext*" },
	{ BOTH, "ieee1394", "match_flags=12,specifier_id=0xa02d,version=0x10001",
	  "ieee1394:ven*mo*sp0000A02Dver00010001*" },
	{ BOTH, "input",
	  "flags=0x50,evbit+3,relbit+0|flags=0x1829,bustype=3,version=1,keybit+112,keybit+113,"
	  "keybit+767,ffbit+127,swbit+16,absbit+5",
	  "input:b*v*p*e*-e*3,*k*r*0,*a*m*l*s*f*w* "
	  "input:b0003v*p*e0001-e*k*71,*2FF,*r*a*m*l*s*f*7F,*w*10,*" },
	{ BOTH, "ipack", "format=1,vendor=0x80030,device=" ANY8, "ipack:f01v00080030d*" },
	{ BOTH, "isapnp", "vendor=0x630e,function=0x0001|vendor=0xffff,function=0xffff",
	  "pnp:dCSC0100* pnp:d\x7f__ffff*" },
	{ BOTH, "ishtp", "guid#0102030405060708090aabcd0d0e0f10",
	  "ishtp:{04030201-0605-0807-090A-ABCD0D0E0F10}" },
	{ NATIVE, "mcb", "device=5|device=1234", "mcb:16z005 mcb:16z1234" },
	{ BOTH, "mdio", "phy_id=0x01410c90,phy_id_mask=0xfffffff0",
	  "mdio:0000000101000001000011001001????" },
	{ BOTH, "mei", "name:nm,uuid#0102030405060708090a0b0c0d0e0fab,version=0xff|version=2",
	  "mei:nm:04030201-0605-0807-090a-0b0c0d0e0fab:*:* "
	  "mei:*:00000000-0000-0000-0000-000000000000:02:*" },
	{ BOTH, "mhi", "chan:IP_HW0", "mhi:IP_HW0" },
	{ BOTH, "mhi_ep", "chan:IP_SW0", "mhi_ep:IP_SW0" },
	{ BOTH, "mipscdmm", "type=0xfd", "mipscdmm:tFD*" },
	{ BOTH, "of", "compatible:vendor|compatible:c d,name:nm,type:ty x|name:only",
	  "of:N*T*Cvendor of:N*T*CvendorC* of:NnmTty_x*Cc_d of:NnmTty_x*Cc_dC* "
	  "of:NonlyT* of:NonlyT*C*" },
	{ BOTH, "parisc", "hw_type=0x1f,hversion=0x123,hversion_rev=0xff,sversion=0x8a",
	  "parisc:t1Fhv0123rev*sv0000008A*" },
	{ BOTH, "pci",
	  "vendor=0x8086,device=0x10f5,subvendor=" ANY8 ",subdevice=" ANY8 "|vendor=" ANY8
	  ",device=" ANY8 ",subvendor=" ANY8 ",subdevice=" ANY8
	  ",class=0x010600,class_mask=0xffff00|vendor=0x15b3,device=0x101e,subvendor=" ANY8
	  ",subdevice=" ANY8 ",override_only=1",
	  "pci:v00008086d000010F5sv*sd*bc*sc*i* pci:v*d*sv*sd*bc01sc06i* "
	  "vfio_pci:v000015B3d0000101Esv*sd*bc*sc*i*" },
	{ BOTH, "pcmcia",
	  "match_flags=0x1ff,manf_id=0x101,card_id=0x589,func_id=6,function=1,device_no=2,"
	  "prod_id_hash=0|match_flags=2,card_id=1",
	  "pcmcia:m0101c0589f06fn01pfn02pa00000000pb00000000pc00000000pd00000000* "
	  "pcmcia:m*c0001f*fn*pfn*pa*pb*pc*pd*" },
	{ BOTH, "platform", "name:serial8250", "platform:serial8250" },
	{ BOTH, "pnp", "id:pnpb02f", "pnp:dpnpb02f* acpi*:PNPB02F:*" },
	{ BOTH, "pnp_card", "devs:AAA0001|devs:AAA0001|devs#4242",
	  "pnp:dAAA0001* acpi*:AAA0001:* pnp:dBB* acpi*:BB:*" },
	{ OLD, "pnp_card", "devs#41000000000000004100000000000000",
	  "pnp:dA* acpi*:A:* pnp:dA* acpi*:A:*" },
	{ NATIVE, "pnp_card", "devs#41000000000000004100000000000000", "pnp:dA* acpi*:A:*" },
	{ BOTH, "rapidio", "did=1,vid=2,asm_did=" ANY4 ",asm_vid=" ANY4,
	  "rapidio:v0002d0001av*ad*" },
	{ BOTH, "rpmsg", "name:rpmsg-tty", "rpmsg:rpmsg-tty" },
	{ BOTH, "sdio", "class=0xff,vendor=0x2d0,device=0x4329", "sdio:c*v02D0d4329*" },
	{ BOTH, "sdw", "mfg_id=0x25d,part_id=0x711,sdw_version=3,class_id=1",
	  "sdw:m025Dp0711v03c01*" },
	{ BOTH, "serio", "type=2,extra=0xff,id=0xff,proto=0x38", "serio:ty02pr38id*ex*" },
	{ BOTH, "slim", "manf_id=0x217,prod_code=0x60", "slim:217:60:*" },
	{ BOTH, "spi", "name:m25p80", "spi:m25p80" },
	{ BOTH, "ssam", "match_flags=7,domain=1,category=2,target=3,instance=4,function=5",
	  "ssam:d01c02t03i04f05" },
	{ BOTH, "ssb", "vendor=0x4243,coreid=0x812,revision=0xff", "ssb:v4243id0812rev*" },
	{ BOTH, "tbsvc", "match_flags=3,protocol_key:abc,protocol_id=1",
	  "tbsvc:kabcp00000001v*r*" },
	{ BOTH, "tbsvc", "match_flags=8,protocol_revision=2", "tbsvc:k*p*v*r00000002*" },
	{ BOTH, "tee", "uuid#0102030405060708090a0b0c0d0e0fab",
	  "tee:01020304-0506-0708-090a-0b0c0d0e0fab*" },
	{ OLD, "typec", "svid=0xff01,mode=7|svid=0xff01,mode=1", "typec:idFF01m* typec:idFF01m01" },
	{ NATIVE, "typec", "svid=0xff01,mode=7", "typec:idFF01" },
	{ BOTH, "ulpi", "vendor=0x1d6b,product=0x2A", "ulpi:v1d6bp002a" },
	{ BOTH, "usb",
	  "match_flags=3,idVendor=0x1234,idProduct=0xabcd|match_flags=3|"
	  "match_flags=0x7f0,bDeviceClass=9,bDeviceSubClass=1,bDeviceProtocol=2,bInterfaceClass="
	  "255,"
	  "bInterfaceSubClass=254,bInterfaceProtocol=253,bInterfaceNumber=252",
	  "usb:v1234pABCDd*dc*dsc*dp*ic*isc*ip*in* "
	  "usb:v*p*d*dc09dsc01dp02icFFiscFEipFDinFC*" },
	{ BOTH, "vchiq", "name:bcm2835-audio", "vchiq:bcm2835-audio" },
	{ BOTH, "vio", "type:network,compat:IBM l-lan", "vio:TnetworkSIBM_l-lan*" },
	{ BOTH, "vio", "type:network", "vio:TnetworkS*" },
	{ BOTH, "virtio", "device=1,vendor=" ANY8, "virtio:d00000001v*" },
	{ BOTH, "vmbus", "guid#0102030405060708090aabcd0d0e0f10",
	  "vmbus:0102030405060708090aabcd0d0e0f10" },
	{ BOTH, "wmi", "guid_string:05901221-d566-11d1-b2f0-00a0c9062910",
	  "wmi:05901221-d566-11d1-b2f0-00a0c9062910" },
	{ RELEASE(7, 2), "wmi", "guid_string:05901221-d566-11d1-b2f0-00a0c9062910",
	  "wmi:05901221-D566-11D1-B2F0-00A0C9062910" },
	{ BOTH, "x86cpu", "vendor=0,family=6,model=0x9e,feature=0x12|vendor=" ANY4,
	  "cpu:type:x86,ven0000fam0006mod009E:feature:*0012* "
	  "cpu:type:x86,ven*fam*mod*:feature:*" },
	{ BOTH, "zorro", "id=0x1|id=" ANY8, "zorro:i00000001 zorro:i*" },

	/* A text that fills its field ends with it. */
	{ BOTH, "eisa", "sig:ABCDEFGH", "eisa:sABCDEFGH*" },
	{ BOTH, "pnp", "id:abcdefgh", "pnp:dabcdefgh* acpi*:ABCDEFGH:*" },
	{ BOTH, "greybus", "", "" },
};

static void test_type(const char *type, const char *entries, const char *aliases,
		      unsigned int release, const struct abi *abi)
{
	const char *name = release < RELEASE(6, 18) ? "table __mod_%s__t_device_table "
						    : "table __mod_device_table__kmod_m__%s__t ";
	const struct device_type *row = device_type_find(type, strlen(type), release);
	char text[8192], got[8192];
	struct facts facts;

	snprintf(text, sizeof(text), "%sinfo license=GPL;info description=d;", abi->text);
	snprintf(text + strlen(text), sizeof(text) - strlen(text), name, type);
	if (row)
		table_hex(text, row->structure, release, abi, entries);
	strcat(text, ";");
	read_text(&facts, "m.o", text, release);
	join_aliases(got, sizeof(got), &facts);
	assert_string_equal(got, aliases);
	assert_int_equal(facts.diagnostics.nr, 0);
	assert_int_equal(facts.result, FACTS_COMPLETE);
	facts_free(&facts);
}

static void test_types(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		for (size_t j = 0; j < ARRAY_SIZE(abis); j++) {
			if (cases[i].release != BOTH) {
				test_type(cases[i].type, cases[i].entries, cases[i].aliases,
					  cases[i].release, &abis[j]);
				continue;
			}
			test_type(cases[i].type, cases[i].entries, cases[i].aliases, OLD, &abis[j]);
			test_type(cases[i].type, cases[i].entries, cases[i].aliases, NATIVE,
				  &abis[j]);
		}
	}
}

static void test_usb_ranges(void **state)
{
	static const struct {
		const char *range, *devices;
	} ranges[] = {
		{ "match_flags=13,bcdDevice_lo=0x100,bcdDevice_hi=0x100", "0100" },
		{ "match_flags=13,bcdDevice_lo=0x123,bcdDevice_hi=0x4567",
		  "012[3-9] 456[0-7] 01[3-9]* 45[0-5]* 0[2-9]* 4[0-4]* [1-3]*" },
		{ "match_flags=13,bcdDevice_lo=0x199,bcdDevice_hi=0x301", "0199 030[0-1] 02*" },
		{ "match_flags=13,bcdDevice_lo=0xab,bcdDevice_hi=0x12cd",
		  "00A[B-F] 12C[0-9A-D] 00[B-F]* 12[0-9A-B]* 0[1-9A-F]* 1[0-1]*" },
		{ "match_flags=13,bcdDevice_lo=0x9,bcdDevice_hi=0xa", "000[9A]" },
		{ "match_flags=13,bcdDevice_lo=0x3,bcdDevice_hi=0xc", "000[3-9A-C]" },
		{ "match_flags=13,bcdDevice_lo=0x9998,bcdDevice_hi=0xa000", "999[8-9] A000" },
		{ "match_flags=13,bcdDevice_lo=0,bcdDevice_hi=0x9999", "*" },
		{ "match_flags=13,bcdDevice_lo=0,bcdDevice_hi=0xffff", "*" },
		{ "match_flags=5,bcdDevice_lo=0x200", "0[2-9]* [1-9]*" },
		{ "match_flags=9,bcdDevice_hi=0x100", "0100 00*" },
		{ "match_flags=1", "*" },
		{ "match_flags=13,bcdDevice_lo=0x200,bcdDevice_hi=0x100", "" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(ranges); i++) {
		char entry[256], devices[256], aliases[2048] = "";

		snprintf(entry, sizeof(entry), "idVendor=1,%s", ranges[i].range);
		snprintf(devices, sizeof(devices), "%s", ranges[i].devices);
		for (char *device = strtok(devices, " "); device; device = strtok(NULL, " "))
			sprintf(aliases + strlen(aliases),
				"%susb:v0001p*d%sdc*dsc*dp*ic*isc*ip*in*", *aliases ? " " : "",
				device);
		test_type("usb", entry, aliases, OLD, &abis[0]);
	}
}

/* Slot and text of DMI matches; the slot is a bit-field. */
static void test_dmi(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(abis); i++) {
		char entry[700], *end = entry;
		static const struct {
			unsigned int slot;
			const char *text;
		} matches[] = { { 7, "p" }, { 6, "Dell In\tc:." }, { 1, "" }, { 9, "serial" } };

		end += sprintf(end, "matches#");
		for (size_t j = 0; j < ARRAY_SIZE(matches); j++) {
			end += sprintf(end, "%02x",
				       abis[i].is_big_endian ? matches[j].slot << 1 | 1
							     : matches[j].slot | 0x80);
			for (size_t k = 0; k < 79; k++)
				end += sprintf(end, "%02x",
					       k < strlen(matches[j].text) ? matches[j].text[k]
									   : 0);
		}
		test_type("dmi", entry, "dmi*:bvn**:svn*DellInc.*:pn*p*:", OLD, &abis[i]);
	}
}

static void test_names(void **state)
{
	static const struct {
		unsigned int release;
		const char *symbol, *owner; /* NULL: no table; "": none */
	} names[] = {
		{ OLD, "__mod_cpu__x_device_table", "" },
		{ OLD, "__mod_cpu___device_table", "" },
		{ OLD, "__mod_cpu__device_table", "" },
		{ OLD, "__mod_cpu_device_table", NULL },
		{ OLD, "__mod_cpu__x_device_tables", NULL },
		{ OLD, "__mod_CPU__x_device_table", NULL },
		{ OLD, "__mod_cpu__x.7", NULL },
		{ OLD, "__mod_cpu__x_device_table.7", "" },
		{ OLD, "__mod_device_table__cpu__x", NULL },
		{ OLD, "_mod_cpu__x_device_table", NULL },
		{ RELEASE(6, 13), "__mod_cpu__x_device_table", "" },
		{ RELEASE(6, 14), "__mod_device_table__cpu__x", "" },
		{ RELEASE(6, 17), "__mod_device_table__cpu__x", "" },
		{ RELEASE(6, 17), "__mod_cpu__x_device_table", NULL },
		{ RELEASE(6, 14), "__mod_device_table__cpu", NULL },
		{ NATIVE, "__mod_device_table__cpu__x", NULL },
		{ NATIVE, "__mod_device_table__kmod_m__cpu__x", "m" },
		{ NATIVE, "__mod_device_table__kmod_m__cpu__", "m" },
		{ NATIVE, "__mod_device_table__kmod_m__cpu", NULL },
		{ NATIVE, "__mod_device_table__kmod_m", NULL },
		{ NATIVE, "__mod_device_table__kmod_m_o__cpu__x__y", "m_o" },
		{ NATIVE, "__mod_device_table__kmod_m__o__cpu__x", "m__o" },
		{ NATIVE, "__mod_device_table__kmod_m___cpu__x", "m_" },
		{ NATIVE, "__mod_device_table__kmod_m__cpux__x", NULL },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		struct facts facts;
		char text[256];

		snprintf(text, sizeof(text), "table %s 0100 0000;", names[i].symbol);
		read_text(&facts, "vmlinux.o", text, names[i].release);
		assert_int_equal(facts.result, FACTS_COMPLETE);
		assert_int_equal(facts.nr_aliases, !!names[i].owner);
		if (names[i].owner) {
			assert_string_equal(facts.aliases[0].text, "cpu:type:*:feature:*0001*");
			assert_string_equal(facts.aliases[0].owner ? facts.aliases[0].owner : "",
					    names[i].owner);
		}
		facts_free(&facts);
	}
}

/* The same text from two built-in modules belongs to the first. */
static void test_unique(void **state)
{
	struct facts facts;

	(void)state;
	read_text(&facts, "vmlinux.o",
		  "table __mod_device_table__kmod_a__cpu__x 0100 0200 0000;"
		  "table __mod_device_table__kmod_b__cpu__x 0200 0300 0000;",
		  NATIVE);
	assert_int_equal(facts.nr_aliases, 3);
	assert_string_equal(facts.aliases[1].owner, "a");
	assert_string_equal(facts.aliases[2].owner, "b");
	facts_free(&facts);
}

static void test_messages(void **state)
{
	static const struct {
		unsigned int release;
		const char *text;
		enum facts_result result;
		const char *messages;
	} bad[] = {
		{ OLD, "table __mod_cpu__x_device_table 01;", FACTS_FAILED,
		  "d/m: sizeof(struct cpu_device_id)=2 is not a modulo of the size of section "
		  "__mod_cpu__<identifier>_device_table=1.\n"
		  "Fix definition of struct cpu_device_id in mod_devicetable.h\n" },
		{ OLD, "table __mod_pnp_card__x_device_table ;", FACTS_FAILED,
		  "d/m: sizeof(struct pnp_device_id)=80 is not a modulo of the size of section "
		  "__mod_pnp__<identifier>_device_table=0.\n"
		  "Fix definition of struct pnp_device_id in mod_devicetable.h\n" },
		{ NATIVE, "table __mod_device_table__kmod_m__cpu__ids 01;", FACTS_COMPLETE,
		  "d/m: type mismatch between ids[] and MODULE_DEVICE_TABLE(cpu, ...)\n" },
		{ OLD, "table __mod_cpu__x_device_table 0100 00ff;", FACTS_FAILED,
		  "d/m: struct cpu_device_id is 2 bytes.  The last of 2 is:\n0x00 0xff \n"
		  "d/m: struct cpu_device_id is not terminated with a NULL entry!\n" },
		{ NATIVE, "table __mod_device_table__kmod_m__cpu__ids 0100;", FACTS_COMPLETE,
		  "d/m: ids[] is not terminated with a NULL entry\n" },
		{ OLD,
		  "table __mod_amba__x_device_table 10000000010000000000000000000000"
		  "00000000000000000000000000000000;",
		  FACTS_FAILED,
		  "d/m: Masked-off bit(s) of AMBA device ID are non-zero: id=0x00000010, "
		  "mask=0x00000001.  Please fix this driver.\n" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		struct facts facts;
		char got[1024] = "", text[1024];

		snprintf(text, sizeof(text), "info license=GPL;info description=d;%s", bad[i].text);
		read_text(&facts, "d/m.o", text, bad[i].release);
		for (size_t j = 0; j < facts.diagnostics.nr; j++)
			strcat(got, facts.diagnostics.items[j].text);
		assert_string_equal(got, bad[i].messages);
		assert_int_equal(facts.result, bad[i].result);
		assert_int_equal(facts.nr_aliases, 0);
		facts_free(&facts);
	}
}

/* Entries that give a warning and no alias. */
static void test_warnings(void **state)
{
	static const struct {
		const char *type, *entry, *message;
		unsigned int release;
	} warnings[] = {
		{ "pci", "override_only=2", "Unknown PCI driver_override alias 00000002\n", OLD },
		{ "cdx", "override_only=16", "Unknown CDX driver_override alias 00000010\n", OLD },
		{ "pci", "class_mask=0xff0001", "Can't handle masks in m:FF0001\n", OLD },
		{ "pci", "class_mask=1", "Can't handle masks in m:0001\n", OLD },
		{ "wmi", "guid_string:ab", "Invalid WMI device id 'wmi:ab' in 'm'\n", OLD },
		{ "wmi", "guid_string:05901221xd566-11d1-b2f0-00a0c9062910",
		  "Invalid character x inside WMI GUID string "
		  "'05901221xd566-11d1-b2f0-00a0c9062910' in 'm'\n",
		  RELEASE(7, 2) },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(warnings); i++) {
		const char *type = warnings[i].type;
		unsigned int release = warnings[i].release;
		struct facts facts;
		char text[2048];

		snprintf(text, sizeof(text),
			 "info license=GPL;info description=d;table __mod_%s%s%s ",
			 release == OLD ? "" : "device_table__kmod_m__", type,
			 release == OLD ? "__t_device_table" : "__t");
		table_hex(text, device_type_find(type, strlen(type), release)->structure, release,
			  &abis[0], warnings[i].entry);
		strcat(text, ";");
		read_text(&facts, "m.o", text, release);
		assert_int_equal(facts.result, FACTS_COMPLETE);
		assert_int_equal(facts.nr_aliases, 0);
		assert_int_equal(facts.diagnostics.nr, 1);
		assert_int_equal(facts.diagnostics.worst, SEVERITY_WARNING);
		assert_string_equal(facts.diagnostics.items[0].text, warnings[i].message);
		facts_free(&facts);
	}
}

/* A table has to lie in its section; without content it is all zero. */
static void test_data(void **state)
{
	struct facts facts;

	(void)state;
	read_text(&facts, "m.o",
		  "info license=GPL;info description=d;table __mod_cpu__x_device_table 0100 0000;"
		  "type .data 8;",
		  OLD);
	assert_int_equal(facts.result, FACTS_COMPLETE);
	assert_int_equal(facts.nr_aliases, 1);
	assert_string_equal(facts.aliases[0].text, "cpu:type:*:feature:*0000*");
	facts_free(&facts);

	/* No object. */
	read_text(&facts, "m.o",
		  "info license=GPL;info description=d;func __mod_cpu__x_device_table;"
		  "absolute __mod_cpu__y_device_table;use __mod_cpu__z_device_table;",
		  OLD);
	assert_int_equal(facts.result, FACTS_COMPLETE);
	assert_int_equal(facts.nr_aliases, 0);
	facts_free(&facts);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_types),	 cmocka_unit_test(test_usb_ranges),
		cmocka_unit_test(test_dmi),	 cmocka_unit_test(test_names),
		cmocka_unit_test(test_unique),	 cmocka_unit_test(test_messages),
		cmocka_unit_test(test_warnings), cmocka_unit_test(test_data),
	};

	return cmocka_run_group_tests(tests, enter_directory, leave_directory);
}
