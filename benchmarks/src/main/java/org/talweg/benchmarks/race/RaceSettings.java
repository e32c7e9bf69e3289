package org.talweg.benchmarks.race;

import java.util.List;

/**
 * What is raced.
 *
 * @param contestants the optimizers
 * @param starts the initializers
 * @param epochs how often each run sees every training image
 * @param batch images per step
 * @param seed of the initial weights and the order of images
 */
public record RaceSettings(
    List<Contestant> contestants, List<Start> starts, int epochs, int batch, long seed) {}
