/** The engine of a step: segments, stores, phases, workers, sums. */
@NullMarked
package org.talweg.engine;

import org.jspecify.annotations.NullMarked;
