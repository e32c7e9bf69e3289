/** The update rules: one immutable value and one file each. */
@NullMarked
package org.talweg.optimizer;

import org.jspecify.annotations.NullMarked;
