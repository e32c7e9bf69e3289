package org.talweg.catalogue;

import java.util.List;

/** The rules that torch.optim lacks, each after its paper. */
final class PaperRules {
  private PaperRules() {}

  static final List<Family> FAMILIES = List.of();
}
