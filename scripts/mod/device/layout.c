// SPDX-License-Identifier: GPL-2.0-only
#include "device/layout.h"

#include <gelf.h>
#include <stdlib.h>
#include <string.h>

#include "lib/memory.h"
#include "releases.h"

#define STRUCT(struct_name, text, ...)                                  \
	{                                                               \
		.name = (struct_name), .members = (text), ##__VA_ARGS__ \
	}

/* The number of switches grows. */
#define INPUT_MEMBERS(swbit)                                                                    \
	"long flags; u16 bustype vendor product version; bits evbit[32] keybit[768] relbit[16]" \
	" absbit[64] mscbit[8] ledbit[16] sndbit[8] ffbit[128] " swbit " propbit[32];"          \
	"long driver_info;"

/*
 * Members in the manner of C: a type and its names, up to a semicolon. The types are u8, u16, u32; long, for
 * kernel_ulong_t and pointers; bits, an array of long for as many bits as the brackets say.
 */
static const struct structure {
	const char *name;
	const char *members;
	size_t pack; /* largest alignment of a member, 0: any */
	unsigned int since, until; /* 0: always */
} structures[] = {
	STRUCT("acpi_device_id", "u8 id[16]; long driver_data; u32 cls cls_msk;"),
	STRUCT("amba_id", "u32 id mask; long data;"),
	STRUCT("ap_device_id", "u16 match_flags; u8 dev_type; long driver_info;",
	       .until = RELEASE(7, 3)),
	STRUCT("ap_device_id", "u16 match_flags; u8 dev_type;", .since = RELEASE(7, 3)),
	STRUCT("auxiliary_device_id", "u8 name[32]; long driver_data;", .until = RELEASE(6, 19)),
	STRUCT("auxiliary_device_id", "u8 name[40]; long driver_data;", .since = RELEASE(6, 19)),
	STRUCT("bcma_device_id", "u16 manuf id; u8 rev class;", .pack = 2),
	STRUCT("ccw_device_id",
	       "u16 match_flags cu_type dev_type; u8 cu_model dev_model; long driver_info;"),
	STRUCT("cdx_device_id",
	       "u16 vendor device subvendor subdevice; u32 class class_mask override_only;"),
	STRUCT("coreboot_device_id", "u32 tag; long driver_data;"),
	STRUCT("cpu_feature", "u16 feature;"),
	STRUCT("css_device_id", "u8 match_flags type; long driver_data;"),
	STRUCT("dfl_device_id", "u16 type feature_id; long driver_data;"),
	STRUCT("dmi_system_id", "long callback ident; u8 matches[320]; long driver_data;"),
	STRUCT("eisa_device_id", "u8 sig[8]; long driver_data;"),
	STRUCT("fsl_mc_device_id", "u16 vendor; u8 obj_type[16];"),
	STRUCT("hda_device_id", "u32 vendor_id rev_id; u8 api_version; long name driver_data;"),
	STRUCT("hid_device_id", "u16 bus group; u32 vendor product; long driver_data;"),
	STRUCT("hv_vmbus_device_id", "u8 guid[16]; long driver_data;"),
	STRUCT("i2c_device_id", "u8 name[20]; long driver_data;"),
	STRUCT("i3c_device_id", "u8 match_flags dcr; u16 manuf_id part_id extra_info; long data;"),
	STRUCT("ieee1394_device_id",
	       "u32 match_flags vendor_id model_id specifier_id version; long driver_data;"),
	STRUCT("input_device_id", INPUT_MEMBERS("swbit[17]"), .until = RELEASE(6, 18)),
	STRUCT("input_device_id", INPUT_MEMBERS("swbit[18]"), .since = RELEASE(6, 18)),
	STRUCT("ipack_device_id", "u8 format; u32 vendor device;"),
	STRUCT("isapnp_device_id",
	       "u16 card_vendor card_device vendor function; long driver_data;"),
	STRUCT("ishtp_device_id", "u8 guid[16]; long driver_data;"),
	STRUCT("mcb_device_id", "u16 device; long driver_data;"),
	STRUCT("mdio_device_id", "u32 phy_id phy_id_mask;"),
	STRUCT("mei_cl_device_id", "u8 name[32] uuid[16] version; long driver_info;"),
	STRUCT("mhi_device_id", "u8 chan[32]; long driver_data;"),
	STRUCT("mips_cdmm_device_id", "u8 type;"),
	STRUCT("of_device_id", "u8 name[32] type[32] compatible[128]; long data;"),
	STRUCT("parisc_device_id", "u8 hw_type hversion_rev; u16 hversion; u32 sversion;"),
	STRUCT("pci_device_id",
	       "u32 vendor device subvendor subdevice class class_mask; long driver_data;"
	       "u32 override_only;"),
	STRUCT("pcmcia_device_id", "u16 match_flags manf_id card_id; u8 func_id function device_no;"
				   "u32 prod_id_hash[4]; long prod_id[4] driver_info cisfile;"),
	STRUCT("platform_device_id", "u8 name[20]; long driver_data;", .until = RELEASE(6, 18)),
	STRUCT("platform_device_id", "u8 name[24]; long driver_data;", .since = RELEASE(6, 18)),
	STRUCT("pnp_card_device_id", "u8 id[8]; long driver_data; u8 devs[64];"),
	STRUCT("pnp_device_id", "u8 id[8]; long driver_data;"),
	STRUCT("rio_device_id", "u16 did vid asm_did asm_vid;"),
	STRUCT("rpmsg_device_id", "u8 name[32]; long driver_data;"),
	STRUCT("sdio_device_id", "u8 class; u16 vendor device; long driver_data;"),
	STRUCT("sdw_device_id", "u16 mfg_id part_id; u8 sdw_version class_id; long driver_data;"),
	STRUCT("serio_device_id", "u8 type extra id proto;"),
	STRUCT("slim_device_id", "u16 manf_id prod_code dev_index instance; long driver_data;"),
	STRUCT("spi_device_id", "u8 name[32]; long driver_data;"),
	STRUCT("ssam_device_id",
	       "u8 match_flags domain category target instance function; long driver_data;"),
	STRUCT("ssb_device_id", "u16 vendor coreid; u8 revision pad;", .pack = 2),
	STRUCT("tb_service_id",
	       "u32 match_flags; u8 protocol_key[9];"
	       "u32 protocol_id protocol_version protocol_revision; long driver_data;"),
	STRUCT("tee_client_device_id", "u8 uuid[16];"),
	STRUCT("typec_device_id", "u16 svid; u8 mode; long driver_data;"),
	STRUCT("ulpi_device_id", "u16 vendor product; long driver_data;"),
	/* driver_info is aligned to its size in every ABI, see device_abi.largest_alignment. */
	STRUCT("usb_device_id",
	       "u16 match_flags idVendor idProduct bcdDevice_lo bcdDevice_hi;"
	       "u8 bDeviceClass bDeviceSubClass bDeviceProtocol bInterfaceClass bInterfaceSubClass"
	       " bInterfaceProtocol bInterfaceNumber; aligned driver_info;"),
	STRUCT("vchiq_device_id", "u8 name[32];"),
	STRUCT("vio_device_id", "u8 type[32] compat[32];"),
	STRUCT("virtio_device_id", "u32 device vendor;"),
	STRUCT("wmi_device_id", "u8 guid_string[37]; long context;"),
	STRUCT("x86_cpu_id", "u16 vendor family model steppings feature flags; long driver_data;"),
	STRUCT("zorro_device_id", "u32 id; long driver_data;"),
};

#undef STRUCT
#undef INPUT_MEMBERS

struct device_abi device_abi_of(unsigned int machine, bool is_64bit)
{
	return (struct device_abi){ .long_size = is_64bit ? 8 : 4,
				    .largest_alignment = machine == EM_68K ? 2 : 8 };
}

static size_t round_up(size_t value, size_t to)
{
	return (value + to - 1) / to * to;
}

/* One type of the members text: the size of an item, its alignment, and whether brackets count bits. */
struct member_type {
	size_t size, align;
	bool bits;
};

static struct member_type member_type(const char *word, size_t pack, const struct device_abi *abi)
{
	struct member_type type = { .size = 1 };
	size_t largest = abi->largest_alignment;

	if (word[0] == 'u')
		type.size = strtoul(word + 1, NULL, 10) / 8;
	else
		type.size = abi->long_size;
	type.bits = word[0] == 'b';

	if (pack && pack < largest)
		largest = pack;
	if (word[0] == 'a' || type.size < largest)
		largest = type.size;
	type.align = largest;
	return type;
}

static size_t member_size(const struct member_type *type, unsigned long brackets)
{
	if (!brackets)
		return type->size;
	if (type->bits)
		return round_up(brackets, type->size * 8) / 8;
	return brackets * type->size;
}

static const struct structure *find_structure(const char *name, unsigned int release)
{
	for (size_t i = 0; i < ARRAY_SIZE(structures); i++) {
		const struct structure *structure = &structures[i];

		if (release >= structure->since &&
		    (!structure->until || release < structure->until) &&
		    !strcmp(structure->name, name))
			return structure;
	}
	return NULL;
}

/* Append the member named at the start of @text, and return what follows it. */
static const char *add_member(struct device_layout *layout, const struct member_type *type,
			      const char *text, size_t *end)
{
	struct device_member *member = &layout->members[layout->nr_members++];
	unsigned long brackets = 0;

	member->name = text;
	member->name_len = strcspn(text, " [;");
	text += member->name_len;
	if (*text == '[') {
		brackets = strtoul(text + 1, NULL, 10);
		text = strchr(text, ']') + 1;
	}
	member->offset = round_up(*end, type->align);
	member->size = member_size(type, brackets);
	member->bits = type->bits ? brackets : 0;
	*end = member->offset + member->size;
	return text;
}

bool device_layout_build(struct device_layout *layout, const char *name, unsigned int release,
			 const struct device_abi *abi)
{
	const struct structure *structure = find_structure(name, release);
	size_t end = 0, align = 1;
	const char *text;

	if (!structure)
		return false;

	layout->nr_members = 0;
	for (text = structure->members; *text; text += strspn(text, "; ")) {
		struct member_type type = member_type(text, structure->pack, abi);

		if (type.align > align)
			align = type.align;
		text += strcspn(text, " ");
		while (*(text += strspn(text, " ")) != ';')
			text = add_member(layout, &type, text, &end);
	}
	layout->size = round_up(end, align);
	return true;
}

const struct device_member *device_layout_member(const struct device_layout *layout,
						 const char *name, size_t len)
{
	for (size_t i = 0; i < layout->nr_members; i++) {
		const struct device_member *member = &layout->members[i];

		if (member->name_len != len || memcmp(member->name, name, len))
			continue;
		if (member->offset > layout->size || member->size > layout->size - member->offset)
			return NULL;
		return member;
	}
	return NULL;
}
