package org.talweg.engine;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.talweg.engine.Segment.Piece;
import org.talweg.optimizer.Slot;
import org.talweg.tensor.Tensor;

/**
 * Decides where state lies and how parameters are cut into segments. Members whose value and
 * gradient stand at the same place of their arrays are taken where they lie, with state of the
 * array's length, so that one index serves all. Short ones of a group are packed together. All
 * others are staged in parts.
 */
final class Layout {
  /** The largest pack. */
  static final int PACK = 1024;

  private static final int STAGED_CHUNK = 4096;
  private static final int PADDING = 64;

  final List<Segment> segments = new ArrayList<>();
  private final boolean averaged;
  private final int chunkSize;
  private int largestStaged;

  private Layout(boolean averaged, int chunkSize) {
    this.averaged = averaged;
    this.chunkSize = chunkSize;
  }

  /**
   * Lays out members.
   *
   * @param averaged whether averages are kept
   * @param stageAll whether even whole arrays are staged
   * @param chunkSize elements of a segment
   */
  static Layout of(List<Member> members, boolean averaged, boolean stageAll, int chunkSize) {
    Layout layout = new Layout(averaged, chunkSize);
    IdentityHashMap<Object, Arena> arenas = new IdentityHashMap<>();
    for (Member member : members) {
      member.setRuns(new ArrayList<>(1));
      if (!stageAll && sharesIndex(member)) {
        arenas
            .computeIfAbsent(member.store.arrayOf(member.value()), array -> new Arena())
            .claim(member);
      }
    }
    Map<RuleGroup, Map<Store, Pack>> packs = new LinkedHashMap<>();
    for (Member member : members) {
      int size = member.value().size();
      Arena arena =
          !stageAll && sharesIndex(member)
              ? arenas.get(member.store.arrayOf(member.value()))
              : null;
      if (arena != null && arena.isDense()) {
        layout.takeDirectly(member, arena);
      } else if (size >= member.store.shortestRun()) {
        layout.stage(member);
      } else if (size > 0) {
        layout.pack(packs, member);
      }
    }
    packs.values().forEach(byStore -> byStore.values().forEach(layout::closePack));
    return layout;
  }

  int largestStaged() {
    return largestStaged;
  }

  /** Whether one index serves value and gradient, over a run that is long enough. */
  static boolean sharesIndex(Member member) {
    Tensor value = member.value();
    Tensor gradient = member.gradient();
    return value.size() >= member.store.shortestRun()
        && value.hasArray()
        && gradient.hasArray()
        && value.arrayOffset() == gradient.arrayOffset();
  }

  /** An array with parameters in it, and state of the same length. */
  private static final class Arena {
    private long claimed;
    private int end;
    private int slots;
    private @Nullable Block block;

    void claim(Member member) {
      claimed += member.value().size();
      end = Math.max(end, member.value().arrayOffset() + member.value().size());
      slots = Math.max(slots, member.group().slots().size());
    }

    /** Whether state of the array's length does not waste more than it holds. */
    boolean isDense() {
      return 2 * claimed >= end;
    }

    Block block(Store store, boolean averaged) {
      if (block == null) {
        block = new Block(store, slots, end, averaged);
      }
      return block;
    }
  }

  private void takeDirectly(Member member, Arena arena) {
    Block block = arena.block(member.store, averaged);
    int at = member.value().arrayOffset();
    int size = member.value().size();
    for (int start = 0, count; start < size; start += count) {
      count = part(member.store, size - start, chunkSize);
      segments.add(new Segment.Direct(member, block, at + start, at + start + count));
    }
    own(member, block, at, 0, size);
  }

  private void stage(Member member) {
    int size = member.value().size();
    for (int start = 0, count; start < size; start += count) {
      count = part(member.store, size - start, Math.min(chunkSize, STAGED_CHUNK));
      addStaged(member.store, count, new Piece(member, start, 0, count));
    }
  }

  /** The next part of what is left: never one that leaves a short run behind. */
  private static int part(Store store, int left, int chunk) {
    return left - chunk < store.shortestRun() ? left : chunk;
  }

  /** Short members of one group and type, one after the other. */
  private static final class Pack {
    private final List<Piece> pieces = new ArrayList<>();
    private int filled;

    void add(Member member) {
      pieces.add(new Piece(member, 0, filled, member.value().size()));
      filled += member.value().size();
    }
  }

  private void pack(Map<RuleGroup, Map<Store, Pack>> packs, Member member) {
    Map<Store, Pack> byStore =
        packs.computeIfAbsent(member.group(), group -> new LinkedHashMap<>());
    Pack pack = byStore.computeIfAbsent(member.store, store -> new Pack());
    if (pack.filled + member.value().size() > PACK) {
      closePack(pack);
      pack = new Pack();
      byStore.put(member.store, pack);
    }
    pack.add(member);
  }

  private void closePack(Pack pack) {
    Store store = pack.pieces.get(0).member().store;
    int padded = (pack.filled + PADDING - 1) / PADDING * PADDING;
    addStaged(store, Math.max(store.shortestRun(), padded), pack.pieces.toArray(Piece[]::new));
  }

  private void addStaged(Store store, int size, Piece... pieces) {
    int slots = pieces[0].member().group().slots().size();
    Block block = new Block(store, slots, size, averaged);
    segments.add(new Segment.Staged(block, size, pieces));
    for (Piece piece : pieces) {
      own(piece.member(), block, piece.at(), piece.start(), piece.count());
    }
    largestStaged = Math.max(largestStaged, size);
  }

  /** Gives a member its state, at its initial value. */
  private static void own(Member member, Block block, int at, int start, int count) {
    member.runs().add(new Member.Run(block, at, start, count));
    List<Slot> slots = member.group().slots();
    for (int i = 0; i < slots.size(); i++) {
      if (slots.get(i).initial() != 0) {
        block.store.fill(block.slot(i), at, at + count, slots.get(i).initial());
      }
    }
    if (block.average != null) {
      block.store.read(member.value(), start, block.average, at, count);
    }
  }
}
