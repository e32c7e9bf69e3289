/** Snapshots of parameters and optimizer state, by name, and the files that keep them. */
@NullMarked
package org.talweg.checkpoint;

import org.jspecify.annotations.NullMarked;
