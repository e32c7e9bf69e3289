/** What makes a step: phases of tasks, and the workers that run them. Not exported. */
@NullMarked
package org.talweg.engine;

import org.jspecify.annotations.NullMarked;
