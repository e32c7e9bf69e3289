// SPDX-License-Identifier: Apache-2.0
package org.talweg.initializer;

/**
 * The factor on an activation function in networks that standardize their weights instead of their
 * activations: 1 / √Var(f(x)) for a normal x of mean zero and variance one. Unlike those of {@link
 * Gain}, it is for signals whose mean the next layer takes away, so for ReLU it is near √(2 / (1 −
 * 1/π)) in place of √2.
 *
 * <p>Brock, De and Smith, "Characterizing signal propagation to close the performance gap in
 * unnormalized ResNets", ICLR 2021, <a
 * href="https://arxiv.org/abs/2101.08692">arXiv:2101.08692</a>, derives ReLU's and estimates others
 * from samples. The figures are the estimates in the code of the authors' NFNets, which models in
 * use were trained with; they differ from the exact integrals by up to one part in 200.
 */
public enum NormalizerFreeGain {
  /** x. */
  IDENTITY(1.0),
  /** CELU with α = 1, which is ELU. */
  CELU(1.270926833152771),
  /** ELU with α = 1. */
  ELU(1.2716004848480225),
  /** GELU, x · Φ(x). */
  GELU(1.7015043497085571),
  /** Leaky ReLU with slope 0.01. */
  LEAKY_RELU(1.70590341091156),
  /** −ln(1 + e⁻ˣ). */
  LOG_SIGMOID(1.9193484783172607),
  /** max(0, x). */
  RELU(1.7139588594436646),
  /** max(0, x), at most 6. */
  RELU6(1.7131484746932983),
  /** SELU. */
  SELU(1.0008515119552612),
  /** The logistic function. */
  SIGMOID(4.803835391998291),
  /** SiLU or swish, x · sigmoid(x). */
  SILU(1.7881293296813965),
  /** x / (1 + |x|). */
  SOFT_SIGN(2.338853120803833),
  /** ln(1 + eˣ). */
  SOFTPLUS(1.9203323125839233),
  /** The hyperbolic tangent. */
  TANH(1.5939117670059204);

  private final double value;

  NormalizerFreeGain(double value) {
    this.value = value;
  }

  /** {@return the factor, for {@link VarianceScaling#withGain} or the activation itself} */
  public double value() {
    return value;
  }
}
