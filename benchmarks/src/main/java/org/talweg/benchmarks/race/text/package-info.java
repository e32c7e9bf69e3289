/** A text to train with, character by character. */
package org.talweg.benchmarks.race.text;
