/** Snapshots of parameters and optimizer state, by name. */
@NullMarked
package org.talweg.checkpoint;

import org.jspecify.annotations.NullMarked;
