/**
 * The parts of an update rule: hyperparameters, slots, the numbers of a step, and loops over
 * chunks.
 */
@NullMarked
package org.talweg.rule;

import org.jspecify.annotations.NullMarked;
