/** The page of the race: figures, table, and the words beside them. */
package org.talweg.benchmarks.race.page;
