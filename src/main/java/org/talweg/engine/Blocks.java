// SPDX-License-Identifier: Apache-2.0
package org.talweg.engine;

import java.util.List;

/**
 * The blocks over which sums are taken: each member's elements, cut at fixed places.
 *
 * @param owners the index of the member of each block
 * @param starts the index in the member of each block's first element
 * @param sizes how many elements each has
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, within the engine
record Blocks(int[] owners, int[] starts, int[] sizes) {
  static Blocks of(List<Member> members) {
    int count = 0;
    for (Member member : members) {
      count += count(member);
    }
    Blocks blocks = new Blocks(new int[count], new int[count], new int[count]);
    int block = 0;
    for (int owner = 0; owner < members.size(); owner++) {
      int size = members.get(owner).value().size();
      for (long start = 0; start < size; start += BlockSum.BLOCK, block++) {
        blocks.owners[block] = owner;
        blocks.starts[block] = (int) start;
        blocks.sizes[block] = (int) Math.min(BlockSum.BLOCK, size - start);
      }
    }
    return blocks;
  }

  private static int count(Member member) {
    return (int) (((long) member.value().size() + BlockSum.BLOCK - 1) / BlockSum.BLOCK);
  }
}
