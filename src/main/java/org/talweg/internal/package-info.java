/** Shared by the packages of this module, not exported. */
@NullMarked
package org.talweg.internal;

import org.jspecify.annotations.NullMarked;
