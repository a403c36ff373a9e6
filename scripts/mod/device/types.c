// SPDX-License-Identifier: GPL-2.0-only
#include "device/types.h"

#include <string.h>

#include "device/buses.h"
#include "lib/memory.h"
#include "releases.h"

#define STAR	true
#define NO_STAR false

#define TYPE(word, entry, has_star, text, ...)                                                 \
	{                                                                                      \
		.keyword = (word), .structure = (entry), .star = (has_star), .format = (text), \
		##__VA_ARGS__                                                                  \
	}
#define MAKE(function, members) .make = (function), .fields = (members)

static const struct device_type types[] = {
	TYPE("acpi", "acpi_device_id", NO_STAR, "", MAKE(device_make_acpi, "id cls cls_msk")),
	TYPE("amba", "amba_id", NO_STAR, "amba:d", MAKE(device_make_amba, "id mask")),
	TYPE("ap", "ap_device_id", NO_STAR, "ap:t{dev_type}*"),
	TYPE("auxiliary", "auxiliary_device_id", NO_STAR, "auxiliary:{name:s}"),
	TYPE("bcma", "bcma_device_id", STAR,
	     "bcma:m{manuf?ffff}id{id?ffff}rev{rev?ff}cl{class?ff}"),
	TYPE("ccw", "ccw_device_id", STAR,
	     "ccw:t{cu_type&1}m{cu_model&2}dt{dev_type&4}dm{dev_model&8}"),
	TYPE("cdx", "cdx_device_id", NO_STAR,
	     "v{vendor?ffff}d{device?ffff}sv{subvendor?ffff}sd{subdevice?ffff}c",
	     MAKE(device_make_cdx, "override_only class class_mask"), .since = RELEASE(6, 2)),
	TYPE("coreboot", "coreboot_device_id", NO_STAR, "coreboot:t{tag}", .since = RELEASE(6, 2)),
	TYPE("cpu", "cpu_feature", NO_STAR, "cpu:type:*:feature:*{feature}*"),
	TYPE("css", "css_device_id", NO_STAR, "css:t{type:1X}"),
	TYPE("dfl", "dfl_device_id", STAR, "dfl:t{type}f{feature_id}"),
	TYPE("dmi", "dmi_system_id", NO_STAR, "dmi*", MAKE(device_make_dmi, "matches")),
	TYPE("eisa", "eisa_device_id", NO_STAR, "eisa:s{sig:s}*"),
	TYPE("fslmc", "fsl_mc_device_id", NO_STAR, "fsl-mc:v{vendor:8X}d{obj_type:s}"),
	TYPE("hdaudio", "hda_device_id", STAR, "hdaudio:v{vendor_id?0}r{rev_id?0}a{api_version?0}"),
	TYPE("hid", "hid_device_id", NO_STAR,
	     "hid:b{bus?ffff}g{group?0}v{vendor?ffffffff}p{product?ffffffff}"),
	TYPE("i2c", "i2c_device_id", NO_STAR, "i2c:{name:s}"),
	TYPE("i3c", "i3c_device_id", NO_STAR,
	     "i3c:dcr{dcr&1}manuf{manuf_id&2}part{part_id&4}ext{extra_info&8}"),
	TYPE("ieee1394", "ieee1394_device_id", STAR,
	     "ieee1394:ven{vendor_id&1}mo{model_id&2}sp{specifier_id&4}ver{version&8}"),
	TYPE("input", "input_device_id", NO_STAR,
	     "input:b{bustype&1}v{vendor&2}p{product&4}e{version&8}",
	     MAKE(device_make_input,
		  "flags evbit keybit relbit absbit mscbit ledbit sndbit ffbit swbit")),
	TYPE("ipack", "ipack_device_id", STAR,
	     "ipack:f{format?ff}v{vendor?ffffffff}d{device?ffffffff}"),
	TYPE("isapnp", "isapnp_device_id", NO_STAR, "pnp:d",
	     MAKE(device_make_isapnp, "vendor function")),
	TYPE("ishtp", "ishtp_device_id", NO_STAR, "ishtp:{guid:U}"),
	TYPE("mcb", "mcb_device_id", NO_STAR, "mcb:16z{device:3d}", .since = RELEASE(6, 18)),
	TYPE("mdio", "mdio_device_id", NO_STAR,
	     "mdio:", MAKE(device_make_mdio, "phy_id phy_id_mask")),
	TYPE("mei", "mei_cl_device_id", NO_STAR, "mei:{name:s?}:{uuid:u}:{version?ff}:*"),
	TYPE("mhi", "mhi_device_id", NO_STAR, "mhi:{chan:s}"),
	TYPE("mhi_ep", "mhi_device_id", NO_STAR, "mhi_ep:{chan:s}"),
	TYPE("mipscdmm", "mips_cdmm_device_id", NO_STAR, "mipscdmm:t{type}*"),
	TYPE("of", "of_device_id", NO_STAR, "of:N{name:w?}T{type:w?}",
	     MAKE(device_make_of, "type compatible")),
	TYPE("parisc", "parisc_device_id", STAR,
	     "parisc:t{hw_type?ff}hv{hversion?ffff}rev{hversion_rev?ff}sv{sversion?ffffffff}"),
	TYPE("pci", "pci_device_id", STAR,
	     "v{vendor?ffffffff}d{device?ffffffff}sv{subvendor?ffffffff}sd{subdevice?ffffffff}",
	     MAKE(device_make_pci, "override_only class class_mask")),
	TYPE("pcmcia", "pcmcia_device_id", STAR,
	     "pcmcia:m{manf_id&1}c{card_id&2}f{func_id&4}fn{function&8}pfn{device_no&100}",
	     MAKE(device_make_pcmcia, "match_flags prod_id_hash")),
	TYPE("platform", "platform_device_id", NO_STAR, "platform:{name:s}"),
	TYPE("pnp", "pnp_device_id", NO_STAR, "", MAKE(device_make_pnp, "id")),
	TYPE("pnp_card", "pnp_card_device_id", NO_STAR, "", MAKE(device_make_pnp_card, "devs")),
	TYPE("rapidio", "rio_device_id", STAR,
	     "rapidio:v{vid?ffff}d{did?ffff}av{asm_vid?ffff}ad{asm_did?ffff}"),
	TYPE("rpmsg", "rpmsg_device_id", NO_STAR, "rpmsg:{name:s}"),
	TYPE("sdio", "sdio_device_id", STAR, "sdio:c{class?ff}v{vendor?ffff}d{device?ffff}"),
	TYPE("sdw", "sdw_device_id", STAR,
	     "sdw:m{mfg_id?0}p{part_id?0}v{sdw_version?0}c{class_id?0}"),
	TYPE("serio", "serio_device_id", STAR,
	     "serio:ty{type?ff}pr{proto?ff}id{id?ff}ex{extra?ff}"),
	TYPE("slim", "slim_device_id", NO_STAR, "slim:{manf_id:1x}:{prod_code:1x}:*",
	     .since = RELEASE(6, 2)),
	TYPE("spi", "spi_device_id", NO_STAR, "spi:{name:s}"),
	TYPE("ssam", "ssam_device_id", NO_STAR,
	     "ssam:d{domain}c{category}t{target&1}i{instance&2}f{function&4}"),
	TYPE("ssb", "ssb_device_id", STAR, "ssb:v{vendor?ffff}id{coreid?ffff}rev{revision?ff}"),
	TYPE("tbsvc", "tb_service_id", STAR,
	     "tbsvc:k{protocol_key:s&1}p{protocol_id&2}v{protocol_version&4}r{protocol_revision&"
	     "8}"),
	TYPE("tee", "tee_client_device_id", STAR, "tee:{uuid:r}"),
	TYPE("typec", "typec_device_id", NO_STAR, "typec:id{svid}m{mode?7}",
	     .until = RELEASE(6, 14)),
	TYPE("typec", "typec_device_id", NO_STAR, "typec:id{svid}", .since = RELEASE(6, 14)),
	TYPE("ulpi", "ulpi_device_id", NO_STAR, "ulpi:v{vendor:4x}p{product:4x}"),
	TYPE("usb", "usb_device_id", STAR,
	     "usb:v{idVendor&1}p{idProduct&2}d{}dc{bDeviceClass&10}dsc{bDeviceSubClass&20}"
	     "dp{bDeviceProtocol&40}ic{bInterfaceClass&80}isc{bInterfaceSubClass&100}"
	     "ip{bInterfaceProtocol&200}in{bInterfaceNumber&400}",
	     MAKE(device_make_usb, "match_flags idVendor idProduct bcdDevice_lo bcdDevice_hi "
				   "bDeviceClass bInterfaceClass")),
	TYPE("vchiq", "vchiq_device_id", NO_STAR, "vchiq:{name:s}", .since = RELEASE(6, 2)),
	TYPE("vio", "vio_device_id", STAR, "vio:T{type:w?}S{compat:w?}"),
	TYPE("virtio", "virtio_device_id", STAR, "virtio:d{device?ffffffff}v{vendor?ffffffff}"),
	TYPE("vmbus", "hv_vmbus_device_id", NO_STAR, "vmbus:{guid:h}"),
	TYPE("wmi", "wmi_device_id", NO_STAR, "wmi:{guid_string:s}",
	     MAKE(device_make_wmi, "guid_string"), .until = RELEASE(7, 2)),
	TYPE("wmi", "wmi_device_id", NO_STAR, "wmi:{guid_string:S}",
	     MAKE(device_make_strict_wmi, "guid_string"), .since = RELEASE(7, 2)),
	TYPE("x86cpu", "x86_cpu_id", NO_STAR,
	     "cpu:type:x86,ven{vendor?ffff}fam{family?0}mod{model?0}:feature:*",
	     MAKE(device_make_x86cpu, "feature")),
	TYPE("zorro", "zorro_device_id", NO_STAR, "zorro:i{id?ffffffff}"),
};

#undef STAR
#undef NO_STAR
#undef TYPE
#undef MAKE

const struct device_type *device_type_find(const char *keyword, size_t len, unsigned int release)
{
	for (size_t i = 0; i < ARRAY_SIZE(types); i++) {
		const struct device_type *type = &types[i];

		if (release >= type->since && (!type->until || release < type->until) &&
		    !strncmp(type->keyword, keyword, len) && !type->keyword[len])
			return type;
	}
	return NULL;
}
