/** Trainers, which bind an optimizer to parameters and step them, and their options. */
@NullMarked
package org.talweg.training;

import org.jspecify.annotations.NullMarked;
