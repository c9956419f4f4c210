// A flat C interface to the tensor operations that Einspace.Training needs of libtorch (1.13 or newer).
//
// A tensor is a handle (a pointer to an at::Tensor on the heap) that the caller frees. A function that makes a tensor
// answers null when it fails, every other function a negative number; einspace_error() then tells why, in libtorch's
// words. Only per-operator headers are included: they compile in a fifth of the time of torch/torch.h.

#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/adaptive_avg_pool2d.h>
#include <ATen/ops/add.h>
#include <ATen/ops/addmm.h>
#include <ATen/ops/batch_norm.h>
#include <ATen/ops/binary_cross_entropy_with_logits.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/im2col.h>
#include <ATen/ops/layer_norm.h>
#include <ATen/ops/leaky_relu.h>
#include <ATen/ops/linalg_vector_norm.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/max_pool2d.h>
#include <ATen/ops/mean.h>
#include <ATen/ops/mse_loss.h>
#include <ATen/ops/mul.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/softmax.h>
#include <ATen/ops/zeros.h>
#include <c10/core/GradMode.h>
#include <c10/core/impl/VirtualGuardImpl.h>
#include <malloc.h>
#include <torch/version.h>

#include <atomic>
#include <cstring>
#include <string>

std::string einspace_blas_in_use();

#define EXPORT extern "C" __attribute__((visibility("default")))

namespace {

using Handle = at::Tensor*;
using In = const at::Tensor*;

thread_local std::string error;
std::atomic<int64_t> live{0};

template <class Body>
int64_t guarded(Body&& body) noexcept {
    try {
        return body();
    } catch (const c10::Error& e) {
        error = e.what_without_backtrace();
    } catch (const std::exception& e) {
        error = e.what();
    } catch (...) {
        error = "an exception of an unknown kind";
    }
    return -1;
}

Handle keep(at::Tensor tensor) {
    Handle handle = new at::Tensor(std::move(tensor));
    live.fetch_add(1, std::memory_order_relaxed);
    return handle;
}

template <class Body>
Handle make(Body&& body) noexcept {
    Handle handle = nullptr;
    guarded([&] { handle = keep(body()); return 0; });
    return handle;
}

at::Device on(int32_t device) {
    return device < 0 ? at::Device(at::kCPU) : at::Device(at::kCUDA, static_cast<c10::DeviceIndex>(device));
}

at::IntArrayRef ints(const int64_t* values, int32_t count) { return at::IntArrayRef(values, count); }

at::Tensor from_host(const void* data, const int64_t* sizes, int32_t rank, int32_t device, at::ScalarType type) {
    auto view = at::from_blob(const_cast<void*>(data), ints(sizes, rank), at::TensorOptions().dtype(type));
    return view.to(on(device), type, /*non_blocking=*/false, /*copy=*/true);
}

bool plain(const at::Tensor& t) { return t.device().is_cpu() && t.scalar_type() == at::kFloat && t.is_contiguous(); }

}  // namespace

// ---- the library --------------------------------------------------------------------------------------------------

EXPORT const char* einspace_error() { return error.c_str(); }

// Lines of key=value; null when it fails. The text lives until the same thread asks again.
EXPORT const char* einspace_facts() {
    static thread_local std::string facts;
    const bool known = guarded([&] {
        facts = std::string("libtorch=") + TORCH_VERSION + "\nblas=" + einspace_blas_in_use();
        return 0;
    }) == 0;
    return known ? facts.c_str() : nullptr;
}

EXPORT int64_t einspace_cuda_devices() {
    return guarded([&]() -> int64_t {
        if (!c10::impl::hasDeviceGuardImpl(at::kCUDA)) return 0;
        return c10::impl::VirtualGuardImpl(at::kCUDA).deviceCount();
    });
}

EXPORT int64_t einspace_set_threads(int32_t threads) {
    return guarded([&] { at::set_num_threads(threads); return at::get_num_threads(); });
}

EXPORT int64_t einspace_threads() {
    return guarded([&] { return at::get_num_threads(); });
}

// Keeps what a training step frees for the next one, rather than handing pages back and faulting them in again.
EXPORT int64_t einspace_keep_memory() {
    return mallopt(M_MMAP_MAX, 0) && mallopt(M_TRIM_THRESHOLD, 512 << 20) && mallopt(M_TOP_PAD, 64 << 20) ? 0 : -1;
}

EXPORT int64_t einspace_set_grad(int32_t enabled) {
    const bool before = c10::GradMode::is_enabled();
    c10::GradMode::set_enabled(enabled != 0);
    return before;
}

// ---- tensors ------------------------------------------------------------------------------------------------------

EXPORT int64_t einspace_live() { return live.load(std::memory_order_relaxed); }

EXPORT void einspace_free(Handle const* handles, int32_t count) {
    int64_t freed = 0;
    for (int32_t i = 0; i < count; i++)
        if (handles[i]) {
            delete handles[i];
            freed++;
        }
    live.fetch_sub(freed, std::memory_order_relaxed);
}

EXPORT Handle einspace_floats(const float* data, const int64_t* sizes, int32_t rank, int32_t device) {
    return make([&] { return from_host(data, sizes, rank, device, at::kFloat); });
}

EXPORT Handle einspace_longs(const int64_t* data, const int64_t* sizes, int32_t rank, int32_t device) {
    return make([&] { return from_host(data, sizes, rank, device, at::kLong); });
}

EXPORT Handle einspace_zeros(const int64_t* sizes, int32_t rank, int32_t device) {
    return make([&] { return at::zeros(ints(sizes, rank), at::TensorOptions().dtype(at::kFloat).device(on(device))); });
}

EXPORT int64_t einspace_read(In t, float* out, int64_t count) {
    return guarded([&]() -> int64_t {
        TORCH_CHECK(t->numel() == count, "the tensor has ", t->numel(), " elements, the buffer ", count);
        auto host = t->detach().to(at::Device(at::kCPU), at::kFloat).contiguous();
        std::memcpy(out, host.data_ptr(), count * sizeof(float));
        return 0;
    });
}

// Overwrites a tensor in place; autograd does not see it.
EXPORT int64_t einspace_write(In t, const float* data, int64_t count) {
    return guarded([&]() -> int64_t {
        TORCH_CHECK(t->numel() == count, "the tensor has ", t->numel(), " elements, the data ", count);
        auto view = at::from_blob(const_cast<float*>(data), t->sizes(), at::TensorOptions().dtype(at::kFloat));
        t->detach().copy_(view);
        return 0;
    });
}

// Answers the rank; `sizes` has room for 8.
EXPORT int64_t einspace_sizes(In t, int64_t* sizes) {
    return guarded([&]() -> int64_t {
        TORCH_CHECK(t->dim() <= 8, "a tensor of rank ", t->dim(), ", at most 8 is supported");
        for (int64_t i = 0; i < t->dim(); i++) sizes[i] = t->size(i);
        return t->dim();
    });
}

// ---- shape --------------------------------------------------------------------------------------------------------

EXPORT Handle einspace_permute(In x, const int64_t* axes, int32_t rank) {
    return make([&] { return x->permute(ints(axes, rank)); });
}

EXPORT Handle einspace_reshape(In x, const int64_t* sizes, int32_t rank) {
    return make([&] { return x->reshape(ints(sizes, rank)); });
}

EXPORT int64_t einspace_split(In x, int64_t axis, int32_t parts, Handle* out) {
    return guarded([&]() -> int64_t {
        const int64_t size = x->size(axis);
        TORCH_CHECK(parts > 0 && size % parts == 0, "an axis of size ", size, " does not split into ", parts, " equal parts");
        auto pieces = x->split(size / parts, axis);
        for (int32_t i = 0; i < parts; i++) out[i] = keep(pieces[i]);
        return 0;
    });
}

EXPORT Handle einspace_repeat(In x, int64_t times) {
    return make([&] {
        auto sizes = x->sizes().vec();
        sizes.insert(sizes.begin(), times);
        return x->expand(sizes);
    });
}

EXPORT Handle einspace_cat(In const* parts, int32_t count, int64_t axis) {
    return make([&] {
        std::vector<at::Tensor> tensors;
        tensors.reserve(count);
        for (int32_t i = 0; i < count; i++) tensors.push_back(*parts[i]);
        return at::cat(tensors, axis);
    });
}

EXPORT Handle einspace_im2col(In x, int64_t kernel, int64_t stride, int64_t padding) {
    return make([&] {
        return at::im2col(*x, {kernel, kernel}, {1, 1}, {padding, padding}, {stride, stride}).transpose(1, 2);
    });
}

// ---- arithmetic ---------------------------------------------------------------------------------------------------

EXPORT Handle einspace_add(In a, In b) {
    return make([&] { return at::add(*a, *b); });
}

EXPORT int64_t einspace_add_into(In a, In b) {
    return guarded([&] { a->add_(*b); return 0; });
}

EXPORT Handle einspace_mul(In a, In b) {
    return make([&] { return at::mul(*a, *b); });
}

EXPORT Handle einspace_scale(In a, double factor) {
    return make([&] { return at::mul(*a, at::Scalar(factor)); });
}

EXPORT Handle einspace_matmul(In a, In b) {
    return make([&] { return at::matmul(*a, *b); });
}

EXPORT Handle einspace_mean(In x, const int64_t* axes, int32_t count, int32_t keep_axes) {
    return make([&] { return at::mean(*x, ints(axes, count), keep_axes != 0); });
}

EXPORT Handle einspace_adaptive_mean(In x, int64_t height, int64_t width) {
    return make([&] { return at::adaptive_avg_pool2d(*x, {height, width}); });
}

// ---- layers -------------------------------------------------------------------------------------------------------

// One product with the bias in it, whatever the rank: at::linear adds the bias in a pass of its own from rank 4 on.
EXPORT Handle einspace_linear(In x, In weight, In bias) {
    return make([&] {
        if (!bias || x->dim() <= 2) return at::linear(*x, *weight, bias ? *bias : at::Tensor());
        auto sizes = x->sizes().vec();
        auto flat = at::addmm(*bias, x->reshape({-1, sizes.back()}), weight->t());
        sizes.back() = weight->size(0);
        return flat.view(sizes);
    });
}

EXPORT Handle einspace_conv2d(In x, In weight, In bias, int64_t stride, int64_t padding) {
    return make([&] {
        return at::conv2d(*x, *weight, bias ? *bias : at::Tensor(), {stride, stride}, {padding, padding});
    });
}

EXPORT Handle einspace_relu(In x) {
    return make([&] { return at::relu(*x); });
}

EXPORT Handle einspace_leaky_relu(In x, double slope) {
    return make([&] { return at::leaky_relu(*x, slope); });
}

EXPORT Handle einspace_softmax(In x, int64_t axis) {
    return make([&] { return at::softmax(*x, axis); });
}

EXPORT Handle einspace_max_pool2d(In x, int64_t kernel, int64_t stride, int64_t padding) {
    return make([&] { return at::max_pool2d(*x, {kernel, kernel}, {stride, stride}, {padding, padding}); });
}

EXPORT Handle einspace_batch_norm(In x, In weight, In bias, In mean, In variance, int32_t training, double momentum,
                                  double epsilon) {
    return make([&] {
        return at::batch_norm(*x, *weight, *bias, *mean, *variance, training != 0, momentum, epsilon, true);
    });
}

EXPORT Handle einspace_layer_norm(In x, In weight, In bias, double epsilon) {
    return make([&] { return at::layer_norm(*x, weight->sizes(), *weight, *bias, epsilon); });
}

// ---- learning -----------------------------------------------------------------------------------------------------

EXPORT Handle einspace_cross_entropy(In logits, In labels) {
    return make([&] { return at::cross_entropy_loss(*logits, *labels); });
}

EXPORT Handle einspace_binary_cross_entropy(In logits, In targets) {
    return make([&] { return at::binary_cross_entropy_with_logits(*logits, *targets); });
}

EXPORT Handle einspace_mean_squared_error(In answers, In targets) {
    return make([&] { return at::mse_loss(*answers, *targets); });
}

EXPORT Handle einspace_relative_l2(In answers, In targets) {
    return make([&] {
        auto norms = [](const at::Tensor& t) { return at::linalg_vector_norm(t.flatten(1), 2, at::IntArrayRef{1}); };
        return norms(answers->sub(*targets)).div(norms(*targets)).mean();
    });
}

EXPORT int64_t einspace_require_grad(In t) {
    return guarded([&] { t->set_requires_grad(true); return 0; });
}

EXPORT int64_t einspace_backward(In loss) {
    return guarded([&] { loss->backward(); return 0; });
}

// The gradient as a tensor of its own; zeros where backward never came by.
EXPORT Handle einspace_grad(In t) {
    return make([&] {
        const auto& grad = t->grad();
        return grad.defined() ? grad : at::zeros(t->sizes(), t->options());
    });
}

// Stochastic gradient descent with momentum and weight decay, for all parameters in one call:
// v ← m·v + (g + d·w), w ← w − lr·v, with v zero at first; a parameter without a gradient is left alone.
// The gradients are dropped.
EXPORT int64_t einspace_sgd_step(Handle const* parameters, Handle const* velocities, int32_t count, double rate,
                                 double momentum, double decay) {
    return guarded([&] {
        c10::AutoGradMode off(false);
        for (int32_t i = 0; i < count; i++) {
            at::Tensor& w = *parameters[i];
            at::Tensor& v = *velocities[i];
            at::Tensor& g = w.mutable_grad();
            if (!g.defined()) continue;
            if (plain(w) && plain(v) && plain(g)) {
                float* __restrict__ pw = w.data_ptr<float>();
                float* __restrict__ pv = v.data_ptr<float>();
                const float* __restrict__ pg = g.data_ptr<float>();
                const float lr = rate, m = momentum, d = decay;
                const int64_t n = w.numel();
                for (int64_t j = 0; j < n; j++) {
                    pv[j] = m * pv[j] + (pg[j] + d * pw[j]);
                    pw[j] -= lr * pv[j];
                }
            } else {
                v.mul_(momentum).add_(g.add(w, decay));
                w.add_(v, -rate);
            }
            g = at::Tensor();
        }
        return 0;
    });
}
