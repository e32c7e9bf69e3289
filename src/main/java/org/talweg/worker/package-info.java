/** Work shared out to borrowed threads. Not exported. */
@NullMarked
package org.talweg.worker;

import org.jspecify.annotations.NullMarked;
