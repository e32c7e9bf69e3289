/** An optimizer of its own, for any program that trains with Talweg. */
module example.lion {
  requires transitive org.talweg;

  exports example.lion;
}
