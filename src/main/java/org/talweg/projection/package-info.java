/** What keeps weights where they may be, or draws them there, after each step. */
@NullMarked
package org.talweg.projection;

import org.jspecify.annotations.NullMarked;
