/** What happens to gradients between the backward pass and the rule. */
@NullMarked
package org.talweg.gradient;

import org.jspecify.annotations.NullMarked;
