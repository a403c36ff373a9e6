// SPDX-License-Identifier: GPL-2.0-only
/* Sizes and members of the id structures in several ABIs. */
#include "test.h"

#include <gelf.h>
#include <string.h>

#include "device/layout.h"
#include "releases.h"

#define OLD    RELEASE(6, 12)
#define NATIVE NATIVE_RELEASE

static size_t size_of(const char *structure, unsigned int release, struct device_abi abi)
{
	struct device_layout layout;

	return device_layout_build(&layout, structure, release, &abi) ? layout.size : 0;
}

/* What compilers say. */
static void test_sizes(void **state)
{
	static const struct {
		const char *structure;
		size_t lp64, ilp32;
	} cases[] = {
		{ "usb_device_id", 32, 24 },	   { "hid_device_id", 24, 16 },
		{ "ieee1394_device_id", 32, 24 },  { "pci_device_id", 40, 32 },
		{ "ccw_device_id", 16, 12 },	   { "ap_device_id", 16, 8 },
		{ "css_device_id", 16, 8 },	   { "serio_device_id", 4, 4 },
		{ "acpi_device_id", 32, 28 },	   { "pnp_device_id", 16, 12 },
		{ "pnp_card_device_id", 80, 76 },  { "pcmcia_device_id", 80, 52 },
		{ "of_device_id", 200, 196 },	   { "vio_device_id", 64, 64 },
		{ "input_device_id", 200, 164 },   { "eisa_device_id", 16, 12 },
		{ "parisc_device_id", 8, 8 },	   { "sdio_device_id", 16, 12 },
		{ "ssb_device_id", 6, 6 },	   { "bcma_device_id", 6, 6 },
		{ "virtio_device_id", 8, 8 },	   { "hv_vmbus_device_id", 24, 20 },
		{ "rpmsg_device_id", 40, 36 },	   { "i2c_device_id", 32, 24 },
		{ "i3c_device_id", 16, 12 },	   { "slim_device_id", 16, 12 },
		{ "spi_device_id", 40, 36 },	   { "dmi_system_id", 344, 332 },
		{ "platform_device_id", 32, 24 },  { "mdio_device_id", 8, 8 },
		{ "zorro_device_id", 16, 8 },	   { "isapnp_device_id", 16, 12 },
		{ "ipack_device_id", 12, 12 },	   { "amba_id", 16, 12 },
		{ "mips_cdmm_device_id", 1, 1 },   { "x86_cpu_id", 24, 16 },
		{ "cpu_feature", 2, 2 },	   { "mei_cl_device_id", 64, 56 },
		{ "rio_device_id", 8, 8 },	   { "ulpi_device_id", 16, 8 },
		{ "hda_device_id", 32, 20 },	   { "sdw_device_id", 16, 12 },
		{ "fsl_mc_device_id", 18, 18 },	   { "tb_service_id", 40, 32 },
		{ "typec_device_id", 16, 8 },	   { "tee_client_device_id", 16, 16 },
		{ "wmi_device_id", 48, 44 },	   { "mhi_device_id", 40, 36 },
		{ "auxiliary_device_id", 40, 36 }, { "ssam_device_id", 16, 12 },
		{ "dfl_device_id", 16, 8 },	   { "ishtp_device_id", 24, 20 },
		{ "cdx_device_id", 20, 20 },	   { "vchiq_device_id", 32, 32 },
		{ "coreboot_device_id", 16, 8 },   { "mcb_device_id", 16, 8 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		assert_int_equal(size_of(cases[i].structure, OLD, device_abi_of(EM_X86_64, true)),
				 cases[i].lp64);
		assert_int_equal(size_of(cases[i].structure, OLD, device_abi_of(EM_386, false)),
				 cases[i].ilp32);
	}
	assert_int_equal(size_of("no_device_id", OLD, device_abi_of(EM_X86_64, true)), 0);
}

/* Numbers of four bytes lie at even addresses on m68k, unless a member asks for more. */
static void test_m68k(void **state)
{
	struct device_abi m68k = device_abi_of(EM_68K, false);

	(void)state;
	assert_int_equal(size_of("tb_service_id", OLD, m68k), 30);
	assert_int_equal(size_of("pcmcia_device_id", OLD, m68k), 50);
	assert_int_equal(size_of("ipack_device_id", OLD, m68k), 10);
	assert_int_equal(size_of("usb_device_id", OLD, m68k), 24);
	assert_int_equal(size_of("hid_device_id", OLD, m68k), 16);
}

static void test_releases(void **state)
{
	struct device_abi wide = device_abi_of(EM_X86_64, true);
	struct device_abi narrow = device_abi_of(EM_ARM, false);

	(void)state;
	assert_int_equal(size_of("auxiliary_device_id", RELEASE(6, 18), wide), 40);
	assert_int_equal(size_of("auxiliary_device_id", RELEASE(6, 19), wide), 48);
	assert_int_equal(size_of("platform_device_id", NATIVE, narrow), 28);
	assert_int_equal(size_of("input_device_id", NATIVE, wide), 200);
	assert_int_equal(size_of("ap_device_id", RELEASE(7, 2), wide), 16);
	assert_int_equal(size_of("ap_device_id", RELEASE(7, 3), wide), 4);
}

static void test_members(void **state)
{
	static const struct {
		const char *structure, *member;
		size_t lp64, ilp32, size;
	} cases[] = {
		{ "usb_device_id", "bInterfaceNumber", 16, 16, 1 },
		{ "pci_device_id", "override_only", 32, 28, 4 },
		{ "acpi_device_id", "cls_msk", 28, 24, 4 },
		{ "pnp_card_device_id", "devs", 16, 12, 64 },
		{ "pcmcia_device_id", "prod_id_hash", 12, 12, 16 },
		{ "input_device_id", "bustype", 8, 4, 2 },
		{ "input_device_id", "keybit", 24, 16, 96 },
		{ "input_device_id", "absbit", 128, 116, 8 },
		{ "input_device_id", "ffbit", 160, 136, 16 },
		{ "dmi_system_id", "matches", 16, 8, 320 },
		{ "tb_service_id", "protocol_key", 4, 4, 9 },
		{ "hda_device_id", "api_version", 8, 8, 1 },
		{ "mei_cl_device_id", "version", 48, 48, 1 },
	};
	const struct device_member *member;
	struct device_layout layout;

	(void)state;
	for (size_t i = 0; i < 2 * ARRAY_SIZE(cases); i++) {
		bool is_64bit = i % 2;
		struct device_abi abi = device_abi_of(EM_PPC, is_64bit);
		const char *name = cases[i / 2].member;

		assert_true(device_layout_build(&layout, cases[i / 2].structure, OLD, &abi));
		member = device_layout_member(&layout, name, strlen(name));
		assert_non_null(member);
		assert_int_equal(member->offset, is_64bit ? cases[i / 2].lp64 : cases[i / 2].ilp32);
		assert_int_equal(member->size, cases[i / 2].size);
	}
	assert_null(device_layout_member(&layout, "nam", 3));
	assert_null(device_layout_member(&layout, "versio", 6));
}

static void test_bitmaps(void **state)
{
	struct device_abi abi = device_abi_of(EM_X86_64, true);
	struct device_layout layout;

	(void)state;
	assert_true(device_layout_build(&layout, "input_device_id", OLD, &abi));
	assert_int_equal(device_layout_member(&layout, "swbit", 5)->bits, 17);
	assert_int_equal(device_layout_member(&layout, "keybit", 6)->bits, 768);
	assert_true(device_layout_build(&layout, "input_device_id", NATIVE, &abi));
	assert_int_equal(device_layout_member(&layout, "swbit", 5)->bits, 18);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sizes),	 cmocka_unit_test(test_m68k),
		cmocka_unit_test(test_releases), cmocka_unit_test(test_members),
		cmocka_unit_test(test_bitmaps),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
