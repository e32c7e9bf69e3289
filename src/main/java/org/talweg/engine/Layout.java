// SPDX-License-Identifier: Apache-2.0
package org.talweg.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.talweg.internal.IdentityNumbers;
import org.talweg.rule.Slot;
import org.talweg.tensor.Tensor.Region;

/**
 * Decides where state lies and how parameters are cut into segments. Members whose value and
 * gradient stand at the same place of their arrays are taken where they lie, with state of the
 * array's length, so that one index serves all. Short ones of a group are packed together. All
 * others are staged. One whose rule is not elementwise is neither cut nor packed.
 */
final class Layout {
  /** The largest pack. */
  static final int PACK = 1024;

  private static final int PADDING = 64;

  /** Elements that are read again for sums while they are in cache. */
  private static final int SUMMED = 1 << 14;

  final List<Segment> segments = new ArrayList<>();
  private final int chunkSize;
  private int largestStaged;

  private Layout(int chunkSize) {
    this.chunkSize = chunkSize;
  }

  /**
   * Lays out members.
   *
   * @param chunkSize elements of a segment
   */
  static Layout of(List<Member> members, int chunkSize) {
    Layout layout = new Layout(chunkSize);
    Arenas arenas = new Arenas();
    for (Member member : members) {
      member.setParts(new ArrayList<>(1));
      if (isDirect(member) && !member.group().takesWhole()) {
        for (Region region : member.values()) {
          arenas.claim(member, region);
        }
      }
    }
    Map<RuleGroup, Map<Store, Pack>> packs = new LinkedHashMap<>();
    for (Member member : members) {
      int size = member.value().size();
      if (member.group().takesWhole()) {
        layout.takeWhole(member);
      } else if (isDirect(member) && arenas.areDense(member)) {
        layout.takeDirectly(member, arenas);
      } else if (size >= member.store.shortestRun()) {
        layout.stage(member);
      } else if (size > 0) {
        layout.pack(packs, member);
      }
    }
    packs.values().forEach(byStore -> byStore.values().forEach(layout::closePack));
    return layout;
  }

  /**
   * Whether elements can be stepped where they lie. Not where passes change copies of them; nor in
   * several arrays, where sums are taken over blocks of the parameter.
   */
  private static boolean isDirect(Member member) {
    RuleGroup group = member.group();
    return member.sharesIndex()
        && !group.needsCopies()
        && !(group.keepsDirections() && member.values().length > 1)
        && !(group.takesRows() && cutsRows(member));
  }

  /** Whether a row of the shape is in several arrays. */
  private static boolean cutsRows(Member member) {
    int row = Math.max(1, member.value().shape().rowSize());
    for (Region region : member.values()) {
      if ((region.to() - region.from()) % row != 0) {
        return true;
      }
    }
    return false;
  }

  int largestStaged() {
    return largestStaged;
  }

  /** The arrays with parameters in them. */
  private static final class Arenas {
    private final IdentityNumbers numbers = new IdentityNumbers();
    private final List<Arena> arenas = new ArrayList<>();

    void claim(Member member, Region region) {
      int number = numbers.add(region.array());
      if (number == arenas.size()) {
        arenas.add(new Arena());
      }
      arenas.get(number).claim(member, region);
    }

    boolean areDense(Member member) {
      for (Region region : member.values()) {
        if (!of(region).isDense()) {
          return false;
        }
      }
      return true;
    }

    Arena of(Region region) {
      return arenas.get(numbers.find(region.array()));
    }
  }

  /** An array with parameters in it, and state of the same length. */
  private static final class Arena {
    private long claimed;
    private int end;
    private int slots;
    private boolean keepsDirections;
    private @Nullable Block block;

    void claim(Member member, Region region) {
      claimed += region.to() - region.from();
      end = Math.max(end, region.to());
      slots = Math.max(slots, member.group().state().size());
      keepsDirections |= member.group().keepsDirections();
    }

    /** Whether state of the array's length does not waste more than it holds. */
    boolean isDense() {
      return 2 * claimed >= end;
    }

    Block block(Store store) {
      if (block == null) {
        block = Block.of(store, slots, end, keepsDirections);
      }
      return block;
    }
  }

  private void takeDirectly(Member member, Arenas arenas) {
    int taken = 0;
    for (int i = 0; i < member.values().length; i++) {
      Region region = member.values()[i];
      Block block = arenas.of(region).block(member.store);
      for (int from = region.from(), to; from < region.to(); from = to) {
        to = from + part(member, region.to() - from);
        int start = taken + from - region.from();
        segments.add(new Segment.Direct(member, i, start, block, from, to));
      }
      int size = region.to() - region.from();
      own(member, block, region.from(), taken, size);
      taken += size;
    }
  }

  /** A parameter with one segment and one block for itself, both from index 0. */
  private void takeWhole(Member member) {
    int size = member.value().size();
    int padded = Math.max(size, member.store.shortestRun());
    Block block = Block.whole(member, padded);
    if (isDirect(member) && member.isOneArray()) {
      segments.add(new Segment.Direct(member, 0, 0, block, 0, size));
    } else if (size > 0) {
      largestStaged = Math.max(largestStaged, padded);
      segments.add(new Staged.Several(block, padded, List.of(new Staged.Piece(member, 0))));
    }
    own(member, block, 0, 0, size);
  }

  private void stage(Member member) {
    int size = member.value().size();
    for (int start = 0, count; start < size; start += count) {
      count = part(member, size - start);
      Block block = block(member, count);
      segments.add(new Staged.One(member, start, block, count));
      own(member, block, 0, start, count);
    }
  }

  /** The next part of what is left: never one that leaves a short run behind. */
  private int part(Member member, int left) {
    int chunk = chunkSize;
    if (member.group().keepsDirections()) { // of which sums are taken over blocks, in cache
      chunk = Math.max(1, Math.min(chunk, SUMMED) / BlockSum.BLOCK) * BlockSum.BLOCK;
    } else if (member.group().takesRows()) {
      int row = member.value().shape().rowSize();
      chunk = (int) Math.min(left, Math.max(1, chunk / row) * (long) row);
    }
    return left - chunk < member.store.shortestRun() ? left : chunk;
  }

  private Block block(Member member, int size) {
    largestStaged = Math.max(largestStaged, size);
    RuleGroup group = member.group();
    return Block.of(member.store, group.state().size(), size, group.keepsDirections());
  }

  /** Short members of one group and type, one after the other. */
  private static final class Pack {
    private final List<Staged.Piece> pieces = new ArrayList<>();
    private int filled;

    void add(Member member) {
      pieces.add(new Staged.Piece(member, filled));
      filled += member.value().size();
    }
  }

  private void pack(Map<RuleGroup, Map<Store, Pack>> packs, Member member) {
    Map<Store, Pack> byStore =
        packs.computeIfAbsent(member.group(), group -> new LinkedHashMap<>());
    Pack pack = byStore.computeIfAbsent(member.store, store -> new Pack());
    boolean alone = member.group().keepsApart() && pack.filled > 0;
    if (alone || pack.filled + member.value().size() > PACK) {
      closePack(pack);
      pack = new Pack();
      byStore.put(member.store, pack);
    }
    pack.add(member);
  }

  private void closePack(Pack pack) {
    Member first = pack.pieces.get(0).member();
    int padded = (pack.filled + PADDING - 1) / PADDING * PADDING;
    int size = Math.max(first.store.shortestRun(), padded);
    Block block = block(first, size);
    segments.add(new Staged.Several(block, size, pack.pieces));
    for (Staged.Piece piece : pack.pieces) {
      own(piece.member(), block, piece.at(), 0, piece.size());
    }
  }

  /** Gives a member its state, at its initial value. */
  private static void own(Member member, Block block, int at, int start, int count) {
    member.parts().add(new Member.Part(block, at, start, count));
    List<Slot> slots = member.group().state();
    for (int i = 0; i < slots.size(); i++) {
      if (slots.get(i).isCopyOfWeights()) {
        block.store.read(member.value(), start, block.state(i), at, count);
      } else if (slots.get(i).initial() != 0) {
        block.store.fill(block.state(i), at, block.end(i, at + count), slots.get(i).initial());
      }
    }
  }
}
