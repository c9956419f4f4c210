// The reference law of einspace (SPEC sections 1 to 4) over attributes alone: no trees, no text, one grammar compiled in.
// What the engine's time per draw is compared with. Usage: peer SAMPLES DEPTH-LIMIT REFERENCE(0|1) SEED
// Prints one line per sample, nanoseconds and draws, and at last the processor seconds of all.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>

namespace {

struct State {
    int64_t axis[3];
    int64_t image_height, image_width;
    int rank, branches;
};

struct Random {
    uint64_t s[4];

    explicit Random(uint64_t seed) {
        for (uint64_t& word : s) {  // splitmix64
            seed += 0x9e3779b97f4a7c15;
            uint64_t z = seed;
            z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
            z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
            word = z ^ (z >> 31);
        }
    }

    uint64_t next() {
        auto rotate = [](uint64_t x, int k) { return (x << k) | (x >> (64 - k)); };
        uint64_t result = rotate(s[1] * 5, 7) * 9, t = s[1] << 17;
        s[2] ^= s[0];
        s[3] ^= s[1];
        s[1] ^= s[2];
        s[0] ^= s[3];
        s[2] ^= t;
        s[3] = rotate(s[3], 45);
        return result;
    }

    double real() { return (next() >> 11) * 0x1.0p-53; }
    int below(int bound) { return static_cast<int>((static_cast<unsigned __int128>(next()) * bound) >> 64); }
};

Random random_numbers(0);
int64_t draws;
int depth_limit;
bool keeps_reference_quirks;

int draw_uniform(uint32_t options) {
    draws++;
    for (int n = random_numbers.below(__builtin_popcount(options)); n > 0; n--)
        options &= options - 1;
    return __builtin_ctz(options);
}

bool is_possible(const State& s) {
    return static_cast<double>(s.axis[0]) * s.axis[1] * (s.rank == 3 ? s.axis[2] : 1) <= 0x1.0p48;
}

// Draws terminals until the rule of one holds.
template <typename Rule>
bool draw_terminal(uint32_t options, Rule rule) {
    while (options != 0) {
        int option = draw_uniform(options);
        if (rule(option))
            return true;
        options &= ~(1u << option);
    }
    return false;
}

bool branching(const State& in, State& out) {  // 0..2 clone; 3 + 3·k + axis: group by 2, 4, 8
    int64_t shortest = *std::min_element(in.axis, in.axis + in.rank);
    uint32_t options = 7;
    for (int k = 0; k < 3; k++)
        for (int axis = 0; axis < in.rank; axis++)
            if (in.axis[axis] % 2 == 0 && shortest >= (2 << k))
                options |= 1u << (3 + 3 * k + axis);
    return draw_terminal(options, [&](int option) {
        out = in;
        if (option < 3) {
            out.branches = 2 << option;
            return true;
        }
        int factor = 2 << ((option - 3) / 3), axis = (option - 3) % 3;
        out.branches = factor;
        out.axis[axis] /= factor;
        return in.axis[axis] % factor == 0;
    });
}

bool aggregation(const State& a, const State& b, int branches, State& out) {  // 0, 1 products; 2 add; 3 + 3·k + axis: cat
    if (a.rank != b.rank)
        return false;
    int r = a.rank;
    bool equal[3] = {a.axis[0] == b.axis[0], a.axis[1] == b.axis[1], r == 2 || a.axis[2] == b.axis[2]};
    bool free_arity = keeps_reference_quirks && branches <= 2;
    uint32_t options = equal[0] && equal[1] && equal[2] ? 4 : 0;
    bool offers_product = branches == 2 || (keeps_reference_quirks && branches == 1);
    if (offers_product && (r == 3 ? a.axis[2] == b.axis[1] && equal[0] : a.axis[1] == b.axis[0]))
        options |= 3;
    for (int k = 0; k < 3; k++)
        for (int axis = 0; axis < r; axis++)
            if ((free_arity || branches == (2 << k)) && equal[(axis + 1) % 3] && equal[(axis + 2) % 3])
                options |= 1u << (3 + 3 * k + axis);
    return draw_terminal(options, [&](int option) {
        out = a;
        out.branches = 1;
        if (option == 2)
            return true;
        if (option < 2) {
            out.axis[r - 1] = b.axis[r - 1];
            return branches == 2 && is_possible(out);
        }
        int arity = 2 << ((option - 3) / 3), axis = (option - 3) % 3;
        out.axis[axis] = arity == 2 ? a.axis[axis] + b.axis[axis] : a.axis[axis] * arity;
        return is_possible(out);
    });
}

const int permutations[6][3] = {{1, 0, -1}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
const int windows[7][3] = {{1, 1, 0}, {1, 2, 0}, {3, 1, 1}, {3, 2, 1}, {4, 4, 0}, {8, 8, 0}, {16, 16, 0}};

void permute(const State& in, int option, State& out) {
    out = in;
    for (int i = 0; option > 0 && i < in.rank; i++)
        out.axis[i] = in.axis[permutations[option - 1][i]];
}

bool prerouting(const State& in, State& out) {  // 0 identity; 1..6 permutations; 7.. windows
    uint32_t options = in.rank == 2 ? 3 : 1 | 0x7c;
    for (int i = 0; in.rank == 3 && i < 7; i++)
        if (windows[i][0] == 1 || (in.axis[1] >= windows[i][0] && in.axis[2] >= windows[i][0]))
            options |= 1u << (7 + i);
    return draw_terminal(options, [&](int option) {
        if (option < 7) {
            permute(in, option, out);
            return true;
        }
        auto [kernel, stride, padding] = windows[option - 7];
        out = in;
        out.rank = 2;
        out.image_height = (in.axis[1] + 2 * padding - kernel) / stride + 1;
        out.image_width = (in.axis[2] + 2 * padding - kernel) / stride + 1;
        out.axis[0] = out.image_height * out.image_width;
        out.axis[1] = in.axis[0] * kernel * kernel;
        out.axis[2] = 0;
        return is_possible(out);
    });
}

bool postrouting(const State& in, State& out) {  // 0 identity; 1..6 permutations; 7 col2im
    return draw_terminal(in.rank == 2 ? 0x83 : 1 | 0x7c, [&](int option) {
        if (option < 7) {
            permute(in, option, out);
            out.image_height = out.image_width = 0;
            return true;
        }
        int64_t pixels = in.image_height * in.image_width, elements = in.axis[0] * in.axis[1];
        if (pixels == 0 || elements % pixels != 0)
            return false;
        out = in;
        out.rank = 3;
        out.axis[0] = elements / pixels;
        out.axis[1] = in.image_height;
        out.axis[2] = in.image_width;
        out.image_height = out.image_width = 0;
        return true;
    });
}

bool computation(const State& in, State& out) {  // 1..8 linear
    return draw_terminal(0x1fff, [&](int option) {
        out = in;
        if (option >= 1 && option <= 8)
            out.axis[in.rank - 1] = 8 << option;
        return is_possible(out);
    });
}

bool module(const State& in, int depth, bool is_root, State& out);

bool branch(const State& in, int depth, State& out) {
    State part, first, second;
    if (!branching(in, part))
        return false;
    int factor = part.branches;
    if (!keeps_reference_quirks)
        part.branches = 1;
    if (!module(part, depth + 1, false, first))
        return false;
    second = first;
    if (factor == 2 && !module(part, depth + 1, false, second))
        return false;
    return aggregation(first, second, keeps_reference_quirks ? first.branches : factor, out);
}

bool route(const State& in, int depth, State& out) {
    State before, middle;
    if (!prerouting(in, before))
        return false;
    int64_t height = before.image_height, width = before.image_width;
    before.image_height = before.image_width = 0;
    if (!module(before, depth + 1, false, middle))
        return false;
    middle.image_height = height;
    middle.image_width = width;
    return postrouting(middle, out);
}

bool sequence(const State& in, int depth, State& out) {
    State middle;
    if (!module(in, depth + 1, false, middle))
        return false;
    middle.branches = in.branches;
    return module(middle, depth + 1, false, out);
}

bool module(const State& in, int depth, bool is_root, State& out) {  // 0 seq, 1 branch, 2 route, 3 comp
    uint32_t options = depth >= depth_limit ? 8 : is_root ? 7 : 15;
    while (options != 0) {
        int option;
        if ((options & 8) && (options == 8 || random_numbers.real() < 0.32)) {
            draws++;
            option = 3;
        } else {
            option = draw_uniform(options & 7);
        }
        bool succeeded = option == 0 ? sequence(in, depth, out)
            : option == 1 ? branch(in, depth, out)
            : option == 2 ? route(in, depth, out)
            : computation(in, out);
        if (succeeded)
            return true;
        options &= ~(1u << option);
    }
    return false;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 5)
        return 2;
    int samples = std::atoi(argv[1]);
    depth_limit = std::atoi(argv[2]);
    keeps_reference_quirks = std::atoi(argv[3]) != 0;
    std::clock_t begin = std::clock();
    for (int i = 0; i < samples; i++) {
        random_numbers = Random(std::strtoull(argv[4], nullptr, 10) * 1000003 + i);
        draws = 0;
        State input = {{3, 28, 28}, 0, 0, 3, 1}, output;
        auto start = std::chrono::steady_clock::now();
        module(input, 0, true, output);
        auto time = std::chrono::steady_clock::now() - start;
        std::printf("%lld %lld\n", static_cast<long long>(std::chrono::nanoseconds(time).count()), static_cast<long long>(draws));
    }
    std::printf("%f\n", static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
}
