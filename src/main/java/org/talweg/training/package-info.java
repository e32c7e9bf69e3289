/** The engine: binds an optimizer to parameters and steps them. */
@NullMarked
package org.talweg.training;

import org.jspecify.annotations.NullMarked;
