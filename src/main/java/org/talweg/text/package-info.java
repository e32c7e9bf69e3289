/**
 * Rules, schedules, decays and transforms as text: written, read back and compared, see {@link
 * org.talweg.text.TextForm}.
 */
@NullMarked
package org.talweg.text;

import org.jspecify.annotations.NullMarked;
