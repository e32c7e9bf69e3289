// SPDX-License-Identifier: Apache-2.0
package org.talweg.internal;

/**
 * A value that prints the Java call that makes it, with its parts as {@link Text#part} has them.
 */
public interface Written {}
