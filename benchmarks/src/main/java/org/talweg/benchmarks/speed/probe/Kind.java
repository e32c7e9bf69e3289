// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed.probe;

/** What is run, and in which process. */
public enum Kind {
  /** A step of the rule. */
  STEP(Host.USUAL),
  /** A step of the rule, on new arrays for each measurement. */
  STEP_ANEW(Host.USUAL),
  /** A step of the rule without vectorization. */
  SCALAR_STEP(Host.SCALAR),
  /** A step on new arrays for each measurement, after many short models. */
  LATER_STEP(Host.LATER),
  /** A step with decoupled decay, on new arrays for each measurement. */
  DECOUPLED(Host.DECOUPLED),
  /** The same after many steps without decay. */
  LATER_DECOUPLED(Host.LATER_DECOUPLED),
  /** A step with L2, on new arrays for each measurement. */
  L2(Host.L2),
  /** A step whose gradients have long been zero, on new arrays for each measurement. */
  DEAD(Host.USUAL),
  /** A plain loop over the same arrays. */
  ROOF(Host.USUAL),
  /** The whole pipeline, whose gradients are written anew before each step. */
  PIPELINE(Host.USUAL),
  /** The whole pipeline without vectorization. */
  SCALAR_PIPELINE(Host.SCALAR),
  /** The writing of new gradients alone. */
  PIPELINE_REFILL(Host.USUAL),
  /** A plain loop over the arrays of the pipeline. */
  PIPELINE_ROOF(Host.USUAL),
  /** A static loop that does nothing but Adam, on new arrays for each measurement. */
  HAND_WRITTEN(Host.USUAL),
  /** Bytes that a step allocates, in place of its time. */
  ALLOCATION(Host.USUAL),
  /** Bytes that a step of the whole pipeline allocates. */
  PIPELINE_ALLOCATION(Host.USUAL),
  /** Bytes that a built trainer has, without its state. */
  FOOTPRINT(Host.USUAL),
  /** An iteration of a minimizer. */
  SEARCH(Host.USUAL),
  /** An iteration of L-BFGS by plain loops. */
  PLAIN_SEARCH(Host.USUAL),
  /** Bytes that an iteration of a minimizer allocates. */
  SEARCH_ALLOCATION(Host.USUAL),
  /** PyTorch's optimizer, fused. */
  TORCH_FUSED(Host.PYTHON),
  /** PyTorch's optimizer as it is by default. */
  TORCH_DEFAULT(Host.PYTHON),
  /** The pipeline in PyTorch. */
  TORCH_PIPELINE(Host.PYTHON);

  /** A process for cases that may run in one. */
  enum Host {
    USUAL,
    /** Without vectorization. */
    SCALAR,
    /** With a history. */
    LATER,
    /** With decoupled decay from the first step. */
    DECOUPLED,
    /** With steps without decay, and then with it. */
    LATER_DECOUPLED,
    /** With L2 from the first step. */
    L2,
    PYTHON
  }

  private final Host host;

  Kind(Host host) {
    this.host = host;
  }

  Host host() {
    return host;
  }

  /** Whether it needs a Python that has PyTorch. */
  public boolean needsPython() {
    return host == Host.PYTHON;
  }

  /** Whether it is an iteration of a minimizer, and not a step of a rule. */
  public boolean isSearch() {
    return name().contains("SEARCH");
  }

  /** Whether it is the whole pipeline, or a part of it, and not a rule alone. */
  public boolean isPipeline() {
    return name().contains("PIPELINE");
  }
}
