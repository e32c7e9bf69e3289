/** Learning rates as pure functions of the step number. */
@NullMarked
package org.talweg.schedule;

import org.jspecify.annotations.NullMarked;
