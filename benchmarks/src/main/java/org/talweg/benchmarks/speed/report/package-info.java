/** Tables and a plot from the JSON files of a run. */
package org.talweg.benchmarks.speed.report;
