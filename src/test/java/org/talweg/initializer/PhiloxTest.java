package org.talweg.initializer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Against the known answers that the authors publish with Random123, and against NumPy. */
class PhiloxTest {
  private static long[] block(long c0, long c1, long c2, long c3, long k0, long k1) {
    long[] out = new long[4];
    Philox.block(c0, c1, c2, c3, k0, k1, out, 0);
    return out;
  }

  @Test
  void zerosGiveThePublishedAnswer() {
    assertThat(block(0, 0, 0, 0, 0, 0))
        .containsExactly(
            0x16554d9eca36314cL, 0xdb20fe9d672d0fdcL, 0xd7e772cee186176bL, 0x7e68b68aec7ba23bL);
  }

  @Test
  void onesGiveThePublishedAnswer() {
    assertThat(block(-1, -1, -1, -1, -1, -1))
        .containsExactly(
            0x87b092c3013fe90bL, 0x438c3c67be8d0224L, 0x9cc7d7c69cd777b6L, 0xa09caebf594f0ba0L);
  }

  @Test
  void theDigitsOfPiGiveThePublishedAnswer() {
    assertThat(
            block(
                0x243f6a8885a308d3L,
                0x13198a2e03707344L,
                0xa4093822299f31d0L,
                0x082efa98ec4e6c89L,
                0x452821e638d01377L,
                0xbe5466cf34e90c6cL))
        .containsExactly(
            0xa528f45403e61d95L, 0x38c72dbd566e9788L, 0xa5a1610e72fd18b5L, 0x57bd43b5e52b7fe6L);
  }

  @Test
  void aBlockGoesWhereItIsAskedToAndNowhereElse() {
    long[] out = {1, 2, 3, 4, 5, 6};
    Philox.block(0, 0, 0, 0, 0, 0, out, 1);
    assertThat(out)
        .containsExactly(
            1,
            0x16554d9eca36314cL,
            0xdb20fe9d672d0fdcL,
            0xd7e772cee186176bL,
            0x7e68b68aec7ba23bL,
            6);
  }

  // python3 -c 'import numpy as np; u = np.uint64
  // key = np.array([42, 0x08a959477e9b90a5], u) # FNV-1a of "layer1.weight"
  // print([hex(x) for x in np.random.Philox(key=key, counter=np.full(4, -1).astype(u))
  //     .random_raw(8)])'    NumPy counts up before each block, so it starts one below zero.
  @Test
  void aStreamEqualsNumpysPhiloxOfTheSameKey() {
    long[] bits = new long[8];
    RandomStream.of(42, "layer1.weight").bits(0, bits, 8);
    assertThat(bits)
        .containsExactly(
            0xee46569ed9779cf9L,
            0x36a964001685ab76L,
            0xe9b257fa168962ceL,
            0x00cb2f7b8cdae481L,
            0xb3c3a970c13fa4cdL,
            0xa787da505d04d920L,
            0x073e9052b93761bcL,
            0x51b1d691c1924b58L);
  }

  // The same with counter = np.array([(1 << 28) - 1, 0, 0, 0], u): elements from 2^30 on.
  @Test
  void farElementsEqualNumpysToo() {
    long[] bits = new long[5];
    RandomStream.of(42, "layer1.weight").bits(1L << 30, bits, 5);
    assertThat(bits)
        .containsExactly(
            0x4928c318bd352423L,
            0xdffd292037fd5e2fL,
            0x83f5aaedfeb0af31L,
            0x49f518786838515cL,
            0xae26e8ad527b6bd4L);
  }

  // The same with key = np.array([2**64 - 1, 0xaf63df4c8601f1a5], u) and counter = -1.
  @Test
  void aNegativeSeedIsReadAsUnsigned() {
    long[] bits = new long[2];
    RandomStream.of(-1, "b").bits(0, bits, 2);
    assertThat(bits).containsExactly(0x0f1cf1d3b97931c8L, 0x258bce2e53acc901L);
  }
}
