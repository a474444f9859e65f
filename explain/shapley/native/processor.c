// Which variants of the kernel this processor and its operating system can run.
#include "plan.h"

#ifndef FAULTLENS_SOURCES
#define FAULTLENS_SOURCES ""
#endif

#if defined(__x86_64__)
#include <cpuid.h>

// The register sets that the operating system saves (Intel SDM, volume 1, 13.3).
static uint64_t saved_registers(void) {
    uint32_t low, high;
    __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    return (uint64_t)high << 32 | low;
}

// 0: any; 1: AVX2; 2: AVX-512 with F, DQ, BW and VL.
EXPORT int32_t faultlens_processor(void) {
    uint32_t a, b, c, d;
    if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & bit_OSXSAVE) || (saved_registers() & 0x6) != 0x6) return 0;
    if (!__get_cpuid_count(7, 0, &a, &b, &c, &d) || !(b & bit_AVX2) || !(b & bit_BMI) || !(b & bit_BMI2)) return 0;
    const uint32_t wanted = bit_AVX512F | bit_AVX512DQ | bit_AVX512BW | bit_AVX512VL;
    return (b & wanted) == wanted && (saved_registers() & 0xe6) == 0xe6 ? 2 : 1;
}
#else
EXPORT int32_t faultlens_processor(void) { return 0; }
#endif

EXPORT int32_t faultlens_abi(void) { return FAULTLENS_ABI; }

// Of these sources, so that a build can tell whether it has to do anything.
EXPORT const char *faultlens_sources(void) { return FAULTLENS_SOURCES; }
