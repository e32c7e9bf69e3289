/** What a race is about: examples to train and to test with, and the network that learns them. */
package org.talweg.benchmarks.race.task;
