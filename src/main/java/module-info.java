/**
 * Talweg: update rules, learning-rate schedules and weight initializers for parameters that live in
 * Java arrays. {@link org.talweg.training.Trainer} is where to start.
 */
module org.talweg {
  requires static org.jspecify;

  exports org.talweg.sum;
  exports org.talweg.tensor;
  exports org.talweg.text;
  exports org.talweg.schedule;
  exports org.talweg.initializer;
  exports org.talweg.rule;
  exports org.talweg.optimizer;
  exports org.talweg.gradient;
  exports org.talweg.projection;
  exports org.talweg.preset;
  exports org.talweg.checkpoint;
  exports org.talweg.training;
  exports org.talweg.minimize;
}
