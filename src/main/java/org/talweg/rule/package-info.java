/**
 * What an update rule is made of: hyperparameters, slots, the numbers of a step, and loops over
 * chunks.
 */
@NullMarked
package org.talweg.rule;

import org.jspecify.annotations.NullMarked;
