/**
 * Learning rates and other hyperparameters as pure functions of the step number, {@link
 * org.talweg.schedule.Schedule}, and as an answer to measurements, {@link
 * org.talweg.schedule.ReduceOnPlateau}.
 */
@NullMarked
package org.talweg.schedule;

import org.jspecify.annotations.NullMarked;
