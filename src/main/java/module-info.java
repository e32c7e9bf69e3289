module org.talweg {
  requires static transitive org.jspecify;

  exports org.talweg.tensor;
  exports org.talweg.schedule;
  exports org.talweg.initializer;
  exports org.talweg.optimizer;
  exports org.talweg.gradient;
  exports org.talweg.checkpoint;
  exports org.talweg.training;
}
