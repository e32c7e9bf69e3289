package org.talweg.schedule;

record ConstantSchedule(double rate) implements Schedule {
  @Override
  public double at(long step) {
    return rate;
  }

  @Override
  public String toString() {
    return Double.toString(rate);
  }
}
