/** An optimizer of its own, for any program that trains with Talweg. */
module example.qhm {
  requires transitive org.talweg;

  exports example.qhm;
}
