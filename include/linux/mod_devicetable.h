/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Entries of device tables, one structure a bus. A driver ends its table with
 * an entry that is all zero and names it in MODULE_DEVICE_TABLE(); modpost
 * makes aliases of the other entries, by which the module is found for a
 * device. docs/device-aliases.md has the table of what becomes of them.
 *
 * modpost knows these layouts (scripts/mod/device/layout.c).
 */
#ifndef _LINUX_MOD_DEVICETABLE_H
#define _LINUX_MOD_DEVICETABLE_H

#include <linux/types.h>
#include <linux/uuid.h>

/* For the driver's own use; as wide as a pointer. */
typedef unsigned long kernel_ulong_t;

/* Buses with numbered devices */

#define PCI_ANY_ID		      (~0)
#define PCI_ID_F_VFIO_DRIVER_OVERRIDE 1

struct pci_device_id {
	u32 vendor, device; /* or PCI_ANY_ID */
	u32 subvendor, subdevice; /* or PCI_ANY_ID */
	u32 class, class_mask;
	kernel_ulong_t driver_data;
	u32 override_only; /* PCI_ID_F_*: only for devices that ask for this driver */
};

#define CDX_ANY_ID 0xffff

struct cdx_device_id {
	u16 vendor, device;
	u16 subvendor, subdevice;
	u32 class, class_mask;
	u32 override_only;
};

#define USB_DEVICE_ID_MATCH_VENDOR	 0x0001
#define USB_DEVICE_ID_MATCH_PRODUCT	 0x0002
#define USB_DEVICE_ID_MATCH_DEV_LO	 0x0004
#define USB_DEVICE_ID_MATCH_DEV_HI	 0x0008
#define USB_DEVICE_ID_MATCH_DEV_CLASS	 0x0010
#define USB_DEVICE_ID_MATCH_DEV_SUBCLASS 0x0020
#define USB_DEVICE_ID_MATCH_DEV_PROTOCOL 0x0040
#define USB_DEVICE_ID_MATCH_INT_CLASS	 0x0080
#define USB_DEVICE_ID_MATCH_INT_SUBCLASS 0x0100
#define USB_DEVICE_ID_MATCH_INT_PROTOCOL 0x0200
#define USB_DEVICE_ID_MATCH_INT_NUMBER	 0x0400

struct usb_device_id {
	u16 match_flags; /* USB_DEVICE_ID_MATCH_*: the members that count */
	u16 idVendor, idProduct;
	u16 bcdDevice_lo, bcdDevice_hi; /* both included */
	u8 bDeviceClass, bDeviceSubClass, bDeviceProtocol;
	u8 bInterfaceClass, bInterfaceSubClass, bInterfaceProtocol;
	u8 bInterfaceNumber;
	kernel_ulong_t driver_info __attribute__((aligned(sizeof(kernel_ulong_t))));
};

#define HID_ANY_ID    (~0)
#define HID_BUS_ANY   0xffff
#define HID_GROUP_ANY 0x0000

struct hid_device_id {
	u16 bus, group;
	u32 vendor, product;
	kernel_ulong_t driver_data;
};

#define IEEE1394_MATCH_VENDOR_ID    0x0001
#define IEEE1394_MATCH_MODEL_ID	    0x0002
#define IEEE1394_MATCH_SPECIFIER_ID 0x0004
#define IEEE1394_MATCH_VERSION	    0x0008

struct ieee1394_device_id {
	u32 match_flags; /* IEEE1394_MATCH_* */
	u32 vendor_id, model_id;
	u32 specifier_id, version;
	kernel_ulong_t driver_data;
};

#define PCMCIA_DEV_ID_MATCH_MANF_ID   0x0001
#define PCMCIA_DEV_ID_MATCH_CARD_ID   0x0002
#define PCMCIA_DEV_ID_MATCH_FUNC_ID   0x0004
#define PCMCIA_DEV_ID_MATCH_FUNCTION  0x0008
#define PCMCIA_DEV_ID_MATCH_PROD_ID1  0x0010
#define PCMCIA_DEV_ID_MATCH_PROD_ID2  0x0020
#define PCMCIA_DEV_ID_MATCH_PROD_ID3  0x0040
#define PCMCIA_DEV_ID_MATCH_PROD_ID4  0x0080
#define PCMCIA_DEV_ID_MATCH_DEVICE_NO 0x0100

struct pcmcia_device_id {
	u16 match_flags; /* PCMCIA_DEV_ID_MATCH_* */
	u16 manf_id, card_id;
	u8 func_id, function, device_no;
	u32 prod_id_hash[4];
	const char *prod_id[4];
	kernel_ulong_t driver_info;
	char *cisfile;
};

#define SDIO_ANY_ID (~0)

struct sdio_device_id {
	u8 class;
	u16 vendor, device;
	kernel_ulong_t driver_data;
};

struct isapnp_device_id {
	unsigned short card_vendor, card_device;
	unsigned short vendor, function;
	kernel_ulong_t driver_data;
};

#define EISA_SIG_LEN 8

struct eisa_device_id {
	char sig[EISA_SIG_LEN];
	kernel_ulong_t driver_data;
};

#define ZORRO_WILDCARD 0xffffffff

struct zorro_device_id {
	u32 id;
	kernel_ulong_t driver_data;
};

#define PA_HWTYPE_ANY_ID       0xff
#define PA_HVERSION_REV_ANY_ID 0xff
#define PA_HVERSION_ANY_ID     0xffff
#define PA_SVERSION_ANY_ID     0xffffffff

struct parisc_device_id {
	u8 hw_type, hversion_rev;
	u16 hversion;
	u32 sversion;
};

#define RIO_ANY_ID 0xffff

struct rio_device_id {
	u16 did, vid;
	u16 asm_did, asm_vid;
};

#define IPACK_ANY_FORMAT 0xff
#define IPACK_ANY_ID	 (~0)

struct ipack_device_id {
	u8 format;
	u32 vendor, device;
};

struct mcb_device_id {
	u16 device;
	kernel_ulong_t driver_data;
};

#define HDA_DEV_ANY_ID (~0)

struct hda_device_id {
	u32 vendor_id, rev_id; /* 0: any */
	u8 api_version;
	const char *name;
	unsigned long driver_data;
};

struct fsl_mc_device_id {
	u16 vendor;
	const char obj_type[16];
};

/* Buses on a chip or board */

#define SSB_ANY_VENDOR 0xffff
#define SSB_ANY_ID     0xffff
#define SSB_ANY_REV    0xff

struct ssb_device_id {
	u16 vendor, coreid;
	u8 revision, __pad;
} __attribute__((packed, aligned(2)));

#define BCMA_ANY_MANUF 0xffff
#define BCMA_ANY_ID    0xffff
#define BCMA_ANY_REV   0xff
#define BCMA_ANY_CLASS 0xff

struct bcma_device_id {
	u16 manuf, id;
	u8 rev, class;
} __attribute__((packed, aligned(2)));

struct amba_id {
	unsigned int id, mask;
	void *data;
};

#define MIPS_CDMM_ANY_TYPE 0xff

struct mips_cdmm_device_id {
	u8 type;
};

struct mdio_device_id {
	u32 phy_id, phy_id_mask;
};

#define I2C_NAME_SIZE 20

struct i2c_device_id {
	char name[I2C_NAME_SIZE];
	kernel_ulong_t driver_data;
};

#define I3C_MATCH_DCR	     0x1
#define I3C_MATCH_MANUF	     0x2
#define I3C_MATCH_PART	     0x4
#define I3C_MATCH_EXTRA_INFO 0x8

struct i3c_device_id {
	u8 match_flags; /* I3C_MATCH_* */
	u8 dcr;
	u16 manuf_id, part_id, extra_info;
	const void *data;
};

#define SPI_NAME_SIZE 32

struct spi_device_id {
	char name[SPI_NAME_SIZE];
	kernel_ulong_t driver_data;
};

struct slim_device_id {
	u16 manf_id, prod_code;
	u16 dev_index, instance;
	kernel_ulong_t driver_data;
};

struct sdw_device_id {
	u16 mfg_id, part_id;
	u8 sdw_version, class_id;
	kernel_ulong_t driver_data;
};

struct ulpi_device_id {
	u16 vendor, product;
	kernel_ulong_t driver_data;
};

struct typec_device_id {
	u16 svid;
	u8 mode;
	kernel_ulong_t driver_data;
};

#define TBSVC_MATCH_PROTOCOL_KEY      0x0001
#define TBSVC_MATCH_PROTOCOL_ID	      0x0002
#define TBSVC_MATCH_PROTOCOL_VERSION  0x0004
#define TBSVC_MATCH_PROTOCOL_REVISION 0x0008

struct tb_service_id {
	u32 match_flags; /* TBSVC_MATCH_* */
	char protocol_key[8 + 1];
	u32 protocol_id, protocol_version, protocol_revision;
	kernel_ulong_t driver_data;
};

#define SSAM_MATCH_TARGET   0x1
#define SSAM_MATCH_INSTANCE 0x2
#define SSAM_MATCH_FUNCTION 0x4

struct ssam_device_id {
	u8 match_flags; /* SSAM_MATCH_* */
	u8 domain, category;
	u8 target, instance, function;
	kernel_ulong_t driver_data;
};

struct dfl_device_id {
	u16 type, feature_id;
	unsigned long driver_data;
};

/* What firmware describes */

#define ACPI_ID_LEN 16

struct acpi_device_id {
	u8 id[ACPI_ID_LEN];
	kernel_ulong_t driver_data;
	u32 cls, cls_msk; /* if id is empty */
};

#define PNP_ID_LEN	8
#define PNP_MAX_DEVICES 8

struct pnp_device_id {
	u8 id[PNP_ID_LEN];
	kernel_ulong_t driver_data;
};

struct pnp_card_device_id {
	u8 id[PNP_ID_LEN];
	kernel_ulong_t driver_data;
	struct {
		u8 id[PNP_ID_LEN];
	} devs[PNP_MAX_DEVICES];
};

struct of_device_id {
	char name[32], type[32], compatible[128];
	const void *data;
};

struct vio_device_id {
	char type[32], compat[32];
};

struct wmi_device_id {
	const char guid_string[36 + 1];
	const void *context;
};

struct coreboot_device_id {
	u32 tag;
	kernel_ulong_t driver_data;
};

enum dmi_field {
	DMI_NONE,
	DMI_BIOS_VENDOR,
	DMI_BIOS_VERSION,
	DMI_BIOS_DATE,
	DMI_BIOS_RELEASE,
	DMI_EC_FIRMWARE_RELEASE,
	DMI_SYS_VENDOR,
	DMI_PRODUCT_NAME,
	DMI_PRODUCT_VERSION,
	DMI_PRODUCT_SERIAL,
	DMI_PRODUCT_UUID,
	DMI_PRODUCT_SKU,
	DMI_PRODUCT_FAMILY,
	DMI_BOARD_VENDOR,
	DMI_BOARD_NAME,
	DMI_BOARD_VERSION,
	DMI_BOARD_SERIAL,
	DMI_BOARD_ASSET_TAG,
	DMI_CHASSIS_VENDOR,
	DMI_CHASSIS_TYPE,
	DMI_CHASSIS_VERSION,
	DMI_CHASSIS_SERIAL,
	DMI_CHASSIS_ASSET_TAG,
	DMI_STRING_MAX,
	DMI_OEM_STRING,
};

struct dmi_strmatch {
	unsigned char slot : 7; /* enum dmi_field */
	unsigned char exact_match : 1;
	char substr[79];
};

struct dmi_system_id {
	int (*callback)(const struct dmi_system_id *id);
	const char *ident;
	struct dmi_strmatch matches[4];
	void *driver_data;
};

#define DMI_MATCH(field, text)                    \
	{                                         \
		.slot = (field), .substr = (text) \
	}
#define DMI_EXACT_MATCH(field, text)                                \
	{                                                           \
		.slot = (field), .exact_match = 1, .substr = (text) \
	}

/* Processors */

#define X86_VENDOR_ANY	 0xffff
#define X86_FAMILY_ANY	 0
#define X86_MODEL_ANY	 0
#define X86_STEPPING_ANY 0
#define X86_FEATURE_ANY	 0

struct x86_cpu_id {
	u16 vendor, family, model, steppings;
	u16 feature;
	u16 flags;
	kernel_ulong_t driver_data;
};

struct cpu_feature {
	u16 feature;
};

/* Channels of s390 */

#define CCW_DEVICE_ID_MATCH_CU_TYPE	 0x01
#define CCW_DEVICE_ID_MATCH_CU_MODEL	 0x02
#define CCW_DEVICE_ID_MATCH_DEVICE_TYPE	 0x04
#define CCW_DEVICE_ID_MATCH_DEVICE_MODEL 0x08

struct ccw_device_id {
	u16 match_flags; /* CCW_DEVICE_ID_MATCH_* */
	u16 cu_type, dev_type;
	u8 cu_model, dev_model;
	kernel_ulong_t driver_info;
};

#define AP_DEVICE_ID_MATCH_CARD_TYPE  0x01
#define AP_DEVICE_ID_MATCH_QUEUE_TYPE 0x02

struct ap_device_id {
	u16 match_flags; /* AP_DEVICE_ID_MATCH_* */
	u8 dev_type;
	kernel_ulong_t driver_info;
};

struct css_device_id {
	u8 match_flags;
	u8 type;
	kernel_ulong_t driver_data;
};

/* Input */

#define SERIO_ANY 0xff

struct serio_device_id {
	u8 type, extra, id, proto;
};

#define INPUT_DEVICE_ID_EV_MAX		    0x1f
#define INPUT_DEVICE_ID_KEY_MIN_INTERESTING 0x71
#define INPUT_DEVICE_ID_KEY_MAX		    0x2ff
#define INPUT_DEVICE_ID_REL_MAX		    0x0f
#define INPUT_DEVICE_ID_ABS_MAX		    0x3f
#define INPUT_DEVICE_ID_MSC_MAX		    0x07
#define INPUT_DEVICE_ID_LED_MAX		    0x0f
#define INPUT_DEVICE_ID_SND_MAX		    0x07
#define INPUT_DEVICE_ID_FF_MAX		    0x7f
#define INPUT_DEVICE_ID_SW_MAX		    0x11
#define INPUT_DEVICE_ID_PROP_MAX	    0x1f

#define INPUT_DEVICE_ID_MATCH_BUS     1
#define INPUT_DEVICE_ID_MATCH_VENDOR  2
#define INPUT_DEVICE_ID_MATCH_PRODUCT 4
#define INPUT_DEVICE_ID_MATCH_VERSION 8
#define INPUT_DEVICE_ID_MATCH_EVBIT   0x0010
#define INPUT_DEVICE_ID_MATCH_KEYBIT  0x0020
#define INPUT_DEVICE_ID_MATCH_RELBIT  0x0040
#define INPUT_DEVICE_ID_MATCH_ABSBIT  0x0080
#define INPUT_DEVICE_ID_MATCH_MSCIT   0x0100
#define INPUT_DEVICE_ID_MATCH_LEDBIT  0x0200
#define INPUT_DEVICE_ID_MATCH_SNDBIT  0x0400
#define INPUT_DEVICE_ID_MATCH_FFBIT   0x0800
#define INPUT_DEVICE_ID_MATCH_SWBIT   0x1000
#define INPUT_DEVICE_ID_MATCH_PROPBIT 0x2000

/* Words of a bitmap whose last bit is @max. */
#define __INPUT_WORDS(max) ((max) / (8 * sizeof(kernel_ulong_t)) + 1)

struct input_device_id {
	kernel_ulong_t flags; /* INPUT_DEVICE_ID_MATCH_* */
	u16 bustype, vendor, product, version;
	kernel_ulong_t evbit[__INPUT_WORDS(INPUT_DEVICE_ID_EV_MAX)];
	kernel_ulong_t keybit[__INPUT_WORDS(INPUT_DEVICE_ID_KEY_MAX)];
	kernel_ulong_t relbit[__INPUT_WORDS(INPUT_DEVICE_ID_REL_MAX)];
	kernel_ulong_t absbit[__INPUT_WORDS(INPUT_DEVICE_ID_ABS_MAX)];
	kernel_ulong_t mscbit[__INPUT_WORDS(INPUT_DEVICE_ID_MSC_MAX)];
	kernel_ulong_t ledbit[__INPUT_WORDS(INPUT_DEVICE_ID_LED_MAX)];
	kernel_ulong_t sndbit[__INPUT_WORDS(INPUT_DEVICE_ID_SND_MAX)];
	kernel_ulong_t ffbit[__INPUT_WORDS(INPUT_DEVICE_ID_FF_MAX)];
	kernel_ulong_t swbit[__INPUT_WORDS(INPUT_DEVICE_ID_SW_MAX)];
	kernel_ulong_t propbit[__INPUT_WORDS(INPUT_DEVICE_ID_PROP_MAX)];
	kernel_ulong_t driver_info;
};

/* Virtual devices, and those that other processors offer */

#define PLATFORM_NAME_SIZE 24

struct platform_device_id {
	char name[PLATFORM_NAME_SIZE];
	kernel_ulong_t driver_data;
};

#define AUXILIARY_NAME_SIZE 40

struct auxiliary_device_id {
	char name[AUXILIARY_NAME_SIZE];
	kernel_ulong_t driver_data;
};

#define VIRTIO_DEV_ANY_ID 0xffffffff

struct virtio_device_id {
	u32 device, vendor;
};

struct hv_vmbus_device_id {
	guid_t guid;
	kernel_ulong_t driver_data;
};

#define RPMSG_NAME_SIZE 32

struct rpmsg_device_id {
	char name[RPMSG_NAME_SIZE];
	kernel_ulong_t driver_data;
};

#define MEI_CL_NAME_SIZE   32
#define MEI_CL_VERSION_ANY 0xff

struct mei_cl_device_id {
	char name[MEI_CL_NAME_SIZE];
	uuid_le uuid;
	u8 version;
	kernel_ulong_t driver_info;
};

struct ishtp_device_id {
	guid_t guid;
	kernel_ulong_t driver_data;
};

struct tee_client_device_id {
	uuid_t uuid;
};

#define MHI_NAME_SIZE 32

struct mhi_device_id {
	const char chan[MHI_NAME_SIZE];
	kernel_ulong_t driver_data;
};

struct vchiq_device_id {
	char name[32];
};

#endif
