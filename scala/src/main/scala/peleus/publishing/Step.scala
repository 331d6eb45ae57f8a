package peleus.publishing

/** Something that is done at once.
  *
  * @param name
  *   for whoever watches
  */
private[peleus] final case class Step(name: String, run: () => Unit) {

  /** The same, done only while no run has started after a line. */
  def fenced(ledger: Ledger, line: Int): Step = Step(
    name,
    () => {
      ledger.requireNoneAfter(line)
      run()
    }
  )
}
