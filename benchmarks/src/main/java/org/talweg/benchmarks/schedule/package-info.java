/** Shows schedules before anything is trained with them. */
package org.talweg.benchmarks.schedule;
