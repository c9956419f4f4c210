// Which sgemm serves libtorch's matrix products.
//
// Debian's libtorch is linked to whatever provides libblas.so.3, and out of the box that is the reference BLAS, some
// thirty times slower than the machine. oneDNN, which the same libtorch brings for its convolutions, has a fast sgemm.
// This library is loaded before libtorch, so the sgemm_ defined here is the one that libtorch binds to; it forwards to
// oneDNN where the system's BLAS is the reference one, and to the system's BLAS where that is a real one.
// EINSPACE_BLAS=system|onednn overrides the choice. Nothing of this is compiled (EINSPACE_ONEDNN_SGEMM is not defined)
// for a libtorch that brings its own BLAS inside.

#include <dlfcn.h>

#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <string>

std::string einspace_blas_in_use();

#ifndef EINSPACE_ONEDNN_SGEMM

std::string einspace_blas_in_use() { return "libtorch's own"; }

#else

extern "C" {
struct dnnl_version_t_ { int major, minor, patch; const char* hash; unsigned cpu_runtime, gpu_runtime; };
const dnnl_version_t_* dnnl_version();
// Row-major, unlike BLAS; 0 is success.
int dnnl_sgemm(char transa, char transb, long m, long n, long k, float alpha, const float* a, long lda,
               const float* b, long ldb, float beta, float* c, long ldc);
}

namespace {

using Sgemm = void (*)(const char*, const char*, const int*, const int*, const int*, const float*, const float*,
                       const int*, const float*, const int*, const float*, float*, const int*);

struct Blas {
    Sgemm system;
    std::string library;  // the file that provides the system's sgemm_
    bool real;            // a tuned BLAS rather than the reference one
    bool onednn;          // the choice
};

bool is_tuned(const char* library) {
    void* handle = dlopen(library, RTLD_LAZY | RTLD_NOLOAD);
    if (!handle) return false;
    bool tuned = false;
    for (const char* mark : {"openblas_get_config", "mkl_get_version", "MKL_Get_Version", "bli_info_get_version_str",
                             "ATL_buildinfo", "nvpl_blas_get_version", "armpl_get_version"})
        tuned = tuned || dlsym(handle, mark);
    dlclose(handle);
    return tuned;
}

Blas choose() {
    Blas blas{reinterpret_cast<Sgemm>(dlsym(RTLD_NEXT, "sgemm_")), "none", false, true};
    Dl_info info;
    if (blas.system && dladdr(reinterpret_cast<void*>(blas.system), &info) && info.dli_fname) {
        char* real = realpath(info.dli_fname, nullptr);
        blas.library = real ? real : info.dli_fname;
        free(real);
        blas.real = is_tuned(info.dli_fname);
    }
    const char* wish = std::getenv("EINSPACE_BLAS");
    if (wish && !std::strcmp(wish, "system") && blas.system) blas.onednn = false;
    else if (wish && !std::strcmp(wish, "onednn")) blas.onednn = true;
    else blas.onednn = !blas.real;
    return blas;
}

const Blas& blas() {
    static const Blas chosen = choose();
    return chosen;
}

char transposed(const char* flag) { return *flag == 'N' || *flag == 'n' ? 'N' : 'T'; }

}  // namespace

extern "C" __attribute__((visibility("default"))) void sgemm_(
    const char* transa, const char* transb, const int* m, const int* n, const int* k, const float* alpha,
    const float* a, const int* lda, const float* b, const int* ldb, const float* beta, float* c, const int* ldc) {
    const Blas& chosen = blas();
    // Column-major C = A·B is row-major Cᵀ = Bᵀ·Aᵀ. Empty products keep BLAS's own rules.
    const bool onednn = chosen.onednn && *m > 0 && *n > 0 && *k > 0;
    if (onednn && dnnl_sgemm(transposed(transb), transposed(transa), *n, *m, *k, *alpha, b, *ldb, a, *lda, *beta, c, *ldc) == 0)
        return;
    // Libtorch takes no answer from sgemm_: without an exception it would go on with numbers that nobody computed.
    if (!chosen.system)
        throw std::runtime_error("a matrix product of " + std::to_string(*m) + "x" + std::to_string(*k) + " and " + std::to_string(*k) + "x" +
                                 std::to_string(*n) + " was not computed: oneDNN refused it, and there is no other BLAS");
    chosen.system(transa, transb, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
}

std::string einspace_blas_in_use() {
    const Blas& chosen = blas();
    if (!chosen.onednn) return "system: " + chosen.library;
    const dnnl_version_t_* v = dnnl_version();
    return "onednn " + std::to_string(v->major) + "." + std::to_string(v->minor) + "." + std::to_string(v->patch) +
           " in place of " + chosen.library;
}

#endif
