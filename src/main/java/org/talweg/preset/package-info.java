/** Rules as other frameworks compute them, with those frameworks' defaults. */
@NullMarked
package org.talweg.preset;

import org.jspecify.annotations.NullMarked;
